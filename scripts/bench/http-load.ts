/** A closed loop of HTTP/1.1 requests that is too cheap to affect the measurement. */
import { connect, type Socket } from 'node:net';
import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';

export interface Load {
  port: number;
  connections: number;
  /** In ms. Requests in flight at the end are waited for, and counted. */
  duration: number;
  /** Returns the next request, head and body. Called once for each request. */
  next: () => Buffer | string;
  /** The pause between a reply and the next request, in ms. Default: none. */
  pause?: number;
  /** Whether each request has a new connection, like people who each send one form. Default: connections are kept. */
  isFresh?: boolean;
  /** The status that a reply must have. Others are counted as errors. */
  status: number;
}

export interface LoadResult {
  perSecond: number;
  answers: number;
  errors: number;
  /** The time of a reply, in ms. */
  p50: number;
  p99: number;
}

/** Sends requests as fast as they are answered. Rejects if a connection breaks. */
export async function putLoad(load: Load): Promise<LoadResult> {
  const times: number[] = [];
  let errors = 0;
  const start = performance.now();
  await Promise.all(
    Array.from({ length: load.connections }, () =>
      runConnection(load, start + load.duration, (status, time) => {
        times.push(time);
        if (status !== load.status) errors += 1;
      }),
    ),
  );
  const seconds = (performance.now() - start) / 1000;
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.floor(times.length * share)] ?? Number.NaN;
  return {
    perSecond: times.length / seconds,
    answers: times.length,
    errors,
    p50: at(0.5),
    p99: at(0.99),
  };
}

/** Returns a request as text. */
export function toRequest(path: string, body?: string): string {
  const head = `Host: 127.0.0.1\r\nAccept-Encoding: br\r\n`;
  if (body === undefined) return `GET ${path} HTTP/1.1\r\n${head}\r\n`;
  const length = Buffer.byteLength(body);
  return `POST ${path} HTTP/1.1\r\n${head}Content-Type: application/x-www-form-urlencoded\r\nContent-Length: ${length}\r\n\r\n${body}`;
}

function runConnection(
  load: Load,
  end: number,
  onAnswer: (status: number, time: number) => void,
): Promise<void> {
  const { port, next, pause = 0, isFresh = false } = load;
  return new Promise((resolve, reject) => {
    let sentAt = performance.now();
    let read = readAnswer();
    const socket: Socket = connect({ port, host: '127.0.0.1', noDelay: true });
    const send = () => {
      // A person also waits for the new connection.
      if (!isFresh) sentAt = performance.now();
      socket.write(next());
    };
    socket.on('connect', send);
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('the server closed the connection')));
    socket.on('data', (chunk) => {
      const status = read(chunk);
      if (status === null) return;
      onAnswer(status, performance.now() - sentAt);
      const isOver = performance.now() >= end;
      if (!isOver && !isFresh) {
        read = readAnswer();
        if (pause === 0) send();
        else setTimeout(send, pause);
        return;
      }
      socket.removeAllListeners('close');
      socket.destroy();
      if (isOver) resolve();
      else resolve(wait(pause).then(() => runConnection(load, end, onAnswer)));
    });
  });
}

/** Returns a function that takes the chunks of one reply, and returns its status when it is complete. */
function readAnswer(): (chunk: Buffer) => number | null {
  let head = '';
  let left = -1;
  return (chunk) => {
    if (left >= 0) {
      left -= chunk.length;
    } else {
      head += chunk.toString('latin1');
      const at = head.indexOf('\r\n\r\n');
      if (at === -1) return null;
      const length = Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1]);
      if (Number.isNaN(length)) throw new Error(`an answer without a length: ${head}`);
      left = length - (head.length - at - 4);
    }
    return left > 0 ? null : Number(head.slice(9, 12));
  };
}
