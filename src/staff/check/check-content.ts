/** Checks whether the content has mistakes, and whether the site shows its latest version. */
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { findAt } from '../../consultation/addresses.ts';
import type { Consultation } from '../../consultation/consultation.ts';
import { graceEnds, periodAt, sayMomentToStaff } from '../../consultation/moments.ts';
import type { Site } from '../../consultation/site.ts';
import { contentDir, publicPaths } from '../../content-files/content-dir.ts';
import { sayMistake } from '../../content-files/mistake.ts';
import { staffWords } from '../../languages/staff.ts';
import { defaultDist } from '../../server/http/built-site.ts';
import { StaffError } from '../../server/settings/staff-error.ts';
import { readShownSite, type ShownSite } from '../shown-site.ts';
import { findingsAbout, type Finding } from './finding.ts';

const { right, wrong } = findingsAbout('content');
const { content: words, dates } = staffWords.checking;

interface CheckedContent {
  findings: Finding[];
  /** The consultations of the content folder. If it has mistakes or is not here, those that the build shows. */
  consultations: Consultation[];
  site: Site | null;
}

/**
 * Reads the content folder and the build. Dates are checked elsewhere, because only the store knows who has answered.
 *
 * @param slug of the only consultation to check, or `null` for all. Throws a StaffError if there is no such
 *   consultation
 */
export async function checkContent(slug: string | null): Promise<CheckedContent> {
  const folder = contentDir();
  const shown = readShownSite();
  const isKnown = slug === null || shown?.consultations.some((one) => one.slug === slug);
  if (!isKnown && !existsSync(join(folder, slug)))
    throw new StaffError(words.noConsultation(slug, folder));
  const fromBuild = { consultations: shown?.consultations ?? [], site: shown?.site ?? null };
  const readContent = await findReader();
  if (!readContent || (!process.env['CONTENT_DIR']?.trim() && !existsSync(folder))) {
    const found = shown ? right(words.lookedAtBuild) : wrong(words.nothingHere);
    return { findings: [found], ...fromBuild };
  }
  // The earliest time counts as now, because a date in the past is not a mistake if the consultation has been open.
  const { content, mistakes } = await readContent(folder, await pathsBeside(), new Date(0));
  const ours = mistakes.filter(
    ({ file }) => slug === null || !file.includes('/') || file.startsWith(`${slug}/`),
  );
  const findings = ours.map((mistake) => wrong(sayMistake(mistake)));
  if (!content) {
    if (ours.length === 0) findings.push(wrong(words.othersHaveMistakes(folder)));
    return { findings, ...fromBuild };
  }
  if (ours.length === 0) findings.push(right(words.noMistakes(folder)));
  findings.push(...compareWithBuild(content.consultations, shown, slug));
  return { findings, consultations: content.consultations, site: content.site };
}

function compareWithBuild(
  consultations: Consultation[],
  shown: ShownSite | null,
  slug: string | null,
): Finding[] {
  if (!shown) return [wrong(words.notBuilt)];
  const old = consultations.filter(
    (one) =>
      (slug === null || one.slug === slug) &&
      findAt(shown.consultations, one.slug)?.version !== one.version,
  );
  if (old.length === 0) return [right(words.isLatest)];
  return old.map((one) => wrong(words.isOutdated(one.slug)));
}

/** Resolves to `null` if only the build is here, as on a server: it has nothing that reads Markdown. */
async function findReader() {
  try {
    return (await import('../../content-files/read-content.ts')).readContent;
  } catch {
    return null;
  }
}

/** Resolves to the paths that content can link to, besides its own files. */
async function pathsBeside(): Promise<string[]> {
  const paths = await publicPaths();
  if (paths.length > 0) return paths;
  const names = await readdir(join(defaultDist, 'client')).catch(() => []);
  return names.map((name) => `/${name}`);
}

/**
 * Checks the dates of a consultation: its period, and the end of the promised time.
 *
 * @param answered how many contributions came
 * @param kept how many of them still have their words
 */
export function checkDates(
  consultation: Consultation,
  { answered, kept }: { answered: number; kept: number },
  now: Date,
): Finding[] {
  const { slug, opens, closes, keepUntil, before } = consultation;
  const say = (moment: string | Date) => sayMomentToStaff(moment, consultation);
  const found: Finding[] = [];
  const period = periodAt(now, consultation);
  if (period === 'not-yet-open')
    found.push(right(dates.willOpen[before](slug, say(opens), say(closes))));
  else if (period === 'open') found.push(right(dates.isOpen(slug, say(closes))));
  else if (answered === 0) found.push(wrong(dates.nobodyAnswered(slug, say(closes))));
  else if (period === 'grace')
    found.push(right(dates.acceptsLate(slug, say(graceEnds(consultation)))));
  else found.push(right(dates.hasClosed(slug, say(closes))));

  const isOver = keepUntil !== undefined && now.getTime() >= Date.parse(keepUntil);
  if (isOver && kept > 0) found.push(wrong(dates.keptTooLong(slug, keepUntil)));
  else if (keepUntil === undefined) found.push(right(dates.noKeepUntil(slug)));
  else if (!isOver) found.push(right(dates.keptUntil(slug, keepUntil)));
  return found;
}
