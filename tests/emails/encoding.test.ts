/** The size of an email is known before it is sent, whatever it is written in. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import MailComposer from 'nodemailer/lib/mail-composer/index.js';
import { isMostlyLatin } from '../../src/emails/encoding.ts';
import { fitEmail, sizeOf } from '../../src/emails/smaller-email.ts';

const texts = {
  'English, with equals signs': '<p class="asked">I agree with (a) = (b).</p>\n',
  'one line': 'x'.repeat(800),
  'Czech, mostly accents': 'Žluťoučký kůň úpěl ďábelské ódy. Yes, we do.\n',
  Arabic: 'نريد أن نبني مركزًا صحيًا يقدم الرعاية الأولية.\n',
  'pictures in English':
    'A bench, please 👩‍👩‍👧‍👦 beside the pond, and a tree or two, and a path to both of them.\n',
};

for (const [what, piece] of Object.entries(texts)) {
  test(`an email has at most the size that was estimated: ${what}`, async () => {
    const text = piece.repeat(2000);
    const html = `<html><body>${text}</body></html>`;
    const textEncoding = isMostlyLatin(text) ? 'quoted-printable' : 'base64';
    const message = {
      from: 'a@example.org',
      to: 'b@example.org',
      text,
      html,
      textEncoding,
    } as const;
    const sent = await new MailComposer({ ...message, newline: 'windows' }).compile().build();
    const estimated = sizeOf({ text, html, attachments: [] } as never);
    assert.ok(estimated >= sent.length, `${estimated} for ${sent.length}`);
    assert.ok(estimated <= 1.2 * sent.length, `${estimated} for ${sent.length}`);
  });
}

const files = [
  { filename: 'AAA.json', contentType: 'application/json', content: 'x'.repeat(9_000) },
];

for (const [what, words, attachments] of [
  ['one letter', 'x', []],
  ['English, with a file', 'A bench, please.', files],
  ['a page of Chinese', '书', []],
] as const) {
  test(`only an email that is larger than the limit is made smaller: ${what}`, () => {
    const email = {
      subject: '',
      text: 'A bench.',
      html: words.repeat(100_000),
      replyTo: null,
      attachments: [...attachments],
    };
    const size = sizeOf(email);
    assert.equal(fitEmail(email, 0, 100 * size).email, email);
    assert.equal(fitEmail(email, 0, size).email, email);
    assert.equal(fitEmail(email, 0, size - 1).leftOut, 1);
  });
}
