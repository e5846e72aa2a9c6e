/** Two network namespaces with a line between them, and nginx with TLS at the far end. Needs root. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface Line {
  name: string;
  /** One way, in ms: half of a round trip. */
  delay: number;
  /** In kbit/s. */
  up: number;
  down: number;
}

/** The address of the far end, where nginx listens. */
export const far = '10.99.0.2';
const near = '10.99.0.1';
const namespaces = ['weigh-in-near', 'weigh-in-far'] as const;

const run = (program: string, ...words: string[]) =>
  execFileSync(program, words, { stdio: ['ignore', 'ignore', 'pipe'] });
const inside = (namespace: string, program: string, ...words: string[]) =>
  run('ip', 'netns', 'exec', namespace, program, ...words);

/** Makes the namespaces and the line. Resolves to a function that removes both. */
export async function layLine({ delay, up, down }: Line): Promise<() => Promise<void>> {
  for (const namespace of namespaces) {
    run('ip', 'netns', 'add', namespace);
    inside(namespace, 'ip', 'link', 'set', 'lo', 'up');
    // With IPv6, the first end to be up sends packets at once, and the relay ends if the other is not up yet.
    inside(namespace, 'sysctl', '-q', '-w', 'net.ipv6.conf.default.disable_ipv6=1');
  }
  const script = fileURLToPath(new URL('relay.py', import.meta.url));
  const relay = spawn('python3', [script, ...namespaces, `${delay}`, `${up}`, `${down}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(relay.stdout, 'data');
  for (const [namespace, address] of [
    [namespaces[0], near],
    [namespaces[1], far],
  ] as const) {
    inside(namespace, 'ip', 'addr', 'add', `${address}/24`, 'dev', 'line');
    inside(namespace, 'ip', 'link', 'set', 'line', 'up', 'mtu', '1500');
    inside(namespace, 'sysctl', '-q', '-w', 'net.ipv4.tcp_congestion_control=reno');
  }
  return async () => {
    const ended = once(relay, 'exit');
    relay.kill('SIGTERM');
    await ended;
    for (const namespace of namespaces) run('ip', 'netns', 'del', namespace);
  };
}

/** Starts a program at the far end. */
export function startFar(
  program: string,
  words: string[],
  environment: Record<string, string> = {},
): ChildProcess {
  return spawn('ip', ['netns', 'exec', namespaces[1], program, ...words], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, ...environment },
  });
}

/** Writes a script that runs a program at the near end. */
export function wrapNear(program: string, folder: string): string {
  const wrapper = join(folder, 'near-end');
  writeFileSync(wrapper, `#!/bin/sh\nexec ip netns exec ${namespaces[0]} ${program} "$@"\n`);
  chmodSync(wrapper, 0o755);
  return wrapper;
}

export interface Certificate {
  chain: string;
  key: string;
}

/** Makes a certificate chain like that of a public authority: a leaf and an intermediate, both with elliptic curves. */
export function makeCertificate(folder: string): Certificate {
  const file = (name: string) => join(folder, name);
  const openssl = (...words: string[]) => run('openssl', ...words);
  const key = (name: string) =>
    openssl('ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', file(`${name}.key`));
  for (const name of ['root', 'middle', 'leaf']) key(name);
  const subject = (name: string) => ['-subj', `/O=Weigh In benchmark/CN=${name}`];
  openssl(
    'req',
    '-x509',
    '-key',
    file('root.key'),
    '-days',
    '2',
    '-out',
    file('root.pem'),
    ...subject('root'),
  );
  writeFileSync(file('middle.ext'), 'basicConstraints=CA:TRUE,pathlen:0\nkeyUsage=keyCertSign\n');
  writeFileSync(file('leaf.ext'), `subjectAltName=IP:${far}\nextendedKeyUsage=serverAuth\n`);
  for (const [name, issuer] of [
    ['middle', 'root'],
    ['leaf', 'middle'],
  ] as const) {
    openssl(
      'req',
      '-new',
      '-key',
      file(`${name}.key`),
      '-out',
      file(`${name}.csr`),
      ...subject(name),
    );
    openssl(
      'x509',
      '-req',
      '-in',
      file(`${name}.csr`),
      '-CA',
      file(`${issuer}.pem`),
      '-CAkey',
      file(`${issuer}.key`),
      '-CAcreateserial',
      '-days',
      '2',
      '-extfile',
      file(`${name}.ext`),
      '-out',
      file(`${name}.pem`),
    );
  }
  writeFileSync(file('chain.pem'), execFileSync('cat', [file('leaf.pem'), file('middle.pem')]));
  return { chain: file('chain.pem'), key: file('leaf.key') };
}

/** Where the site listens behind nginx. */
export const sitePort = 4321;
/**
 * The port at which nginx serves the site as browsers without dictionaries get it. It removes the header by which the
 * site knows Chromium.
 */
export const wholePort = 444;

/**
 * Writes a configuration of nginx with TLS 1.3 and HTTP/2, and returns its path. nginx proxies the site, and serves
 * each folder of a peer on a separate port.
 */
export function writeNginxConfig(
  folder: string,
  certificate: Certificate,
  folders: Map<number, string>,
): string {
  const tls = `ssl_certificate ${certificate.chain}; ssl_certificate_key ${certificate.key}; ssl_protocols TLSv1.3;`;
  const proxy = (port: number, to: number, more = '') =>
    `server { listen ${far}:${port} ssl http2; ${tls} location / {
       proxy_pass http://127.0.0.1:${to}; proxy_http_version 1.1; proxy_set_header Connection ""; ${more} } }`;
  // For a file, nginx would answer a POST before all of it has arrived. As a proxy it reads all of it first.
  const asGet =
    'proxy_method GET; proxy_pass_request_body off; proxy_set_header Content-Length "";';
  const files = [...folders].map(
    ([port, root]) =>
      `${proxy(port, port + 1_000, asGet)}
       server { listen 127.0.0.1:${port + 1_000}; root ${root}; gzip_static on; absolute_redirect off;
         location = /send { return 303 /receipt.html; }
         location = /store { return 204; }
         location ~ [.](css|js|png|svg|woff2?)$ { expires 1y; } }`,
  );
  const config = join(folder, 'nginx.conf');
  writeFileSync(
    config,
    `daemon off; user root; worker_processes 1; pid ${folder}/nginx.pid; error_log ${folder}/nginx-errors;
     events {} http { access_log off; include /etc/nginx/mime.types;
     ${proxy(443, sitePort)}
     ${proxy(wholePort, sitePort, 'proxy_set_header Sec-CH-UA "";')}
     ${files.join('\n')} }`,
  );
  return config;
}
