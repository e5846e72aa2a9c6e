/**
 * What people say about themselves for equality monitoring is with them alone: everything that staff can get of
 * a site, from the first contribution to the report after the end, is searched for it.
 */
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { strFromU8, unzipSync } from 'fflate';
import { answersEnd } from '../../src/consultation/moments.ts';
import type { Consultation } from '../../src/consultation/consultation.ts';
import type { Question } from '../../src/questions/question.ts';
import type { StaffThing } from '../../src/server/settings/staff-link.ts';
import * as answers from '../accessibility/answers.ts';
import { changeBuild } from '../changed-build.ts';
import { startMailServer, type MailServer } from '../mail-server.ts';
import { runStaff } from '../staff/run.ts';
import { formIn, open, press, publicUrl, sendForm, staffLink, today } from '../staff-links.ts';
import {
  builtConsultation,
  slug,
  startTestSite,
  tokenIn,
  until,
  whileOpen,
  type TestSite,
} from '../site.ts';

/** In every question, option and id of what is asked for monitoring, and nowhere else. */
const secret = /quokka/i;

const option = (name: string) => ({ id: `quokka-${name}`, label: `Quokka ${name}` });
const monitored = [
  {
    ...{ kind: 'choice', id: 'quokka-age', ask: 'How old is your quokka?', monitoring: true },
    options: ['young', 'middle', 'old'].map(option),
  },
  {
    ...{ kind: 'checkboxes', id: 'quokka-body', ask: 'Can your quokka …?', monitoring: true },
    options: ['see', 'hear', 'walk'].map(option),
    none: 'Quokka: none of these',
    most: 2,
  },
] as unknown as Question[];

const young = { 'quokka-age': 'quokka-young', 'quokka-body': ['quokka-see', 'quokka-hear'] };
const old = { 'quokka-age': 'quokka-old', 'quokka-body': ['quokka-walk'] };
/** Ticked in a way that is refused once. */
const tooMany = { 'quokka-body': ['quokka-see', 'quokka-hear', 'quokka-walk'] };

type Fields = Record<string, string | string[]>;

const pairs = (fields: Fields) =>
  Object.entries(fields).flatMap(([name, value]) =>
    [value].flat().map((one): [string, string] => [name, one]),
  );

const valuesOf = (page: string, name: string) =>
  [...page.matchAll(new RegExp(`name="${name}" value="([^"]+)"`, 'g'))].map(
    ([, value = '']): [string, string] => [name, value],
  );

interface Person {
  reference: string;
  /** The token of the private link. */
  receipt: string;
}

/** Sends, and insists on whatever is refused. */
async function send(site: TestSite, fields: Fields): Promise<Person> {
  const seen = valuesOf(await (await site.post(pairs(fields))).text(), '_seen');
  const page = await (await site.post([...pairs(fields), ...seen])).text();
  const sent = await site.post([
    ...[...pairs(fields), ...seen],
    ['_token', tokenIn(page)],
    ['_checked', String(whileOpen - 60_000)],
    ['_do', 'send'],
  ]);
  const location = sent.headers.get('location') ?? '';
  const receipt = await (await fetch(new URL(location, site.localUrl))).text();
  assert.match(receipt, secret, 'the person sees their own answer');
  return {
    reference: /[A-Z]{3}-\d{3}-[A-Z]{3}/.exec(receipt)?.[0] ?? '',
    receipt: /receipt=([\w-]+)/.exec(location)?.[1] ?? '',
  };
}

/** All texts of the emails, each with a name. Texts of a report are without the totals that it may show. */
function textsOf({ emails, raw }: MailServer): [name: string, text: string][] {
  return emails.flatMap((mail, index) => {
    const name = mail.subject ?? '';
    const attached = mail.attachments.flatMap(({ filename = '', content }): [string, string][] =>
      filename.endsWith('.xlsx')
        ? Object.entries(unzipSync(content)).map(([part, bytes]) => [part, strFromU8(bytes)])
        : [[filename, content.toString()]],
    );
    return [
      [`${name}: as it came`, raw[index] ?? ''],
      [`${name}: text`, mail.text ?? ''],
      [`${name}: HTML`, String(mail.html)],
      ...attached.map(([part, text]): [string, string] => [
        `${name}: ${part}`,
        part.endsWith('.html') ? withoutTotals(text) : text,
      ]),
    ];
  });
}

function withoutTotals(report: string): string {
  return report.replace(/<section><h2>About the people who answered<\/h2>[^]*?<\/section>/, '');
}

test('no email, page, file or command has what somebody said for monitoring', async (t) => {
  const built = await builtConsultation();
  const [first, ...others] = built.sections;
  assert.ok(first);
  const sections = [{ ...first, questions: [...first.questions, ...monitored] }, ...others];
  const asking: Consultation = { ...built, sections };
  const dist = await changeBuild(t, { sections });
  const mail = await startMailServer(t);
  const clock = { now: whileOpen };
  const site = await startTestSite(
    t,
    { SMTP_URL: mail.url, MAIL_FROM: 'weigh-in@example.org', PUBLIC_URL: publicUrl },
    { dist, now: () => clock.now, lookEvery: 20, firstWait: 20 },
  );
  const searched: [name: string, text: string][] = [];
  const untilEmailed = (subject: RegExp) =>
    until(`an email says ${subject}`, () =>
      mail.emails.some((email) => subject.test(email.subject ?? '')),
    );

  // People send, change, save, withdraw and come late.
  const campaign =
    'Share power with the people whom it is about, from the first day on, and pay them.';
  const one = await send(site, { ...answers.full, ...young });
  const two = await send(site, { 'vision-comment': campaign, ...old });
  const three = await send(site, { 'vision-comment': campaign, ...young });
  const unclear = await send(site, { ...answers.clash, ...tooMany });
  for (const { reference } of [one, two, three, unclear]) await untilEmailed(RegExp(reference));
  const changed = { ...pairsToFields(answers.full), 'vision-comment': 'Other words', ...old };
  const own: [string, string][] = [...pairs(changed), ['_receipt', one.receipt], ['_change', '1']];
  const page = await (await site.post([...own, ['_do', 'check']])).text();
  assert.equal((await site.post([...own, ['_token', tokenIn(page)], ['_do', 'send']])).status, 303);
  await site.post({ ...young, 'vision-comment': 'Not yet', _do: 'save' });
  clock.now += 15 * 60_000;
  await untilEmailed(/Changed: contribution 1/);
  await site.post({ _receipt: two.receipt, _do: 'withdraw now' });
  await untilEmailed(/Withdrawn: contribution 2/);

  // Staff look at every page, and press buttons.
  const visit = async (thing: StaffThing) => {
    const link = staffLink(site, thing, clock.now + 86_400_000);
    searched.push([JSON.stringify(thing), await (await open(site, link)).text()]);
    return link;
  };
  const contribution = (reference: string): StaffThing => ({ page: 'contribution', reference });
  for (const { reference } of [one, three, unclear]) {
    await visit(contribution(reference));
    await visit({ page: 'group', reference });
    await visit({ page: 'withdraw', reference });
    for (const question of ['values-ranking', 'quokka-age', 'quokka-body']) {
      const path = staffLink(site, { page: 'settle', reference, question }, clock.now + 86_400_000);
      const answer = await open(site, path);
      // The address that was asked for is a link on the page that says no.
      const text = (await answer.text()).replaceAll(/\/settle\/[^/]*\/quokka-[a-z]+/g, '');
      searched.push([`${answer.status} ${path.replace(secret, '')}`, text]);
    }
  }
  const apart = await visit(contribution(three.reference));
  await press(site, apart, 'Set it aside');
  await press(site, await visit(today), 'Email the figures and the report');
  await untilEmailed(/Figures and report/);
  await visit(today);
  // The form for what came on paper asks the questions; what was filed by it is shown without them.
  const paper = staffLink(site, { page: 'file', slug }, clock.now + 86_400_000);
  const filed = await sendForm(
    site,
    formIn(await (await open(site, paper)).text(), 'File it'),
    pairs({
      ...{ 'vision-comment': 'On paper', ...old },
      ...{ 'staff-channel': 'post', 'staff-received': '2027-02-03' },
    }),
  );
  const done = await (await open(site, filed.headers.get('location') ?? '')).text();
  const onPaper = /Staff filed (?:<[^>]*>)?([A-Z]{3}-\d{3}-[A-Z]{3})/.exec(done)?.[1] ?? '';
  searched.push(['filed', done]);
  await visit(contribution(onPaper));
  await untilEmailed(RegExp(onPaper));

  clock.now = Date.parse('2027-03-02T08:00:01Z');
  await untilEmailed(/Summary, Tue 2 March/);
  clock.now = Date.parse('2027-08-21T12:00:00Z');
  const late = await send(site, { 'vision-comment': 'Late words', ...young });
  await untilEmailed(RegExp(late.reference));
  clock.now = answersEnd(asking).getTime() + 86_400_000;
  const reports = () =>
    mail.emails
      .flatMap(({ attachments }) => attachments)
      .filter(({ filename = '' }) => filename.endsWith('report.html'));
  await until('a report with the totals has come', () =>
    reports().some(({ content }) => secret.test(content.toString())),
  );
  await visit(today);
  searched.push(['healthz', await (await fetch(`${site.localUrl}/healthz`)).text()]);
  await site.stop();
  searched.push(['log', site.lines.join('\n')], ...textsOf(mail));

  // Staff at the machine.
  const references = [one, two, three, unclear, late].map(({ reference }) => reference);
  references.push(onPaper);
  for (const words of [
    ['list'],
    ['list', '--groups'],
    ['status'],
    ...references.map((reference) => ['show', reference]),
    ['decide', late.reference, 'count'],
    ['decide', unclear.reference, 'apart'],
    ['list'],
  ]) {
    for (const how of [[], ['--json']]) {
      const { out, error } = await runStaff(site.dataDir, [...words, ...how]);
      searched.push([`${words.join(' ')} ${how.join('')}`, `${out}\n${error}`]);
    }
  }
  const folder = join(site.dataDir, 'made');
  for (const words of [
    ['report'],
    ['export'],
    ['export', '--format', 'json'],
    ['export', '--format', 'xlsx'],
  ]) {
    for (const how of [[], ['--public']]) {
      const file = `${folder}-${[...words, ...how].join('')}`;
      const { code, out, error } = await runStaff(site.dataDir, [
        ...words,
        ...how,
        '--output',
        file,
      ]);
      assert.equal(code, 0, `${words.join(' ')}: ${out} ${error}`);
      searched.push([words.join(' '), `${out}\n${error}`]);
      const bytes = await readFile(file);
      if (words.includes('xlsx')) {
        for (const [part, text] of Object.entries(unzipSync(bytes))) {
          searched.push([part, strFromU8(text)]);
        }
      } else searched.push([[...words, ...how].join(' '), withoutTotals(bytes.toString())]);
    }
  }
  for (const name of await readdir(join(site.dataDir, 'mail')).catch(() => [])) {
    searched.push([name, await readFile(join(site.dataDir, 'mail', name), 'utf8')]);
  }

  assert.ok(searched.length > 100, String(searched.length));
  for (const [name, text] of searched) {
    assert.ok(!secret.test(text), `${name}: …${around(text)}…`);
  }
  t.diagnostic(`${searched.length} texts searched`);
});

function pairsToFields(fields: object): Fields {
  return Object.fromEntries(Object.entries(fields)) as Fields;
}

function around(text: string): string {
  const at = text.search(secret);
  return text.slice(Math.max(0, at - 100), at + 100);
}
