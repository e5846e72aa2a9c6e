/** Requests that no browser sends. */
import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { test } from 'node:test';
import { startTestSite, tokenIn, type TestSite } from '../../site.ts';

function postRaw(site: TestSite, body: string | Uint8Array<ArrayBuffer>): Promise<Response> {
  return site.post([], {
    body,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });
}

test('more fields than the form has are counted before they are parsed, and are returned', async (t) => {
  const site = await startTestSite(t);
  const response = await postRaw(site, `vision-comment=kept&${'a=b&'.repeat(250_000)}`);
  assert.equal(response.status, 400);
  assert.match(
    await response.text(),
    /more of them than our form has boxes.*vision-comment: kept/s,
  );
});

test('bytes that are not UTF-8 are shown, raw or percent-encoded, and can be sent again', async (t) => {
  const site = await startTestSite(t);
  const raw = Buffer.concat([Buffer.from('vision-comment=caf'), Buffer.from([0xe9])]);
  for (const body of [new Uint8Array(raw), 'vision-comment=caf%E9']) {
    const response = await postRaw(site, body);
    assert.equal(response.status, 400);
    const page = await response.text();
    assert.match(page, /Some characters did not come through/);
    assert.match(page, />\ncaf\uFFFD<\/textarea>/);
  }
  const good = await postRaw(site, 'vision-comment=caf%C3%A9');
  assert.equal(good.status, 200);
});

test('two values for one field are refused with an explanation, and both are returned', async (t) => {
  const site = await startTestSite(t);
  const response = await postRaw(site, 'vision-comment=first&vision-comment=second');
  assert.equal(response.status, 422);
  const page = await response.text();
  assert.match(page, /We received different answers to this question/);
  assert.match(page, />\nfirst\nsecond<\/textarea>/);
});

test('JavaScript’s own names are only names, and unknown ones are noted but not stored', async (t) => {
  const site = await startTestSite(t);
  const names = ['__proto__', 'constructor', 'toString', '__proto__[polluted]', 'hasOwnProperty'];
  const fields: [string, string][] = [
    ['vision-comment', 'Mine'],
    ...names.map((name): [string, string] => [name, 'yes']),
  ];
  const check = await site.post(fields);
  assert.equal(check.status, 200);
  const token = tokenIn(await check.text());
  const sent = await site.post([...fields, ['_token', token], ['_do', 'send']]);
  assert.equal(sent.status, 303);
  assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
  assert.ok(
    site.lines.includes('ignored 5 fields that the form of strategy-2020-2022 does not have'),
  );
  const receipt = await fetch(new URL(sent.headers.get('location') ?? '', site.localUrl));
  assert.doesNotMatch(await receipt.text(), /yes/);
});

test('names that every object has are only names, wherever a form has names', async (t) => {
  const site = await startTestSite(t);
  const names = [...Object.getOwnPropertyNames(Object.prototype), 'prototype', 'then', 'length'];
  for (const name of names) {
    const token = tokenIn(await (await site.post({ 'vision-comment': 'Mine' })).text());
    const whole: [string, string][] = [
      ['vision-comment', 'Mine'],
      ['_token', token],
      ['_do', 'send'],
      ['_seen', `${name}=x`],
      ['_seen', name],
      [name, name],
      [`_${name}`, name],
      [`values-ranking-${name}`, '1'],
    ];
    assert.equal((await site.post(whole)).status, 303, name);
    assert.equal((await site.post([...whole, ['_checked', name]])).status, 303, name);
    const wishes = await site.post([
      ['vision-comment', 'Mine'],
      ['_do', name],
    ]);
    assert.equal(wishes.status, 200, name);
    const chosen = await site.post({ 'vision-choice': name, 'values-ranking-human': name });
    assert.equal(chosen.status, 422, name);
    for (const path of [`/${name}/`, `/${name}/respond`, `/${name}/respond?receipt=${name}`]) {
      const answer = await fetch(site.localUrl + path, { redirect: 'manual' });
      assert.equal(answer.status, 404, path);
    }
    const query = `?receipt=${token}&as=${name}&${name}=${name}`;
    assert.equal((await fetch(site.endpoint + query)).status, 200, name);
    const removed = await fetch(`${site.localUrl}/${name}/respond`, {
      method: 'POST',
      body: new URLSearchParams({ [name]: 'My words' }),
    });
    assert.equal(removed.status, 404, name);
  }
});

const marked = `a${'\u0301'.repeat(200_000)}`;
const tooLong = {
  'vision-comment': marked,
  'final-comment': 'words '.repeat(10_000),
  'values-ranking-human': 'a'.repeat(300_000),
  'about-you-name': marked,
  'about-you-email': 'a'.repeat(300_000),
  'vision-choice': 'a'.repeat(300_000),
};

test('an answer that is too long for its field is returned whole, with a link, however often it is sent', async (t) => {
  const site = await startTestSite(t);
  for (const [field, words] of Object.entries(tooLong)) {
    let marks: [string, string][] = [];
    for (const wish of ['check', 'send', 'send']) {
      const token = 'A'.repeat(22);
      const response = await site.post([
        ['mission-comment', 'ok'],
        [field, words],
        ['_do', wish],
        ['_token', token],
        ...marks,
      ]);
      assert.equal(response.status, 422, `${field}: ${wish}`);
      const page = await response.text();
      assert.ok(page.includes(`<a href="#${field}">`), field);
      if (field !== 'vision-choice') assert.ok(page.includes(words), field);
      marks = [...page.matchAll(/name="_seen" value="([^"]+)"/g)].map(([, mark = '']) => [
        '_seen',
        mark,
      ]);
    }
  }
});

test('all comments may be at their limit, also in letters that are made of several characters', async (t) => {
  const site = await startTestSite(t);
  const names = ['vision', 'mission', 'definition', 'values', 'goals', 'final'];
  const family = '👩‍👩‍👧‍👦';
  const long = Object.fromEntries(names.map((name) => [`${name}-comment`, family.repeat(3_600)]));
  assert.equal((await site.post({ ...long, 'final-comment': '' })).status, 200);
  const all = await site.post({ ...long, 'about-you-name': 'Ada' });
  assert.equal(all.status, 200);
  const most = Object.fromEntries(
    names.map((name) => [`${name}-comment`, 'e\u0301\u0302\u0303'.repeat(10_000)]),
  );
  assert.equal((await site.post(most)).status, 200);
});

test('a seen mark is read once, and only for fields that exist', async (t) => {
  const site = await startTestSite(t);
  const marks = Array.from({ length: 400 }, (_, at): [string, string] => [
    '_seen',
    at % 2 === 0 ? 'vision-comment=x' : `nothing-${at}=x`,
  ]);
  const response = await site.post([['vision-comment', 'a'.repeat(1_950_000)], ...marks]);
  assert.equal(response.status, 422);
  assert.equal([...(await response.text()).matchAll(/name="_seen"/g)].length, 1);
});

test('no page is much longer than what was sent, whatever the characters', async (t) => {
  const site = await startTestSite(t);
  const plain = { headers: { 'accept-encoding': 'identity' } };
  for (const character of ['"', "'", '<', '&', '>', '\u0001', '\n', 'é']) {
    for (const field of ['vision-comment', 'about-you-email', '_empty', 'zz', '_left', '_seen']) {
      const pairs = new URLSearchParams({ [field]: character.repeat(200_000), _version: 'old' });
      const body = pairs.toString().replaceAll('%22', '"').replaceAll('%3C', '<');
      const response = await site.post([], {
        body,
        headers: { ...plain.headers, 'content-type': 'application/x-www-form-urlencoded' },
      });
      const page = await response.text();
      const chrome = 40_000;
      assert.ok(page.length < 3 * 200_000 + chrome, `${field}, ${character}: ${page.length}`);
    }
  }
});

test('invisible words do not count as words', async (t) => {
  const site = await startTestSite(t);
  const unseen =
    '\u200B \u2060 \u00AD \u3164 \u2800 \uFE0F \u202E \u2066 \u{E0061} \u115F \uFFA0 \u200D \uFEFF \u180E \u034F'.split(
      ' ',
    );
  for (const words of [...unseen, unseen.join(''), unseen.join(' \n')]) {
    const fields = {
      'vision-comment': words,
      'values-ranking-human': words,
      'about-you-name': words,
      'about-you-email': words,
    };
    const response = await site.post(fields);
    assert.equal(response.status, 422, JSON.stringify(words));
    assert.match(await response.text(), /Answer at least one question/);
  }
  const mixed = await site.post({ 'vision-comment': `a${unseen.join('')}`, _empty: '\u200B' });
  assert.equal(mixed.status, 200);
});

test('a name and an address alone are not a contribution', async (t) => {
  const site = await startTestSite(t);
  const response = await site.post({
    'about-you-name': 'Ada',
    'about-you-email': 'ada@example.org',
  });
  assert.equal(response.status, 422);
  const page = await response.text();
  assert.match(page, /Answer at least one question/);
  assert.match(page, /value="ada@example.org"/);
});

test('words of an older form that the store does not know are reported, shown and passed on', async (t) => {
  const site = await startTestSite(t);
  const old: [string, string][] = [
    ['_version', 'restored'],
    ['vision-comment', 'Known'],
    ['old-comment', 'Words of "mine" <b>'],
  ];
  const shown = /no longer\s+has.*old-comment:\nWords of &quot;mine&quot; &lt;b&gt;<\/textarea>/s;
  const check = await site.post(old);
  assert.equal(check.status, 200);
  assert.match(await check.text(), shown);

  const token = 'A'.repeat(22);
  const sent = await site.post([...old, ['_token', token], ['_do', 'send']]);
  assert.equal(sent.status, 200, 'what the person has not been told is not left out');
  assert.match(await sent.text(), shown);

  const left: [string, string] = ['_left', 'old-comment:\nWords of "mine" <b>'];
  const known = old.slice(1, 2);
  const changed = await site.post([...known, left, ['_do', 'change']]);
  assert.match(await changed.text(), shown);
  const wrong = await site.post([left]);
  assert.equal(wrong.status, 422);
  assert.match(await wrong.text(), shown);
  const stored = await site.post([...known, left, ['_token', token], ['_do', 'send']]);
  assert.equal(stored.status, 303);
});

test('200,000 combining marks are answered like any text that is too long', async (t) => {
  const site = await startTestSite(t);
  const marks = `a${'\u0301'.repeat(200_000)}`;
  for (const field of ['vision-comment', 'values-ranking-human', 'about-you-name']) {
    const response = await site.post({ 'mission-comment': 'ok', [field]: marks });
    assert.ok(response.status === 422 || response.status === 200, `${field}: ${response.status}`);
  }
});

test('requests that two programs could read differently are not read', async (t) => {
  const site = await startTestSite(t);
  const head = 'POST /strategy-2020-2022/respond HTTP/1.1\r\nHost: x\r\n';
  const hostile = {
    'length and chunks': `${head}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    'two lengths': `${head}Content-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef`,
    'unknown encoding': `${head}Transfer-Encoding: xchunked\r\n\r\n`,
    'NUL in a header': `${head}X: a\0b\r\nContent-Length: 0\r\n\r\n`,
    'no host': 'GET / HTTP/1.1\r\n\r\n',
    'great header': `${head}X: ${'a'.repeat(20_000)}\r\n\r\n`,
  };
  for (const [what, bytes] of Object.entries(hostile)) {
    const status = await speak(site.localUrl, bytes);
    assert.ok([400, 431].includes(status), `${what}: ${status}`);
  }
});

/** Sends bytes as they are. Resolves to the status of the answer. */
function speak(url: string, bytes: string): Promise<number> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.write(bytes, 'latin1'));
    socket.once('data', (chunk) => {
      resolve(Number(/^HTTP\/1\.1 (\d+)/.exec(chunk.toString())?.[1]));
      socket.destroy();
    });
    socket.on('error', reject);
  });
}

test('a reference opens nothing: every guess gets the same response', async (t) => {
  const site = await startTestSite(t);
  const sent = await site.send({ 'vision-comment': 'Private' });
  const receipt = await fetch(new URL(sent.headers.get('location') ?? '', site.localUrl));
  const reference = /[A-Z]{3}-\d{3}-[A-Z]{3}/.exec(await receipt.text())?.[0] ?? '';
  assert.ok(reference);
  const answersTo = async (guess: string) => {
    const response = await fetch(`${site.endpoint}?receipt=${encodeURIComponent(guess)}`);
    return `${response.status} ${await response.text()}`;
  };
  const wrong = await answersTo('AAAAAAAAAAAAAAAAAAAAAA');
  assert.match(wrong, /^404 /);
  for (const guess of [reference, reference.toLowerCase(), 'HKD-473-MXR', '', "' OR 1=1 --"]) {
    assert.equal(await answersTo(guess), wrong, guess);
  }
});
