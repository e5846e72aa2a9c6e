/** Counts in sentences of several emails. */
import { say } from '../../say.ts';

/** "1 contribution", "1,234 contributions". */
export const contributions = (count: number) =>
  say.plural(count, {
    one: `${say.number(count)} contribution`,
    other: `${say.number(count)} contributions`,
  });
