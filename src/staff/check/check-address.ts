/** Whether people reach the site: at PUBLIC_URL, with a certificate, through a proxy that the site knows. */
import { connect, type PeerCertificate } from 'node:tls';
import { sayCount } from '../../questions/figures.ts';
import type { Settings } from '../../server/settings/settings.ts';
import { readWarnings } from '../../server/watch/warnings.ts';
import { findingsAbout, type Finding } from './finding.ts';

const { right, wrong } = findingsAbout('address');

/** How long to wait for an answer, in ms. */
const patience = 5_000;
/** A certificate that ends sooner should have been renewed already, in days. */
const soon = 14;

export async function checkAddress(settings: Settings, now: Date): Promise<Finding[]> {
  const { publicUrl, host, port } = settings;
  const isSecure = publicUrl?.startsWith('https:') ?? false;
  const found = checkProxy(settings, isSecure);
  if (publicUrl === null)
    found.push(
      wrong(
        'PUBLIC_URL is not set: set it to the address that people see, such as https://consult.example.org.',
      ),
    );
  else if (!isSecure)
    found.push(
      wrong(
        `PUBLIC_URL is ${publicUrl}, without https: anybody in between can read answers. Put a reverse proxy with TLS in front (docs/production.md).`,
      ),
    );
  const local = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  found.push(await checkAnswer(publicUrl ?? local));
  if (isSecure) found.push(await checkCertificate(new URL(publicUrl ?? ''), now));
  return found;
}

function checkProxy({ trustProxy, dataDir }: Settings, isSecure: boolean): Finding[] {
  const warnings = readWarnings(dataDir);
  const found = warnings.map(wrong);
  if (warnings.some((sentence) => sentence.startsWith('TRUST_PROXY '))) return found;
  if (trustProxy > 0) return [...found, right(`TRUST_PROXY is ${trustProxy}.`)];
  if (!isSecure) return found;
  const sentence =
    'TRUST_PROXY is 0, but with https a reverse proxy is in front of the site: everybody behind it counts as one network. Set TRUST_PROXY to the number of reverse proxies, usually 1.';
  return [...found, wrong(sentence)];
}

/** Whether this site answers at an address. */
async function checkAnswer(address: string): Promise<Finding> {
  try {
    const response = await fetch(`${address}/healthz`, {
      redirect: 'manual',
      signal: AbortSignal.timeout(patience),
    });
    const health = (await response.json().catch(() => null)) as { ok?: unknown } | null;
    if (health?.ok === true)
      return right(`The site answers at ${address}, and accepts contributions.`);
    if (health?.ok === false)
      return wrong(`The site answers at ${address}, but refuses contributions: its log says why.`);
    return wrong(
      `Something else than this site answers at ${address}: check PUBLIC_URL and the reverse proxy.`,
    );
  } catch (error) {
    return wrong(
      `The site could not be reached at ${address} (${codeOf(error)}): start it, or look at this from a machine that can reach it.`,
    );
  }
}

async function checkCertificate(url: URL, now: Date): Promise<Finding> {
  try {
    const { certificate, fault } = await askCertificate(url);
    const until = Date.parse(certificate.valid_to);
    const days = Math.floor((until - now.getTime()) / 86_400_000);
    const left = `The certificate of ${url.hostname} is valid for ${sayCount(Math.max(days, 0), 'more day', 'more days')}`;
    if (fault !== null)
      return wrong(
        `Browsers do not trust the certificate of ${url.hostname} (${fault}): renew it or correct it.`,
      );
    return days < soon ? wrong(`${left}: renew it now.`) : right(`${left}.`);
  } catch (error) {
    return wrong(
      `The certificate of ${url.hostname} could not be looked at from here (${codeOf(error)}).`,
    );
  }
}

interface Shown {
  certificate: PeerCertificate;
  /** Why it is not trusted. `null`: it is. */
  fault: string | null;
}

/** Asks for the certificate, whether it is trusted or not: nothing is sent over the connection. */
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

/** The code of what went wrong: its words can hold an address that a proxy made up. */
function codeOf(error: unknown): string {
  const { code, name, cause } = error as {
    code?: unknown;
    name?: string;
    cause?: { code?: unknown };
  };
  const known = cause?.code ?? code;
  return typeof known === 'string' ? known : (name ?? 'no answer');
}
