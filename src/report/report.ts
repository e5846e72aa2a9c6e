/**
 * The report: one HTML file that needs nothing else, and that works with screen readers and on paper. It shows each
 * figure as a sentence, in a table, and as a bar. Comments are quoted in full, with their references.
 */
import { isolatedRuns } from '../text/direction.ts';
import { directionOf } from '../languages/direction.ts';
import { answerIn, wordsIn } from '../languages/in-language.ts';
import { staffLanguage, staffWords } from '../languages/staff.ts';
import { sayList, sayShare, type Findings } from '../questions/figures.ts';
import { kindOf } from '../questions/kinds.ts';
import type { Question } from '../questions/question.ts';
import { showAnswer } from '../contribution/contribution.ts';
import { html, joinHtml, raw, type Html } from '../text/html.ts';
import { program } from '../text/program.ts';
import type { Consultation } from '../consultation/consultation.ts';
import type { Count, CountedQuestion } from './count.ts';
import type { MonitoringTotals } from './monitoring.ts';
import { asksConsent, consentIn, consentNotes } from '../contribution/consent.ts';
import { notesOf, reasonsApart, type FiledContribution } from '../contribution/filed.ts';
import { periodAt, sayMomentToStaff } from '../consultation/moments.ts';
import { channelTable, dayTable, languageTables, sayBusiest } from './report-days.ts';
import { groupsHtml, referenceHtml } from './report-groups.ts';
import { reportStyle, roomyStyle } from './report-style.ts';
import { figureTableHtml } from './report-table.ts';

const words = staffWords.report;

export interface ReportFacts {
  /** The newest version. */
  consultation: Consultation;
  count: Count;
  /** All contributions in the order of their numbers. Starts from the beginning at each call. */
  all: () => Iterable<FiledContribution>;
  madeAt: Date;
  /** The totals of the questions for equality monitoring, if there are any. */
  monitoring?: MonitoringTotals | null;
}

/** Writes the report in pieces, because it may have more comments than fit into memory. */
export function* reportHtml(facts: ReportFacts): Generator<string> {
  for (const piece of pieces(facts)) yield piece.html;
}

function* pieces(facts: ReportFacts): Generator<Html> {
  const { consultation, count, madeAt } = facts;
  yield head(consultation);
  yield html`<main id="main" tabindex="-1"><h1>${words.heading}</h1>`;
  yield html`<p>${sayMade(facts)} ${sayPeriod(consultation, madeAt)}</p>`;
  yield html`<section><h2>${words.glance.heading}</h2>${list(glance(count))}</section>`;
  yield contents(count);

  yield* questionsHtml(count);
  if (facts.monitoring) yield monitoringHtml(facts.monitoring);
  yield arrivals(count);
  yield* commentsHtml(facts);
  yield* groupsHtml(consultation, count, facts.all());
  yield* settledHtml(count);
  yield* apartHtml(count, consultation);
  yield html`<section><h2>${words.counting.heading}</h2>${list([...sayFigureRules(), ...words.counting.rules])}</section>${wordsHtml(consultation)}`;
  yield html`</main>${foot(consultation)}</body></html>\n`;
}

/** @param sayWritten names the link to what people wrote */
export function* questionsHtml(
  { questions }: Count,
  sayWritten = words.questions.writtenInFull,
): Generator<Html> {
  let section = '';
  for (const [index, counted] of questions.entries()) {
    if (counted.section !== section) {
      if (section !== '') yield html`</section>`;
      yield html`<section><h2>${wordsIn(counted.question, counted.section)}</h2>`;
    }
    section = counted.section;
    yield questionHtml(counted, index, sayWritten);
  }
  if (section !== '') yield html`</section>`;
}

export function head(consultation: Consultation): Html {
  const { title } = consultation;
  return html`<!doctype html>
<html lang="${staffLanguage}" dir="${directionOf(staffLanguage)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${words.title(title)}</title>
<style>${raw(reportStyle)}</style>
<style>${raw(roomyStyle)}</style>
</head>
<body>
<header><a class="skip" href="#main">${words.skip}</a><p>${wordsIn(consultation, title)}</p></header>
`;
}

/** Says what was counted, by which version, and when. */
export function sayMade({ consultation, count, madeAt }: ReportFacts): string {
  const moment = sayMomentToStaff(madeAt, consultation);
  if (count.received === 0) return words.madeFromNone(program, moment);
  return words.madeFrom(program, moment, count.received, consultation.organisation);
}

export function foot({ contact }: Consultation): Html {
  const address = html`<a href="mailto:${contact}">${contact}</a>`;
  return html`<footer><p>${words.questionsTo(address)}</p></footer>`;
}

export function sayPeriod(consultation: Consultation, madeAt: Date): Html {
  const opens = sayMomentToStaff(consultation.opens, consultation);
  const closes = sayMomentToStaff(consultation.closes, consultation);
  return ['not-yet-open', 'open'].includes(periodAt(madeAt, consultation))
    ? words.isOpen(opens, closes)
    : words.wasOpen(opens, closes);
}

/** Returns the sentences that come first, here and in the day's summary. */
export function glance(count: Count): string[] {
  const { received, counted, apart, countedByStaff, groups, withdrawn, changed, purged } = count;
  const say = words.glance;
  const sentences = [say.received(received, counted)];
  const { undecided = [], decided = [] } = Object.groupBy(apart, ({ isDecided }) =>
    isDecided ? 'decided' : 'undecided',
  );
  if (undecided.length > 0) sentences.push(say.undecided(undecided.length, sayReasons(undecided)));
  if (decided.length > 0) sentences.push(say.setApart(decided.length));
  if (countedByStaff.length > 0)
    sentences.push(say.countedByStaff(countedByStaff.length, sayReasons(countedByStaff)));
  if (groups.length > 0) sentences.push(say.groups(groups.length));
  if (changed > 0) sentences.push(say.changed(changed));
  if (withdrawn.length > 0) sentences.push(say.withdrawn(withdrawn.length));
  if (purged > 0) sentences.push(say.purged(purged));
  return sentences;
}

/** "3 late and 1 maybe automatic". One contribution may have several reasons. */
function sayReasons(marked: { reasons: string[] }[]): string {
  const reasons = Map.groupBy(
    marked.flatMap((one) => one.reasons),
    (reason) => reason,
  );
  return sayList([...reasons].map(([reason, { length }]) => words.glance.ofReason(length, reason)));
}

export function contents({ questions }: Count): Html {
  const sections = Map.groupBy(questions.entries(), ([, { section }]) => section);
  const items = [...sections].map(([section, own]) => {
    const links = own.map(
      ([index, { question }]) =>
        html`<li><a class="go" href="#q${index}">${nameHtml(question, index)}</a></li>`,
    );
    const name = wordsIn(own[0]?.[1].question ?? {}, section);
    return html`<li>${name}<ul>${links}</ul></li>`;
  });
  return html`<nav aria-labelledby="contents"><h2 id="contents">${words.questions.heading}</h2><ul>${items}</ul></nav>`;
}

function questionHtml(
  counted: CountedQuestion,
  index: number,
  sayWritten: (question: number) => string,
): Html {
  const { question, summary } = counted;
  const link = isQuoted(counted)
    ? html`<p><a class="go" href="#c${index}">${sayWritten(index + 1)}</a></p>`
    : '';
  return html`<h3 id="q${index}">${nameHtml(question, index)}</h3>${summaryHtml(summary)}${link}`;
}

/** Comments come after the figures, because they fill most of the pages. */
function* commentsHtml({ count, all }: ReportFacts): Generator<Html> {
  if (!count.questions.some(isQuoted)) return;
  yield html`<section><h2>${words.quotes.headingInFull}</h2>`;
  const isAsked = asksConsent(count.questions.map(({ question }) => question));
  for (const [index, counted] of count.questions.entries()) {
    if (!isQuoted(counted)) continue;
    const { question } = counted;
    yield html`<h3 id="c${index}">${nameHtml(question, index)}</h3>`;
    let quoted = 0;
    for (const quote of quotes(question, all(), isAsked)) {
      yield quote;
      quoted += 1;
    }
    if (quoted === 0) yield html`<p>${words.quotes.nothing}</p>`;
  }
  yield html`</section>`;
}

/** Numbered, because two sections may use the same words. */
export function nameHtml(question: Question, index: number): Html {
  return html`${index + 1}. ${wordsIn(question, question.ask)}`;
}

/** Whether any version of a question has answers to quote. People may have answered before the newest version. */
export function isQuoted({ versions }: Pick<CountedQuestion, 'versions'>): boolean {
  return versions.some((question) => {
    const { quote, mayBeQuoted } = kindOf(question);
    return quote !== undefined && (mayBeQuoted?.(question) ?? true);
  });
}

/** Rules are beside the figures that they are about, because nobody reads the end of a long report. */
function summaryHtml({ sentences, tables, rules = [] }: Findings): Html {
  const paragraphs = sentences.map((sentence) => html`<p>${isolatedRuns(sentence)}</p>`);
  const how = rules.length === 0 ? '' : html`<p>${words.questions.howMade}</p>${list(rules)}`;
  return joinHtml([...paragraphs, ...tables.map(figureTableHtml), html`${how}`]);
}

export function monitoringHtml({ sentences, tables }: MonitoringTotals): Html {
  return html`<section><h2>${words.monitoring.heading}</h2>${summaryHtml({ sentences, tables })}</section>`;
}

function* quotes(
  asked: Question,
  all: Iterable<FiledContribution>,
  isAsked: boolean,
): Generator<Html> {
  for (const filed of all) {
    for (const { question, answer } of filed.contribution.answers) {
      if (question.id !== asked.id || question.kind !== asked.kind || answer === null) continue;
      const blocks = kindOf(question).quote?.(question, answer);
      if (blocks)
        yield quoteHtml(filed, answerIn(question, blocks, filed.contribution.language), isAsked);
    }
  }
}

function quoteHtml(filed: FiledContribution, quoted: Html, isAsked: boolean): Html {
  const isApart = reasonsApart(filed).length > 0;
  const apart = isApart ? ` ${words.quotes.apart(sayList(notesOf(filed)))}` : '';
  const consent = isAsked ? ` (${consentNotes[consentIn(filed.contribution)]})` : '';
  return html`<h4>${referenceHtml(filed.contribution.reference)}${apart}${consent}</h4><blockquote>${quoted}</blockquote>\n`;
}

function arrivals(count: Count): Html {
  if (count.received === 0) return html``;
  const tables = [dayTable(count), channelTable(count), ...languageTables(count)].map(
    figureTableHtml,
  );
  return html`<section><h2>${words.arrivals.heading}</h2><p>${sayBusiest(count)}</p>${tables}</section>`;
}

function* apartHtml(
  { apart, countedByStaff, withdrawn, questions }: Count,
  consultation: Consultation,
): Generator<Html> {
  if (withdrawn.length > 0) {
    const names = withdrawn.map(({ number, reference, undoUntil }) => {
      const until = undoUntil ? sayMomentToStaff(undoUntil, consultation) : null;
      return words.withdrawn.contribution(referenceHtml(reference), number, until).html;
    });
    yield html`<section><h2>${words.withdrawn.heading}</h2><p>${raw(sayList(names))}.</p></section>`;
  }
  if (countedByStaff.length > 0) {
    yield html`<section><h2>${words.countedByStaff.heading}</h2><p>${words.countedByStaff.where}</p>`;
    yield* reasonsHtml(countedByStaff);
    yield html`</section>`;
  }
  if (apart.length === 0) return;
  yield html`<section><h2>${words.apart.heading}</h2><p>${words.apart.where}</p>`;
  const undecided = apart.filter(({ isDecided }) => !isDecided);
  if (undecided.length > 0) yield html`<p>${words.apart.undecided}</p>`;
  yield* reasonsHtml(undecided);
  const decided = apart.filter(({ isDecided }) => isDecided);
  if (decided.length > 0) yield html`<p>${words.apart.decided}</p>`;
  yield* reasonsHtml(decided);
  for (const [index, { question, apart: summary }] of questions.entries()) {
    if (summary.answered === 0 || summary.tables.length === 0) continue;
    yield html`<h3>${words.apart.question(nameHtml(question, index))}</h3>${summaryHtml(summary)}`;
  }
  yield html`</section>`;
}

/** Shows what was sent beside what staff made of it. */
function* settledHtml({ settled }: Count): Generator<Html> {
  if (settled.length === 0) return;
  yield html`<section><h2>${words.settled.heading}</h2><p>${words.settled.what}</p>`;
  for (const { reference, language, question, was, reason } of settled) {
    const { blocks } = showAnswer(question, was);
    const sent = answerIn(question, blocks, language);
    yield html`<h3>${referenceHtml(reference)}: ${wordsIn(question, question.ask)}</h3><p dir="auto">${words.settled.why(reason)}</p><p>${words.settled.sent}</p>${sent}\n`;
  }
  yield html`</section>`;
}

function* reasonsHtml(marked: { reference: string; reasons: string[] }[]): Generator<Html> {
  if (marked.length === 0) return;
  yield html`<ul>`;
  for (const { reference, reasons } of marked) {
    yield html`<li>${referenceHtml(reference)}: ${sayList(reasons)}</li>\n`;
  }
  yield html`</ul>`;
}

export function wordsHtml(consultation: Consultation): Html {
  if (!consultation.words) return html``;
  const items = consultation.words.map(
    ({ word, means }) =>
      html`<dt>${wordsIn(consultation, word)}</dt><dd>${wordsIn(consultation, means)}</dd>`,
  );
  return html`<section id="words"><h2>${words.wordsExplained}</h2><dl>${joinHtml(items, '\n')}</dl></section>`;
}

export function list(sentences: string[]): Html {
  return html`<ul>${sentences.map((sentence) => html`<li>${sentence}</li>`)}</ul>`;
}

/** How figures are made, for all readers. */
export const sayFigureRules = () => [words.counting.percentages(sayShare(1 / 3))];
