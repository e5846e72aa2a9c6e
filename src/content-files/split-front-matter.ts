/** Splits a section's file into its front matter, between two lines `---`, and the Markdown below. */

interface Split {
  /** `null`: there is none. */
  frontMatter: string | null;
  markdown: string;
  /** The line of the file on which the front matter begins, from 1. */
  frontMatterLine: number;
  markdownLine: number;
  fault?: { line: number; message: string };
}

export function splitFrontMatter(text: string): Split {
  const lines = text.split('\n');
  const first = lines.findIndex((line) => line.trim() !== '');
  if (first === -1 || lines[first]?.trimEnd() !== '---') {
    const whole = { frontMatter: null, markdown: text, frontMatterLine: 1, markdownLine: 1 };
    const line = lines.findIndex((words) =>
      /^(title|thoughts|tables|questions|kind|ask):/.test(words),
    );
    if (line === -1) return whole;
    const message =
      'Write the title, tables and questions at the top of the file, between two lines of "---".';
    return { ...whole, fault: { line: line + 1, message } };
  }
  const last = lines.findIndex((line, index) => index > first && line.trimEnd() === '---');
  if (last === -1) {
    const message = 'The front matter has no end. Write a line "---" below it.';
    const fault = { line: first + 1, message };
    return { frontMatter: null, markdown: '', frontMatterLine: 1, markdownLine: 1, fault };
  }
  return {
    frontMatter: lines.slice(first + 1, last).join('\n'),
    markdown: lines.slice(last + 1).join('\n'),
    frontMatterLine: first + 2,
    markdownLine: last + 2,
  };
}
