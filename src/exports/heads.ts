/** The heads of a sheet’s columns, in words. */
import { staffWords } from '../languages/staff.ts';
import type { Column } from '../questions/question.ts';

/** A column with its head. */
export type TableColumn = Column & {
  head: string;
  /** Which cells of answers it has (`keyOfCell`). Not given: it is not about answers. */
  key?: string;
};

/** Makes all heads different, because a filter or a pivot table needs that. */
export function withHeads(columns: (TableColumn & { section?: string })[]): TableColumn[] {
  const { headInSection, repeatedHead } = staffWords.exports;
  const times = Map.groupBy(columns, ({ head }) => head);
  const seen = new Map<string, number>();
  return columns.map(({ section, ...column }) => {
    const isAlone = times.get(column.head)?.length === 1;
    const head =
      isAlone || section === undefined ? column.head : headInSection(section, column.head);
    const before = seen.get(head) ?? 0;
    seen.set(head, before + 1);
    return { ...column, head: before === 0 ? head : repeatedHead(head, before + 1) };
  });
}
