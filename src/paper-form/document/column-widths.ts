/** How wide the columns of a table are: by how much stands in them, and none too narrow to read. */

/** No column has less than this part of an equal share. */
const narrowest = 0.6;

/** @returns whole numbers that add up to `whole` */
export function shareWidth(rows: string[][], whole: number): number[] {
  const columns = Math.max(1, ...rows.map(({ length }) => length));
  const amounts = Array.from({ length: columns }, (_, at) =>
    rows.reduce((sum, cells) => sum + (cells[at]?.length ?? 0), 1),
  );
  const all = amounts.reduce((sum, amount) => sum + amount, 0);
  const least = narrowest / columns;
  const widths = amounts.map((amount) =>
    Math.floor(whole * (least + (1 - narrowest) * (amount / all))),
  );
  const rest = whole - widths.reduce((sum, width) => sum + width, 0);
  return widths.with(-1, (widths.at(-1) as number) + rest);
}
