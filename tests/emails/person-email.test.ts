/** Emails to people who answer: fixed words, a link on one line, and no code where others can see it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'node-html-parser';
import { composePersonEmail } from '../../src/emails/person-email.ts';
import { builtConsultation } from '../site.ts';

const link = `https://consult.example.org/${'long-'.repeat(20)}name/respond?receipt=token`;

for (const [what, subject, says] of [
  ['saved', /^Your saved answers: Strategy/, /not sent them yet/],
  ['receipt', /^Your receipt: HKD-473-MXR$/, /the receipt that you asked for/],
  ['changed', /^Your answers: HKD-473-MXR$/, /were changed/],
  ['withdrawn', /^Your answers: HKD-473-MXR$/, /were withdrawn/],
  ['undone', /^Your answers: HKD-473-MXR$/, /no longer withdrawn/],
] as const) {
  test(`the email "${what}" says what it is, and has the link on one line`, async () => {
    const consultation = await builtConsultation();
    const mark = what === 'saved' ? '0123-4567-89AB-CDEF' : 'HKD-473-MXR';
    const email = composePersonEmail(what, consultation, mark, link);
    assert.match(email.subject, subject);
    assert.doesNotMatch(email.subject, /0123/);
    const words = email.text.replace(/\s+/g, ' ');
    assert.match(words, says);
    const lines = email.text.split('\n');
    assert.ok(lines.includes(link));
    assert.ok(lines.includes(`${what === 'saved' ? 'Code' : 'Reference'}: ${mark}`));
    for (const line of lines) if (line !== link) assert.ok(line.length <= 72, line);
    assert.ok(email.text.includes(consultation.contact));
    assert.match(words, /somebody entered your address by mistake/);

    const page = parse(email.html);
    assert.equal(page.querySelector(`a[href="${link}"]`)?.text, 'Your private link');
    const shown = page.querySelectorAll('p').map(({ text }) => text);
    assert.ok(shown.length > 3);
    for (const paragraph of shown) assert.ok(words.includes(paragraph), paragraph);
    assert.match(page.querySelector('table')?.text ?? '', new RegExp(`${mark}$`, 'm'));
  });
}

for (const [language, subject, says] of [
  ['cy', 'Eich atebion wedi’u cadw: Cynllun', 'Y dyddiad olaf i wneud hyn yw: '],
  ['ar', 'إجاباتكم المحفوظة: Cynllun', 'آخر موعد لذلك: '],
] as const) {
  test(`emails in "${language}" say nothing in English`, async () => {
    const facts = { title: 'Cynllun', telephone: '020 7946 0018', timeZoneName: 'BST', language };
    const consultation = { ...(await builtConsultation()), ...facts };
    const whats = ['saved', 'receipt', 'changed', 'withdrawn', 'undone'] as const;
    const emails = whats.map((what) => composePersonEmail(what, consultation, 'HKD', link));
    assert.equal(emails[0]?.subject, subject);
    assert.ok(emails[0].text.replace(/\s+/g, ' ').includes(says));
    for (const email of emails) {
      const shown = parse(email.html);
      assert.equal(shown.querySelector('html')?.getAttribute('lang'), language);
      const words = `${email.subject} ${email.text} ${shown.querySelector('body')?.text}`;
      assert.doesNotMatch(words, /\b(the|your|you|we|this|or|answers|code|questions)\b/i);
      assert.ok(email.text.includes('020 7946 0018'));
    }
  });
}
