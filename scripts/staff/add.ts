/** Files a contribution that came on paper, by post, telephone or email, from a filled text form. */
import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Option, type Command } from 'commander';
import type { Consultation } from '../../src/consultation/consultation.ts';
import { answersToText } from '../../src/consultation/contribution-text.ts';
import { channels, toContribution, type Channel } from '../../src/consultation/contribution.ts';
import { markSeen, parseSubmission, type Answers } from '../../src/consultation/submission.ts';
import { readTextForm, versionOf, type ReadForm } from '../../src/consultation/text-form.ts';
import { mailDomainOf } from '../../src/server/settings.ts';
import { openStorage } from '../../src/server/storage.ts';
import { StaffError } from '../../src/server/staff/staff-error.ts';
import { atDesk, none, type Answer, type CommonOptions, type Desk } from './desk.ts';

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
    .description('Files a contribution from a filled text form, and shows what it understood')
    .argument('<file>', 'the filled form, as plain text')
    .addOption(
      new Option('--channel <channel>', 'how it came')
        .choices(channels.filter((channel) => channel !== 'site'))
        .makeOptionMandatory(),
    )
    .option(
      '--received <moment>',
      'when it came, such as 2027-03-01 or 2027-03-01T14:30; default now',
    )
    .option('--check', 'only show what is understood')
    .option('--yes', 'file it although some lines are not understood: they are left out')
    .option('--another', 'file it although a form with this very text was filed before')
    .action((file: string, _options, command: Command) => {
      const options = command.optsWithGlobals<AddOptions>();
      return atDesk(options, (desk) => add(desk, file, options), none);
    });
}

async function add(desk: Desk, file: string, options: AddOptions): Promise<Answer> {
  const text = readText(file);
  const consultation = findVersion(desk, text);
  const form = readTextForm(consultation, text);
  const { answers, unclear } = judge(consultation, form);
  const receivedAt = readMoment(options.received);
  const late = receivedAt.getTime() > Date.parse(consultation.closes);
  const doubts = [...sayLeft(form), ...unclear];
  const shown = answersToText(
    toContribution(consultation, { number: 1, reference: '-', receivedAt, late, answers }),
  );
  const report = [
    'What was understood:\n',
    shown,
    ...(doubts.length > 0 ? ['\n\nWHAT WAS NOT UNDERSTOOD:\n', ...doubts] : []),
  ].join('\n');
  const json = { answers, notUnderstood: doubts };

  if (options.check) return { text: report, json, needsAttention: doubts.length > 0 };
  if (doubts.length > 0 && !options.yes) {
    return {
      text: `${report}\n\nNot filed. Mend the file and add it again, or add --yes to file what was understood.`,
      json: { ...json, filed: null },
      needsAttention: true,
    };
  }
  const { reference, number } = await fileAt(desk, consultation, {
    answers,
    token: options.another ? randomBytes(16).toString('hex') : hash(text),
    receivedAt,
    late,
    channel: options.channel,
  });
  return {
    text: `${report}\n\nFiled as contribution ${number}: ${reference}${late ? ' (late)' : ''}. Write the reference on the original.`,
    json: { ...json, filed: { reference, number, late } },
  };
}

function readText(file: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (cause) {
    throw new StaffError(`${file} cannot be read: ${(cause as Error).message}.`, { cause });
  }
  if (bytes.includes(0))
    throw new StaffError(`${file} is not plain text: save it as plain text first.`);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // What older programs on Windows save as plain text.
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

function findVersion({ versions, newest }: Desk, text: string): Consultation {
  const version = versionOf(text);
  if (version === null) return newest;
  const found = versions.find((candidate) => candidate.version === version);
  if (found) return found;
  throw new StaffError(
    `This form answers version ${version}, which the store does not know: check that it is the right consultation.`,
  );
}

/** Answers as the site would have them. A clash is kept as unclear, as when it is sent twice. */
function judge(
  consultation: Consultation,
  { typed }: ReadForm,
): { answers: Answers; unclear: string[] } {
  const fields = new Map(Object.entries(typed).map(([name, value]) => [name, [value]]));
  const first = parseSubmission(consultation, fields);
  if (first.ok) return { answers: first.answers, unclear: [] };
  const unclear = first.errors.map(({ message }) => message);
  const marks = first.errors
    .flatMap(({ field, alsoAt = [] }) => [field, ...alsoAt])
    .map((field) => markSeen(field, typed));
  const second = parseSubmission(consultation, fields.set('_seen', marks));
  if (second.ok) return { answers: second.answers, unclear };
  throw new StaffError(
    `This cannot be filed: ${second.errors.map(({ message }) => message).join('; ')}.`,
  );
}

function sayLeft({ left, missing }: ReadForm): string[] {
  return [
    ...left.map(
      ({ question, lines }) =>
        `${question ? `Below “${question.ask}”` : 'Before the first question'}:\n${lines.map((line) => `  ${line}`).join('\n')}`,
    ),
    ...missing.map((question) => `The question “${question.ask}” is not in the file.`),
  ];
}

function readMoment(written: string | undefined): Date {
  if (written === undefined) return new Date();
  const moment = new Date(written.length === 10 ? `${written}T12:00` : written);
  if (Number.isNaN(moment.getTime()) || moment.getTime() > Date.now() + 60_000) {
    throw new StaffError(
      `--received must be a day or a moment that has been, and "${written}" is none.`,
    );
  }
  return moment;
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

async function fileAt(
  desk: Desk,
  consultation: Consultation,
  added: { answers: Answers; token: string; receivedAt: Date; late: boolean; channel: Channel },
) {
  const mailDomain = mailDomainOf(desk.settings);
  const storage = await openStorage(desk.settings, { mailDomain });
  try {
    const { outcome, ...filed } = await storage.store.add({ consultation, ...added });
    if (outcome === 'added') return filed;
    throw new StaffError(
      `A form with this very text was filed as ${filed.reference}: if this one is another person's, add --another.`,
    );
  } finally {
    await storage.close();
  }
}
