/** Files contributions that came on paper, by post, telephone or email, from filled forms. */
import { createHash, randomBytes } from 'node:crypto';
import { Option, type Command } from 'commander';
import { questionsOf, staffTextOf, type Consultation } from '../../consultation/consultation.ts';
import { answersToText, underline } from '../../contribution/contribution-text.ts';
import { channels, toContribution, type Channel } from '../../contribution/contribution.ts';
import { staffWords } from '../../languages/staff.ts';
import { readTextForm, versionOf, type ReadForm } from '../../paper-form/read-text-form.ts';
import { isLate, readReceived, type Received } from '../../paper-form/received.ts';
import { marksFor } from '../../form/seen.ts';
import type { Answers } from '../../consultation/answers.ts';
import { parseSubmission } from '../../form/submission.ts';
import { mailDomainOf } from '../../server/settings/settings.ts';
import type { NewContribution } from '../../server/store/store.ts';
import { openStorage } from '../../server/store/open-storage.ts';
import { readForm } from '../form-file.ts';
import { formSources, holdsSeveral, type FormSource } from '../form-sources.ts';
import { StaffError } from '../../server/settings/staff-error.ts';
import {
  act,
  runOnStore,
  none,
  type CommandOutput,
  type CommonOptions,
  type CommandContext,
} from './run-command.ts';

const words = staffWords.commands.add;

interface AddOptions extends CommonOptions {
  channel: Channel;
  received?: string;
  check?: boolean;
  yes?: boolean;
  another?: boolean;
}

export function addAdd(program: Command): void {
  program
    .command('add')
    .description(words.about)
    .argument('<file>', words.options.file)
    .addOption(
      new Option('--channel <channel>', words.options.channel)
        .choices(channels.filter((channel) => channel !== 'site'))
        .makeOptionMandatory(),
    )
    .option('--received <moment>', words.options.received)
    .option('--check', words.options.check)
    .option('--yes', words.options.yes)
    .option('--another', words.options.another)
    .action((file: string, _options, command: Command) => {
      const options = command.optsWithGlobals<AddOptions>();
      return runOnStore(options, (context) => add(context, file, options), none);
    });
}

async function add(
  context: CommandContext,
  path: string,
  options: AddOptions,
): Promise<CommandOutput> {
  if (await holdsSeveral(path)) return addSeveral(context, path, options);
  for await (const source of formSources(path)) return addOne(context, source, options);
  throw new StaffError(words.noForm(path));
}

/** Files each form of a folder, or of saved mail, separately. A mistake in one does not stop the others. */
async function addSeveral(
  context: CommandContext,
  path: string,
  options: AddOptions,
): Promise<CommandOutput> {
  const outputs: (CommandOutput & { name: string })[] = [];
  for await (const source of formSources(path)) {
    const { name } = source;
    try {
      outputs.push({ name, ...(await addOne(context, source, options)) });
    } catch (error) {
      if (!(error instanceof StaffError)) throw error;
      const json = { error: error.message };
      outputs.push({ name, text: error.message, json, needsAttention: true });
    }
  }
  if (outputs.length === 0) throw new StaffError(words.noForm(path));
  const unclear = outputs.filter(({ needsAttention }) => needsAttention);
  const names = unclear.map(({ name }) => `  ${name}`).join('\n');
  const sum =
    unclear.length === 0
      ? words.allClear(outputs.length)
      : `${words.needPerson(unclear.length, outputs.length)}\n${names}`;
  return {
    text: [...outputs.map(({ name, text }) => `${underline(name)}\n\n${text}`), sum].join('\n\n\n'),
    json: { files: outputs.map(({ name, json }) => ({ file: name, ...(json as object) })) },
    needsAttention: unclear.length > 0,
  };
}

async function addOne(
  context: CommandContext,
  { name, bytes }: FormSource,
  options: AddOptions,
): Promise<CommandOutput> {
  const { text, bookmarks, starts, unread } = await readForm(name, bytes);
  const consultation = findVersion(context, text);
  const form = readTextForm(consultation, text, bookmarks, starts);
  if (form.filled > 1) throw new StaffError(words.severalForms(name, form.filled));
  const { answers, unclear } = judge(consultation, form);
  const { at: receivedAt, late } = readMoment(options.received, context.newest);
  const remarks = sayLeft(form);
  const doubts = [...remarks, ...unread, ...sayMissing(form), ...unclear];
  const shown = answersToText(
    toContribution(staffTextOf(consultation), {
      ...{ number: 1, reference: '-', receivedAt, late, answers },
    }),
  );
  const isEmpty = answers.every(({ answer }) => answer === null);
  const kept = [...remarks, ...unread];
  if (isEmpty && kept.length === 0 && !options.check) throw cannotFile(unclear);
  const report = [
    `${words.understood}\n`,
    shown,
    ...(doubts.length > 0 ? [`\n\n${words.notUnderstood}\n`, ...doubts] : []),
  ].join('\n');
  const json = { answers, notUnderstood: doubts };

  if (options.check) return { text: report, json, needsAttention: doubts.length > 0 };
  if (doubts.length > 0 && !options.yes) {
    return {
      text: `${report}\n\n${words.notFiled}`,
      json: { ...json, filed: null },
      needsAttention: true,
    };
  }
  if (isEmpty) throw cannotFile(unclear);
  const { reference, number } = await fileAt(context, {
    consultation,
    answers,
    token: options.another ? randomBytes(16).toString('hex') : hash(text),
    receivedAt,
    late,
    channel: options.channel,
    ...(kept.length > 0 ? { remarks: kept } : {}),
  });
  return {
    text: `${report}\n\n${words.filed(number, reference, late)}`,
    json: { ...json, filed: { reference, number, late } },
  };
}

/**
 * Finds the version that a form answers, with all its questions. Other methods of the store leave out questions for
 * equality monitoring.
 */
function findVersion({ records, slug }: CommandContext, text: string): Consultation {
  const versions = records.texts(slug);
  const version = versionOf(text);
  const found =
    version === null
      ? closestIn(versions, text)
      : versions.find((candidate) => candidate.version === version);
  if (found) return found;
  throw new StaffError(words.noSuchVersion(version));
}

/**
 * Returns the newest version in the language in which most questions are found. It is for texts that name no version,
 * such as receipts.
 */
function closestIn(versions: Consultation[], text: string): Consultation | undefined {
  const newest = new Map(versions.map((version) => [version.language, version]));
  if (newest.size < 2) return versions.at(-1);
  const missing = (version: Consultation) => readTextForm(version, text).missing.length;
  return [...newest.values()]
    .map((version) => ({ version, missing: missing(version), at: versions.indexOf(version) }))
    .sort((one, other) => one.missing - other.missing || other.at - one.at)[0]?.version;
}

/**
 * Returns answers as the site would store them, and says in the language of staff what is unclear. If answers have
 * errors, it insists on them, as a person does who sends them twice: an answer that clashes is stored as unclear.
 */
function judge(
  answered: Consultation,
  { typed }: ReadForm,
): { answers: Answers; unclear: string[] } {
  const consultation = staffTextOf(answered);
  const fields = new Map<string, readonly string[]>(Object.entries(typed));
  const first = parseSubmission(consultation, fields);
  if (first.ok) return { answers: first.answers, unclear: [] };
  const unclear = first.errors.map(({ message }) => message);
  const second = parseSubmission(consultation, fields.set('_seen', marksFor(first.errors, typed)));
  if (second.ok) return { answers: second.answers, unclear };
  if (Object.keys(typed).length === 0) return { answers: noAnswers(consultation), unclear };
  throw cannotFile(second.errors.map(({ message }) => message));
}

function cannotFile(why: string[]): StaffError {
  return new StaffError(words.cannotFile(why.join('; ')));
}

function noAnswers(consultation: Consultation): Answers {
  return questionsOf(consultation).map(({ id }) => ({ question: id, answer: null }));
}

function sayLeft({ left }: ReadForm): string[] {
  return left.map(
    ({ question, lines }) =>
      `${question ? words.below(question.ask) : words.beforeFirst}\n${lines.map((line) => `  ${line}`).join('\n')}`,
  );
}

function sayMissing({ missing }: ReadForm): string[] {
  return missing.map((question) => words.notInFile(question.ask));
}

/** @param consultation the newest version, because its time zone and its closing date apply */
function readMoment(written: string | undefined, consultation: Consultation): Received {
  const now = new Date();
  if (written === undefined) return { at: now, late: isLate(now, consultation) };
  const received = readReceived(written, consultation, now);
  if (!received) throw new StaffError(words.notPast(written));
  if ('tooEarly' in received) throw new StaffError(words.tooEarly(received.tooEarly));
  return received;
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

async function fileAt(context: CommandContext, added: NewContribution) {
  // This refuses a store of an older version. To open it as the site does would upgrade it.
  context.openChanges();
  const mailDomain = mailDomainOf(context.settings);
  const storage = await openStorage(context.settings, { mailDomain });
  try {
    const { outcome, ...filed } = await storage.store.add(added);
    if (outcome === 'added') {
      const { changes } = storage;
      await act({ ...context, changes }, 'file', { references: [filed.reference] });
      return filed;
    }
    throw new StaffError(words.filedBefore(filed.reference));
  } finally {
    await storage.close();
  }
}
