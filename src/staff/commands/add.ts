/** Files contributions that came on paper, by post, telephone or email, from filled forms. */
import { createHash, randomBytes } from 'node:crypto';
import { Option, type Command } from 'commander';
import { questionsOf, staffTextOf, type Consultation } from '../../consultation/consultation.ts';
import { answersToText, underline } from '../../contribution/contribution-text.ts';
import { channels, toContribution, type Channel } from '../../contribution/contribution.ts';
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
    .description('Files contributions from filled-in forms, and shows how they were understood')
    .argument(
      '<file>',
      'the filled-in form: Word (.docx), OpenDocument (.odt), plain text, or an email (.eml) that contains or attaches it. Or several: a folder, or saved mail (.mbox)',
    )
    .addOption(
      new Option('--channel <channel>', 'how it came')
        .choices(channels.filter((channel) => channel !== 'site'))
        .makeOptionMandatory(),
    )
    .option(
      '--received <moment>',
      'when it came, such as 2027-03-01 or 2027-03-01T14:30; default now',
    )
    .option('--check', 'show how it is understood, and file nothing')
    .option('--yes', 'file it although some words were not understood, and keep these as remarks')
    .option('--another', 'file it although a form with the same text was filed before')
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
  throw new StaffError(`There is no form in ${path}.`);
}

/** Files each form of a folder or of saved mail by itself. What is wrong with one does not stop the others. */
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
  if (outputs.length === 0) throw new StaffError(`There is no form in ${path}.`);
  const unclear = outputs.filter(({ needsAttention }) => needsAttention);
  const names = unclear.map(({ name }) => `  ${name}`).join('\n');
  const sum =
    unclear.length === 0
      ? `All ${outputs.length} forms are clear.`
      : `${unclear.length} of ${outputs.length} forms need a person:\n${names}`;
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
  const { text, bookmarks, unread } = await readForm(name, bytes);
  const consultation = findVersion(context, text);
  const form = readTextForm(consultation, text, bookmarks);
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
    'What was understood:\n',
    shown,
    ...(doubts.length > 0 ? ['\n\nWHAT WAS NOT UNDERSTOOD:\n', ...doubts] : []),
  ].join('\n');
  const json = { answers, notUnderstood: doubts };

  if (options.check) return { text: report, json, needsAttention: doubts.length > 0 };
  if (doubts.length > 0 && !options.yes) {
    return {
      text: `${report}\n\nNot filed. Correct the file and add it again. Or use --yes to file it with the words that were not understood as remarks.`,
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
    text: `${report}\n\nFiled as contribution ${number}: ${reference}${late ? ' (late)' : ''}. Write the reference on the original.`,
    json: { ...json, filed: { reference, number, late } },
  };
}

/** With all its questions: the other readings of the store leave out those for equality monitoring. */
function findVersion({ records, slug }: CommandContext, text: string): Consultation {
  const versions = records.texts(slug);
  const version = versionOf(text);
  const found =
    version === null
      ? closestIn(versions, text)
      : versions.find((candidate) => candidate.version === version);
  if (found) return found;
  throw new StaffError(
    `This form answers version ${version}, which is not in the store: check that it is a form of this consultation.`,
  );
}

/** Returns the newest version in the language in which most questions are found: a receipt names no version. */
function closestIn(versions: Consultation[], text: string): Consultation | undefined {
  const newest = new Map(versions.map((version) => [version.language, version]));
  if (newest.size < 2) return versions.at(-1);
  const missing = (version: Consultation) => readTextForm(version, text).missing.length;
  return [...newest.values()]
    .map((version) => ({ version, missing: missing(version), at: versions.indexOf(version) }))
    .sort((one, other) => one.missing - other.missing || other.at - one.at)[0]?.version;
}

/**
 * Answers as the site would have them, with what is unclear in the language of staff. A clash is kept as unclear, as
 * when it is sent twice.
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
  return new StaffError(`This cannot be filed: ${why.join('; ')}.`);
}

function noAnswers(consultation: Consultation): Answers {
  return questionsOf(consultation).map(({ id }) => ({ question: id, answer: null }));
}

function sayLeft({ left }: ReadForm): string[] {
  return left.map(
    ({ question, lines }) =>
      `${question ? `Below “${question.ask}”` : 'Before the first question'}:\n${lines.map((line) => `  ${line}`).join('\n')}`,
  );
}

function sayMissing({ missing }: ReadForm): string[] {
  return missing.map((question) => `The question “${question.ask}” is not in the file.`);
}

/** @param consultation as the site shows it now: its clock and its closing date count */
function readMoment(written: string | undefined, consultation: Consultation): Received {
  const now = new Date();
  if (written === undefined) return { at: now, late: isLate(now, consultation) };
  const received = readReceived(written, consultation, now);
  if (received) return received;
  throw new StaffError(
    `--received must be a date or time in the past, such as 2027-03-01 or 2027-03-01T14:30; “${written}” is not.`,
  );
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

async function fileAt(context: CommandContext, added: NewContribution) {
  // Refuses a store of an older version, which opening it as the site does would bring up to date.
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
    throw new StaffError(
      `A form with the same text was filed as ${filed.reference}. If this one is from another person, add --another.`,
    );
  } finally {
    await storage.close();
  }
}
