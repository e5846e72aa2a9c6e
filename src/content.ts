/** What the build read from the content folder (scripts/build.ts), for the pages. */
import { readFileSync } from 'node:fs';
import type { Content } from './content-files/read-content.ts';
import { addressOf } from './consultation/addresses.ts';
import type { Consultation } from './consultation/consultation.ts';
import { textsOf } from './consultation/translations.ts';
import { furtherLanguages } from './consultation/site.ts';
import { listAt, neverHidden, type Listing } from './consultation/view.ts';
import site from 'virtual:site';

let read: Content | undefined;

/** Returns all consultations. The one that closes last comes first. */
function loadConsultations(): Consultation[] {
  const file = process.env['CONTENT_FILE'];
  if (!file)
    throw new Error('CONTENT_FILE is not set: build with "npm run build", not with Astro.');
  read ??= JSON.parse(readFileSync(file, 'utf8')) as Content;
  return read.consultations;
}

/** `getStaticPaths` for the pages of each consultation, in each of its languages. */
export function forEachConsultation() {
  return loadConsultations()
    .flatMap(textsOf)
    .map((consultation) => ({
      params: { consultation: addressOf(consultation).slice(1, -1) },
      props: { consultation },
    }));
}

/** `getStaticPaths` for the pages of the whole site in its further languages. */
export function forEachLanguage() {
  return [...furtherLanguages(site)].map(([code, language]) => ({
    params: { language: code },
    props: { language },
  }));
}

/** Returns what people see of all consultations now. When that changes, the server renders these pages again. */
export function listNow(): Listing {
  return listAt(new Date(), loadConsultations(), site.contact);
}

/**
 * Returns what pages of the whole site need if they are the same at any time. `only`: the consultation, if the site
 * has only one. `contacts`: the email addresses for help.
 */
export function wholeSite(): Pick<Listing, 'only' | 'contacts'> {
  const consultations = loadConsultations();
  const [first] = consultations;
  const { contacts } = listAt(new Date(0), neverHidden(consultations), site.contact);
  const isOnly = consultations.length === 1 && first?.before === 'readable';
  return { only: isOnly ? first : null, contacts };
}
