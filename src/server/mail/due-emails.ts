/**
 * Makes the summaries and batches that are due. Each is made once, and late rather than not at all. Each time, the
 * clock and the store decide what is due, so no timer can miss it. Everything that was made is in the store, so a
 * restart makes nothing twice.
 */
import type { Consultation } from '../../consultation/consultation.ts';
import { addDays } from '../../text/days.ts';
import {
  firstFinalDay,
  latestSummary,
  localDay,
  momentAt,
} from '../../consultation/summary-times.ts';
import type { Emails, LastSummary } from '../store/emails.ts';
import { purgedStanding } from '../store/records.ts';

const hour = 3_600_000;

interface DueOptions {
  emails: Emails;
  /** The consultations as the site shows them now. */
  consultations: Consultation[];
  now: () => number;
}

export function createDueEmails({ emails, consultations, now }: DueOptions) {
  /** The day on which the final summary was last found to be still correct, by slug. */
  const unchangedOn = new Map<string, string>();

  /**
   * Makes batches of all waiting contributions if one of them came before the current hour began, or before the
   * latest time of the summary. Without `batches`, each waiting contribution gets its own email.
   */
  async function makeBatches(slug: string, moment: number): Promise<void> {
    const consultation = consultations.find((candidate) => candidate.slug === slug);
    if (!consultation?.batches) return emails.releaseWaiting(slug, moment);
    const oldest = await emails.oldestUnsent(slug);
    const due =
      consultation.batches.every === 'hour'
        ? moment - (moment % hour)
        : lastSummaryTime(consultation, moment);
    if (oldest !== null && oldest < due) await emails.addBatches(slug, moment);
  }

  /** Makes the summary that is due, unless it was already made. */
  async function makeSummary(consultation: Consultation, moment: number): Promise<void> {
    const { slug } = consultation;
    const due = latestSummary(consultation, new Date(moment));
    const last = await emails.lastSummary(slug, moment);
    // An earlier day than that of the last summary is due only if the clock was set back.
    if (last === null || due === null || due.day <= last.day) return;
    if (unchangedOn.get(slug) === due.day) return;
    // The last one may be an ordinary summary of such a day, if the consultation was closed with an earlier date.
    const isCorrected = due.isFinal && last.isFinal && last.day >= firstFinalDay(consultation);
    const standing = due.isFinal ? await emails.standing(slug) : undefined;
    const isSame = standing === (last.standing ?? standing) || standing === purgedStanding;
    if (isCorrected && isSame) {
      unchangedOn.set(slug, due.day);
      if (last.standing === null) await mark(slug, due.day, last, standing, moment);
      return;
    }
    const upTo = await emails.lastNumber(slug);
    const facts = { upTo, since: last.upTo, isFinal: due.isFinal, isCorrected, standing };
    await emails.addSummary(slug, due.day, facts, 'queued', moment);
  }

  /** Records what staff know now. The final summary may come from an older version, which did not record it. */
  function mark(
    slug: string,
    day: string,
    { upTo }: LastSummary,
    standing: string | undefined,
    moment: number,
  ): Promise<void> {
    const facts = { upTo, since: upTo, isFinal: true, isCorrected: true, standing };
    return emails.addSummary(slug, day, facts, 'delivered', moment);
  }

  return {
    /**
     * Marks where summaries begin, because no summary is due for the time before the site first showed a
     * consultation.
     */
    async begin(): Promise<void> {
      for (const consultation of consultations) {
        const { slug } = consultation;
        if ((await emails.lastSummary(slug, now())) !== null) continue;
        const due = latestSummary(consultation, new Date(now()));
        const isFinal = due?.isFinal ?? false;
        const standing = isFinal ? await emails.standing(slug) : undefined;
        const facts = { upTo: 0, since: 0, isFinal, standing };
        await emails.addSummary(slug, due?.day ?? '0000-00-00', facts, 'delivered', now());
      }
    },

    /** Makes the summaries and batches that are due now. */
    async make(): Promise<void> {
      for (const slug of await emails.waitingSlugs()) await makeBatches(slug, now());
      for (const consultation of consultations) await makeSummary(consultation, now());
    },
  };
}

/** Returns when clocks last showed the time of the summary, in ms since 1970. */
function lastSummaryTime({ timeZone, summaryAt }: Consultation, now: number): number {
  const day = localDay(new Date(now), timeZone);
  const today = momentAt(day, summaryAt, timeZone).getTime();
  return now >= today ? today : momentAt(addDays(day, -1), summaryAt, timeZone).getTime();
}
