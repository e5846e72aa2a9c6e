/**
 * The four whole consultations in tests/consultations pass every check too, in each state of their own, and
 * text browsers show every question of them. They are not on the published list of states: a site does not
 * have them.
 */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { questionsOf, type Consultation } from '../../src/consultation/consultation.ts';
import { readBuiltSite } from '../../src/server/http/built-site.ts';
import { startBrowser } from '../browser.ts';
import { buildContent } from '../build-content.ts';
import { fillFields, seeded } from '../generated.ts';
import { samplesOf } from '../questions/samples/all.ts';
import { makeFolder, startTestSite, type Fields, type TestSite } from '../site.ts';
import { checks } from './checks/index.ts';
import { composeFrom } from './emails.ts';
import { exceptions } from './exceptions.ts';
import { sayFinding, type Finding } from './finding.ts';
import { serveGallery, type Seen } from './gallery.ts';
import { representativeSample } from './representative-sample.ts';
import { runChecks } from './run-checks.ts';
import type { State } from './states.ts';
import { drawPublicReport, drawReport } from './summaries.ts';
import { show, textBrowsers } from './text-browsers.ts';

/** In each report: with more, each quotation of a long consultation is checked again and again. */
const contributions = 6;

/** An exception of the list of states may be for states that are not here. */
function isExcepted({ engine, rule }: Finding): boolean {
  return exceptions.some((one) => one.engine === engine && one.rule === rule);
}

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
    seeFile('email', `${slug}-email`, composeFrom(consultation, fields).html),
    seeFile('file', `${slug}-report`, drawReport(consultation, contributions)),
    seeFile('file', `${slug}-public-report`, drawPublicReport(consultation, contributions)),
  ];
}

async function openFour(t: TestContext) {
  const dist = join(await makeFolder(t), 'dist');
  await buildContent('tests/consultations', dist);
  const { consultations } = await readBuiltSite(dist);
  const seen: Seen[] = [];
  for (const consultation of consultations) {
    const site = await startTestSite(t, {}, { dist }, consultation.slug);
    seen.push(...(await seeAll(site, consultation)));
  }
  return { consultations, gallery: await serveGallery(seen) };
}

// On a busy machine it takes long, as for the states of the list.
test(
  'every state of the four consultations passes every check',
  { timeout: 1_800_000 },
  async (t) => {
    const { consultations, gallery } = await openFour(t);
    assert.equal(gallery.seen.length, 29);
    // Some look only at states of the list, by their names.
    const general = checks.filter(({ states }) => !states);
    const sample = representativeSample(gallery.seen);
    const { findings } = await runChecks(await startBrowser(t), gallery, general, sample);
    for (const { name, says } of general) {
      await t.test(`${name}: ${says}`, () => {
        const ours = findings.filter(({ engine }) => engine === name);
        assert.deepEqual(ours.filter((one) => !isExcepted(one)).map(sayFinding), []);
      });
    }

    for (const browser of Object.keys(textBrowsers) as (keyof typeof textBrowsers)[]) {
      await t.test(`${browser} shows every question`, async () => {
        const squeeze = (text: string) => text.replace(/\s+/g, ' ');
        for (const consultation of consultations) {
          for (const page of ['form', 'errors', 'check', 'receipt']) {
            const name = `${consultation.slug}-${page}`;
            const text = squeeze(await show(browser, gallery.addressOf(name)));
            for (const { ask } of questionsOf(consultation)) {
              assert.ok(text.includes(squeeze(ask)), `${name}: ${ask}`);
            }
          }
        }
      });
    }
  },
);
