/** Whether the content is right, and the site shows the latest of it. */
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { findAt } from '../../consultation/addresses.ts';
import type { Consultation } from '../../consultation/consultation.ts';
import { graceEnds, periodAt, sayMomentToStaff } from '../../consultation/moments.ts';
import type { Site } from '../../consultation/site.ts';
import { contentDir, publicPaths } from '../../content-files/content-dir.ts';
import { sayMistake } from '../../content-files/mistake.ts';
import { defaultDist } from '../../server/http/built-site.ts';
import { StaffError } from '../../server/settings/staff-error.ts';
import { readShownSite, type ShownSite } from '../shown-site.ts';
import { findingsAbout, type Finding } from './finding.ts';

const { right, wrong } = findingsAbout('content');

interface CheckedContent {
  findings: Finding[];
  /** What the content folder has or, where it has mistakes or is not here, what the build shows. */
  consultations: Consultation[];
  site: Site | null;
}

/**
 * Reads the content folder and the build. Dates are looked at elsewhere: only the store knows who has answered.
 *
 * @param slug of the only consultation that is meant; `null`: all are. Throws a StaffError where there is none
 */
export async function checkContent(slug: string | null): Promise<CheckedContent> {
  const folder = contentDir();
  const shown = readShownSite();
  const isKnown = slug === null || shown?.consultations.some((one) => one.slug === slug);
  if (!isKnown && !existsSync(join(folder, slug)))
    throw new StaffError(`There is no consultation ${slug} in ${folder}.`);
  const fromBuild = { consultations: shown?.consultations ?? [], site: shown?.site ?? null };
  const readContent = await findReader();
  if (!readContent || (!process.env['CONTENT_DIR']?.trim() && !existsSync(folder))) {
    const found = shown
      ? right('The content cannot be read here, so this looked at what the site was built from.')
      : wrong('There is neither content nor a build here. Set CONTENT_DIR, and start the site.');
    return { findings: [found], ...fromBuild };
  }
  // The first moment of all: a date in the past is no mistake of a consultation that was open.
  const { content, mistakes } = await readContent(folder, await pathsBeside(), new Date(0));
  const ours = mistakes.filter(
    ({ file }) => slug === null || !file.includes('/') || file.startsWith(`${slug}/`),
  );
  const findings = ours.map((mistake) => wrong(`${sayMistake(mistake)}`));
  if (!content) {
    if (ours.length === 0)
      findings.push(
        wrong(
          `Other consultations in ${folder} have mistakes, and the site cannot be built: check all of them.`,
        ),
      );
    return { findings, ...fromBuild };
  }
  if (ours.length === 0) findings.push(right(`The content in ${folder} has no mistakes.`));
  findings.push(...compareWithBuild(content.consultations, shown, slug));
  return { findings, consultations: content.consultations, site: content.site };
}

function compareWithBuild(
  consultations: Consultation[],
  shown: ShownSite | null,
  slug: string | null,
): Finding[] {
  if (!shown) return [wrong('The site has not been built yet: start it (npm start).')];
  const old = consultations.filter(
    (one) =>
      (slug === null || one.slug === slug) &&
      findAt(shown.consultations, one.slug)?.version !== one.version,
  );
  if (old.length === 0) return [right('The build has the latest text.')];
  return old.map((one) =>
    wrong(`The build does not have the latest text of ${one.slug}: restart the site (npm start).`),
  );
}

/** The build alone, as it is copied to a server, has nothing that reads Markdown: `null`. */
async function findReader() {
  try {
    return (await import('../../content-files/read-content.ts')).readContent;
  } catch {
    return null;
  }
}

/** What content can link to beside its own files. */
async function pathsBeside(): Promise<string[]> {
  const paths = await publicPaths();
  if (paths.length > 0) return paths;
  const names = await readdir(join(defaultDist, 'client')).catch(() => []);
  return names.map((name) => `/${name}`);
}

const seenBefore = {
  hidden: 'nobody can see it',
  announced: 'people see its title, summary and dates',
  readable: 'people can read it',
} as const;

/**
 * Whether the dates of a consultation are as somebody will want them.
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
    found.push(
      right(
        `${slug} opens on ${say(opens)} and closes on ${say(closes)}. Until it opens, ${seenBefore[before]}.`,
      ),
    );
  else if (period === 'open') found.push(right(`${slug} is open until ${say(closes)}.`));
  else if (answered === 0)
    found.push(
      wrong(
        `${slug} closed on ${say(closes)}, and nobody has answered: check "opens" and "closes".`,
      ),
    );
  else if (period === 'grace')
    found.push(
      right(
        `${slug} has closed, and late answers are accepted until ${say(graceEnds(consultation))}.`,
      ),
    );
  else found.push(right(`${slug} closed on ${say(closes)}.`));

  const isOver = keepUntil !== undefined && now.getTime() >= Date.parse(keepUntil);
  if (isOver && kept > 0)
    found.push(
      wrong(
        `${slug}: you promised to keep contributions until ${keepUntil} (keepUntil). Run "reconcile", then "purge".`,
      ),
    );
  else if (keepUntil === undefined)
    found.push(right(`${slug} has no keepUntil, so no contribution can be purged.`));
  else if (!isOver) found.push(right(`${slug}: contributions are kept until ${keepUntil}.`));
  return found;
}
