/**
 * Checks whether people reach the site: at PUBLIC_URL, with a certificate, through a reverse proxy that the site knows.
 */
import { connect, type PeerCertificate } from 'node:tls';
import { staffWords } from '../../languages/staff.ts';
import type { Settings } from '../../server/settings/settings.ts';
import { readWarnings } from '../../server/watch/warnings.ts';
import { findingsAbout, type Finding } from './finding.ts';

const { right, wrong } = findingsAbout('address');
const words = staffWords.checking.address;

/** How long to wait for an answer, in ms. */
const patience = 5_000;
/** A certificate that ends in fewer days should have been renewed already. */
const soon = 14;

export async function checkAddress(settings: Settings, now: Date): Promise<Finding[]> {
  const { publicUrl, host, port } = settings;
  const isSecure = publicUrl?.startsWith('https:') ?? false;
  const found = checkProxy(settings, isSecure);
  if (publicUrl === null) found.push(wrong(words.notSet));
  else if (!isSecure) found.push(wrong(words.notSecure(publicUrl)));
  const local = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  found.push(await checkAnswer(publicUrl ?? local));
  if (isSecure) found.push(await checkCertificate(new URL(publicUrl ?? ''), now));
  return found;
}

function checkProxy({ trustProxy, dataDir }: Settings, isSecure: boolean): Finding[] {
  const warnings = readWarnings(dataDir);
  const found = warnings.map(wrong);
  if (warnings.some((sentence) => sentence.startsWith('TRUST_PROXY '))) return found;
  if (trustProxy > 0) return [...found, right(words.proxies(trustProxy))];
  return isSecure ? [...found, wrong(words.noProxies)] : found;
}

/** Checks whether this site answers at an address. */
async function checkAnswer(address: string): Promise<Finding> {
  try {
    const response = await fetch(`${address}/healthz`, {
      redirect: 'manual',
      signal: AbortSignal.timeout(patience),
    });
    const health = (await response.json().catch(() => null)) as { ok?: unknown } | null;
    if (health?.ok === true) return right(words.accepts(address));
    return wrong(health?.ok === false ? words.refuses(address) : words.isOther(address));
  } catch (error) {
    return wrong(words.notReached(address, codeOf(error)));
  }
}

async function checkCertificate(url: URL, now: Date): Promise<Finding> {
  const { hostname } = url;
  try {
    const { certificate, fault } = await askCertificate(url);
    const until = Date.parse(certificate.valid_to);
    const days = Math.floor((until - now.getTime()) / 86_400_000);
    if (fault !== null) return wrong(words.notTrusted(hostname, fault));
    return days < soon
      ? wrong(words.endsSoon(hostname, Math.max(days, 0)))
      : right(words.isValid(hostname, days));
  } catch (error) {
    return wrong(words.notLookedAt(hostname, codeOf(error)));
  }
}

interface Shown {
  certificate: PeerCertificate;
  /** Why it is not trusted. `null`: it is. */
  fault: string | null;
}

/** Gets the certificate even if it is not trusted, because nothing is sent over the connection. */
function askCertificate({ hostname, port }: URL): Promise<Shown> {
  const host = hostname.replace(/^\[|\]$/g, '');
  return new Promise((resolve, reject) => {
    const socket = connect({
      host,
      port: Number(port) || 443,
      servername: host,
      rejectUnauthorized: false,
      timeout: patience,
    });
    socket.once('secureConnect', () => {
      const fault = socket.authorized ? null : String(socket.authorizationError);
      resolve({ certificate: socket.getPeerCertificate(), fault });
      socket.destroy();
    });
    socket.once('timeout', () => socket.destroy(Object.assign(new Error(), { code: 'ETIMEDOUT' })));
    socket.once('error', reject);
  });
}

/** Returns the code of an error, because its message can have an address that a proxy made up. */
function codeOf(error: unknown): string {
  const { code, name, cause } = error as {
    code?: unknown;
    name?: string;
    cause?: { code?: unknown };
  };
  const known = cause?.code ?? code;
  return typeof known === 'string' ? known : (name ?? staffWords.checking.noAnswer);
}
