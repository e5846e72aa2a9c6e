/**
 * The four whole consultations in tests/consultations, in each state of their own. They are not on the published list
 * of states: a site does not have them.
 */
import type { TestContext } from 'node:test';
import { questionsOf, type Consultation } from '../../src/consultation/consultation.ts';
import { readBuiltSite } from '../../src/server/http/built-site.ts';
import { buildOnce } from '../build-content.ts';
import { fillFields, seeded } from '../generated.ts';
import { samplesOf } from '../questions/samples/all.ts';
import { startTestSite, type Fields, type TestSite } from '../site.ts';
import { composeFrom } from './emails.ts';
import type { Seen } from './gallery.ts';
import type { State } from './states.ts';
import { drawPublicReport, drawReport } from './summaries.ts';

/** In each report: with more, each quotation of a long consultation is checked again and again. */
const contributions = 6;

/** An email or a file, in a browser. */
function seeFile(kind: 'email' | 'file', name: string, html: string): Seen {
  return { state: { kind, name } as State, html, policy: null, cookies: 0 };
}

async function seePage(name: string, response: Response): Promise<Seen> {
  const html = await response.text();
  const state = { kind: 'page', name, status: response.status } as State;
  const policy = response.headers.get('content-security-policy');
  return { state, html, policy, cookies: response.headers.getSetCookie().length };
}

/** The first mistake that the samples of each kind know. */
function makeMistakes(consultation: Consultation): Fields {
  const made = questionsOf(consultation).flatMap((question) =>
    Object.values(samplesOf(question).mistakes(question)).slice(0, 1),
  );
  return Object.assign({}, ...made.map(({ fields }) => fields)) as Fields;
}

async function seeAll(site: TestSite, consultation: Consultation): Promise<Seen[]> {
  const { slug } = consultation;
  const fields = fillFields(consultation, seeded(3));
  const sent = await site.send(fields);
  const receipt = new URL(sent.headers.get('location') ?? '', site.localUrl);
  const isNeeded = questionsOf(consultation).some(({ needed }) => needed);
  return [
    await seePage(`${slug}-form`, await fetch(`${site.localUrl}/${slug}/`)),
    ...(isNeeded ? [await seePage(`${slug}-left-blank`, await site.post({}))] : []),
    await seePage(`${slug}-errors`, await site.post(makeMistakes(consultation))),
    await seePage(`${slug}-check`, await site.post(fields)),
    await seePage(`${slug}-receipt`, await fetch(receipt)),
    seeFile('email', `email-${slug}`, composeFrom(consultation, fields).html),
    seeFile('file', `${slug}-report`, drawReport(consultation, contributions)),
    seeFile('file', `${slug}-public-report`, drawPublicReport(consultation, contributions)),
  ];
}

/** Returns the folder of the build, for `startTestSite`. */
export function buildFour(): Promise<string> {
  return buildOnce('four', 'tests/consultations');
}

export interface Four {
  consultations: Consultation[];
  seen: Seen[];
}

let opened: Promise<Four> | undefined;

/** Reaches their states, once for all tests of a file. */
export function openFour(test: TestContext): Promise<Four> {
  opened ??= reachFour(test);
  return opened;
}

async function reachFour(test: TestContext): Promise<Four> {
  const dist = await buildFour();
  const { consultations } = await readBuiltSite(dist);
  const seen: Seen[] = [];
  for (const consultation of consultations) {
    const site = await startTestSite(test, {}, { dist }, consultation.slug);
    seen.push(...(await seeAll(site, consultation)));
  }
  return { consultations, seen };
}
