/** Lines of plain text, as forms are filled in offline and come back by email. */

/** Space, case and the shape of quotation marks say nothing: programs and people change them. */
export function normalise(text: string): string {
  return text
    .replace(/[‘’]/g, "'")
    .replace(/[“”]/g, '"')
    .replace(/[‐-―]/g, '-')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();
}

/** Whether a text begins with a name, which ends there: "Option 1: …", but not "Option 10". */
export function startsLike(text: string, name: string): boolean {
  const [whole, start] = [normalise(text), normalise(name)];
  return whole.startsWith(start) && !/^[\p{L}\p{N}]/u.test(whole.slice(start.length));
}

/** Breaks a line of ours at 72 columns, with an indent from the second line on. */
export function wrapLine(text: string, indent = '', width = 72): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1) as string;
    if (line.trim() !== '' && line.length + 1 + word.length > width) lines.push(indent + word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines;
}

/** The one whose name a text begins with; of several, the one with the longest name. */
export function findNamed<T>(items: T[], nameOf: (item: T) => string, text: string): T | undefined {
  return items
    .filter((item) => startsLike(text, nameOf(item)))
    .sort((a, b) => nameOf(b).length - nameOf(a).length)[0];
}
