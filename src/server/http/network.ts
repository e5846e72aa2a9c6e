/** From which network a request comes: only for counting, in memory, and never written down. */
import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';

/**
 * The network of a client: an IPv4 address, or the first 64 bits of an IPv6 address, of which a
 * household has at least so many.
 *
 * @param proxies how many proxies stand in front. Each adds whom it was called by at the right end of
 * X-Forwarded-For; what is left of those anybody can write.
 */
export function networkOf({ headers, socket }: IncomingMessage, proxies: number): string {
  const caller = socket.remoteAddress ?? '';
  if (proxies === 0) return toNetwork(caller);
  const forwarded = [headers['x-forwarded-for'] ?? []].flat().join(',').split(',');
  const claimed = bareAddress(forwarded.at(-proxies) ?? '');
  return toNetwork(isIP(claimed) === 0 ? caller : claimed);
}

const forwardedHeaders = ['x-forwarded-for', 'forwarded', 'x-real-ip'] as const;

/** Looks at a request. */
export type NetworkWatch = (request: Pick<IncomingMessage, 'headers'>) => void;

/**
 * Notices a reverse proxy that nobody told the site of: everyone behind it looks like one network.
 *
 * @param proxies how many stand in front, by TRUST_PROXY
 * @param onUntrusted called once, with a sentence for the operator
 */
export function createNetworkWatch(
  proxies: number,
  onUntrusted: (sentence: string) => void,
): NetworkWatch {
  let isForwarded = false;
  return ({ headers }) => {
    if (proxies > 0 || isForwarded) return;
    if (!forwardedHeaders.some((name) => headers[name] !== undefined)) return;
    isForwarded = true;
    onUntrusted(untrusted);
  };
}

const untrusted =
  'TRUST_PROXY is 0, but requests come with a header that reverse proxies add: everybody behind it counts as one network. Set TRUST_PROXY to the number of reverse proxies, or make yours drop the header.';

/** Some proxies add a port, and put IPv6 addresses in brackets. */
function bareAddress(text: string): string {
  const trimmed = text.trim();
  const [, bracketed, plain] = /^(?:\[([^\]]*)\]|([\d.]+))(?::\d+)?$/.exec(trimmed) ?? [];
  return bracketed ?? plain ?? trimmed;
}

function toNetwork(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  if (isIP(address) !== 6) return address;
  // The URL parser writes an address in one way only; a zone such as %eth0 is not part of it.
  const plain = address.replace(/%.*$/, '');
  const canonical = new URL(`http://[${plain}]/`).hostname.slice(1, -1);
  const [left = '', right] = canonical.split('::');
  const groups = left === '' ? [] : left.split(':');
  if (right === undefined) return groups.slice(0, 4).join(':');
  const tail = right === '' ? [] : right.split(':');
  const zeros = Array.from({ length: 8 - groups.length - tail.length }, () => '0');
  return [...groups, ...zeros, ...tail].slice(0, 4).join(':');
}
