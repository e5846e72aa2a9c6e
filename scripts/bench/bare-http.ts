/**
 * The reference: node:http with the bytes of a page in memory, and nothing else.
 *
 * Arguments: the page, compressed; its headers, as JSON. Default: those without which a browser could not show it.
 */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const [, , page = '', given] = process.argv;
const bytes = readFileSync(page);
const headers = given
  ? (JSON.parse(given) as Record<string, string>)
  : {
      'content-type': 'text/html; charset=utf-8',
      'content-encoding': 'br',
      'content-length': bytes.length,
    };
const server = createServer((request, response) => {
  if (request.method === 'POST') {
    request
      .resume()
      .on('end', () => response.writeHead(303, { location: '/', 'content-length': 0 }).end());
    return;
  }
  response.writeHead(200, headers);
  response.end(bytes);
});
server.listen(0, '127.0.0.1', () =>
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
);
