/** Finds what a misspelt word was meant to be. */

/** Returns " Did you mean "…"?", or an empty text if no known word is similar. */
export function didYouMean(written: string, known: readonly string[]): string {
  const [nearest] = known
    .map((word) => ({ word, distance: distanceOf(written.toLowerCase(), word.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance);
  const most = Math.max(1, Math.floor(written.length / 3));
  return nearest && nearest.distance <= most ? ` Did you mean "${nearest.word}"?` : '';
}

/** Counts how many letters must be added, removed, changed or swapped (optimal string alignment). */
export function distanceOf(a: string, b: string): number {
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row += 1) {
    const line = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const isSame = a[row - 1] === b[column - 1];
      let cost = Math.min(
        (above[column] as number) + 1,
        (line[column - 1] as number) + 1,
        (above[column - 1] as number) + (isSame ? 0 : 1),
      );
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        cost = Math.min(cost, (before[column - 2] as number) + 1);
      }
      line.push(cost);
    }
    before = above;
    above = line;
  }
  return above[b.length] as number;
}
