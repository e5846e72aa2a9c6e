/** Mistakes in content files, and how the build reports them to editors. */

export interface Mistake {
  /** Relative to the content folder: `park-plan/2-trees.md`. */
  file: string;
  /** From 1, as editors count. `null`: the whole file. */
  line: number | null;
  /** What is wrong and what to do, as sentences. */
  message: string;
  isWarning?: boolean;
}

/** Lists mistakes, one on each line: "park-plan/2-trees.md, line 7: …". Warnings come last, and say so. */
export function sayMistakes(folder: string, mistakes: readonly Mistake[]): string {
  const inOrder = mistakes.toSorted(
    (a, b) =>
      Number(a.isWarning ?? false) - Number(b.isWarning ?? false) ||
      a.file.localeCompare(b.file) ||
      (a.line ?? 0) - (b.line ?? 0),
  );
  const lines = inOrder.map(
    (mistake) => `${mistake.isWarning ? 'Warning: ' : ''}${sayMistake(mistake)}`,
  );
  const count = mistakes.filter(({ isWarning }) => !isWarning).length;
  if (count === 0) return lines.join('\n');
  const head = `${count === 1 ? 'There is 1 mistake' : `There are ${count} mistakes`} in ${folder}:`;
  return [head, ...lines].join('\n');
}

/** "park-plan/2-trees.md, line 7: …" */
export function sayMistake({ file, line, message }: Mistake): string {
  return `${line === null ? file : `${file}, line ${line}`}: ${message}`;
}
