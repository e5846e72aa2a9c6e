/** Runs a staff command: opens the store for it, prints its output, and says in one sentence why it failed. */
import { randomBytes } from 'node:crypto';
import type { Consultation } from '../../consultation/consultation.ts';
import { isRehearsal } from '../../consultation/rehearsal.ts';
import { staffWords } from '../../languages/staff.ts';
import type { ActionFacts, StaffAction } from '../../contribution/staff-action.ts';
import { readSettings, type Settings } from '../../server/settings/settings.ts';
import { loadSettingsFile } from '../../server/settings/settings-file.ts';
import { SettingError } from '../../server/settings/settings-error.ts';
import type { StaffStore } from '../../server/store/staff-store.ts';
import { openStaffStore } from '../../server/store/open-staff-store.ts';
import type { Changes, NewAction } from '../../server/store/changes.ts';
import type { Records } from '../../server/store/records.ts';
import { cleanLines } from '../../form/sent-form.ts';
import { StaffError } from '../../server/settings/staff-error.ts';

const words = staffWords.commands.program;

export const exitCodes = { done: 0, failed: 1, wrongUsage: 2, needsAttention: 3 } as const;

/** What a command that works on the store gets. */
export interface CommandContext extends Pick<
  StaffStore,
  'records' | 'openChanges' | 'atOneMoment'
> {
  /** Opened on first use, so that a command that only reads changes nothing. */
  readonly changes: Changes;
  settings: Settings;
  /** The slug of the chosen consultation. */
  slug: string;
  /** Its versions, oldest first. `newest` is the last of them. */
  versions: Consultation[];
  newest: Consultation;
}

/** What a command prints: for a person, and with --json for a program. */
export interface CommandOutput {
  text: string;
  json: unknown;
  /** Whether a person should look at something: exit code 3. */
  needsAttention?: boolean;
}

export interface CommonOptions {
  json?: boolean;
  consultation?: string;
}

/**
 * Runs a command on one consultation of the store, as `runCommand` does.
 *
 * @param reference of the only contribution that the command needs, as it was typed. Not given: it needs all
 */
export async function runOnStore(
  options: CommonOptions,
  work: (context: CommandContext) => Promise<CommandOutput> | CommandOutput,
  reference?: string,
): Promise<void> {
  await runCommand(options, async (settings) => {
    const store = await openStaffStore(
      settings,
      reference === undefined ? undefined : toReference(reference),
    );
    try {
      const { records } = store;
      const slug = chooseSlug(records, options.consultation);
      const versions = records.versions(slug);
      return await work({
        ...store,
        get changes() {
          return store.openChanges();
        },
        settings,
        slug,
        versions,
        newest: versions.at(-1) as Consultation,
      });
    } catch (error) {
      throw store.explain(error);
    } finally {
      await store.close();
    }
  });
}

/** Runs a command, prints its output or one sentence that says why it failed, and sets the exit code. */
export async function runCommand(
  options: CommonOptions,
  work: (settings: Settings) => Promise<CommandOutput> | CommandOutput,
): Promise<void> {
  try {
    loadSettingsFile(process.env);
    const output = await work(readSettings(process.env));
    console.log(options.json ? JSON.stringify(output.json, null, 2) : forTerminal(output.text));
    process.exitCode = output.needsAttention ? exitCodes.needsAttention : exitCodes.done;
  } catch (error) {
    const sentence = sayError(error instanceof Error ? error : new Error(String(error)));
    if (options.json) console.log(JSON.stringify({ error: sentence }));
    else console.error(forTerminal(sentence));
    process.exitCode = exitCodes.failed;
  }
}

/** Removes control characters, because a terminal would obey them. Words that older versions stored can have some. */
function forTerminal(text: string): string {
  return cleanLines(text);
}

function chooseSlug(records: Records, wanted: string | undefined): string {
  const all = records.slugs();
  const slugs = all.filter((slug) => !isRehearsal(slug));
  const [only] = slugs;
  if (only === undefined) throw new StaffError(words.noConsultationYet);
  if (wanted === undefined && slugs.length === 1) return only;
  if (wanted === undefined) throw new StaffError(words.severalConsultations(slugs.join(', ')));
  if (all.includes(wanted)) return wanted;
  throw new StaffError(words.noSuchConsultation(wanted, slugs.join(', ')));
}

function sayError(error: Error): string {
  if (error instanceof StaffError || error instanceof SettingError) return error.message;
  return words.failed(error.message);
}

/** The reference for a command that needs no contribution. */
export const none = '';

/** Returns a reference as it is stored, however it was typed. */
function toReference(typed: string): string {
  return typed.trim().toUpperCase();
}

/**
 * Carries out an action on the chosen consultation, as a link for staff does. The action is recorded, and all
 * recipients are told: of a purge by an email, and of other actions by the next summary. Resolves to `null` if there
 * was nothing to do.
 *
 * @param at in ms since 1970
 */
export function act(
  { changes, slug }: Pick<CommandContext, 'changes' | 'slug'>,
  kind: 'decide' | 'resend' | 'forget' | 'file' | 'purge' | 'end-links',
  facts: Partial<ActionFacts>,
  at = Date.now(),
  more: Pick<NewAction, 'purged'> = {},
): Promise<StaffAction | null> {
  return changes.act({
    ...more,
    action: {
      // As long as the names of pages, because a link can undo it.
      id: randomBytes(16).toString('base64url'),
      consultation: slug,
      kind,
      at,
      facts: { references: [], ...facts, by: 'command' },
    },
  });
}

/** Finds a contribution of the chosen consultation, however its reference was typed. */
export function findFiled({ records, slug }: CommandContext, typed: string) {
  const reference = toReference(typed);
  const filed = records.find(reference);
  if (!filed || filed.contribution.consultation.slug !== slug) {
    throw new StaffError(words.noSuchContribution(reference, slug));
  }
  return filed;
}
