/** Computes the widths of a table's columns from their text. None is too narrow to read. */

/** The least width of a column, as a part of an equal share. */
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
