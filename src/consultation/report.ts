/**
 * The report: one file of HTML that needs nothing else, reads aloud and prints well. It shows each
 * figure as a sentence, in a table, and as a bar; comments are quoted whole, with their references.
 */
import { sayCount, sayList, sayShare, type Summary } from '../questions/figures.ts';
import { kindOf } from '../questions/index.ts';
import type { Question } from '../questions/question.ts';
import { blocksToHtml, escapeHtml, type Block } from '../questions/shown.ts';
import type { Consultation } from './consultation.ts';
import type { Count, CountedQuestion } from './count.ts';
import { reasonsApart, type FiledContribution } from './filed.ts';
import { sayMoment } from './moments.ts';
import { dayTable, channelTable, sayBusiest } from './report-days.ts';
import { reportStyle, roomyStyle } from './report-style.ts';
import { figureTableHtml } from './report-table.ts';

export interface ReportFacts {
  /** The newest version. */
  consultation: Consultation;
  count: Count;
  /** In the order of their numbers; begins again at each call. */
  all: () => Iterable<FiledContribution>;
  madeAt: Date;
}

/** The report, piece by piece: it may hold more comments than memory does. */
export function* reportHtml(facts: ReportFacts): Generator<string> {
  const { consultation, count, madeAt } = facts;
  yield head(consultation);
  yield `<main id="main" tabindex="-1"><h1>Report on the contributions</h1><p>Made on ${escapeHtml(sayMoment(madeAt, consultation))}. `;
  yield `The consultation ${sayPeriod(consultation, madeAt)}.</p>`;
  yield `<section><h2>At a glance</h2>${list(glance(count))}</section>`;
  yield contents(count);

  let section = '';
  for (const [index, counted] of count.questions.entries()) {
    if (counted.section !== section) {
      yield `${section === '' ? '' : '</section>'}<section><h2>${escapeHtml(counted.section)}</h2>`;
    }
    section = counted.section;
    yield questionHtml(counted, index);
  }
  yield section === '' ? '' : '</section>';
  yield arrivals(count);
  yield* commentsHtml(facts);
  yield* apartHtml(count);
  yield `<section><h2>How this was counted</h2>${list(rules)}</section>${wordsHtml(consultation)}`;
  yield `</main>${foot(consultation)}</body></html>\n`;
}

function head({ title, language }: Consultation): string {
  return `<!doctype html>
<html lang="${escapeHtml(language)}" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escapeHtml(title)}: report on the contributions</title>
<style>${reportStyle}</style>
<style>${roomyStyle}</style>
</head>
<body>
<header><a class="skip" href="#main">Skip to the report</a><p>${escapeHtml(title)}</p></header>
`;
}

function foot({ contact }: Consultation): string {
  return `<footer><p>Questions about this report? Email <a href="mailto:${escapeHtml(contact)}">${escapeHtml(contact)}</a></p></footer>`;
}

function sayPeriod(consultation: Consultation, madeAt: Date): string {
  const opens = escapeHtml(sayMoment(consultation.opens, consultation));
  const closes = escapeHtml(sayMoment(consultation.closes, consultation));
  if (madeAt.getTime() <= Date.parse(consultation.closes)) {
    return `opened on ${opens} and is open until ${closes}: <strong>these figures are not final</strong>`;
  }
  return `was open from ${opens} to ${closes}`;
}

/** The sentences that come first, here and in the day's summary. */
export function glance(count: Count): string[] {
  const { received, counted, apart, withdrawn, purged, byReason } = count;
  const sentences = [
    `${sayCount(received, 'contribution')} ${received === 1 ? 'was' : 'were'} received; ${counted.toLocaleString('en-GB')} ${counted === 1 ? 'is' : 'are'} counted in the figures.`,
  ];
  if (apart.length > 0) {
    const reasons = [...byReason].map(
      ([reason, figure]) => `${figure.toLocaleString('en-GB')} ${reason}`,
    );
    sentences.push(
      `${sayCount(apart.length, 'contribution')} ${apart.length === 1 ? 'is' : 'are'} counted apart until somebody decides: ${sayList(reasons)}.`,
    );
  }
  if (withdrawn.length > 0) {
    sentences.push(
      `${sayCount(withdrawn.length, 'person withdrew what they had sent', 'people withdrew what they had sent')}: only the number is kept.`,
    );
  }
  if (purged > 0) {
    sentences.push(
      `${sayCount(purged, 'contribution')} ${purged === 1 ? 'was' : 'were'} deleted after the time that people were promised, and ${purged === 1 ? 'is' : 'are'} in no figure.`,
    );
  }
  return sentences;
}

function contents({ questions }: Count): string {
  const sections = [...new Set(questions.map(({ section }) => section))];
  const links = questions.map(({ question }, index) => ({ question, index }));
  const items = sections.map((section) => {
    const own = links.filter(({ index }) => questions[index]?.section === section);
    return `<li>${escapeHtml(section)}<ul>${own
      .map(
        ({ question, index }) =>
          `<li><a class="go" href="#q${index}">${nameHtml(question, index)}</a></li>`,
      )
      .join('')}</ul></li>`;
  });
  return `<nav aria-labelledby="contents"><h2 id="contents">Questions</h2><ul>${items.join('')}</ul></nav>`;
}

function questionHtml({ question, summary }: CountedQuestion, index: number): string {
  const link = isQuoted(question)
    ? `<p><a class="go" href="#c${index}">What people wrote to question ${index + 1}, in full</a></p>`
    : '';
  return `<h3 id="q${index}">${nameHtml(question, index)}</h3>${summaryHtml(summary)}${link}`;
}

/** Figures come first, since comments fill most of the pages. */
function* commentsHtml({ count, all }: ReportFacts): Generator<string> {
  yield '<section><h2>What people wrote, in full</h2>';
  for (const [index, { question }] of count.questions.entries()) {
    if (!isQuoted(question)) continue;
    yield `<h3 id="c${index}">${nameHtml(question, index)}</h3>`;
    let quoted = 0;
    for (const quote of quotes(question, all())) {
      yield quote;
      quoted += 1;
    }
    if (quoted === 0) yield '<p>Nothing.</p>';
  }
  yield '</section>';
}

/** Numbered, since two sections may ask in the same words. */
function nameHtml({ ask }: Question, index: number): string {
  return `${index + 1}. ${escapeHtml(ask)}`;
}

function referenceHtml(reference: string): string {
  return `<span class="reference">${escapeHtml(reference)}</span>`;
}

function isQuoted(question: Question): boolean {
  return kindOf(question).quote !== undefined;
}

function summaryHtml({ sentences, tables }: Summary): string {
  const paragraphs = sentences.map((sentence) => `<p>${escapeHtml(sentence)}</p>`);
  return [...paragraphs, ...tables.map(figureTableHtml)].join('');
}

function* quotes(asked: Question, all: Iterable<FiledContribution>): Generator<string> {
  for (const filed of all) {
    for (const { question, answer } of filed.contribution.answers) {
      if (question.id !== asked.id || question.kind !== asked.kind || answer === null) continue;
      const blocks = kindOf(question).quote?.(question, answer);
      if (blocks) yield quoteHtml(filed, blocks);
    }
  }
}

function quoteHtml(filed: FiledContribution, blocks: Block[]): string {
  const reasons = reasonsApart(filed);
  const apart = reasons.length === 0 ? '' : ` (counted apart: ${escapeHtml(sayList(reasons))})`;
  return `<h4>${referenceHtml(filed.contribution.reference)}${apart}</h4><blockquote>${blocksToHtml(blocks)}</blockquote>\n`;
}

function arrivals(count: Count): string {
  if (count.received === 0) return '';
  return (
    '<section><h2>When and how contributions came</h2>' +
    `<p>${escapeHtml(sayBusiest(count))}</p>` +
    figureTableHtml(dayTable(count)) +
    figureTableHtml(channelTable(count)) +
    '</section>'
  );
}

function* apartHtml({ apart, withdrawn, questions }: Count): Generator<string> {
  if (withdrawn.length > 0) {
    const names = withdrawn.map(
      ({ number, reference }) => `${referenceHtml(reference)} (number ${number})`,
    );
    yield `<section><h2>Withdrawn</h2><p>${sayList(names)}.</p></section>`;
  }
  if (apart.length === 0) return;
  yield '<section><h2>Counted apart</h2><p>These are in no figure above. What they wrote is quoted with all others, and says so.</p><ul>';
  for (const { reference, reasons } of apart) {
    yield `<li>${referenceHtml(reference)}: ${escapeHtml(sayList(reasons))}</li>\n`;
  }
  yield '</ul>';
  for (const [index, { question, apart: summary }] of questions.entries()) {
    if (summary.answered === 0 || summary.tables.length === 0) continue;
    yield `<h3>Counted apart: ${nameHtml(question, index)}</h3>${summaryHtml(summary)}`;
  }
  yield '</section>';
}

function wordsHtml({ words }: Consultation): string {
  if (!words) return '';
  const items = words.map(
    ({ word, means }) => `<dt>${escapeHtml(word)}</dt><dd>${escapeHtml(means)}</dd>`,
  );
  return `<section id="words"><h2>Words explained</h2><dl>${items.join('\n')}</dl></section>`;
}

function list(sentences: string[]): string {
  return `<ul>${sentences.map((sentence) => `<li>${escapeHtml(sentence)}</li>`).join('')}</ul>`;
}

const rules = [
  `Percentages are of those who answered the question, to one decimal: ${sayShare(1 / 3)} is one in three. Those who gave no answer are told apart.`,
  'A ranking may leave items out. An item without a number stands below every item with one, and level with the others that have none.',
  'First choices, times in the top and the mean rank take the numbers as people wrote them. The mean rank is of those who gave the item a number, and the column beside it says how many they were: an item that few ranked can have a good mean.',
  'Borda points: for each ranking an item gets one point for each item it stands above, and half a point for each it is level with.',
  'Pair by pair (Condorcet): for each two items, how many rankings put the one above the other. The winner, if there is one, stands above each other item in more rankings than below.',
  'A ranking that uses a number twice, and was sent so after a warning, is quoted as it was typed, and counted in no figure.',
  'Late contributions, and any that may be a second copy or look automatic, are counted apart until a person decides. None is left out of this report.',
  'Names and email addresses are not in this report.',
];
