/** What became of a try: whether a mail server was reached at all, or the email may have arrived. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { test, type TestContext } from 'node:test';
import { judge, openMail, type OutgoingEmail } from '../../src/server/mail.ts';
import { atEnd } from '../cleanup.ts';
import { startMailServer } from '../mail-server.ts';
import { makeCertificate } from '../tls.ts';

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
  reference: 'ABC-123-DEF',
  slug: 'strategy',
  language: 'en-GB',
};

function sendTo(t: TestContext, url: string) {
  const mailFrom = { name: '', address: 'weigh-in@example.org' };
  const mail = openMail({ mail: { by: 'smtp', url: new URL(url) }, mailFrom });
  atEnd(t, () => mail.close());
  return mail.send(email);
}

async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

test('a mail server that does not listen is away', async (t) => {
  const { outcome, reply } = await sendTo(t, `smtp://127.0.0.1:${await closedPort()}`);
  assert.equal(outcome, 'away');
  assert.match(reply, /ECONNREFUSED/);
});

test('so is one of which no address listens, and each is named', async () => {
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
  const { outcome, reply } = judge(error);
  assert.equal(outcome, 'away');
  assert.match(reply, /127\.0\.0\.1.*127\.0\.0\.2/s);
});

test('so is one whose certificate is not trusted', async (t) => {
  const { keyFile, certificateFile } = await makeCertificate(t);
  const server = await startMailServer(t, {
    secure: true,
    key: readFileSync(keyFile),
    cert: readFileSync(certificateFile),
  });
  const { outcome, reply } = await sendTo(t, server.url.replace('smtp:', 'smtps:'));
  assert.equal(outcome, 'away');
  assert.match(reply, /certificate/);
});

test('so is one that has no encryption, where none is not enough', () => {
  assert.equal(judge(Object.assign(new Error('no STARTTLS'), { code: 'ETLS' })).outcome, 'away');
});

test('after a reset, what was sent may have arrived', () => {
  const reset = Object.assign(new Error('read ECONNRESET'), {
    code: 'ESOCKET',
    originalCode: 'ECONNRESET',
    syscall: 'read',
  });
  assert.equal(judge(reset).outcome, 'unknown');
});
