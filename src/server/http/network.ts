/** Finds the network that a request comes from. It is used only for counting, and is only in memory. */
import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';

/**
 * Returns the network of a client: an IPv4 address, or the first 64 bits of an IPv6 address, because a household has at
 * least a /64.
 *
 * @param proxies how many reverse proxies sit in front of the site. Each adds its client's address at the right end of
 *   X-Forwarded-For. Entries further left can be forged by the client.
 */
export function networkOf({ headers, socket }: IncomingMessage, proxies: number): string {
  const caller = socket.remoteAddress ?? '';
  if (proxies === 0) return toNetwork(caller);
  const forwarded = [headers['x-forwarded-for'] ?? []].flat().join(',').split(',');
  const claimed = bareAddress(forwarded.at(-proxies) ?? '');
  return toNetwork(isIP(claimed) === 0 ? caller : claimed);
}

const forwardedHeaders = ['x-forwarded-for', 'forwarded', 'x-real-ip'] as const;

/** Looks at the headers of a request. */
export type NetworkWatch = (request: Pick<IncomingMessage, 'headers'>) => void;

/**
 * Detects a reverse proxy while TRUST_PROXY is 0. Everybody behind it looks like one network.
 *
 * @param proxies the number in TRUST_PROXY
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

/** Returns an address without the port and brackets that some proxies add. */
function bareAddress(text: string): string {
  const trimmed = text.trim();
  const [, bracketed, plain] = /^(?:\[([^\]]*)\]|([\d.]+))(?::\d+)?$/.exec(trimmed) ?? [];
  return bracketed ?? plain ?? trimmed;
}

function toNetwork(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  if (isIP(address) !== 6) return address;
  // The URL parser normalises an address. It does not accept a zone such as %eth0.
  const plain = address.replace(/%.*$/, '');
  const canonical = new URL(`http://[${plain}]/`).hostname.slice(1, -1);
  const [left = '', right] = canonical.split('::');
  const groups = left === '' ? [] : left.split(':');
  if (right === undefined) return groups.slice(0, 4).join(':');
  const tail = right === '' ? [] : right.split(':');
  const zeros = Array.from({ length: 8 - groups.length - tail.length }, () => '0');
  return [...groups, ...zeros, ...tail].slice(0, 4).join(':');
}
