/** Forms in which staff type something: a contribution that did not come by the site, and an answer to settle. */
import { questionsOf, type Consultation } from '../../consultation/consultation.ts';
import { channels, type Channel } from '../../contribution/contribution.ts';
import { marksFor } from '../../form/seen.ts';
import type { StaffPage, StaffPart } from '../../form/staff-page.ts';
import { parseSubmission } from '../../form/submission.ts';
import {
  fieldsOfQuestion,
  isTooLong,
  strangeTo,
  typedInto,
  type SentFields,
} from '../../form/typed.ts';
import { questionToText } from '../../form/typed-to-text.ts';
import { isLate, readReceived, type Received, type TooEarly } from '../../paper-form/received.ts';
import type { Answers } from '../../consultation/answers.ts';
import { kindOf } from '../../questions/kinds.ts';
import { valueIn, type FieldError, type Question, type Typed } from '../../questions/question.ts';
import { staffWords } from '../../languages/staff.ts';
import { isBlank } from '../../text/blank.ts';
import { formOf, settleQuestions, toPage, type StaffVisit } from './staff-views.ts';

const words = staffWords.pages.filing;
const channelLabels: Record<Exclude<Channel, 'site'>, string> = words.channels;

// No question of a consultation can have these ids, because frameIds reserves them.
const channelQuestion = {
  id: 'staff-channel',
  kind: 'choice',
  ask: words.how,
  options: Object.entries(channelLabels).map(([id, label]) => ({ id, label })),
} as Question;
const receivedQuestion = {
  id: 'staff-received',
  kind: 'line',
  ask: words.when,
  hint: `<p>${words.whenHint}</p>`,
} as Question;

/** A form in which staff have typed something. */
interface TypedFiling {
  /** The text that the form was made from. */
  consultation: Consultation;
  typed: Typed;
  errors: FieldError[];
  seen: string[];
  /** Words that were sent in fields that this text does not have, or an empty text. */
  left: string;
}

/**
 * Shows the consultation's form, in which staff file a contribution that did not come by the site.
 *
 * @param notices what staff must know first
 */
export function showFiling(
  visit: StaffVisit,
  { consultation, typed, errors, seen, left }: TypedFiling = blankFiling(visit),
  notices: string[] = [],
): StaffPage {
  const sections = consultation.sections
    .filter(({ questions }) => questions.length > 0)
    .map(({ title, questions }) => ({ title: title ?? consultation.title, questions }));
  const own = { title: words.howAndWhen, questions: [channelQuestion, receivedQuestion] };
  const hidden = [
    ['_version', consultation.version] as [string, string],
    ...seen.map((mark): [string, string] => ['_seen', mark]),
  ];
  const parts: StaffPart[] = [
    ...(left === '' ? [] : [{ copy: words.leftWords, words: left }]),
    { text: words.typeOnly },
    formOf(visit, [own, ...sections], [['file', words.file]], typed, errors, hidden),
  ];
  const changed = left === '' ? [] : [words.changedSince];
  return toPage(visit, words.title, parts, [...notices, ...changed]);
}

function blankFiling({ consultation }: StaffVisit): TypedFiling {
  return { consultation, typed: {}, errors: [], seen: [], left: '' };
}

/** What was typed, and `file`: what to file. `null`: it has errors. */
interface ReadFiling extends TypedFiling {
  file: (Received & { channel: Channel; answers: Answers }) | null;
}

/**
 * Reads that form.
 *
 * @param text that the form was made from. `null`: it is no longer stored
 */
export function readFiling(
  visit: StaffVisit,
  fields: SentFields,
  text: Consultation | null,
): ReadFiling {
  const consultation = text ?? visit.consultation;
  const own = typedInto(namesOf([channelQuestion, receivedQuestion]), fields);
  const channel = channels.find((one) => one !== 'site' && one === valueIn(own, 'staff-channel'));
  const received = readMoment(valueIn(own, 'staff-received'), visit);
  const left = leftIn(consultation, fields);
  const submission = parseSubmission(consultation, fields);
  const errors: FieldError[] = [
    ...(channel ? [] : [{ field: 'staff-channel', message: words.noHow }]),
    ...(received && 'at' in received
      ? []
      : [{ field: 'staff-received', message: received?.tooEarly ?? words.wrongWhen }]),
    ...(submission.ok ? [] : submission.errors),
  ];
  const isComplete = submission.ok && channel && received && 'at' in received && left === '';
  const file = isComplete ? { ...received, channel, answers: submission.answers } : null;
  const typed = { ...submission.typed, ...own };
  const seen = [...submission.seen, ...(submission.ok ? [] : marksFor(submission.errors, typed))];
  return { consultation, typed, errors, seen: [...new Set(seen)], left, file };
}

/** Returns words in fields that neither the text nor our own questions have, or an empty text. */
function leftIn(consultation: Consultation, fields: SentFields): string {
  const names = new Set(namesOf(filingQuestions(consultation)));
  return strangeTo(names, fields).text ?? '';
}

/** Returns all questions of that form. */
export function filingQuestions(consultation: Consultation): Question[] {
  return [channelQuestion, receivedQuestion, ...questionsOf(consultation)];
}

/**
 * Returns what was typed into a form, to copy it from a page on which the form cannot be shown. `null`: nothing was
 * typed.
 *
 * @param questions of the form, as far as they are known. Other fields are shown by their names
 */
export function wordsIn(questions: Question[], fields: SentFields): string | null {
  const names = namesOf(questions);
  const typed = typedInto(names, fields);
  const parts = [
    ...questions.map((question) => questionToText(question, typed)),
    strangeTo(new Set(names), fields).text,
  ].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join('\n\n\n');
}

/**
 * Reads when a contribution came, in the consultation's time zone, and whether that was after its current closing date.
 */
function readMoment(written: string, visit: StaffVisit): Received | TooEarly | null {
  const { consultation } = visit;
  const now = new Date(visit.now);
  if (isBlank(written)) return { at: now, late: isLate(now, consultation) };
  return readReceived(written, consultation, now);
}

/** Reads an answer that staff settle and their reason, or what is wrong with them. */
export function readSettling(
  question: Question,
  fields: SentFields,
): { typed: Typed; errors: FieldError[]; answer: unknown; reason: string } {
  const typed = typedInto(namesOf(settleQuestions(question)), fields);
  const errors: FieldError[] = [];
  const read = (asked: Question): unknown => {
    const kind = kindOf(asked);
    const long = kind.fields(asked).filter((field) => isTooLong(field, typed));
    errors.push(...long.map(({ name, tooLong }) => ({ field: name, message: tooLong })));
    if (long.length > 0) return null;
    const parsed = kind.parse(asked, { typed, isInsistedOn: () => false });
    // No answer may stay unclear here.
    errors.push(...parsed.errors.map(({ mayStay: _, ...error }) => error));
    return parsed.answer;
  };
  const [answer, said] = settleQuestions(question).map(read);
  const reason = (said as { text: string } | null)?.text.trim() ?? '';
  if (reason === '' && !errors.some(({ field }) => field === 'staff-reason'))
    errors.push({ field: 'staff-reason', message: staffWords.pages.settle.noReason });
  return { typed, errors, answer: answer ?? null, reason };
}

const namesOf = (questions: Question[]) =>
  questions.flatMap(fieldsOfQuestion).map(({ name }) => name);
