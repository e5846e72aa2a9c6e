/** Puts the parts together. main.ts starts it for an operator, tests start it for themselves. */
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startAlarm } from './alarm.ts';
import { readBuiltSite } from './built-site.ts';
import { createCircuitBreaker } from './circuit-breaker.ts';
import { createEndpoint } from './endpoint.ts';
import { watchFreeSpace } from './free-space.ts';
import { startLetterBox } from './letter-box.ts';
import { createLimits } from './limits.ts';
import { awayWaits, openMail } from './mail.ts';
import { addressOf, createMetrics, serveMetrics } from './metrics.ts';
import { startOutbox } from './outbox.ts';
import type { Reached } from './point.ts';
import { createSite } from './server.ts';
import { mailDomainOf, type Settings } from './settings.ts';
import { openStorage } from './storage.ts';

/** What tests put in the place of the world. */
export interface World {
  /** In ms since 1970. */
  now?: () => number;
  log?: (line: string) => void;
  dist?: string;
  firstWait?: number;
  /** How often to look whether a summary is due, in ms. */
  lookEvery?: number;
  freeBytes?: (folder: string) => Promise<number>;
  /** How long a mail server may be silent, in ms. */
  mailPatience?: number;
  reached?: Reached;
  /** How long a node of several has what it sends, in ms. */
  lease?: number;
}

export interface RunningSite {
  /** Where people reach it. */
  url: string;
  /** Where it listens. */
  localUrl: string;
  /** Where its metrics are. `null`: nowhere. */
  metricsUrl: string | null;
  /** Where emails go. */
  mailDestination: string;
  /** Answers what is in flight, lets emails that are under way finish, and closes. */
  stop(): Promise<void>;
}

/** Starts the site. Rejects with an error of one sentence when it cannot. */
export async function startSite(settings: Settings, world: World = {}): Promise<RunningSite> {
  const { now = Date.now, log = console.log, freeBytes, reached } = world;
  const site = await readBuiltSite(world.dist);
  const mailDomain = mailDomainOf(settings);
  const storage = await openStorage(settings, {
    mailDomain,
    now,
    reached,
    lease: world.lease,
    onUnreadable: (reference) => log(`${reference}: it cannot be read, so its email is HELD`),
  });
  const { store } = storage;
  for (const consultation of site.consultations) await store.keepVersion(consultation);

  const hasRoom = watchFreeSpace(settings.dataDir, freeBytes);
  const mail = openMail(settings, world.mailPatience);
  const alarm = startAlarm({
    store,
    mail,
    to: settings.alarmTo,
    site: settings.publicUrl ?? `${settings.host}:${settings.port}`,
    now,
    log,
    hasRoom,
  });
  const breaker = createCircuitBreaker(world.firstWait ?? awayWaits.first, awayWaits.longest);
  const outbox = startOutbox({
    storage,
    mail,
    breaker,
    recipientsOf: ({ slug, recipients }) =>
      settings.mailTo ??
      site.consultations.find((one) => one.slug === slug)?.recipients ??
      recipients,
    now,
    log,
    firstWait: world.firstWait,
    onHeld: alarm.lookNow,
    reached,
  });
  const metrics = createMetrics();
  const letterBox = startLetterBox({
    storage,
    consultations: site.consultations,
    mail,
    breaker,
    mailTo: settings.mailTo,
    now,
    log,
    lookEvery: world.lookEvery,
    firstWait: world.firstWait,
  });
  const endpoint = createEndpoint({
    consultations: site.consultations,
    store,
    now,
    log,
    onAdded() {
      metrics.addContribution();
      outbox.wake();
    },
    hasRoom,
    limits: createLimits(settings.formsPerSecond, now),
    reached,
  });
  async function health() {
    const room = await hasRoom().catch(() => false);
    const [trouble, deliveries] = await Promise.all([store.findTrouble(), countDeliveries()]);
    const ok = room && trouble === null;
    const journal = store.journalTrouble() ?? 'ok';
    return { ok, room, store: trouble ?? 'ok', journal, deliveries };
  }
  const server = createSite({
    site,
    endpoint,
    now,
    log,
    isSecure: settings.publicUrl?.startsWith('https:') ?? false,
    trustProxy: settings.trustProxy,
    health,
    ...(settings.metricsPort === null ? {} : { observe: metrics.addRequest }),
  });

  const countDeliveries = () => store.countDeliveries().catch(() => null);

  let metricsServer: Server | null = null;

  async function stop(): Promise<void> {
    await Promise.all([closeServer(server), outbox.stop()]);
    await close();
  }

  async function close(): Promise<void> {
    metricsServer?.closeAllConnections();
    metricsServer?.close();
    await letterBox.stop();
    await outbox.stop();
    await alarm.stop();
    mail.close();
    await storage.close();
  }

  async function writeMetrics(): Promise<string> {
    const { ok, deliveries } = await health();
    return metrics.write(ok, deliveries);
  }

  try {
    if (settings.metricsPort !== null) {
      metricsServer = await serveMetrics(settings.metricsPort, writeMetrics);
    }
    const { port } = await listen(server, settings);
    const host = settings.host.includes(':') ? `[${settings.host}]` : settings.host;
    const localUrl = `http://${host}:${port}`;
    return {
      url: settings.publicUrl ?? localUrl,
      localUrl,
      metricsUrl: metricsServer && addressOf(metricsServer),
      mailDestination: mail.destination,
      stop,
    };
  } catch (error) {
    await close();
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
