/**
 * A unique word in every field, and every way in which things go wrong: the word must not be in the log, in what
 * the process writes, or in an address.
 */
import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { fieldsOf } from '../../src/form/typed.ts';
import { readBuiltSite } from '../../src/server/http/built-site.ts';
import type { Endpoint } from '../../src/server/http/endpoint.ts';
import { createSite } from '../../src/server/http/server.ts';
import { atEnd } from '../cleanup.ts';
import { prepareProcess } from '../faults/process.ts';
import { startSink } from '../faults/sink.ts';
import { formIn } from '../form-in-page.ts';
import { builtConsultation, makeFolder, slug, tokenIn, until } from '../site.ts';

const canary = 'canary-7Gk2';

/** Every field of the form, our own and unknown ones, each with the canary in it. */
async function fillEverything(): Promise<[string, string][]> {
  const consultation = await builtConsultation();
  const names = [...fieldsOf(consultation).keys()];
  assert.ok(names.length > 10);
  const ours = [
    '_version',
    '_seen',
    '_empty',
    '_checked',
    '_left',
    '_saved',
    '_code',
    '_to',
    '_do',
  ];
  return [...names, ...ours, `unknown-${canary}`].map((name) => [name, `${canary} ${name}`]);
}

test('words, names and addresses reach no log and no address, whatever fails', async (t) => {
  const folder = await makeFolder(t);
  const sink = await startSink(t);
  const site = await prepareProcess(t, {
    DATA_DIR: folder,
    SMTP_URL: sink.url,
    MAIL_FROM: 'weigh-in@example.org',
    TRUST_PROXY: '1',
    FAULT_PATIENCE: '300',
    LOG_FORMAT: 'json',
  });
  await site.start();
  const everything = await fillEverything();
  const locations: string[] = [];
  const headers = {
    'user-agent': canary,
    referer: `http://x/${canary}`,
    'x-forwarded-for': canary,
    cookie: canary,
    'sec-fetch-site': canary,
  };
  const call = async (path: string, init: RequestInit = {}) => {
    const response = await fetch(site.url + path, {
      redirect: 'manual',
      ...init,
      headers: { ...headers, ...init.headers },
    });
    locations.push(response.headers.get('location') ?? '');
    return { status: response.status, text: await response.text() };
  };
  const post = (fields: [string, string][], path = `/${slug}/respond`) =>
    call(path, { method: 'POST', body: new URLSearchParams(fields) });
  const good: [string, string][] = [
    ['vision-comment', canary],
    ['about-you-name', canary],
    ['about-you-email', `${canary}@example.org`],
  ];

  const tokens: string[] = [];
  const seen = new Set<number>();
  const note = ({ status }: { status: number }) => void seen.add(status);
  note(await post(everything));
  note(await post(good));
  note(await post([...good, ['_do', 'change']]));
  note(await post(good, `/${slug}/`));
  note(await post(good, `/${canary}/respond`));
  note(
    await post([...good, ...Array.from({ length: 600 }, (): [string, string] => [canary, canary])]),
  );
  note(
    await call(`/${slug}/respond`, {
      method: 'POST',
      body: canary,
      headers: { 'content-type': canary },
    }),
  );
  note(
    await call(`/${slug}/respond`, {
      method: 'POST',
      body: `vision-comment=${canary}%FF`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    }),
  );
  note(await call(`/${slug}/respond`, { method: 'POST', body: canary.repeat(300_000) }));
  note(await call(`/${canary}?${canary}`));
  note(await call(`/${slug}/respond?receipt=${canary}`));
  note(await call('/', { method: 'DELETE', body: canary }));

  // Saved answers: the code leads to them, so it is a canary too.
  const saved = await post([...good, ['_do', 'save']]);
  note(saved);
  const kept = formIn(saved.text);
  const [, code = ''] = kept.find(([name]) => name === '_code') ?? [];
  const [, ticket = ''] = kept.find(([name]) => name === '_saved') ?? [];
  assert.match(code, /^[0-9A-Z-]{19}$/);
  const secrets = [code, code.replaceAll('-', ''), code.toLowerCase()];
  note(await call(`/${slug}/respond?saved=${code}`));
  note(await call(`/${slug}/respond?saved=${canary}`));
  const open = (typed: string) =>
    post([
      ['_code', typed],
      ['_do', 'open'],
    ]);
  note(await open(code.toLowerCase()));
  note(await open(canary));
  note(await post([...good, ['final-comment', canary], ['_saved', ticket]]));
  note(
    await post([
      ['_saved', ticket],
      ['_to', canary],
      ['_do', 'email'],
    ]),
  );
  await sendBroken(site.url);

  // Sending, with a mail server that fails in each way, and a process that dies.
  for (const failure of [
    '450 to the recipient',
    '451 after the message',
    '554 after the message',
    'cut after it is stored',
    'hang after the message',
  ] as const) {
    sink.fail = () => failure;
    const token = tokenIn((await post(good)).text);
    note(await post([...good, ['_token', token], ['_do', 'send']]));
    await until('it was tried', () => site.output().includes('next attempt in'));
    tokens.push(token);
  }

  // What people do with what they sent, by a private link that no log may have.
  const act = (wish: string, more: [string, string][] = []) =>
    post([['_receipt', tokens[0] as string], ['_do', wish], ...more]);
  const changed: [string, string][] = [['vision-comment', `${canary} changed`]];
  note(await act('open'));
  const page = await act('check', changed);
  note(await act('send', [...changed, ['_change', '1'], ['_token', tokenIn(page.text)]]));
  tokens.push(tokenIn(page.text));
  note(await act('email', [['_address', `${canary}@example.org`]]));
  note(await act('withdraw'));
  note(await act('withdraw now'));
  note(await act('undo'));
  assert.match(site.output(), /form 2 of a contribution[^]*undid the withdrawal/);
  await site.kill();
  await site.start();

  // A database that cannot be written, then one that is damaged.
  const database = new DatabaseSync(join(folder, 'weigh-in.sqlite'), { timeout: 5000 });
  database.exec(
    `CREATE TRIGGER refuse BEFORE INSERT ON contribution BEGIN SELECT raise(ABORT, 'no'); END;
     CREATE TRIGGER refuse_draft BEFORE INSERT ON draft BEGIN SELECT raise(ABORT, 'no'); END;
     UPDATE draft SET box = x'00'`,
  );
  note(await open(code));
  note(await post([...good, ['_do', 'save']]));
  note(await post([...good, ['final-comment', `more ${canary}`], ['_saved', ticket]]));
  note(await post([...good, ['_token', 'B'.repeat(22)], ['_do', 'send']]));
  database.exec(
    `DROP TRIGGER refuse; DROP TRIGGER refuse_draft; UPDATE contribution SET answers = '${canary} ' || answers; UPDATE email SET state = 'queued', next_at = 0`,
  );
  database.close();
  await until('the damage is told', () => site.output().includes('cannot be read'));

  assert.deepEqual([...seen].sort(), [200, 303, 400, 404, 405, 413, 415, 422, 503]);
  assert.ok(site.output().length > 500, 'it wrote next to nothing: nothing is shown');
  const found = site
    .output()
    .split('\n')
    .filter((line) => [canary, ...secrets, ...tokens].some((secret) => line.includes(secret)));
  assert.deepEqual(found, []);
  assert.deepEqual(
    locations.filter((location) => location.includes(canary)),
    [],
  );
  assert.ok(locations.some((location) => location.includes('receipt=')));
});

/** A request that ends in the middle. */
function sendBroken(url: string): Promise<void> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname, () => {
      socket.write(
        `POST /${slug}/respond HTTP/1.1\r\nHost: x\r\nContent-Length: 5000\r\n\r\nvision-comment=${canary}`,
      );
      setTimeout(() => {
        socket.resetAndDestroy();
        resolve();
      }, 100);
    });
  });
}

test('an unexpected error is logged without its message', async (t) => {
  const lines: string[] = [];
  const site = await readBuiltSite();
  const fail = async () => {
    throw new SyntaxError(`Unexpected token in "${canary}"`);
  };
  const server = createSite({
    site,
    endpoint: { post: fail, get: fail } as unknown as Endpoint,
    now: Date.now,
    log: (line) => lines.push(line),
    isSecure: false,
    trustProxy: 0,
    health: async () => ({ ok: true }),
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  atEnd(t, () => server.close());
  const { port } = server.address() as { port: number };
  const response = await fetch(`http://127.0.0.1:${port}/${slug}/respond`, {
    method: 'POST',
    body: new URLSearchParams({ 'vision-comment': canary }),
  });
  assert.equal(response.status, 500);
  assert.match(await response.text(), /something went wrong on our side/);
  assert.match(lines.join('\n'), /^a POST request failed: SyntaxError\n\s+at Object\.fail /);
  assert.doesNotMatch(lines.join('\n'), new RegExp(canary));
});
