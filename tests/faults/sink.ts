/** A mail server that counts what it gets, and fails as a test tells it. */
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';
import { atEnd } from '../cleanup.ts';
import { refusal } from '../mail-server.ts';

export type Failure =
  | 'hang after connect'
  | '450 to the recipient'
  | '550 to the recipient'
  | '451 after the message'
  | '554 after the message'
  | 'hang after the message'
  | 'cut before it is stored'
  | 'cut after it is stored'
  | 'reset after it is stored';

/** A copy that arrived. */
export interface Copy {
  isMarked: boolean;
  /** The recipients for whom it was accepted. */
  to: string[];
  /** The references of the contributions in it, or the name of a summary or withdrawal. */
  brings: string[];
  text: string;
  /** Its Message-ID. */
  id: string;
}

export interface Sink {
  url: string;
  /** By Message-ID, in the order of arrival. */
  copies: Map<string, Copy[]>;
  /** The same, in the order of arrival. */
  all: Copy[];
  /** Returns how the next step fails, or `null`. The recipient and the message are known once they were given. */
  fail: (recipient?: string, message?: string) => Failure | null;
  /** Breaks all connections that are open. */
  hangUp(): void;
  stop(): Promise<void>;
}

export async function startSink(test: TestContext, port = 0): Promise<Sink> {
  const copies: Sink['copies'] = new Map();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    closeTimeout: 100,
    onConnect(_session, done) {
      if (sink.fail() !== 'hang after connect') done();
    },
    onRcptTo({ address }, _session, done) {
      const failure = sink.fail(address);
      if (failure === '450 to the recipient') return done(refusal(450, 'mailbox busy'));
      if (failure === '550 to the recipient') return done(refusal(550, 'no such mailbox'));
      done();
    },
    async onData(stream, session, done) {
      const chunks: Buffer[] = [];
      try {
        for await (const chunk of stream) chunks.push(chunk as Buffer);
      } catch {
        // The site was killed while it was sending.
        return;
      }
      const raw = Buffer.concat(chunks).toString();
      const failure = sink.fail(undefined, raw);
      if (failure === 'cut before it is stored') return breakOff(session, 'end');
      if (failure === '451 after the message') return done(refusal(451, 'try again'));
      if (failure === '554 after the message') return done(refusal(554, 'refused'));
      keep(
        raw,
        session.envelope.rcptTo.map(({ address }) => address),
      );
      if (failure === 'hang after the message') return;
      if (failure === 'cut after it is stored') return breakOff(session, 'end');
      if (failure === 'reset after it is stored') return breakOff(session, 'reset');
      done(null, 'kept');
    },
  });
  server.on('error', () => {});
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.server.address() as AddressInfo;

  function keep(raw: string, to: string[]): void {
    const header = raw.split('\r\n\r\n', 1)[0]?.replace(/\r\n[ \t]+/g, ' ') ?? '';
    const read = (name: string) => new RegExp(`^${name}: (.*)$`, 'im').exec(header)?.[1] ?? '';
    const names = read('X-Weigh-In-References') || read('X-Weigh-In-Reference');
    const isMarked = read('X-Weigh-In-Second-Copy') === 'maybe';
    const id = read('Message-ID');
    const copy = { isMarked, to, brings: names.split(/,\s*/), text: raw, id };
    copies.set(id, [...(copies.get(id) ?? []), copy]);
    sink.all.push(copy);
  }

  function socketOf({ id }: SMTPServerSession) {
    const connections = [...server.connections] as unknown as {
      session: { id: string };
      _socket: import('node:net').Socket;
    }[];
    return connections.find((connection) => connection.session.id === id)?._socket;
  }

  function breakOff(session: SMTPServerSession, how: 'end' | 'reset'): void {
    const socket = socketOf(session);
    if (how === 'reset') socket?.resetAndDestroy();
    else socket?.destroy();
  }

  let isStopped = false;
  const sink: Sink = {
    url: `smtp://127.0.0.1:${address.port}`,
    copies,
    all: [],
    fail: () => null,
    hangUp() {
      for (const { _socket } of [...server.connections] as unknown as {
        _socket: import('node:net').Socket;
      }[])
        _socket.destroy();
    },
    stop() {
      if (isStopped) return Promise.resolve();
      isStopped = true;
      sink.hangUp();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
  atEnd(test, () => sink.stop());
  return sink;
}
