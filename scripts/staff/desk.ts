/** What every staff command shares: the folder, how to answer, and how to fail. */
import type { Consultation } from '../../src/consultation/consultation.ts';
import { readSettings, SettingError, type Settings } from '../../src/server/settings.ts';
import { openCabinet, type Cabinet } from '../../src/server/staff/cabinet.ts';
import type { Records } from '../../src/server/staff/records.ts';
import { StaffError } from '../../src/server/staff/staff-error.ts';

export const exitCodes = { done: 0, failed: 1, wrongUsage: 2, needsAttention: 3 } as const;

export interface Desk extends Pick<Cabinet, 'records' | 'changes' | 'atOneMoment'> {
  settings: Settings;
  /** The slug of the consultation that is meant. */
  slug: string;
  /** Its versions, the oldest first, and the newest again. */
  versions: Consultation[];
  newest: Consultation;
}

/** What a command has to say: for a person, and with --json for a program. */
export interface Answer {
  text: string;
  json: unknown;
  /** True when there is something that a person should look at: exit code 3. */
  needsAttention?: boolean;
}

export interface CommonOptions {
  json?: boolean;
  consultation?: string;
}

/**
 * Runs a command on what is stored, prints its answer, and sets the exit code.
 *
 * @param reference of the only contribution that the command asks for, as it was typed
 */
export async function atDesk(
  options: CommonOptions,
  work: (desk: Desk) => Promise<Answer> | Answer,
  reference?: string,
): Promise<void> {
  await answering(options, async (settings) => {
    const cabinet = await openCabinet(
      settings,
      reference === undefined ? undefined : toReference(reference),
    );
    try {
      const { records } = cabinet;
      const slug = chooseSlug(records, options.consultation);
      const versions = records.versions(slug);
      return await work({
        ...cabinet,
        settings,
        slug,
        versions,
        newest: versions.at(-1) as Consultation,
      });
    } catch (error) {
      throw cabinet.explain(error);
    } finally {
      await cabinet.close();
    }
  });
}

/** Prints an answer, or one sentence that says why there is none, and sets the exit code. */
export async function answering(
  options: CommonOptions,
  work: (settings: Settings) => Promise<Answer> | Answer,
): Promise<void> {
  try {
    const answer = await work(readSettings(process.env));
    console.log(options.json ? JSON.stringify(answer.json, null, 2) : answer.text);
    process.exitCode = answer.needsAttention ? exitCodes.needsAttention : exitCodes.done;
  } catch (error) {
    const sentence = sayError(error instanceof Error ? error : new Error(String(error)));
    if (options.json) console.log(JSON.stringify({ error: sentence }));
    else console.error(sentence);
    process.exitCode = exitCodes.failed;
  }
}

function chooseSlug(records: Records, wanted: string | undefined): string {
  const slugs = records.slugs();
  const [only] = slugs;
  if (only === undefined) {
    throw new StaffError('There is no consultation yet: start the site once (npm start).');
  }
  if (wanted === undefined && slugs.length === 1) return only;
  if (wanted === undefined) {
    throw new StaffError(
      `Say which consultation you mean, with --consultation: ${slugs.join(', ')}.`,
    );
  }
  if (slugs.includes(wanted)) return wanted;
  throw new StaffError(`There is no consultation ${wanted}; there are: ${slugs.join(', ')}.`);
}

function sayError(error: Error): string {
  if (error instanceof StaffError || error instanceof SettingError) return error.message;
  return `This failed, and nothing was changed: ${error.message}`;
}

/** For a command that asks for no contribution. */
export const none = '';

/** A reference, however it was typed. */
function toReference(typed: string): string {
  return typed.trim().toUpperCase();
}

/** Finds a contribution of the consultation that is meant, however its reference was typed. */
export function findFiled({ records, slug }: Desk, typed: string) {
  const reference = toReference(typed);
  const filed = records.find(reference);
  if (!filed || filed.contribution.consultation.slug !== slug) {
    throw new StaffError(`There is no contribution ${reference} in ${slug}: check the reference.`);
  }
  return filed;
}
