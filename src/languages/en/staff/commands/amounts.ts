/** How many there are of a thing: "1 contribution", "1,234 contributions". */
import { say } from '../../say.ts';

export const contributions = (count: number) =>
  say.plural(count, {
    one: `${say.number(count)} contribution`,
    other: `${say.number(count)} contributions`,
  });

export const drafts = (count: number) =>
  say.plural(count, {
    one: `${say.number(count)} saved draft`,
    other: `${say.number(count)} saved drafts`,
  });

export const rehearsals = (count: number) =>
  say.plural(count, {
    one: `${say.number(count)} rehearsal`,
    other: `${say.number(count)} rehearsals`,
  });

export const emails = (count: number) =>
  say.plural(count, { one: `${say.number(count)} email`, other: `${say.number(count)} emails` });

export const messages = (count: number) =>
  say.plural(count, {
    one: `${say.number(count)} message`,
    other: `${say.number(count)} messages`,
  });

export const reports = (count: number) =>
  say.plural(count, { one: `${say.number(count)} report`, other: `${say.number(count)} reports` });
