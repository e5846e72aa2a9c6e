/** Shows on a terminal how far a command has got. */
import { staffFormats, staffWords } from '../../languages/staff.ts';

const words = staffWords.commands.program;

/** How often to draw, in ms. */
const pause = 100;
const width = 30;

/** Yields things one by one, and shows on a terminal how many there have been. */
export function* withProgress<T>(things: Iterable<T>, total: number, doing: string): Generator<T> {
  const { stderr } = process;
  if (!stderr.isTTY || total === 0) return void (yield* things);
  let done = 0;
  let drawn = 0;
  for (const thing of things) {
    yield thing;
    done += 1;
    if (performance.now() - drawn < pause && done < total) continue;
    drawn = performance.now();
    const filled = Math.round((done / total) * width);
    const bar = '#'.repeat(filled) + '.'.repeat(width - filled);
    const far = words.progress(staffFormats.number(done), staffFormats.number(total));
    stderr.write(`\r${doing} [${bar}] ${far}`);
  }
  stderr.write('\n');
}
