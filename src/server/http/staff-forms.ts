/** Forms in which staff type something: a contribution that did not come by the site, and an answer to settle. */
import type { Consultation } from '../../consultation/consultation.ts';
import { channels, type Channel } from '../../contribution/contribution.ts';
import { marksFor } from '../../form/seen.ts';
import type { StaffPage } from '../../form/staff-page.ts';
import { parseSubmission } from '../../form/submission.ts';
import { fieldsOfQuestion, isTooLong, typedInto, type SentFields } from '../../form/typed.ts';
import { isLate, readReceived, type Received } from '../../paper-form/received.ts';
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

/** Shows the consultation's form, in which staff file a contribution that did not come by the site. */
export function showFiling(
  visit: StaffVisit,
  typed: Typed = {},
  errors: FieldError[] = [],
  seen: string[] = [],
): StaffPage {
  const { consultation } = visit;
  const sections = consultation.sections
    .filter(({ questions }) => questions.length > 0)
    .map(({ title, questions }) => ({ title: title ?? consultation.title, questions }));
  const own = { title: words.howAndWhen, questions: [channelQuestion, receivedQuestion] };
  const hidden = [
    ['_version', consultation.version] as [string, string],
    ...seen.map((mark): [string, string] => ['_seen', mark]),
  ];
  return toPage(visit, words.title, [
    { text: words.typeOnly },
    formOf(visit, [own, ...sections], [['file', words.file]], typed, errors, hidden),
  ]);
}

interface Filing extends Received {
  channel: Channel;
  answers: Answers;
}

/** Reads that form. Returns what to file, or the page with the errors. */
export function readFiling(visit: StaffVisit, fields: SentFields): Filing | StaffPage {
  const { consultation, now } = visit;
  const own = typedInto(namesOf([channelQuestion, receivedQuestion]), fields);
  const channel = channels.find((one) => one !== 'site' && one === valueIn(own, 'staff-channel'));
  const received = readMoment(valueIn(own, 'staff-received'), consultation, new Date(now));
  const submission = parseSubmission(consultation, fields);
  const errors: FieldError[] = [
    ...(channel ? [] : [{ field: 'staff-channel', message: words.noHow }]),
    ...(received ? [] : [{ field: 'staff-received', message: words.wrongWhen }]),
    ...(submission.ok ? [] : submission.errors),
  ];
  if (submission.ok && channel && received)
    return { ...received, channel, answers: submission.answers };
  const typed = { ...submission.typed, ...own };
  const seen = [...submission.seen, ...(submission.ok ? [] : marksFor(submission.errors, typed))];
  return showFiling(visit, typed, errors, [...new Set(seen)]);
}

/**
 * Reads when a contribution came, in the consultation's time zone, and whether that was after its current closing date.
 */
function readMoment(written: string, consultation: Consultation, now: Date): Received | null {
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
