/**
 * Four complete consultations that differ in every way: a park plan, a green paper of forty questions, a budget and
 * a single question. Each is built, answered, emailed, exported and reported as a site does it.
 */
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { brotliDecompressSync } from 'node:zlib';
import { request } from 'node:http';
import { questionsOf, type Consultation } from '../../src/consultation/consultation.ts';
import { toContribution } from '../../src/contribution/contribution.ts';
import { answersToText } from '../../src/contribution/contribution-text.ts';
import { parseSubmission } from '../../src/form/submission.ts';
import { blankForm } from '../../src/paper-form/text-form.ts';
import { readTextForm } from '../../src/paper-form/read-text-form.ts';
import { readBuiltSite } from '../../src/server/http/built-site.ts';
import { buildFour } from '../accessibility/four.ts';
import { fillFields, fillFolder, generateAnswers, seeded } from '../generated.ts';
import { makeFolder, startTestSite, until } from '../site.ts';
import { runStaff } from '../staff/run.ts';

const slugs = ['budget', 'buses', 'elm-park', 'one-question'];

/** The budget for the whole form in one request, including the green paper, in bytes on the wire. */
const largestPage = 7_500;

let dist = '';
let consultations: Consultation[] = [];

before(async () => {
  dist = await buildFour();
  ({ consultations } = await readBuiltSite(dist));
});

function find(slug: string): Consultation {
  const found = consultations.find((one) => one.slug === slug);
  assert.ok(found, slug);
  return found;
}

/** A page as it comes over the wire, compressed. */
function fetchCompressed(address: string): Promise<{ bytes: number; html: string }> {
  return new Promise((resolve, reject) => {
    const headers = { 'accept-encoding': 'br' };
    request(address, { headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const body = Buffer.concat(chunks);
        resolve({ bytes: body.length, html: brotliDecompressSync(body).toString() });
      });
    })
      .on('error', reject)
      .end();
  });
}

test('the green paper has forty questions, and the park plan every kind that it needs', () => {
  assert.deepEqual(consultations.map(({ slug }) => slug).sort(), slugs);
  assert.equal(questionsOf(find('buses')).length, 40);
  const kinds = new Set(consultations.flatMap(questionsOf).map(({ kind }) => kind));
  assert.deepEqual([...kinds].sort(), [
    'checkboxes',
    'choice',
    'comment',
    'consent',
    'contact',
    'grid',
    'line',
    'number',
    'points',
  ]);
});

for (const slug of slugs) {
  describe(slug, () => {
    test('is one small page', async (t) => {
      const site = await startTestSite(t, {}, { dist }, slug);
      const { bytes, html } = await fetchCompressed(site.form);
      assert.ok(bytes <= largestPage, `${bytes} bytes`);
      for (const { ask } of questionsOf(find(slug))) {
        assert.ok(html.includes(ask.replaceAll('&', '&amp;')), ask);
      }
    });

    test('can be answered, and staff get the email', async (t) => {
      const consultation = find(slug);
      const site = await startTestSite(t, {}, { dist }, slug);
      const random = seeded(3);
      for (let person = 0; person < 3; person += 1) {
        const fields = fillFields(consultation, random);
        const check = await (await site.post(fields)).text();
        assert.match(check, /Check your answers before you send them/);
        const sent = await site.send(fields);
        assert.equal(sent.status, 303);
        const receipt = await fetch(new URL(sent.headers.get('location') ?? '', site.url));
        assert.match(await receipt.text(), /We have received your answers/);
      }
      const mail = join(site.dataDir, 'mail');
      const emails = async () => (await readdir(mail)).filter((name) => name.endsWith('.eml'));
      await until('three emails are written', async () => (await emails()).length === 3);
      const [name = ''] = await emails();
      const email = await readFile(join(mail, name), 'utf8');
      assert.match(email, /Contribution \d: [A-Z]{3}-\d{3}-[A-Z]{3}/);
      assert.doesNotMatch(email, /How old are you|harder to use the park/);
    });

    test('is read back from the plain text of a receipt; a blank form is blank', () => {
      const consultation = find(slug);
      const blank = readTextForm(consultation, blankForm(consultation));
      assert.deepEqual({ ...blank }, { typed: {}, left: [], missing: [], filled: 0 });
      const random = seeded(5);
      for (let person = 0; person < 20; person += 1) {
        const text = show(consultation, generateAnswers(consultation, random));
        const { typed, left } = readTextForm(consultation, text);
        assert.deepEqual(left, []);
        const read = parseSubmission(consultation, new Map(Object.entries(typed)));
        assert.ok(read.ok, JSON.stringify(read));
        assert.equal(show(consultation, read.answers), text);
      }
    });

    test('has exports, a report, and both for everybody', async (t) => {
      const consultation = find(slug);
      const data = await makeFolder(t);
      await fillFolder(data, consultation, 60);
      const commands = [
        ['export'],
        ['export', '--format', 'json'],
        ['export', '--format', 'xlsx'],
        ['report'],
        ['report', '--public'],
        ['export', '--public'],
      ];
      for (const words of commands) {
        const { code, error, out } = await runStaff(data, words);
        assert.equal(code, 0, `${words.join(' ')}: ${error || out}`);
      }
      const report = await readFile(join(data, `${slug}-report.html`), 'utf8');
      assert.match(report, /60 contributions were received/);
    });
  });
}

/** @param answers of one person, as the receipt has them */
function show(
  consultation: Consultation,
  answers: Parameters<typeof toContribution>[1]['answers'],
) {
  const facts = { number: 1, reference: 'HKD-473-MXR', receivedAt: new Date(0), late: false };
  return answersToText(toContribution(consultation, { ...facts, answers }));
}
