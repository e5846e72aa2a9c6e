import type { IncomingMessage } from 'node:http';

/** In bytes: six full comments in any script, percent-encoded, fit. */
export const largestBody = 2 * 1024 * 1024;

/**
 * Reads a request's body. Returns `null` for one that is larger than allowed, without keeping it.
 * Rejects when the connection breaks.
 */
export function readBody(request: IncomingMessage): Promise<Buffer | null> {
  if (Number(request.headers['content-length']) > largestBody) return Promise.resolve(null);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    // By events: an iterator of the stream makes promises for each piece, and showed in the profile.
    const take = (chunk: Buffer) => {
      size += chunk.length;
      if (size > largestBody) leave(() => resolve(null));
      else chunks.push(chunk);
    };
    const end = () => leave(() => resolve(Buffer.concat(chunks)));
    const fail = (error?: Error) => leave(() => reject(error ?? new Error('the connection broke')));
    const leave = (then: () => void) => {
      request.off('data', take).off('end', end).off('error', fail).off('close', fail);
      then();
    };
    request.on('data', take).on('end', end).on('error', fail).on('close', fail);
  });
}

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
