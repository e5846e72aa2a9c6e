/** The examples in docs/deploy/ work: the unit is hardened, and real proxies pass everything on. */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { request as requestPlain } from 'node:http';
import { Agent, request, type RequestOptions } from 'node:https';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test, type TestContext } from 'node:test';
import { connect as connectSecurely } from 'node:tls';
import { chromium } from 'playwright-core';
import { findProgram } from '../../scripts/tools.ts';
import { chromiumArguments } from '../browser.ts';
import { atEnd } from '../cleanup.ts';
import { makeFolder, slug, startTestSite, tokenIn, until, whileOpen } from '../site.ts';
import { makeCertificate } from '../tls.ts';

const read = (name: string) =>
  readFileSync(new URL(`../../docs/deploy/${name}`, import.meta.url), 'utf8');
const has = (program: string, ...words: string[]) => spawnSync(program, words).status === 0;

test('the systemd unit is exposed to little', (t) => {
  if (!has('systemd-analyze', '--version')) return t.skip('needs systemd-analyze');
  const file = new URL('../../docs/deploy/weigh-in.service', import.meta.url).pathname;
  const { stdout } = spawnSync(
    'systemd-analyze',
    ['security', '--offline=yes', '--no-pager', file],
    {
      encoding: 'utf8',
    },
  );
  const level = Number(/Overall exposure level for weigh-in\.service: ([\d.]+)/.exec(stdout)?.[1]);
  t.diagnostic(`exposure level ${level}`);
  assert.ok(level <= 1.5, `the level is ${level}`);
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

/** Replaces what an operator would replace. Throws if there is nothing to replace. */
function adapt(text: string, ...pairs: [string, string][]): string {
  return pairs.reduce((adapted, [from, to]) => {
    assert.ok(adapted.includes(from), `the example has no "${from}"`);
    return adapted.replaceAll(from, to);
  }, text);
}

/** Starts it in front of a site. Resolves to a function that returns all that it logged. */
async function startNginx(
  t: TestContext,
  site: string,
  port: number,
  plainPort: number,
): Promise<() => string> {
  const { keyFile, certificateFile } = await makeCertificate(t);
  const folder = await makeFolder(t);
  const server = adapt(
    read('nginx.conf'),
    ['listen 80;', `listen 127.0.0.1:${plainPort};`],
    ['  listen [::]:80;\n', ''],
    ['listen 443 ssl http2;', `listen 127.0.0.1:${port} ssl http2;`],
    ['  listen [::]:443 ssl http2;\n', ''],
    ['/etc/ssl/consult.example.org.pem', certificateFile],
    ['/etc/ssl/consult.example.org.key', keyFile],
    ['http://127.0.0.1:4321', site],
  );
  const places = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `${name}_temp_path ${folder}/${name};`)
    .join(' ');
  const file = join(folder, 'nginx.conf');
  writeFileSync(
    file,
    `daemon off; master_process off; pid ${folder}/pid; error_log ${folder}/error.log info;
     events {} http { access_log ${folder}/access.log; ${places} ${server} }`,
  );
  const output = run(t, 'nginx', ['-c', file, '-p', folder]);
  const logs = ['error.log', 'access.log', 'logs/access.log', 'logs/error.log'];
  return () => {
    const written = logs.map((name) => join(folder, name)).filter((name) => existsSync(name));
    return [output(), ...written.map((name) => readFileSync(name, 'utf8'))].join('\n');
  };
}

async function startCaddy(
  t: TestContext,
  site: string,
  port: number,
  plainPort: number,
): Promise<() => string> {
  const { keyFile, certificateFile } = await makeCertificate(t);
  const folder = await makeFolder(t);
  const file = join(folder, 'Caddyfile');
  const adapted = adapt(
    read('Caddyfile'),
    ['consult.example.org {', `https://localhost:${port} {\n\ttls ${certificateFile} ${keyFile}`],
    ['127.0.0.1:4321', site.replace('http://', '')],
    ['{\n\t# Caddy', `{\n\tadmin off\n\thttp_port ${plainPort}\n\t# Caddy`],
  );
  writeFileSync(file, adapted);
  return run(t, 'caddy', ['run', '--config', file, '--adapter', 'caddyfile'], {
    HOME: folder,
    XDG_DATA_HOME: folder,
    XDG_CONFIG_HOME: folder,
  });
}

/** Runs a program until the test ends. Returns a function that returns what it has written. */
function run(t: TestContext, program: string, words: string[], environment = {}): () => string {
  const child = spawn(program, words, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'], ...environment },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  atEnd(t, async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    await once(child, 'exit');
  });
  return () => output;
}

interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
}

/** Returns the hash of a server's public key, in the form of Chromium's switches. */
async function publicKeyOf(port: number): Promise<string> {
  const socket = connectSecurely({ host: 'localhost', port, rejectUnauthorized: false });
  try {
    await once(socket, 'secureConnect');
    const key = socket.getPeerX509Certificate()?.publicKey.export({ type: 'spki', format: 'der' });
    return createHash('sha256')
      .update(key ?? '')
      .digest('base64');
  } finally {
    socket.destroy();
  }
}

const agent = new Agent({ rejectUnauthorized: false });

function call(url: string, init: RequestOptions & { body?: string } = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { body, ...options } = init;
    const sending = request(url, { agent, ...options }, async (response) => {
      let text = '';
      for await (const chunk of response) text += chunk;
      resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
    });
    sending.on('error', reject);
    sending.end(body);
  });
}

const proxies = [
  { name: 'nginx', version: '-v', start: startNginx },
  { name: 'caddy', version: 'version', start: startCaddy },
];

for (const { name, version, start } of proxies) {
  test(`behind ${name} with TLS, everything comes through`, async (t) => {
    if (!has(name, version)) return t.skip(`needs ${name}`);
    const port = await freePort();
    const url = `https://localhost:${port}`;
    const site = await startTestSite(t, { PUBLIC_URL: url, TRUST_PROXY: '1' });
    await start(t, site.localUrl, port, await freePort());
    await until(`${name} answers`, () =>
      call(`${url}/healthz`).then(
        ({ status }) => status === 200,
        () => false,
      ),
    );

    const post = (fields: Record<string, string>, headers: Record<string, string> = {}) =>
      call(`${url}/${slug}/respond`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded', origin: url, ...headers },
        body: new URLSearchParams(fields).toString(),
      });

    const page = await call(`${url}/${slug}/`);
    assert.equal(page.status, 200);
    assert.equal(page.headers['strict-transport-security'], 'max-age=63072000');
    assert.match(String(page.headers['content-security-policy']), /^default-src 'none'/);
    assert.ok(!/nginx|caddy/i.test(String(page.headers['server'] ?? '')) || name === 'nginx');

    const wrong = await post({ 'values-ranking-human': '99', 'vision-comment': 'Kept words' });
    assert.equal(wrong.status, 422);
    assert.match(wrong.text, /Kept words/);

    const great = await post({ 'vision-comment': 'a'.repeat(1_900_000) });
    assert.equal(great.status, 422);
    const tooGreat = await post({ 'vision-comment': 'a'.repeat(3_000_000) });
    assert.equal(tooGreat.status, 413);
    assert.match(tooGreat.text, /Your answers are too long to send/);

    // Clients cannot choose their address: the later ones are recognised as one network.
    for (let person = 0; person < 22; person += 1) {
      const headers = { 'x-forwarded-for': `198.51.100.${person}` };
      const token = tokenIn((await post({ 'vision-comment': `I am ${person}` }, headers)).text);
      const sent = await post(
        {
          'vision-comment': `I am ${person}`,
          _token: token,
          _checked: String(whileOpen - 60_000),
          _do: 'send',
        },
        headers,
      );
      assert.equal(sent.status, 303);
      if (person > 0) continue;
      const receipt = await call(new URL(String(sent.headers['location']), url).href);
      assert.equal(receipt.status, 200);
      assert.match(receipt.text, /I am 0/);
    }
    const database = new DatabaseSync(join(site.dataDir, 'weigh-in.sqlite'), { readOnly: true });
    const marks = database.prepare('SELECT marks FROM contribution ORDER BY number').all();
    database.close();
    assert.equal(marks.length, 22);
    const groupMarks = marks.slice(20).map((row) => String(row['marks']));
    for (const mark of groupMarks) assert.match(mark, /^\["network:/);
  });

  test(`behind ${name} with TLS, Chromium gets the following pages as differences from the form`, async (t) => {
    if (!has(name, version)) return t.skip(`needs ${name}`);
    const port = await freePort();
    const url = `https://localhost:${port}`;
    const site = await startTestSite(t, { PUBLIC_URL: url, TRUST_PROXY: '1' });
    await start(t, site.localUrl, port, await freePort());
    let key = '';
    await until(`${name} answers`, async () => {
      key = await publicKeyOf(port).catch(() => '');
      return key !== '';
    });

    // Chromium must trust the certificate. If it only tolerated it, it would not use dictionaries.
    const context = await chromium.launchPersistentContext(await makeFolder(t), {
      executablePath: await findProgram('chromium'),
      args: [...chromiumArguments, `--ignore-certificate-errors-spki-list=${key}`],
      javaScriptEnabled: false,
    });
    atEnd(t, () => context.close());
    const page = await context.newPage();
    await page.goto(`${url}/${slug}/`);
    const answered = page.waitForResponse((response) => response.request().method() === 'POST');
    await page.getByRole('button', { name: 'Check your answers' }).click();
    const headers = await (await answered).allHeaders();
    assert.equal(headers['content-encoding'], 'dcz');
    await page
      .getByRole('heading', { name: /problem/ })
      .first()
      .waitFor();
  });

  test(`while the site is down, ${name} explains it, and logs no link and no address`, async (t) => {
    if (!has(name, version)) return t.skip(`needs ${name}`);
    const [port, plainPort] = [await freePort(), await freePort()];
    const url = `https://localhost:${port}`;
    const site = await startTestSite(t, { PUBLIC_URL: url, TRUST_PROXY: '1' });
    const logged = await start(t, site.localUrl, port, plainPort);
    const isUp = () =>
      call(`${url}/healthz`).then(
        ({ status }) => status === 200,
        () => false,
      );
    await until(`${name} answers`, isUp);
    const token = 'CanaryCanaryCanaryCana';
    const link = `/${slug}/respond?receipt=${token}`;
    const visit = async () => {
      await call(`${url}${link}`);
      await call(`${url}/${slug}/?${token}`, { headers: { referer: `${url}${link}` } });
      const body = `vision-comment=${token}`;
      await call(`${url}/${slug}/respond`, { method: 'POST', body });
      await callPlain(`http://localhost:${plainPort}${link}`);
      await call(`${url}/${slug}/respond?saved=${token}`);
    };
    await visit();
    await site.stop();
    await visit();
    for (const method of ['GET', 'POST']) {
      const away = await call(`${url}${link}`, { method });
      assert.equal(away.status, 503);
      assert.match(String(away.headers['content-type']), /^text\/html/);
      assert.equal(away.headers['retry-after'], '60');
      assert.match(away.text, /Sorry, this site is not available at the moment/);
      assert.ok(!away.text.includes(token));
    }
    assert.doesNotMatch(logged(), /Canary|respond|127\.0\.0\.1:?\d*, server|"remote_ip"|client: /);
  });
}

/** Requests over plain HTTP, and does not follow redirects. */
function callPlain(url: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const asking = requestPlain(url, (response) => response.resume().once('end', resolve));
    asking.once('error', reject).end();
  });
}
