/** Counts that many sentences for staff need: "1 contribution", "1,234 contributions". */
import { say } from '../say.ts';

const counting = (one: string, other: string) => (count: number) =>
  `${say.number(count)} ${say.plural(count, { one, other })}`;

export const sayContributions = counting('contribution', 'contributions');
export const sayPeople = counting('person', 'people');
export const sayAnswers = counting('answer', 'answers');
export const sayRankings = counting('ranking', 'rankings');
export const sayFigures = counting('number', 'numbers');
export const sayPoints = counting('point', 'points');
export const sayDrafts = counting('saved draft', 'saved drafts');
export const sayRehearsals = counting('rehearsal', 'rehearsals');
export const sayEmails = counting('email', 'emails');
export const sayMessages = counting('message', 'messages');
export const sayReports = counting('report', 'reports');
export const sayLines = counting('line', 'lines');
export const sayMoreDays = counting('more day', 'more days');

/** Which contributions, by their numbers: "number 7", "numbers 7 to 9". */
export const sayNumbers = (first: number, last: number) =>
  first === last
    ? `number ${say.number(first)}`
    : `numbers ${say.number(first)} to ${say.number(last)}`;
