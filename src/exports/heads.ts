/** The heads of a sheet’s columns, in words. */
import type { Column, Question } from '../questions/question.ts';

/** A column with its head. */
export type TableColumn = Column & { head: string };

/**
 * Returns the head of a question’s column. The words that distinguish it from the question's other columns come
 * first, because after a long question there is no room for them: "Rank of Human: How would you rank the values?"
 */
export function headOf({ head, title }: Column, { ask }: Pick<Question, 'ask'>): string {
  if (head !== undefined) return head;
  if (!title.startsWith(`${ask}: `)) return title;
  const part = title.slice(ask.length + 2);
  return `${part.charAt(0).toUpperCase()}${part.slice(1)}: ${ask}`;
}

/** Makes all heads different, because a filter or a pivot table needs that. */
export function withHeads(columns: (TableColumn & { section?: string })[]): TableColumn[] {
  const times = Map.groupBy(columns, ({ head }) => head);
  const seen = new Map<string, number>();
  return columns.map(({ section, ...column }) => {
    const isAlone = times.get(column.head)?.length === 1;
    const head = isAlone || section === undefined ? column.head : `${section}: ${column.head}`;
    const before = seen.get(head) ?? 0;
    seen.set(head, before + 1);
    return { ...column, head: before === 0 ? head : `${head} (${before + 1})` };
  });
}
