/** What people see of a consultation at a moment, and of all consultations of a site. */
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

/** What pages of the whole site say of its consultations. */
export interface Listing {
  /** Those that people can see, in the order of the site. */
  listed: { consultation: Consultation; view: Exclude<View, 'nothing'> }[];
  /** The one consultation that people can read, on a site that has no other. */
  only: Consultation | null;
  /** Every address that helps, each once: the site's own, or all others. */
  contacts: string[];
}

/** @param contact of site.yaml */
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

/** Returns the addresses that help with any of these, each once. */
export function contactsOf(consultations: readonly Consultation[]): string[] {
  return [...new Set(consultations.map(({ contact }) => contact))];
}

/** Returns those that pages may name at any time: not the hidden ones, unless there are no others. */
export function neverHidden(consultations: Consultation[]): Consultation[] {
  const shown = consultations.filter(({ before }) => before !== 'hidden');
  return shown.length > 0 ? shown : consultations;
}
