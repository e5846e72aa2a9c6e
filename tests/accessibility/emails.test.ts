/** The text part of each email reads well aloud, and has the content of the HTML part. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { escapeHtml } from '../../src/text/escape.ts';
import * as answers from './answers.ts';
import { emails, type EmailState } from './emails.ts';
import { everyKindEmails } from './every-kind.ts';
import { languageEmails } from './languages.ts';
import { compareWithKept, type Texts } from './kept.ts';
import { states } from './states.ts';

const typed = [answers.full, answers.partial, answers.rightToLeft, answers.long]
  .flatMap((fields) => Object.entries(fields))
  .filter(([name]) => /-(comment|name|email)$/.test(name))
  .flatMap(([, value]) => value.split('\n'))
  .filter((line) => line !== '');
/** Those that bring answers. */
const contributions = [...emails, ...everyKindEmails, languageEmails[0] as EmailState];
const all = states.filter((state) => state.kind === 'email');

test('both parts of an email have every word of the person, and the same answers', async () => {
  let found = 0;
  for (const email of contributions) {
    const { text, html } = await email.compose();
    for (const line of typed) {
      assert.equal(
        text.includes(line),
        html.includes(escapeHtml(line)),
        `${email.name}: ${line.slice(0, 60)}`,
      );
      if (text.includes(line)) found += 1;
    }
    const headings = [...html.matchAll(/<h[23][^>]*>(.+?)<\/h/g)].map(([, heading = '']) =>
      heading.replace(/<[^>]+>/g, ''),
    );
    assert.ok(headings.length > 3, 'the email has no headings');
    // In the text, a heading can be broken over lines.
    const words = escapeHtml(text.replace(/\s+/g, ' '));
    for (const heading of headings) assert.ok(words.includes(heading), heading);
  }
  assert.ok(
    found > typed.length / 2,
    'hardly any words were found: the test looks for the wrong ones',
  );
});

test('the text part reads well aloud', async () => {
  for (const email of all) {
    const lines = (await email.compose()).text.split('\n');
    for (const [index, line] of lines.entries()) {
      const isTheirs = typed.some((words) => words.includes(line) || line.includes(words));
      const isUnderline = /^=+$/.test(line);
      if (isUnderline) {
        assert.match(lines[index - 1] ?? '', /\p{L}/u, `${email.name}: a line under nothing`);
      } else if (!isTheirs && !/^(\d+\. |- |https:\/\/)/.test(line)) {
        assert.ok(line.length <= 78, `${email.name}: a line of ours is too long: ${line}`);
        assert.doesNotMatch(line, /\b\p{Lu}{4,}\b/u, `${email.name}: capitals may be spelt`);
        assert.doesNotMatch(line, /[|*_#]{2,}|\t/, `${email.name}: signs are spoken one by one`);
      }
    }
  }
  for (const email of contributions) {
    const { text } = await email.compose();
    assert.match(text, /^Question: /m);
    assert.match(text, /^Answer:$/m);
  }
});

test('the text of each email matches its snapshot', async () => {
  const texts: Texts = new Map();
  for (const email of all) texts.set(email.name, (await email.compose()).text);
  const hint = 'if this is meant: npm run accessibility:keep, read the difference, commit it';
  assert.deepEqual(await compareWithKept('email-text', texts), [], hint);
});
