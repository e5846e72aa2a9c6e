/**
 * What became of an attempt: whether the failure concerns the email or the mail server, and whether the email may
 * have arrived.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { test, type TestContext } from 'node:test';
import { judge } from '../../../src/server/mail/judge.ts';
import { type OutgoingEmail, type Sent } from '../../../src/server/mail/mail.ts';
import { openMail } from '../../../src/server/mail/open-mail.ts';
import { codeOf } from '../../../src/text/reply-code.ts';
import { readSettings } from '../../../src/server/settings/settings.ts';
import { atEnd } from '../../cleanup.ts';
import { startMailServer, startScriptedServer, type Script } from '../../mail-server.ts';
import { makeCertificate } from '../../tls.ts';

const email: OutgoingEmail = {
  subject: 'Contribution 1',
  text: 'Words',
  html: '<p>Words</p>',
  replyTo: null,
  attachments: [],
  to: ['staff@example.org'],
  messageId: '<one@example.org>',
  date: new Date(0),
  isMaybeSecondCopy: false,
  isContribution: true,
  reference: 'ABC-123-DEF',
  slug: 'strategy',
  language: 'en-GB',
};

function open(
  t: TestContext,
  url: string,
  socketTimeout?: number,
  environment: Record<string, string> = {},
) {
  const settings = readSettings({
    SMTP_URL: url,
    MAIL_FROM: 'weigh-in@example.org',
    ...environment,
  });
  const mail = openMail(settings, socketTimeout);
  atEnd(t, () => mail.close());
  return mail;
}

async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

test('a mail server that does not listen is away', async (t) => {
  const { outcome, reply } = await open(t, `smtp://127.0.0.1:${await closedPort()}`).send(email);
  assert.equal(outcome, 'away');
  assert.match(reply, /^ECONNREFUSED: /);
});

test('so is one with several addresses, none of which listens; each is named', async () => {
  const port = await closedPort();
  const addresses = ['127.0.0.1', '127.0.0.2'].map((address) => ({ address, family: 4 }));
  const error = await new Promise<Error>((resolve) => {
    connect({
      host: 'mail.example',
      port,
      autoSelectFamily: true,
      lookup: (_host, _options, done) => done(null, addresses),
    }).on('error', resolve);
  });
  const { outcome, reply } = judge(
    Object.assign(error, { originalCode: 'ECONNREFUSED', code: 'ESOCKET', command: 'CONN' }),
    false,
  );
  assert.equal(outcome, 'away');
  assert.match(reply, /^ECONNREFUSED: .*127\.0\.0\.1.*127\.0\.0\.2/);
});

test('so is one whose name is unknown', async (t) => {
  const { outcome, reply } = await open(t, 'smtp://mail.invalid').send(email);
  assert.equal(outcome, 'away');
  assert.match(codeOf(reply), /^E[A-Z_]+$/);
});

test('so is one whose certificate is not trusted, until a setting accepts it', async (t) => {
  const { keyFile, certificateFile } = await makeCertificate(t);
  const certificate = { key: readFileSync(keyFile), cert: readFileSync(certificateFile) };
  const secure = await startMailServer(t, { secure: true, ...certificate });
  const upgraded = await startMailServer(t, { disabledCommands: [], ...certificate });
  for (const url of [secure.url.replace('smtp:', 'smtps:'), upgraded.url]) {
    const { outcome, reply } = await open(t, url).send(email);
    assert.equal(outcome, 'away');
    assert.equal(
      codeOf(reply),
      'DEPTH_ZERO_SELF_SIGNED_CERT; SMTP_ALLOW_SELF_SIGNED=localhost accepts its certificate',
    );
    const accepting = { SMTP_ALLOW_SELF_SIGNED: 'localhost' };
    assert.equal((await open(t, url, undefined, accepting).send(email)).outcome, 'accepted');
  }
});

test('so is one that has no TLS where it is expected, and the other way round', async (t) => {
  const { keyFile, certificateFile } = await makeCertificate(t);
  const plain = await startMailServer(t);
  const secure = await startMailServer(t, {
    secure: true,
    key: readFileSync(keyFile),
    cert: readFileSync(certificateFile),
  });
  for (const url of [plain.url.replace('smtp:', 'smtps:'), secure.url.replace('smtps:', 'smtp:')]) {
    assert.equal((await open(t, url, 500).send(email)).outcome, 'away', url);
  }
  assert.equal(plain.emails.length + secure.emails.length, 0);
});

const [two, user] = [['one@example.org', 'two@example.org'], 'weigh-in:secret@'];

/** What a mail server does, and what comes of it. */
const cases: [Script, Partial<Sent>, { to?: string[]; user?: string }?][] = [
  // It refuses everybody.
  [{ connection: '554 5.7.1 you are on a list' }, { outcome: 'away' }],
  [{ connection: '421 4.3.2 shutting down' }, { outcome: 'away' }],
  [{ connection: 'HTTP/1.1 400 Bad Request' }, { outcome: 'away' }],
  [{ EHLO: '421 4.3.2 shutting down' }, { outcome: 'away' }],
  [
    { EHLO: '250-mail.example\r\n250 STARTTLS', STARTTLS: '454 4.7.0 no TLS now' },
    { outcome: 'away' },
  ],
  [
    { EHLO: '250-mail.example\r\n250 STARTTLS', STARTTLS: '220 but no TLS comes' },
    { outcome: 'away' },
  ],
  [
    { EHLO: '250-mail.example\r\n250 AUTH PLAIN', AUTH: '535 5.7.8 wrong password' },
    { outcome: 'away', reply: '535 5.7.8 wrong password' },
    { user },
  ],
  [
    { EHLO: '250-mail.example\r\n250 AUTH PLAIN', AUTH: '534 5.7.9 no' },
    { outcome: 'away' },
    { user },
  ],
  [
    { EHLO: '250-mail.example\r\n250 AUTH LOGIN', AUTH: '454 4.7.0 later' },
    { outcome: 'away' },
    { user },
  ],
  [
    { EHLO: '250-mail.example\r\n250 AUTH GSSAPI', AUTH: '504 5.5.4 no such' },
    { outcome: 'away' },
    { user },
  ],
  [{ MAIL: '530 5.7.0 log in first' }, { outcome: 'away' }],
  [{ MAIL: '553 5.7.1 not your address' }, { outcome: 'away' }],
  [{ MAIL: '451 4.3.0 lookup failed' }, { outcome: 'away' }],
  [{ MAIL: '421 4.7.0 too many' }, { outcome: 'away' }],
  [{ RCPT: '530 5.7.0 log in first' }, { outcome: 'away' }],
  [{ RCPT: '421 4.7.0 too many' }, { outcome: 'away' }, { to: two }],
  [{ RCPT: '450 4.1.8 sender: domain not found' }, { outcome: 'away' }, { to: two }],
  [{ RCPT: '504 5.5.2 need a full name in EHLO' }, { outcome: 'away' }],
  [{ DATA: '421 4.3.2 shutting down' }, { outcome: 'away' }],
  [{ message: '530 5.7.0 log in first' }, { outcome: 'away' }],
  // It refuses this email.
  [{ MAIL: '552 5.3.4 too large' }, { outcome: 'refused', rejects: 'content' }],
  [{ MAIL: '554 5.3.4 too large' }, { outcome: 'refused', rejects: 'content' }],
  [{ MAIL: '452 4.3.1 no room' }, { outcome: 'not sent' }],
  [{ DATA: '554 5.7.1 no' }, { outcome: 'refused', rejects: 'content' }],
  [{ DATA: '451 4.3.0 later' }, { outcome: 'not sent' }],
  [
    { message: '554-5.7.1 spam\r\n554 5.7.1 really' },
    { outcome: 'refused', rejects: 'content', reply: '554-5.7.1 spam 554 5.7.1 really' },
  ],
  [{ message: '552 5.3.4 too large' }, { outcome: 'refused', rejects: 'content' }],
  [{ message: '550 5.1.1 nobody here' }, { outcome: 'refused', rejects: 'recipients' }],
  [{ message: '451 4.7.1 greylisted' }, { outcome: 'not sent' }],
  [{ message: '421 4.3.2 shutting down' }, { outcome: 'not sent' }],
  // It refuses recipients.
  [
    { RCPT: '550 5.1.1 no such mailbox' },
    {
      outcome: 'refused',
      rejects: 'recipients',
      takenFor: [],
      refusedFor: two.map((address) => ({ address, reply: '550 5.1.1 no such mailbox' })),
    },
    { to: two },
  ],
  [{ RCPT: '450 4.2.1 busy' }, { outcome: 'not sent', rejects: 'recipients' }, { to: two }],
  [
    { RCPT: (line) => (line.includes('one@') ? '550 5.1.1 none' : '250 ok') },
    {
      outcome: 'refused',
      rejects: 'recipients',
      reply: '550 5.1.1 none',
      takenFor: ['two@example.org'],
      refusedFor: [{ address: 'one@example.org', reply: '550 5.1.1 none' }],
    },
    { to: two },
  ],
  // Recipients are named as they were given, whatever the case of their domains.
  [
    { RCPT: (line) => (line.includes('one@') ? '550 5.1.1 none' : '250 ok') },
    {
      takenFor: ['Two@XN--BCHER-KVA.Example'],
      refusedFor: [{ address: 'one@EXAMPLE.org', reply: '550 5.1.1 none' }],
    },
    { to: ['one@EXAMPLE.org', 'Two@XN--BCHER-KVA.Example'] },
  ],
  [
    { RCPT: (line) => (line.includes('one@') ? '550 5.1.1 none' : '452 4.2.2 full') },
    { outcome: 'not sent', reply: '452 4.2.2 full', takenFor: [] },
    { to: two },
  ],
  // Nothing tells.
  [{ message: 'hello' }, { outcome: 'unknown' }],
  [{ message: '354 what' }, { outcome: 'unknown' }],
];

for (const extension of ['', '\r\n250 PIPELINING']) {
  test(`tells by each reply who refuses what${extension && ', with commands sent at once'}`, async (t) => {
    for (const [script, expected, { to = email.to, user = '' } = {}] of cases) {
      const ehlo = String(script.EHLO ?? '250 mail.example');
      const EHLO = extension === '' ? ehlo : ehlo.replace(/250 ([^\r]*)$/, `250-$1${extension}`);
      const port = await startScriptedServer(t, { ...script, EHLO });
      const sent = await open(t, `smtp://${user}127.0.0.1:${port}`).send({ ...email, to });
      const seen = Object.fromEntries(
        Object.keys(expected).map((key) => [key, sent[key as keyof Sent]]),
      );
      assert.deepEqual(seen, expected, `${JSON.stringify(script)}: ${JSON.stringify(sent)}`);
    }
  });
}

const steps = ['connection', 'EHLO', 'STARTTLS', 'AUTH', 'MAIL', 'RCPT', 'DATA'] as const;

for (const failure of ['close', 'reset', 'hang'] as const) {
  test(`an email has not arrived before it was begun: ${failure}`, async (t) => {
    for (const step of steps) {
      const extension = step === 'STARTTLS' ? 'STARTTLS' : 'AUTH PLAIN';
      const script = { EHLO: `250-mail.example\r\n250 ${extension}`, [step]: failure };
      const port = await startScriptedServer(t, script);
      const mail = open(t, `smtp://${user}127.0.0.1:${port}`, failure === 'hang' ? 200 : undefined);
      const { outcome, reply } = await mail.send(email);
      assert.equal(outcome, 'away', `${step}: ${reply}`);
    }
  });

  test(`it may have arrived after it was begun: ${failure}`, async (t) => {
    const port = await startScriptedServer(t, { message: failure });
    const mail = open(t, `smtp://127.0.0.1:${port}`, failure === 'hang' ? 200 : undefined);
    assert.equal((await mail.send(email)).outcome, 'unknown');
  });
}

test('if the connection is closed between two emails, the second has not been accepted', async (t) => {
  let messages = 0;
  const port = await startScriptedServer(t, {
    MAIL: () => (messages === 1 ? 'close' : '250 ok'),
    message: () => `250 kept ${++messages}`,
  });
  const mail = open(t, `smtp://127.0.0.1:${port}`);
  const outcomes = [];
  for (let count = 0; count < 2; count += 1) outcomes.push((await mail.send(email)).outcome);
  assert.deepEqual(outcomes, ['accepted', 'away']);
});

test('an email that cannot be written is refused, and does not concern the mail server', async (t) => {
  const port = await startScriptedServer(t, {});
  const broken = { filename: 'words.csv', contentType: 'text/csv', content: null as never };
  assert.deepEqual(
    await open(t, `smtp://127.0.0.1:${port}`).send({ ...email, attachments: [broken] }),
    { outcome: 'refused', rejects: 'content', reply: 'ERR_INVALID_ARG_TYPE: TypeError' },
  );
});

test('so is one that nodemailer finds too large for the mail server', () => {
  const error = Object.assign(new Error('too large'), { code: 'EMESSAGE', command: 'MAIL FROM' });
  const { outcome, rejects } = judge(error, false);
  assert.deepEqual([outcome, rejects], ['refused', 'content']);
});

test('a setting drops Auto-Submitted from contributions, and from nothing else', async (t) => {
  const server = await startMailServer(t);
  const header = async (isContribution: boolean, environment = {}) => {
    await open(t, server.url, undefined, environment).send({ ...email, isContribution });
    return server.emails.at(-1)?.headers.get('auto-submitted');
  };
  const dropped = { MAIL_AUTO_SUBMITTED: 'no' };
  assert.equal(await header(true), 'auto-generated');
  assert.equal(await header(true, dropped), undefined);
  assert.equal(await header(false, dropped), 'auto-generated');
});

test('a long reply is cut, and has no control characters', async (t) => {
  const port = await startScriptedServer(t, { message: `550 \u001b[31m${'no '.repeat(2000)}` });
  const { reply } = await open(t, `smtp://127.0.0.1:${port}`).send(email);
  assert.match(reply, /^550 \[31mno no/);
  assert.equal(reply.length, 1000);
});

test('a log gets the codes of a reply, and no words', () => {
  for (const [reply, code] of [
    ['250 2.0.0 Ok: queued as 4X', '250 2.0.0'],
    ['550 5.1.1 <ann@example.org>: no such mailbox', '550 5.1.1'],
    ['550-5.1.1 ann@example.org\r\n550 5.1.1 is unknown', '550 5.1.1'],
    ['550-ann@example.org 550 is unknown', '550'],
    ['450', '450'],
    ['550 5.1.1: ann', '550 5.1.1'],
    ['550 10.0.0.1 is blocked', '550'],
    ['5501 ann', 'no code'],
    ['Message failed: 554 5.7.1 ann@example.org', '554 5.7.1'],
    ["Can't send mail - all recipients were rejected: 550 no ann", '550'],
    ['ECONNREFUSED: connect ECONNREFUSED 10.0.0.1:25', 'ECONNREFUSED'],
    ['ERR_SSL_WRONG_VERSION_NUMBER: 0:error:0A', 'ERR_SSL_WRONG_VERSION_NUMBER'],
    ['ANN@EXAMPLE.ORG is unknown', 'no code'],
    ['ann@example.org', 'no code'],
    ['', 'no code'],
  ] as const) {
    assert.equal(codeOf(reply), code, reply);
  }
});
