import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CompleteReply } from './complete-reply.ts';
import { compress, compressAgainst } from './compress.ts';
import type { createDictionaries } from './dictionaries.ts';

/**
 * Returns a function that writes a whole reply at once.
 *
 * @param common headers of every response
 * @param findDictionary finds a page that the browser has, so that only the difference from it is sent
 */
export function createWriter(
  common: Record<string, string>,
  findDictionary: ReturnType<typeof createDictionaries>,
) {
  return async function write(
    { status, headers, body }: CompleteReply,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    if (body === null) return end(status, headers, []);
    if (Array.isArray(body)) return end(status, headers, body);
    const encoded = { ...headers, vary: 'Accept-Encoding, Available-Dictionary' };
    const dictionary = findDictionary(request.headers);
    if (dictionary) {
      const difference = await compressAgainst(dictionary, body);
      return end(status, { ...encoded, 'content-encoding': 'dcz' }, [difference]);
    }
    const { bytes, encoding } = await compress(body, request.headers['accept-encoding']);
    return end(status, encoding ? { ...encoded, 'content-encoding': encoding } : encoded, [bytes]);

    function end(code: number, own: Record<string, string>, pieces: Buffer[]): void {
      const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
      response.writeHead(code, { ...common, ...own, 'content-length': length });
      response.cork();
      for (const piece of request.method === 'HEAD' ? [] : pieces) response.write(piece);
      response.end();
      response.uncork();
    }
  };
}
