/** The consultation page, compared with node:http serving the same bytes from memory and, if it is installed, nginx. */
import { spawn, spawnSync } from 'node:child_process';
import { copyFileSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  makeFolder,
  readProcessorTime,
  startBeside,
  startSite,
  type Running,
} from './processes.ts';
import { inRounds, rounds, toTable } from './rounds.ts';

const slug = 'strategy-2020-2022';
const client = fileURLToPath(new URL(`../../dist/client/${slug}/`, import.meta.url));

export async function measureGet(): Promise<string> {
  const site = await startSite();
  const page = join(client, 'index.html.br');
  const same = await startBeside('bare-http.ts', page, JSON.stringify(await headersOf(site.url)));
  const bare = await startBeside('bare-http.ts', page);
  const nginx = await startNginx();
  const reference = 'node:http with the same bytes';
  const servers: [string, string, Running][] = [
    [reference, same.url, same],
    ['node:http with the same body and three headers', bare.url, bare],
    ['Weigh In', `${site.url}/${slug}/`, site],
    ...(nginx
      ? ([['nginx, gzip_static', `${nginx.url}/`, nginx]] as [string, string, Running][])
      : []),
  ];
  const times: Record<string, number[]> = {};
  const values = await inRounds(
    Object.fromEntries(
      servers.map(([name, url, { pid }]) => [
        name,
        async () => {
          const before = readProcessorTime(pid);
          const { perSecond, answers } = runWrk(url);
          (times[name] ??= []).push((1000 * (readProcessorTime(pid) - before)) / answers);
          return perSecond;
        },
      ]),
    ),
    4 * rounds,
  );
  for (const server of [same, bare, site, nginx]) await server?.stop();
  const rows = (of: Record<string, number[]>, unit: string, goal: string) =>
    Object.entries(of).map(([name, values]) => ({
      name,
      unit,
      values,
      against: reference,
      goal: name === 'Weigh In' ? goal : '',
    }));
  // nginx answers in a separate process, which this does not measure.
  delete times['nginx, gzip_static'];
  return [
    toTable(
      'GET of the consultation page (wrk, 16 connections, 1 s a round)',
      rows(values, '/s', 'ratio ≥ 0.9'),
    ),
    toTable(
      'The same, as processor time of the server for one answer',
      rows(times, 'µs', 'ratio ≤ 1.11'),
    ),
  ].join('\n');
}

/** Returns the headers with which the site sends the page, without those that node:http adds by itself. */
async function headersOf(url: string): Promise<Record<string, string>> {
  const headers = { 'accept-encoding': 'gzip, br' };
  const response = await fetch(`${url}/${slug}/`, { headers });
  await response.arrayBuffer();
  const own = /^(?:date|connection|keep-alive)$/;
  return Object.fromEntries([...response.headers].filter(([name]) => !own.test(name)));
}

/** Returns how many replies came. Throws if wrk is missing, or a reply was wrong. */
function runWrk(url: string): { perSecond: number; answers: number } {
  const words = ['-t1', '-c16', '-d1s', '-H', 'Accept-Encoding: gzip, br', url];
  const { stdout, error } = spawnSync('wrk', words, { encoding: 'utf8' });
  if (error) throw new Error('wrk is not on this machine: install it ("apt-get install wrk").');
  if (/Non-2xx|Socket errors/.test(stdout)) throw new Error(`wrk had errors:\n${stdout}`);
  return {
    perSecond: Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)?.[1]),
    answers: Number(/(\d+) requests in/.exec(stdout)?.[1]),
  };
}

async function startNginx(): Promise<Running | null> {
  if (spawnSync('nginx', ['-v']).error) return null;
  const folder = makeFolder();
  copyFileSync(join(client, 'index.html'), join(folder, 'index.html'));
  copyFileSync(join(client, 'index.html.gz'), join(folder, 'index.html.gz'));
  const port = await freePort();
  const config = join(folder, 'nginx.conf');
  writeFileSync(
    config,
    `daemon off; user root; worker_processes 1; pid ${folder}/pid; error_log ${folder}/errors;
     events {} http { access_log off; types { text/html html; } sendfile on; tcp_nopush on; open_file_cache max=10;
     keepalive_requests 1000000; server { listen 127.0.0.1:${port}; root ${folder}; gzip_static on; gzip_vary on; } }`,
  );
  const child = spawn('nginx', ['-c', config, '-p', folder], { stdio: 'ignore' });
  await new Promise((resolve) => setTimeout(resolve, 500));
  const stop = async () => void child.kill('SIGQUIT');
  return { url: `http://127.0.0.1:${port}`, port, pid: child.pid ?? 0, startTime: 0, stop };
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
