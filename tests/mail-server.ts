/** A real SMTP server on a free port, which keeps what it gets and can be told to misbehave. */
import { simpleParser, type ParsedMail } from 'mailparser';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import { atEnd } from './cleanup.ts';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

export interface MailServer {
  url: string;
  port: number;
  emails: ParsedMail[];
  /** As they came over the line. */
  raw: string[];
  /** Connections that are open. */
  connections(): Iterable<{ id: string; close(): void }>;
  stop(): Promise<void>;
}

/** Starts a mail server that stops when the test ends. */
export async function startMailServer(
  test: TestContext,
  options: SMTPServerOptions = {},
  port = 0,
): Promise<MailServer> {
  const emails: ParsedMail[] = [];
  const raw: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    async onData(stream, _session, done) {
      const chunks: Buffer[] = [];
      for await (const chunk of stream) chunks.push(chunk as Buffer);
      const message = Buffer.concat(chunks);
      raw.push(message.toString());
      emails.push(await simpleParser(message));
      done(null, 'kept');
    },
    ...options,
  });
  server.on('error', () => {});
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.server.address() as AddressInfo;
  let isStopped = false;
  const stop = () =>
    isStopped
      ? Promise.resolve()
      : new Promise<void>((resolve) => {
          isStopped = true;
          server.close(() => resolve());
        });
  atEnd(test, stop);
  return {
    url: `smtp://127.0.0.1:${address.port}`,
    port: address.port,
    emails,
    raw,
    stop,
    connections: () => server.connections,
  };
}

/** An error that the mail server answers with. */
export function refusal(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}
