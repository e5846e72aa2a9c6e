import type { IncomingMessage } from 'node:http';
import { largestBody } from '../../consultation/form-limits.ts';

/** How much of a refused body is read and discarded, in bytes, and for how long, in ms. */
const drainBytes = 16 * largestBody;
const drainTime = 30_000;

/**
 * Reads the rest of a body after the reply. If we closed the connection at once, a browser that is still sending would
 * not show the reply. Beyond the limits above, the connection is closed.
 */
export function drain(request: IncomingMessage): void {
  let size = 0;
  const timer = setTimeout(() => request.destroy(), drainTime);
  // Not the request's own `close`: after the reply, Node 24 does not always emit it.
  request.socket.once('close', () => clearTimeout(timer));
  request.on('end', () => clearTimeout(timer));
  request.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > drainBytes) request.destroy();
  });
  request.on('error', () => {});
  request.resume();
}
