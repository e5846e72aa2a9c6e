/** Decides what people see of a consultation, and of all consultations of a site, at a given time. */
import type { Consultation } from './consultation.ts';
import { periodAt } from './moments.ts';

/**
 * - `nothing`: its address does not exist yet.
 * - `announcement`: title, summary and dates.
 * - `document`: the document and its questions, to read.
 * - `form`: the same, to answer.
 * - `closed`: as `document`, after it has closed.
 */
type View = 'nothing' | 'announcement' | 'document' | 'form' | 'closed';

const viewsBefore = {
  hidden: 'nothing',
  announced: 'announcement',
  readable: 'document',
} as const satisfies Record<Consultation['before'], View>;

type Dated = Pick<Consultation, 'opens' | 'closes' | 'graceHours' | 'before'>;

export function viewAt(moment: Date, consultation: Dated): View {
  const period = periodAt(moment, consultation);
  if (period === 'not-yet-open') return viewsBefore[consultation.before];
  return period === 'open' ? 'form' : 'closed';
}

/** What pages of the whole site say about its consultations. */
export interface Listing {
  /** The consultations that people can see, in the order of the site. */
  listed: { consultation: Consultation; view: Exclude<View, 'nothing'> }[];
  /** The consultation that people can read, if the site has only one. */
  only: Consultation | null;
  /** The email addresses for help, each once: that of the site, or else those of all consultations. */
  contacts: string[];
}

/** @param contact the contact in site.yaml */
export function listAt(
  moment: Date,
  consultations: readonly Consultation[],
  contact: string | undefined,
): Listing {
  const listed = consultations.flatMap((consultation): Listing['listed'] => {
    const view = viewAt(moment, consultation);
    return view === 'nothing' ? [] : [{ consultation, view }];
  });
  const [first] = listed;
  const isOnly = consultations.length === 1 && first && first.view !== 'announcement';
  return {
    listed,
    only: isOnly ? first.consultation : null,
    contacts: contact
      ? [contact]
      : contactsOf(listed.length > 0 ? listed.map((one) => one.consultation) : consultations),
  };
}

/** Returns the email addresses for help with these consultations, each once. */
export function contactsOf(consultations: readonly Consultation[]): string[] {
  return [...new Set(consultations.map(({ contact }) => contact))];
}

/** Returns the consultations that pages may always name: all that are not hidden. If every one is hidden, returns all. */
export function neverHidden(consultations: Consultation[]): Consultation[] {
  const shown = consultations.filter(({ before }) => before !== 'hidden');
  return shown.length > 0 ? shown : consultations;
}
