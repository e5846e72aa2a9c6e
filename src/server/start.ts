/** Puts the parts of the server together. main.ts and tests start it. */
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { findAt, findGone, findRenamed } from '../consultation/addresses.ts';
import { findChangedQuestions } from '../consultation/changed-questions.ts';
import type { Consultation } from '../consultation/consultation.ts';
import { isRehearsal, rehearsedBy, toRehearsal } from '../consultation/rehearsal.ts';
import { textsToKeep } from '../consultation/translations.ts';
import { createDrafts } from './drafts/drafts.ts';
import { startErasingDrafts } from './drafts/erase-ended.ts';
import { createEmailsToPeople } from './mail/emails-to-people.ts';
import { startAlarm } from './watch/alarm.ts';
import { readBuiltSite } from './http/built-site.ts';
import { createCircuitBreaker } from './mail/circuit-breaker.ts';
import { createDueEmails } from './mail/due-emails.ts';
import { createEndpoint } from './http/endpoint.ts';
import { watchFreeSpace } from './watch/free-space.ts';
import { startHealth } from './watch/health.ts';
import { probeJournal } from './store/journal.ts';
import { createLimits } from './http/limits.ts';
import { openMail } from './mail/open-mail.ts';
import { awayWaits } from './mail/smtp.ts';
import { addressOf, askSparingly, createMetrics, serveMetrics } from './watch/metrics.ts';
import { startErasing } from './store/erase-withdrawn.ts';
import { startOutbox } from './mail/outbox.ts';
import type { AtFaultPoint } from './store/fault-point.ts';
import { createNetworkWatch } from './http/network.ts';
import { createPreviews } from './http/previews.ts';
import { prepareFolder } from './prepare-folder.ts';
import { createSite } from './http/server.ts';
import { createStaffPages } from './http/staff-pages.ts';
import { mailDomainOf, type Settings } from './settings/settings.ts';
import { openStorage } from './store/open-storage.ts';
import type { Store } from './store/store.ts';
import { startWarnings } from './watch/warnings.ts';
import { createStaffLinks } from './mail/staff-links.ts';
import { createWriting } from './mail/write-email.ts';

/** What tests replace: the clock, the log, the disk, and waits. */
export interface World {
  /** Returns the time, in ms since 1970. */
  now?: () => number;
  log?: (line: string) => void;
  dist?: string;
  firstWait?: number;
  /** How often to check whether a summary is due, in ms. */
  lookEvery?: number;
  /** For how long nothing that people withdrew is erased after a jump of the clock, in ms. */
  steadyAfter?: number;
  /** How often to test whether contributions can be accepted, in ms. */
  tryEvery?: number;
  freeBytes?: (folder: string) => Promise<number>;
  /** The limit for all drafts together, in bytes. */
  draftBudget?: number;
  /** How long a mail server may be silent, in ms. */
  mailPatience?: number;
  atFaultPoint?: AtFaultPoint;
  /** How long a node holds an email that it sends, in ms. */
  lease?: number;
}

export interface RunningSite {
  /** The address that people use. */
  url: string;
  /** The address that it listens on. */
  localUrl: string;
  /** The address of its metrics. `null`: they are not served. */
  metricsUrl: string | null;
  /** Where emails go. */
  mailDestination: string;
  /** Answers requests in flight, lets emails that are being sent finish, and closes. */
  stop(): Promise<void>;
}

/** Starts the site. Rejects with an error of one sentence if it cannot. */
export async function startSite(settings: Settings, world: World = {}): Promise<RunningSite> {
  const { now = Date.now, log = console.log, freeBytes, atFaultPoint } = world;
  const site = await readBuiltSite(world.dist);
  const mailDomain = mailDomainOf(settings);
  await prepareFolder(settings, log);
  const storage = await openStorage(settings, {
    mailDomain,
    now,
    atFaultPoint,
    lease: world.lease,
    onUnreadable: (reference) => log(`${reference}: it cannot be read, so its email is HELD`),
  });
  const { store, emails } = storage;
  for (const consultation of site.consultations)
    for (const text of textsToKeep(consultation)) await store.keepVersion(text);
  await sayChanges(store, site.consultations, log);

  const hasRoom = watchFreeSpace(settings.dataDir, freeBytes);
  const mailFrom = { ...settings.mailFrom, name: settings.mailFrom.name || site.facts.name };
  const mail = openMail({ ...settings, mailFrom }, world.mailPatience);
  const health = startHealth({
    tries: {
      room: async () => ((await hasRoom()) ? null : 'the disk is nearly full'),
      store: () => store.findTrouble(),
      journal: () => probeJournal(settings.dataDir, now()),
    },
    onChange(trouble) {
      if (trouble.size === 0) log('contributions are accepted again');
      alarm.lookNow();
    },
    lookEvery: world.tryEvery,
  });
  const alarm = startAlarm({
    emails,
    mail,
    to: settings.alarmTo,
    site: settings.publicUrl ?? `${settings.host}:${settings.port}`,
    now,
    log,
    trouble: health.trouble,
  });
  await health.look();
  const warn = startWarnings(settings.dataDir);
  if (site.outdated !== null) {
    log(site.outdated);
    warn(site.outdated);
  }
  const breaker = createCircuitBreaker(world.firstWait ?? awayWaits.first, awayWaits.longest);
  const { consultations } = site;
  const due = createDueEmails({ emails, consultations, now });
  await due.begin();
  const outbox = startOutbox({
    storage,
    mail,
    breaker,
    write: createWriting({
      emails,
      consultations,
      recipientsOf: ({ slug, recipients }) =>
        settings.mailTo ?? findAt(consultations, rehearsedBy(slug))?.recipients ?? recipients,
      makeLink: createStaffLinks(settings.publicUrl, store, now),
      mostBytes: settings.mailMaxBytes,
    }),
    makeDue: due.make,
    now,
    log,
    firstWait: world.firstWait,
    lookEvery: world.lookEvery,
    onHeld: alarm.lookNow,
    atFaultPoint,
  });
  const metrics = createMetrics();
  const drafts = createDrafts({
    store: storage.drafts,
    now,
    hasRoom: () => hasRoom('drafts'),
    budget: world.draftBudget,
  });
  const erasingDrafts = startErasingDrafts({ drafts, consultations, now, log });
  const people = createEmailsToPeople({
    mail,
    store,
    isStaffEmailDue: async () => ((await emails.nextDue()) ?? Infinity) <= now(),
    now,
    log,
    pause: world.firstWait,
  });
  const { publicUrl } = settings;
  const { lookEvery: every, steadyAfter } = world;
  const erasing = startErasing({ store, settings, now, log, every, steadyAfter });
  const common = {
    store,
    drafts,
    now,
    log,
    onRefused: () => void health.look(),
    hasRoom,
    atFaultPoint,
    siteLanguage: site.facts.languages[0],
  };
  const endpoint = createEndpoint({
    ...common,
    consultations: site.consultations,
    byEmail: publicUrl === null || mail.via === 'file' ? null : { people, publicUrl },
    onAdded() {
      metrics.addContribution();
      outbox.wake();
    },
    limits: createLimits(settings.formsPerSecond, now),
  });
  const rehearsals = createEndpoint({
    ...common,
    consultations: site.consultations.map(toRehearsal),
    isAlwaysOpen: true,
    byEmail: null,
    onAdded: () => outbox.wake(),
    // Separate limits, because colleagues who try a preview are not a burst of contributions.
    limits: createLimits(settings.formsPerSecond, now),
  });
  const server = createSite({
    site,
    endpoint,
    previews: { ...createPreviews({ site, store, now }), endpoint: rehearsals },
    // Without PUBLIC_URL, no email has a link to these pages.
    staff:
      settings.publicUrl === null
        ? null
        : createStaffPages({
            ...{ storage, consultations, problems: endpoint.problems, now, log },
            onActed: () => outbox.wake(),
          }),
    now,
    log,
    isSecure: settings.publicUrl?.startsWith('https:') ?? false,
    trustProxy: settings.trustProxy,
    networkWatch: createNetworkWatch(settings.trustProxy, (sentence) => {
      health.warn('forwarded-header-not-trusted');
      warn(sentence);
      log(sentence);
    }),
    health: async () => health.now(),
    ...(settings.metricsPort === null ? {} : { observe: metrics.addRequest }),
  });

  const countDeliveries = askSparingly(() => emails.countByState().catch(() => null));

  let metricsServer: Server | null = null;

  async function stop(): Promise<void> {
    await Promise.all([closeServer(server), outbox.stop()]);
    await close();
  }

  async function close(): Promise<void> {
    metricsServer?.closeAllConnections();
    metricsServer?.close();
    await erasing.stop();
    await erasingDrafts.stop();
    await people.stop();
    await health.stop();
    await alarm.stop();
    mail.close();
    await storage.close();
  }

  async function writeMetrics(): Promise<string> {
    return metrics.write(health.now().ok, await countDeliveries());
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
    await outbox.stop();
    await close();
    throw error;
  }
}

/**
 * Logs which consultations have contributions but are not on the site under that name, and which questions have
 * changed since people answered them.
 */
async function sayChanges(
  store: Store,
  consultations: Consultation[],
  log: (line: string) => void,
): Promise<void> {
  const stored = (await store.storedSlugs()).filter((slug) => !isRehearsal(slug));
  for (const slug of findGone(stored, consultations))
    log(
      `${slug} has contributions, but is not on this site. If you renamed it, add "formerly: [${slug}]" to its consultation.yaml`,
    );
  for (const [slug, now] of findRenamed(stored, consultations))
    log(`${slug} is now ${now}: its earlier contributions are still filed as ${slug}`);
  for (const consultation of consultations) {
    const answered = await store.answeredVersions(consultation.slug);
    for (const sentence of findChangedQuestions(answered, consultation))
      log(`${consultation.slug}: ${sentence}`);
  }
}

/** How long requests in flight may take when the server is asked to stop, in ms. */
const stopWait = 10_000;

/** Accepts no more requests. Resolves when those in flight are answered, or have been cut off after a while. */
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
