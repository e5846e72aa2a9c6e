/**
 * Loaded into the site with `--import`: measures how long its event loop is blocked. At SIGUSR2, writes the longest
 * time since the last signal into the file BENCH_BLOCKED, in ms, and starts again.
 *
 * A timer of 1 ms is late while the loop is blocked by our code, by V8, by SQLite or by the disk. The time for which the
 * thread was ready but had no processor is left out, because it says how busy the machine is. Linux only.
 */
import { openSync, readSync, renameSync, writeFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

const file = process.env['BENCH_BLOCKED'];
if (isMainThread && file) {
  const statistics = openSync(`/proc/self/task/${process.pid}/schedstat`, 'r');
  const bytes = Buffer.alloc(64);
  let longest = 0;
  let last = readClock();
  setInterval(() => {
    const now = readClock();
    longest = Math.max(longest, now - last);
    last = now;
  }, 1).unref();
  process.on('SIGUSR2', () => {
    writeFileSync(`${file}.part`, String(longest));
    renameSync(`${file}.part`, file);
    longest = 0;
    last = readClock();
  });

  /** Returns the time, in ms, on a clock that stops while the thread waits for a processor. */
  function readClock(): number {
    const length = readSync(statistics, bytes, 0, bytes.length, 0);
    const [, waited] = bytes.toString('latin1', 0, length).split(' ');
    return performance.now() - Number(waited) / 1e6;
  }
}
