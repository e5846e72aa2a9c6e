/** What the build has read of the content folder (scripts/build.ts), for the pages. */
import { readFileSync } from 'node:fs';
import type { Content } from './content-files/read-content.ts';
import type { Consultation } from './consultation/consultation.ts';
import { listAt, neverHidden, type Listing } from './consultation/view.ts';
import site from 'virtual:site';

let read: Content | undefined;

/** All consultations, the one that closes last first. */
function loadConsultations(): Consultation[] {
  const file = process.env['CONTENT_FILE'];
  if (!file)
    throw new Error('CONTENT_FILE is not set: build with "npm run build", not with Astro.');
  read ??= JSON.parse(readFileSync(file, 'utf8')) as Content;
  return read.consultations;
}

/** `getStaticPaths` of the pages that each consultation has. */
export function forEachConsultation() {
  return loadConsultations().map((consultation) => ({
    params: { consultation: consultation.slug },
    props: { consultation },
  }));
}

/** What people see of all consultations now. The server draws pages with it again when that changes. */
export function listNow(): Listing {
  return listAt(new Date(), loadConsultations(), site.contact);
}

/**
 * What pages of the whole site need that are the same at any time. `only`: the one consultation of a site that has
 * no other. `contacts`: every address that helps.
 */
export function wholeSite(): Pick<Listing, 'only' | 'contacts'> {
  const consultations = loadConsultations();
  const [first] = consultations;
  const { contacts } = listAt(new Date(0), neverHidden(consultations), site.contact);
  const isOnly = consultations.length === 1 && first?.before === 'readable';
  return { only: isOnly ? first : null, contacts };
}
