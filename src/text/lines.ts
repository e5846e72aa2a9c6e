/** Lines of plain text, for forms that people fill in offline. */

/** Breaks one of our lines at 72 columns, with an indent from the second line. */
export function wrapLine(text: string, indent = '', width = 72): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1) as string;
    if (line.trim() !== '' && line.length + 1 + word.length > width) lines.push(indent + word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines;
}
