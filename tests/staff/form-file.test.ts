/** Forms that come back by email, as mail programs write them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readForm } from '../../src/staff/form-file.ts';

const lines = (...all: string[]) => all.join('\r\n');
const read = (email: string, encoding: BufferEncoding = 'utf8') =>
  readForm('form.eml', Buffer.from(email, encoding));
const textOf = async (email: string, encoding?: BufferEncoding) =>
  (await read(email, encoding)).text.trim();

const said = 'Café – “yes”';
const windows = 'Caf\xE9 \x96 \x93yes\x94';
const emails: Record<string, string | [string, BufferEncoding]> = {
  'UTF-8': lines('Content-Type: text/plain; charset=utf-8', '', said),
  'UTF-8 without its name': lines('MIME-Version: 1.0', '', said),
  'UTF-8 that is named US-ASCII': lines('Content-Type: text/plain; charset="us-ascii"', '', said),
  'Windows-1252': [lines('Content-Type: text/plain; charset=windows-1252', '', windows), 'latin1'],
  'Windows-1252 that is named ISO-8859-1': [
    lines('Content-Type: text/plain;', ' charset=iso-8859-1', '', windows),
    'latin1',
  ],
  'Windows-1252 without its name': [lines('Content-Type: text/plain', '', windows), 'latin1'],
  'Windows-1252 without a header about it': [lines('From: a@example.org', '', windows), 'latin1'],
  'UTF-16': lines(
    ...['Content-Type: text/plain; charset=utf-16', 'Content-Transfer-Encoding: base64', ''],
    Buffer.from(said, 'utf16le').toString('base64'),
  ),
  'quoted-printable': lines(
    ...['Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: Quoted-Printable'],
    ...['', 'Caf=C3=', '=A9 =E2=80=93 =E2=80=9Cyes=E2=80=9D'],
  ),
  'flowed lines': lines(
    ...['Content-Type: text/plain; charset=utf-8; format=flowed', '', 'Café ', '– “yes”'],
  ),
  'a formatted part only': lines(
    ...[
      'Content-Type: text/html; charset=utf-8',
      '',
      '<div>Caf&eacute; <b>&ndash;</b>',
      '“yes”</div>',
    ],
  ),
  'a plain and a formatted part': lines(
    ...[
      'Content-Type: multipart/alternative; boundary="=_b"',
      '',
      '--=_b',
      'Content-Type: text/plain',
    ],
    ...['', said, '--=_b', 'Content-Type: text/html', '', `<p>${said}</p>`, '--=_b--', ''],
  ),
  'a part that does not end': lines(
    ...[
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
      'Content-Type: text/plain',
      '',
      said,
    ],
  ),
  'an email in an email': lines(
    ...['Content-Type: multipart/mixed; boundary=b', '', '--b', 'Content-Type: message/rfc822', ''],
    ...['Content-Type: text/plain; charset=utf-8', '', said, '--b--', ''],
  ),
};

for (const [what, email] of Object.entries(emails)) {
  test(`the words of an email are read to the letter: ${what}`, async () => {
    const [text, encoding] = typeof email === 'string' ? [email, 'utf8' as const] : email;
    assert.equal(await textOf(text, encoding), said);
  });
}

test('words that only the formatted part has are named, and so is a file that was not read', async () => {
  const email = lines(
    ...['Subject: =?utf-8?Q?Caf=C3=A9?=', ' =?utf-8?B?IOKAkyB5ZXM=?='],
    ...['Content-Type: multipart/mixed; boundary=a', '', '--a'],
    ...[
      'Content-Type: multipart/alternative; boundary=b',
      '',
      '--b',
      'Content-Type: text/plain',
      '',
    ],
    ...['One', '--b', 'Content-Type: text/html', '', '<p>One <i>two</i></p>', '--b--', '--a'],
    ...['Content-Type: image/png', 'Content-Transfer-Encoding: base64'],
    ...[
      `Content-Disposition: attachment; filename*=utf-8''caf%C3%A9.png`,
      '',
      'iVBORw0KGgo=',
      '--a--',
    ],
    '',
  );
  const { text, unread } = await read(email);
  assert.equal(text.trim(), 'Subject: Café – yes\n\nOne');
  assert.deepEqual(unread, [
    'Only the formatted part of the email has these words: two',
    'The attachment “café.png” was not read. It is a picture: type what it shows into a blank form.',
  ]);
});

test('words that are crossed out in the formatted part of an email do not count as said', async () => {
  const only = await read(
    lines('Content-Type: text/html; charset=utf-8', '', '<p><s>I hate this</s> I like this</p>'),
  );
  assert.deepEqual([only.text.trim(), only.unread], ['I like this', ['Crossed out: I hate this']]);
  const both = await read(
    lines(
      ...['Content-Type: multipart/alternative; boundary=b', '', '--b', 'Content-Type: text/plain'],
      ...['', 'I hate this I like this too', '--b', 'Content-Type: text/html', ''],
      ...['<p><s>I hate this</s> I like this</p>', '--b--', ''],
    ),
  );
  assert.equal(both.text.trim(), 'I like this');
  assert.deepEqual(both.unread, [
    'Only the plain part of the email has these words: too',
    'Crossed out: I hate this',
  ]);
});

test('an attachment is read byte by byte', async () => {
  const bytes = Buffer.from(Array.from({ length: 3_000 }, (_, at) => 32 + (at % 94)));
  const email = lines(
    ...[
      'Content-Type: multipart/mixed; boundary=a',
      '',
      '--a',
      'Content-Type: text/plain; name=a.txt',
    ],
    ...['Content-Disposition: attachment', 'Content-Transfer-Encoding: base64', ''],
    ...(bytes.toString('base64').match(/.{1,76}/g) ?? []),
    ...['--a--', ''],
  );
  assert.equal((await read(email)).text.trim(), bytes.toString().trim());
});

test('an email that is nested too deeply is refused in a sentence', async () => {
  const deep = Array.from({ length: 300 }, (_, at) =>
    lines(`Content-Type: multipart/mixed; boundary=b${at}`, '', `--b${at}`, ''),
  );
  await assert.rejects(read(deep.join('')), /^Error: form\.eml cannot be read as an email/);
});
