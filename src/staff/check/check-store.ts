/** Checks the store: consultations that are gone, questions that have changed, and emails that are stuck. */
import { findGone, findRenamed } from '../../consultation/addresses.ts';
import { findChangedQuestions } from '../../consultation/changed-questions.ts';
import type { Consultation } from '../../consultation/consultation.ts';
import { isRehearsal } from '../../consultation/rehearsal.ts';
import { staffWords } from '../../languages/staff.ts';
import { openStaffStore } from '../../server/store/open-staff-store.ts';
import type { Records } from '../../server/store/records.ts';
import type { Settings } from '../../server/settings/settings.ts';
import { StaffError } from '../../server/settings/staff-error.ts';
import { checkDates } from './check-content.ts';
import { findingsAbout, type Finding } from './finding.ts';

const { right, wrong } = findingsAbout('answers');
const words = staffWords.checking.answers;

/** @param slug of the only consultation to check. `null`: all are checked */
export async function checkStore(
  settings: Settings,
  consultations: Consultation[],
  slug: string | null,
  now: Date,
): Promise<Finding[]> {
  try {
    const store = await openStaffStore(settings);
    try {
      return checkRecords(store.records, consultations, slug, now);
    } catch (error) {
      throw store.explain(error);
    } finally {
      await store.close();
    }
  } catch (error) {
    if (!(error instanceof StaffError)) throw error;
    const dates = chosen(consultations, slug).flatMap((one) =>
      checkDates(one, { answered: 0, kept: 0 }, now),
    );
    return [wrong(words.noStore(error.message)), ...dates];
  }
}

function chosen(consultations: Consultation[], slug: string | null): Consultation[] {
  return slug === null ? consultations : consultations.filter((one) => one.slug === slug);
}

function checkRecords(
  records: Records,
  consultations: Consultation[],
  slug: string | null,
  now: Date,
): Finding[] {
  const stored = records.slugs().filter((one) => !isRehearsal(one) && records.lastNumber(one) > 0);
  const found: Finding[] = [];
  for (const one of findGone(stored, consultations)) {
    if (slug !== null && slug !== one) continue;
    found.push(wrong(words.gone(one, records.lastNumber(one))));
  }
  for (const [before, after] of findRenamed(stored, consultations)) {
    if (slug === null || slug === after) found.push(right(words.renamed(before, after)));
  }
  for (const one of chosen(consultations, slug)) {
    const counts = countOf(records, one.slug);
    found.push(...checkDates(one, counts, now), ...checkAnswers(one, counts, records));
  }
  return found;
}

interface Counts {
  answered: number;
  kept: number;
  held: number;
  bounced: number;
  versions: Set<string>;
}

function countOf(records: Records, slug: string): Counts {
  const others = records.otherEmails(slug).filter(({ state }) => state === 'held');
  const bounced = records.bouncedSummaries(slug).length;
  const counts = { answered: 0, kept: 0, held: others.length, bounced };
  const versions = new Set<string>();
  for (const { contribution, erased, delivery } of records.all(slug)) {
    counts.answered += 1;
    versions.add(contribution.consultation.version);
    if (erased) continue;
    counts.kept += 1;
    if (delivery?.state === 'held') counts.held += 1;
    if (delivery && delivery.bounce !== null) counts.bounced += 1;
  }
  return { ...counts, versions };
}

function checkAnswers(consultation: Consultation, counts: Counts, records: Records): Finding[] {
  const { slug } = consultation;
  const { answered, held, bounced } = counts;
  const versions = records.versions(slug).filter(({ version }) => counts.versions.has(version));
  const changed = findChangedQuestions(versions, consultation);
  const found = changed.map((sentence) => wrong(words.questionChanged(slug, sentence)));
  if (held > 0) found.push(wrong(words.rejected(slug, held)));
  if (bounced > 0) found.push(wrong(words.bounced(slug, bounced)));
  if (found.length > 0) return found;
  return [right(answered === 0 ? words.none(slug) : words.allWell(slug, answered))];
}
