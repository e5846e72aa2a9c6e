/** Emails to staff about a contribution that the person changed, or whose withdrawal was undone. */
import { answerIn, wordsIn } from '../languages/in-language.ts';
import { staffWords } from '../languages/staff.ts';
import type { Consultation } from '../consultation/consultation.ts';
import { sayMomentToStaff } from '../consultation/moments.ts';
import { underline, wrap } from '../contribution/contribution-text.ts';
import type { Contribution } from '../contribution/contribution.ts';
import { findDifferences, type Difference } from '../contribution/differences.ts';
import type { Decision } from '../contribution/filed.ts';
import { html, joinHtml, type Html } from '../text/html.ts';
import { noAnswer } from '../questions/no-answer.ts';
import { blocksToLines, type Block } from '../text/shown.ts';
import { composeEmail, style, type Email, type Opening } from './email.ts';

const words = staffWords.emails.change;

/**
 * Composes the email for staff who have an earlier form. It begins with what changed.
 *
 * @param before the form that staff have. `null`: it is not known
 * @param link to decide or settle
 */
export function composeChange(
  consultation: Consultation,
  contribution: Contribution,
  before: Contribution | null,
  isMaybeSecondCopy: boolean,
  decision: Decision | null,
  link: string | null = null,
): Email {
  const { number, reference, changedAt } = contribution;
  const when = changedAt === null ? null : sayMomentToStaff(changedAt, consultation);
  const sentence = words.opening(number, reference, when);
  const differences = before === null ? [] : findDifferences(before, contribution);
  const opening: Opening = {
    title: words.title(number, reference),
    text: [wrap(sentence), ...differences.map(differenceToText), underline(words.allAnswers)],
    html: joinHtml(
      [
        html`<p>${sentence}</p>`,
        ...differences.map((one) => differenceToHtml(one, contribution.language)),
        html`<h2 style="${style.h2}">${words.allAnswers}</h2>`,
      ],
      '\n',
    ),
  };
  return composeEmail(consultation, contribution, isMaybeSecondCopy, decision, { opening, link });
}

/**
 * Composes the email for staff who were asked to delete a contribution whose withdrawal was then undone.
 *
 * @param link to decide or settle
 */
export function composeUndone(
  consultation: Consultation,
  contribution: Contribution,
  isMaybeSecondCopy: boolean,
  decision: Decision | null,
  undoneAt: Date | null,
  link: string | null = null,
): Email {
  const { number, reference } = contribution;
  const opening: Opening = {
    title: staffWords.emails.withdrawal.undoneTitle(number, reference),
    text: [],
    html: html``,
  };
  return composeEmail(consultation, contribution, isMaybeSecondCopy, decision, {
    opening,
    undoneAt,
    link,
  });
}

function differenceToText({ question, before, now }: Difference): string {
  return [
    wrap(words.asked(question.ask)),
    '',
    words.before,
    ...toLines(before),
    '',
    words.now,
    ...toLines(now),
  ].join('\n');
}

function toLines(blocks: Block[] | null): string[] {
  return blocks === null ? [noAnswer] : blocksToLines(blocks);
}

function differenceToHtml({ question, before, now }: Difference, answeredIn: string): Html {
  return html`<h2 style="${style.h3}">${wordsIn(question, question.ask)}</h2>
<h3 style="${style.h4}">${words.before}</h3>${answerIn(question, before, answeredIn)}
<h3 style="${style.h4}">${words.now}</h3>${answerIn(question, now, answeredIn)}`;
}
