/** The site's processor time for turning a form away unread, compared with judging it. */
import { staffFormats } from '../../src/languages/staff.ts';
import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { putLoad, toRequest } from './http-load.ts';
import { readMemory, readProcessorTime, startSite, type Running } from './processes.ts';
import { inRounds, toTable, type Row } from './rounds.ts';

export const path = '/strategy-2020-2022/respond';
const size = 2 * 1024 * 1024 - 100;
const field = 'vision-comment=';

/** Bodies of 5 kB and 2 MB: what people write, and what no browser sends. */
export const bodies: Record<string, string> = {
  '5 kB of English': usual('We would like people to be asked early, and “paid” for their time.\n'),
  '5 kB of Ukrainian': usual('Ми хотіли б, щоб людей питали рано, і щоб їм платили.\n'),
  '16 kB of English': usual('Is it “theirs”?\n', 16_000),
  '64 kB of Ukrainian': usual('Чи це їхнє?\n', 64_000),
  letters: field + 'a'.repeat(size),
  'English words': field + 'hello+world+this+'.repeat(size / 17),
  'Cyrillic letters': field + '%D0%B6'.repeat(size / 6),
  'quotation marks': field + '"'.repeat(size),
};

/** Returns a sentence, repeated in three comments, percent-encoded. */
function usual(sentence: string, bytes = 5_000): string {
  const text = sentence.repeat(bytes / 3 / encodeURIComponent(sentence).length);
  const names = ['vision-comment', 'mission-comment', 'final-comment'];
  return new URLSearchParams(names.map((name) => [name, text])).toString();
}

export async function measureShed(): Promise<string> {
  const judging = await startSite();
  // With one form a second, the first is read, and all others are turned away.
  const shedding = await startSite({ FORMS_PER_SECOND: '1' });
  const rows: Row[] = [];
  for (const [name, body] of Object.entries(bodies)) {
    const request = toRequest(path, body);
    // During a flood the code is already compiled, so compile it before measuring.
    await processorTime(judging, request);
    await processorTime(shedding, request);
    const times = await inRounds({
      judged: () => processorTime(judging, request),
      shed: () => processorTime(shedding, request),
    });
    const judged = `${name}, judged`;
    rows.push({ name: judged, unit: 'ms', values: times['judged'] ?? [] });
    rows.push({
      name: `${name}, turned away`,
      unit: 'ms',
      values: times['shed'] ?? [],
      against: judged,
      goal: '≤ 0.1',
    });
  }
  await judging.stop();
  await shedding.stop();
  return toTable('Processor time for a form, of 2 MB where nothing else is said', rows);
}

/** Returns the processor time for one form, in ms. */
async function processorTime(site: Running, request: string): Promise<number> {
  const before = readProcessorTime(site.pid);
  const { answers } = await putLoad({
    port: site.port,
    connections: 1,
    duration: 2_000,
    next: () => request,
    status: 0,
  });
  return (readProcessorTime(site.pid) - before) / answers;
}

/** Measures memory while bodies of 1.9 MB stall before their end, all from one network. */
export async function measureStalled(): Promise<string> {
  const rows: Row[] = [];
  for (const count of [0, 100, 400, 1_000]) {
    const site = await startSite();
    const head = `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 2000000\r\n\r\n`;
    const part = Buffer.from(head + field + 'a'.repeat(1_900_000));
    const sockets = Array.from({ length: count }, () => {
      const socket = connect(site.port, '127.0.0.1', () => socket.write(part));
      return socket.on('error', () => {}).resume();
    });
    await wait(6_000);
    const { resident } = readMemory(site.pid);
    rows.push({ name: `${staffFormats.number(count)} of them`, unit: 'MB', values: [resident] });
    for (const socket of sockets) socket.destroy();
    await site.stop();
  }
  return toTable('Resident memory while bodies of 1.9 MB stand still', rows);
}
