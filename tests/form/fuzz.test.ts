/**
 * Fuzzes the real endpoint, with its store and its pages, with random bodies. There is never a server error, and
 * accepted texts are stored exactly. FUZZ_RUNS is the number of runs.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { composeEmail } from '../../src/emails/email.ts';
import { isBlank } from '../../src/text/blank.ts';
import { readForm } from '../../src/form/sent-form.ts';
import { fieldsOf } from '../../src/form/typed.ts';
import { readBuiltSite } from '../../src/server/http/built-site.ts';
import { builtConsultation, slug } from '../site.ts';
import { openEndpoint } from './open-endpoint.ts';

const runs = Number(process.env['FUZZ_RUNS'] ?? 200);

const consultation = await builtConsultation();
const names = [...fieldsOf(consultation).keys()];
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.constantFrom(
    '1',
    ' 2 ',
    '2nd',
    'two',
    '２',
    '-',
    '99',
    'option-1',
    '\r\n',
    '\u202e',
    'a\u0301',
    '"<&>\'',
    '😀',
  ),
);
const name = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...names) },
  {
    weight: 2,
    arbitrary: fc.constantFrom('_version', '_token', '_do', '_seen', '_checked', '_empty'),
  },
  { weight: 1, arbitrary: fc.constantFrom('__proto__', 'constructor', '', 'toString') },
  { weight: 1, arbitrary: text },
);
const fields = fc.array(fc.tuple(name, text), { maxLength: 12 });
const body = fc.oneof(
  { weight: 4, arbitrary: fields.map((pairs) => encode(pairs)) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 300 }) },
  {
    weight: 1,
    arbitrary: fc
      .array(fc.constantFrom('&', '=', '%', '%F', '%FF', '%00', '+', 'a', ...names), {
        maxLength: 40,
      })
      .map((parts) => Buffer.from(parts.join(''))),
  },
);

function encode(pairs: [string, string][]): Uint8Array {
  const part = (value: string) => encodeURIComponent(value.toWellFormed()).replaceAll('%20', '+');
  return Buffer.from(pairs.map(([key, value]) => `${part(key)}=${part(value)}`).join('&'));
}

test(`${runs} bodies: none is an error of ours, none takes over a second`, async (t) => {
  const site = await readBuiltSite();
  const { endpoint } = await openEndpoint(t, site.consultations);
  let slowest = 0;
  const statuses = new Map<number, number>();
  await fc.assert(
    fc.asyncProperty(body, async (bytes) => {
      const before = performance.now();
      const reply = await endpoint.post({
        slug,
        body: [bytes],
        fetchSite: undefined,
        network: 'x',
      });
      if ('page' in reply) assert.match(String(await site.render(reply.page)), /<\/html>\s*$/);
      slowest = Math.max(slowest, performance.now() - before);
      statuses.set(reply.status, (statuses.get(reply.status) ?? 0) + 1);
      assert.ok([200, 303, 400, 422].includes(reply.status), `${reply.status}`);
    }),
    { numRuns: runs },
  );
  t.diagnostic(`slowest ${Math.round(slowest)} ms; ${JSON.stringify([...statuses])}`);
  if (process.env['FUZZ_RUNS']) assert.ok(slowest < 1000, `one took ${slowest} ms`);
  assert.ok((statuses.get(200) ?? 0) > 0 && (statuses.get(422) ?? 0) > 0, 'all had the same fate');
});

/** Returns a text as browsers and HTML parsers leave it: line ends are \n, and control characters are replaced. */
function asTyped(value: string): string {
  return (
    value
      .toWellFormed()
      .replace(/\r\n?/g, '\n')
      // eslint-disable-next-line no-control-regex -- these are the characters that are meant
      .replace(/[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]/g, '\uFFFD')
  );
}

test(`${runs} texts: what is accepted is stored and emailed to the character`, async (t) => {
  const { endpoint, store } = await openEndpoint(t, [consultation]);
  let count = 0;
  const anyText = fc.oneof(
    fc.string({ unit: 'binary', minLength: 1, maxLength: 200 }),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 }),
  );
  await fc.assert(
    fc.asyncProperty(anyText, async (words) => {
      const typed = asTyped(words);
      fc.pre(!isBlank(typed) && !typed.includes('\uFFFD'));
      const token = String(count++).padStart(22, '0');
      const bytes = encode([
        ['vision-comment', words],
        ['_token', token],
        ['_do', 'send'],
      ]);
      const reply = await endpoint.post({
        slug,
        body: [bytes],
        fetchSite: undefined,
        network: 'x',
      });
      assert.equal(reply.status, 303);
      const stored = await store.findByToken(token);
      const answer = stored?.contribution.answers.find(
        ({ question }) => question.id === 'vision-comment',
      );
      assert.equal((answer?.answer as { text: string }).text.trim(), typed.trim());
      const email = composeEmail(consultation, stored!.contribution, false);
      const attached = JSON.parse(String(email.attachments[0]?.content)) as typeof stored & {
        answers: { answer: unknown }[];
      };
      assert.ok(
        attached.answers.some(
          (other) => JSON.stringify(other.answer) === JSON.stringify(answer?.answer),
        ),
      );
      assert.ok(!email.subject.includes('\n') && email.subject.length < 200);
    }),
    { numRuns: runs },
  );
});

test('reading a form never throws, and agrees with URLSearchParams on what is well-formed', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' })), {
        maxLength: 20,
      }),
      (pairs) => {
        const form = readForm(encode(pairs));
        assert.ok(form.ok);
        const expected = new Map<string, string[]>();
        for (const [key, value] of new URLSearchParams(Buffer.from(encode(pairs)).toString())) {
          expected.set(key, [...(expected.get(key) ?? []), asTyped(value)]);
        }
        if (pairs.every(([key, value]) => key !== '' || value !== '')) {
          assert.deepEqual([...form.fields].sort(), [...expected].sort());
        }
      },
    ),
    { numRuns: runs },
  );
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 2000 }), (bytes) => void readForm(bytes)),
    { numRuns: runs },
  );
});
