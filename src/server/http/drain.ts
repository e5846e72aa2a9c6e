import type { IncomingMessage } from 'node:http';
import { largestBody } from '../../consultation/form-limits.ts';

/** How much of a body that is too large is read and thrown away, in bytes, and for how long, in ms. */
const drainBytes = 16 * largestBody;
const drainTime = 30_000;

/**
 * Reads on after an answer that came before the end of a body: a browser that is still sending shows
 * no answer if the connection is cut. Bounded, then cut.
 */
export function drain(request: IncomingMessage): void {
  let size = 0;
  const timer = setTimeout(() => request.destroy(), drainTime);
  // The request itself does not always say that it is closed, once it has been answered (Node 24).
  request.socket.once('close', () => clearTimeout(timer));
  request.on('end', () => clearTimeout(timer));
  request.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > drainBytes) request.destroy();
  });
  request.on('error', () => {});
  request.resume();
}
