/** People who send, and who send the same page again if the connection breaks or the site says "again". */
import { randomBytes } from 'node:crypto';
import { Agent, request, type RequestOptions } from 'node:http';

export interface Sent {
  /** What was written, by token. Each has a receipt. */
  acknowledged: Map<string, string>;
  /** The number of 503 replies that returned the words. */
  told: number;
  /** Replies that were neither a receipt nor a page with the words. */
  wrong: string[];
}

export interface Crowd {
  /** The address to send to, read before each attempt. */
  endpoint: string | (() => string);
  people: number;
  /** How many send at once. */
  atOnce?: number;
  /** How many times one person tries at most. */
  tries?: number;
  /** The pause between attempts, in ms. */
  pause?: number;
  /** Where to record what happens, for tests that look in the meantime. */
  sent?: Sent;
  /** If this is true, nobody begins or retries. */
  isOver?: () => boolean;
}

/** Lets people send one contribution each, until each has a receipt or has given up. */
export async function letPeopleSend({
  endpoint,
  people,
  atOnce = 10,
  tries = 400,
  pause = 25,
  isOver = () => false,
  sent = { acknowledged: new Map(), told: 0, wrong: [] },
}: Crowd): Promise<Sent> {
  const agent = new Agent({ keepAlive: false });
  let left = people;
  async function sendInTurn(): Promise<void> {
    while (left > 0 && !isOver()) {
      left -= 1;
      await sendOne();
    }
  }
  async function sendOne(): Promise<void> {
    const token = randomBytes(16).toString('base64url');
    const words = `Words of ${token}: “naïve” – 😀\nsecond line`;
    for (let attempt = 0; attempt < tries && !isOver(); attempt += 1) {
      const answer = await post(typeof endpoint === 'string' ? endpoint : endpoint(), agent, {
        'vision-comment': words,
        _token: token,
        _checked: '1700000000000',
        _do: 'send',
      }).catch(() => null);
      if (answer?.status === 303) return void sent.acknowledged.set(token, words);
      if (answer?.status === 503 && answer.text.includes(`Words of ${token}`)) sent.told += 1;
      else if (answer !== null) sent.wrong.push(`${answer.status}`);
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
  await Promise.all(Array.from({ length: atOnce }, sendInTurn));
  agent.destroy();
  return sent;
}

export interface Answer {
  status: number;
  text: string;
  location: string;
}

/** Posts a form. Rejects if the connection breaks. */
export function post(
  endpoint: string,
  agent: Agent,
  fields: Record<string, string>,
): Promise<Answer> {
  const body = new URLSearchParams(fields).toString();
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  return ask(endpoint, { method: 'POST', agent, headers }, body);
}

/** Makes a request. Rejects when the line breaks. */
export function ask(address: string, options: RequestOptions, body = ''): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const call = request(address, options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          text: Buffer.concat(chunks).toString(),
          location: response.headers.location ?? '',
        }),
      );
    });
    call.on('error', reject);
    call.end(body);
  });
}
