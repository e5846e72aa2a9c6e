/** Makes the links for staff in emails. */
import type { Consultation } from '../../consultation/consultation.ts';
import { isRehearsal } from '../../consultation/rehearsal.ts';
import { linkEnd, signedPath, type StaffThing } from '../settings/staff-link.ts';
import type { Store } from '../store/store.ts';

/** Resolves to a full URL, or to `null` if there is no link; the email then says whom to ask. */
export type MakeStaffLink = (
  thing: StaffThing,
  consultation: Consultation,
) => Promise<string | null>;

/** @param publicUrl the setting. Without it, no links can be made */
export function createStaffLinks(
  publicUrl: string | null,
  store: Pick<Store, 'makeLinkKey'>,
  now: () => number,
): MakeStaffLink {
  return async (thing, consultation) => {
    const until = linkEnd(consultation, now());
    if (publicUrl === null || until === null || isRehearsal(consultation.slug)) return null;
    return publicUrl + signedPath(await store.makeLinkKey(), thing, until);
  };
}
