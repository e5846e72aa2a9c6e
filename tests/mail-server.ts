/** A real SMTP server on a free port, which stores what it gets and can be told to misbehave. */
import { simpleParser, type ParsedMail } from 'mailparser';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
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

/** Where a mail server answers: at the connection, at each command, and at the end of the message. */
type Step = 'connection' | 'EHLO' | 'STARTTLS' | 'AUTH' | 'MAIL' | 'RCPT' | 'DATA' | 'message';
/** A reply, or what happens to the connection in place of one. */
type Answer = string | 'close' | 'reset' | 'hang';
export type Script = Partial<Record<Step, Answer | ((line: string) => Answer)>>;

const goodAnswers: Record<string, string> = {
  connection: '220 ready',
  EHLO: '250 mail.example',
  AUTH: '235 welcome',
  DATA: '354 go on',
  QUIT: '221 bye',
};

/** Starts a mail server that answers by a script, "250 ok" where it has nothing else. Resolves to its port. */
export async function startScriptedServer(test: TestContext, script: Script): Promise<number> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    const answer = (step: string, line: string) => {
      const scripted = script[step as Step] ?? goodAnswers[step] ?? '250 ok';
      const said = typeof scripted === 'function' ? scripted(line) : scripted;
      if (said === 'close') socket.destroy();
      else if (said === 'reset') socket.resetAndDestroy();
      else if (said !== 'hang') socket.write(`${said}\r\n`);
      return said;
    };
    answer('connection', '');
    let isMessage = false;
    createInterface(socket).on('line', (line) => {
      if (isMessage && line !== '.') return;
      const step = isMessage ? 'message' : (line.split(' ')[0] ?? '').toUpperCase();
      isMessage = answer(step, line).startsWith('354');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  atEnd(test, () => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}
