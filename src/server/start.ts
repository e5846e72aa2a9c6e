/** Puts the parts together. main.ts starts it for an operator, tests start it for themselves. */
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readBuiltSite } from './built-site.ts';
import { createEndpoint } from './endpoint.ts';
import { watchFreeSpace } from './free-space.ts';
import { openMail } from './mail.ts';
import { startOutbox } from './outbox.ts';
import { createSite } from './server.ts';
import type { Settings } from './settings.ts';
import { openStore } from './store.ts';

/** What tests put in the place of the world. */
export interface World {
  /** In ms since 1970. */
  now?: () => number;
  log?: (line: string) => void;
  dist?: string;
  firstWait?: number;
  freeBytes?: (folder: string) => Promise<number>;
}

export interface RunningSite {
  url: string;
  /** Where emails go. */
  mailDestination: string;
  /** Answers what is in flight, lets emails that are under way finish, and closes. */
  stop(): Promise<void>;
}

/** Starts the site. Rejects with an error of one sentence when it cannot. */
export async function startSite(settings: Settings, world: World = {}): Promise<RunningSite> {
  const { now = Date.now, log = console.log, freeBytes } = world;
  const site = await readBuiltSite(world.dist);
  const mailDomain = settings.mailFrom.address.split('@').at(-1) as string;
  const store = openStore(settings.dataDir, { mailDomain });
  for (const consultation of site.consultations) await store.keepVersion(consultation);

  const mail = openMail(settings);
  const outbox = startOutbox({
    store,
    mail,
    folder: settings.dataDir,
    mailTo: settings.mailTo,
    now,
    log,
    firstWait: world.firstWait,
  });
  const hasRoom = watchFreeSpace(settings.dataDir, freeBytes);
  const endpoint = createEndpoint({
    consultations: site.consultations,
    store,
    now,
    log,
    onAdded: outbox.wake,
    hasRoom,
  });
  const server = createSite({
    site,
    endpoint,
    now,
    log,
    isSecure: settings.publicUrl?.startsWith('https:') ?? false,
    async health() {
      const room = await hasRoom();
      return { ok: room, room, deliveries: store.countDeliveries() };
    },
  });

  async function stop(): Promise<void> {
    await closeServer(server);
    await outbox.stop();
    store.close();
  }

  try {
    const { port } = await listen(server, settings);
    const host = settings.host.includes(':') ? `[${settings.host}]` : settings.host;
    return {
      url: settings.publicUrl ?? `http://${host}:${port}`,
      mailDestination: mail.destination,
      stop,
    };
  } catch (error) {
    await outbox.stop();
    store.close();
    throw error;
  }
}

/** How long what is in flight may take when the server is asked to stop, in ms. */
const stopWait = 10_000;

/** Takes no more requests, and resolves when those in flight are answered, or cut off after a while. */
async function closeServer(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  const sweep = setInterval(() => server.closeIdleConnections(), 50);
  const cut = setTimeout(() => server.closeAllConnections(), stopWait);
  server.closeIdleConnections();
  await closed;
  clearInterval(sweep);
  clearTimeout(cut);
}

function listen(
  server: ReturnType<typeof createSite>,
  { host, port }: Settings,
): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const reason = cause.code === 'EADDRINUSE' ? 'another program listens there' : cause.message;
      reject(new Error(`HOST and PORT: cannot listen on ${host}:${port}: ${reason}.`, { cause }));
    });
    server.listen(port, host, () => resolve(server.address() as AddressInfo));
  });
}
