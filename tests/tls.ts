/** TLS in front of a site, like a reverse proxy, with a certificate made for the test. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { atEnd } from './cleanup.ts';
import { makeFolder } from './site.ts';

export interface Certificate {
  keyFile: string;
  certificateFile: string;
}

/** A certificate for localhost. */
export async function makeCertificate(test: TestContext, days = 1): Promise<Certificate> {
  const folder = await makeFolder(test);
  const [keyFile, certificateFile] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
  const words = `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days ${days} -subj /CN=localhost`;
  execFileSync(
    'openssl',
    [...words.split(' '), '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'].concat([
      '-keyout',
      keyFile,
      '-out',
      certificateFile,
    ]),
    { stdio: 'ignore' },
  );
  return { keyFile, certificateFile };
}

/** Serves a site over TLS, and redirects plain HTTP to it. Resolves to both ports. */
export async function startTls(
  test: TestContext,
  { keyFile, certificateFile }: Certificate,
  target: () => string,
): Promise<{ httpsPort: number; httpPort: number }> {
  const pass = (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const { method, headers, url } = incoming;
    const call = request(new URL(url ?? '/', target()), { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    call.on('error', () => outgoing.destroy());
    incoming.pipe(call);
  };
  const key = readFileSync(keyFile);
  const cert = readFileSync(certificateFile);
  const secure = createSecureServer({ key, cert }, pass);
  await new Promise<void>((resolve) => secure.listen(0, 'localhost', resolve));
  const httpsPort = (secure.address() as AddressInfo).port;
  const plain = createServer((incoming, outgoing) => {
    outgoing.writeHead(301, { location: `https://localhost:${httpsPort}${incoming.url ?? '/'}` });
    outgoing.end();
  });
  await new Promise<void>((resolve) => plain.listen(0, 'localhost', resolve));
  const httpPort = (plain.address() as AddressInfo).port;
  for (const server of [secure, plain]) {
    atEnd(test, () => {
      server.closeAllConnections();
      server.close();
    });
  }
  return { httpsPort, httpPort };
}
