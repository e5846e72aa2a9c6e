/** Counts and times in Prometheus's text format, on a separate port that only this machine can reach. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { EmailState } from '../store/email-facts.ts';

/** The upper bounds of the histogram's buckets, in s. */
const classes = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

/** What a request was for. Never its address, which can be a private link. */
export type Route = 'form' | 'receipt' | 'page' | 'health';

interface Times {
  counts: number[];
  sum: number;
  total: number;
}

export function createMetrics() {
  const requests = new Map<string, number>();
  const times = new Map<Route, Times>();
  let contributions = 0;

  return {
    /** @param time in ms */
    addRequest(route: Route, status: number, time: number): void {
      const labels = `route="${route}",status="${status}"`;
      requests.set(labels, (requests.get(labels) ?? 0) + 1);
      const known = times.get(route) ?? { counts: classes.map(() => 0), sum: 0, total: 0 };
      times.set(route, known);
      for (const [index, end] of classes.entries()) {
        if (time / 1000 <= end) known.counts[index] = (known.counts[index] ?? 0) + 1;
      }
      known.sum += time / 1000;
      known.total += 1;
    },

    addContribution(): void {
      contributions += 1;
    },

    /**
     * @param health whether contributions can be accepted
     * @param deliveries `null` if they cannot be counted now
     */
    write(health: boolean, deliveries: Record<EmailState, number> | null): string {
      const lines = [
        ...describe('weigh_in_up', 'gauge', 'Whether contributions can be accepted.'),
        `weigh_in_up ${health ? 1 : 0}`,
        ...describe(
          'weigh_in_contributions_total',
          'counter',
          'Contributions stored since the start.',
        ),
        `weigh_in_contributions_total ${contributions}`,
        ...describe('weigh_in_deliveries', 'gauge', 'Emails to staff, by state.'),
        ...Object.entries(deliveries ?? {}).map(
          ([state, count]) => `weigh_in_deliveries{state="${state}"} ${count}`,
        ),
        ...describe('weigh_in_requests_total', 'counter', 'Requests answered since the start.'),
        ...[...requests].map(([labels, count]) => `weigh_in_requests_total{${labels}} ${count}`),
        ...describe(
          'weigh_in_request_seconds',
          'histogram',
          'Time from a request to the end of its answer.',
        ),
        ...[...times].flatMap(([route, known]) => writeTimes(route, known)),
        ...describe('process_resident_memory_bytes', 'gauge', 'Memory in use.'),
        `process_resident_memory_bytes ${process.memoryUsage.rss()}`,
      ];
      return `${lines.join('\n')}\n`;
    },
  };
}

function describe(name: string, type: string, help: string): string[] {
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`];
}

function writeTimes(route: Route, { counts, sum, total }: Times): string[] {
  const name = 'weigh_in_request_seconds';
  return [
    ...classes.map((end, index) => `${name}_bucket{route="${route}",le="${end}"} ${counts[index]}`),
    `${name}_bucket{route="${route}",le="+Inf"} ${total}`,
    `${name}_sum{route="${route}"} ${sum}`,
    `${name}_count{route="${route}"} ${total}`,
  ];
}

/** Serves the metrics at /metrics on 127.0.0.1. Rejects if the port is taken. */
export function serveMetrics(port: number, write: () => Promise<string>): Promise<Server> {
  const server = createServer((request, response) => {
    if (request.url !== '/metrics') return void response.writeHead(404).end();
    write().then(
      (text) => {
        response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' });
        response.end(text);
      },
      () => response.writeHead(500).end(),
    );
  });
  return new Promise((resolve, reject) => {
    server.once('error', (cause) =>
      reject(
        new Error(`METRICS_PORT: cannot listen on 127.0.0.1:${port}: ${cause.message}.`, { cause }),
      ),
    );
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}

/** Returns the address of a metrics server. */
export function addressOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/metrics`;
}

/** Limits an expensive query to a hundredth of the time. In between, returns the last result. */
export function askSparingly<T>(ask: () => Promise<T>): () => Promise<T> {
  let known: Promise<T> | null = null;
  let freshUntil = 0;
  return () => {
    const now = performance.now();
    if (known === null || now > freshUntil) {
      freshUntil = Infinity;
      known = ask().finally(() => (freshUntil = now + 100 * (performance.now() - now)));
    }
    return known;
  };
}
