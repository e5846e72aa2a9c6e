/** Our words in the copies of a contribution that people and staff may hand in: receipts and emails. */
import { kindOf } from '../questions/kinds.ts';
import { withOlder } from '../text/older-words.ts';
import type { Stretch, Word } from '../text/words.ts';
import { questionsOf, type Consultation } from '../consultation/consultation.ts';
import { zonedForStaff } from '../consultation/moments.ts';
import { toContribution, type Contribution } from '../contribution/contribution.ts';
import {
  composeEmail,
  factsOf,
  linkLabel,
  sayUnclear,
  waysToDecide,
  type HowToDecide,
} from '../emails/email.ts';
import { decisions, type Decision } from '../contribution/filed.ts';
import { sayLeftBlank, sayNotMet } from '../contribution/question-notes.ts';
import { markMeanings } from '../contribution/sending-marks.ts';
import { receiptText } from '../contribution/receipt-text.ts';
import { catalogueOf, languageCodes } from '../languages/catalogues.ts';
import { asPattern, momentPattern } from '../languages/moment-pattern.ts';
import { staffWords } from '../languages/staff.ts';

const reference = /[A-Z]{3}-\d{3}-[A-Z]{3}/;

const { note } = staffWords.emails;

/**
 * Returns our words before the answers, and after them.
 *
 * @param versions the consultation, with our words in each language that the text may have. Its own is the first
 */
export function copyWords(
  versions: readonly Consultation[],
  text: string,
): { head: string[]; foot: string[] } {
  const [consultation] = versions as [Consultation];
  const found = reference.exec(text)?.[0] ?? '-';
  const number = Number(/contribution (\d{1,9})/i.exec(text)?.[1] ?? 1);
  const asked = questionsOf(consultation).filter((question) => kindOf(question).replyTo);
  const contribution = toContribution(consultation, {
    number,
    reference: found,
    receivedAt: new Date(consultation.opens),
    late: true,
    marks: Object.keys(markMeanings),
    answers: [],
  });
  const factsWith = (
    changed: Partial<Contribution>,
    decision: Decision | null = null,
    how: HowToDecide = 'ask',
  ) => factsOf(consultation, { ...contribution, ...changed }, true, decision, how);
  const facts = factsWith({});
  const answers = asked.map((question) => ({
    section: '',
    question: { ...question },
    answer: { name: null, email: 'a@example.org', isAddress: true },
  }));
  const writable = waysToDecide.map((how) => factsWith({ answers }, null, how).reply);
  const { text: email } = composeEmail(consultation, contribution, false);
  const head = [
    ...versions.flatMap((version) =>
      receiptText(version, { ...contribution, answers: [] }).split('\n'),
    ),
    ...[
      ...waysToDecide.map((how) => factsWith({}, null, how)),
      ...decisions.map((decision) => factsWith({}, decision)),
      ...Object.keys(markMeanings).map((mark) => factsWith({ marks: [mark] })),
    ].flatMap(({ notices }) => notices.map(note)),
    ...questionsOf(consultation).flatMap((question) =>
      [sayLeftBlank, sayNotMet, sayUnclear].map((say) => note(say(question))),
    ),
    facts.title,
    consultation.title,
    facts.reply,
    ...writable,
  ];
  return {
    head: head.flatMap(withOlder),
    foot: withOlder(email.trim().split('\n\n').at(-1) ?? ''),
  };
}

/**
 * Returns a function that finds our words that differ from copy to copy, such as when the contribution came and how
 * many questions it answers.
 */
export function factFinder(consultation: Consultation) {
  const facts = [
    // People read the time zone's name as its editor wrote it; staff may not.
    receivedLine(consultation.timeZoneName),
    receivedLine(zonedForStaff(consultation).timeZoneName),
    /(?<=^|\s)\d+\s+of\s+\d+\s+questions\s+answered(?=\s|$)/gi,
    // A link for staff must not be filed anywhere.
    new RegExp(String.raw`(?<=^|\s)${linkLabel}:?\s+(?:<?https?://\S+/staff/\S+)?`, 'gi'),
  ];
  return (text: string, words: Word[]): Stretch[] =>
    facts.flatMap((fact) =>
      Array.from(text.matchAll(fact), ({ index, 0: found }) => ({
        from: words.filter(({ end }) => end <= index).length,
        to: words.filter(({ start }) => start < index + found.length).length,
      })),
    );
}

/** Made once for each name of a time zone, because that takes longer than using it. */
const receivedIn = new Map<string, RegExp>();

/** Finds when a contribution came, or was changed, as receipts and emails say it in any language. */
function receivedLine(zone: string): RegExp {
  const known = receivedIn.get(zone);
  if (known) return known;
  const lines = languageCodes.flatMap((language) => {
    const { received, changed } = catalogueOf({ language }).paperForm;
    return [received('\0', true), received('\0', false), changed('\0')];
  });
  const parts = lines.map((line) => line.split('\0').map(asPattern));
  // Emails say "Received" without the colon.
  const labels = parts.map(([label = '']) => label.replace(/:(?=\\s)/, ':?'));
  const tails = parts.flatMap(([, tail]) => tail || []);
  const made = new RegExp(
    String.raw`(?<=^|\s)(?:${labels.join('|')})${momentPattern(zone)}(?:${tails.join('|')})?${filedByStaff}`,
    'giu',
  );
  receivedIn.set(zone, made);
  return made;
}

const filedByStaff = String.raw`(?:,\s+(?:by\s+email|by\s+post|on\s+paper|by\s+telephone);\s+staff\s+filed\s+it)?`;
