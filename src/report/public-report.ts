/**
 * The report for everybody: the same figures, but words only if the person allows it. It has no references or times
 * of contributions. Quotes are sorted by their words, so that nobody can tell who answered when.
 */
import { answerIn } from '../languages/in-language.ts';
import { staffWords } from '../languages/staff.ts';
import { kindOf } from '../questions/kinds.ts';
import type { Question } from '../questions/question.ts';
import { asksConsent } from '../contribution/consent.ts';
import type { FiledContribution } from '../contribution/filed.ts';
import {
  readThisFirst,
  sayLeftOut,
  type LeftOut,
  type Publishing,
} from '../contribution/publishing.ts';
import { html, type Html } from '../text/html.ts';
import { blocksToLines, type Block } from '../text/shown.ts';
import {
  contents,
  foot,
  glance,
  head,
  isQuoted,
  list,
  monitoringHtml,
  nameHtml,
  questionsHtml,
  sayFigureRules,
  sayMade,
  sayPeriod,
  wordsHtml,
  type ReportFacts,
} from './report.ts';

const words = staffWords.report;

interface PublicReportFacts extends ReportFacts {
  publishing: Publishing;
}

/** Writes the public report in pieces. It has the words of only one question in memory at a time. */
export function* publicReportHtml(facts: PublicReportFacts): Generator<string> {
  for (const piece of pieces(facts)) yield piece.html;
}

function* pieces(facts: PublicReportFacts): Generator<Html> {
  const { consultation, count, madeAt } = facts;
  const isAsked = asksConsent(count.questions.map(({ question }) => question));
  yield head(consultation);
  yield html`<main id="main" tabindex="-1"><h1>${words.heading}</h1>`;
  yield html`<section><h2>${words.readFirst}</h2>${list(readThisFirst(isAsked))}</section>`;
  yield html`<p>${sayMade(facts)} ${sayPeriod(consultation, madeAt)}</p>`;
  yield html`<section><h2>${words.glance.heading}</h2>${list(glance(count))}</section>`;
  yield contents(count);
  yield* questionsHtml(count, words.questions.written);
  if (facts.monitoring) yield monitoringHtml(facts.monitoring);
  yield* commentsHtml(facts, isAsked);
  yield html`<section><h2>${words.counting.heading}</h2>${list([...sayFigureRules(), ...words.counting.publicRules])}</section>${wordsHtml(consultation)}`;
  yield html`</main>${foot(consultation)}</body></html>\n`;
}

function* commentsHtml(facts: PublicReportFacts, isAsked: boolean): Generator<Html> {
  if (isAsked && !facts.count.questions.some(isQuoted)) return;
  yield html`<section><h2>${words.quotes.heading}</h2>`;
  if (!isAsked) yield html`<p>${words.quotes.nobodyAsked}</p>`;
  for (const [index, counted] of facts.count.questions.entries()) {
    if (!isQuoted(counted)) continue;
    const { question } = counted;
    yield html`<h3 id="c${index}">${nameHtml(question, index)}</h3>`;
    if (!isAsked) yield html`<p>${words.quotes.nobodyQuoted}</p>`;
    else yield* quotesHtml(question, facts);
  }
  yield html`</section>`;
}

interface Quote {
  name: string | null;
  text: string;
  quoted: Html;
}

function* quotesHtml(
  asked: Question,
  { all, publishing }: Pick<PublicReportFacts, 'all' | 'publishing'>,
): Generator<Html> {
  const quotes: Quote[] = [];
  const leftOut = new Map<LeftOut, number>();
  for (const { filed, blocks } of answersTo(asked, all())) {
    const text = blocksToLines(blocks).join('\n');
    const why = publishing.whyNot(filed, text);
    if (why === null)
      quotes.push({
        name: publishing.nameOf(filed),
        text,
        quoted: answerIn(asked, blocks, filed.contribution.language),
      });
    else leftOut.set(why, (leftOut.get(why) ?? 0) + 1);
  }
  const sentences = sayLeftOut(leftOut);
  if (sentences.length > 0) yield html`<p>${words.quotes.leftOut}</p>${list(sentences)}`;
  if (quotes.length === 0) yield html`<p>${words.quotes.nothing}</p>`;
  quotes.sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0));
  for (const [index, { name, quoted }] of quotes.entries()) {
    const by = name === null ? null : html`<span dir="auto">${name}</span>`;
    yield html`<h4>${words.quotes.numbered(index + 1, quotes.length, by)}</h4><blockquote>${quoted}</blockquote>\n`;
  }
}

/** Returns the words of each answer to a question that must be read. */
function* answersTo(
  asked: Question,
  all: Iterable<FiledContribution>,
): Generator<{ filed: FiledContribution; blocks: Block[] }> {
  for (const filed of all) {
    for (const { question, answer } of filed.contribution.answers) {
      if (question.id !== asked.id || question.kind !== asked.kind || answer === null) continue;
      const blocks = kindOf(question).quote?.(question, answer);
      if (blocks) yield { filed, blocks };
    }
  }
}
