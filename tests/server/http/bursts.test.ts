/** When many contributions come from one network: which get a group mark, and what it holds. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readGroupMark } from '../../../src/contribution/group-marks.ts';
import { createBursts } from '../../../src/server/http/bursts.ts';

const minute = 60_000;

function start() {
  let time = 0;
  let stored = 0;
  const bursts = createBursts(() => time);
  function begin(network: string) {
    const mark = bursts.markOn(network);
    return mark === null ? null : readGroupMark(mark);
  }
  return {
    wait: (ms: number) => void (time += ms),
    begin,
    /** Sends so many, each stored before the next. Returns their marks. */
    send: (count: number, network = 'library') =>
      Array.from({ length: count }, () => {
        const mark = bursts.markOn(network);
        bursts.noteStored(network, `R${(stored += 1)}`, mark === null ? [] : [mark]);
        return mark === null ? null : readGroupMark(mark);
      }),
    store: (network: string, reference: string, marks: string[] = []) =>
      bursts.noteStored(network, reference, marks),
  };
}

const twenty = Array.from({ length: 20 }, (_, index) => `R${index + 1}`);
const earlierIn = (mark: ReturnType<typeof readGroupMark> | undefined) =>
  mark?.kind === 'network' ? mark.earlier : null;
const nameOf = (mark: ReturnType<typeof readGroupMark> | undefined) =>
  mark?.kind === 'network' ? mark.burst : null;

test('the 21st contribution within ten minutes has a mark that names the twenty before it', () => {
  const { send } = start();
  const marks = send(23);
  assert.ok(marks.slice(0, 20).every((mark) => mark === null));
  assert.deepEqual(marks.slice(20).map(earlierIn), [twenty, [], []]);
  assert.equal(new Set(marks.slice(20).map(nameOf)).size, 1);
});

test('twenty, twenty from another network, and twenty ten minutes later have none', () => {
  const { send, wait } = start();
  const marks = [...send(20), ...send(20, 'hospital')];
  wait(10 * minute);
  marks.push(...send(20));
  assert.deepEqual(
    marks.filter((mark) => mark !== null),
    [],
  );
});

test('a burst goes on while it is busy, and ends when nothing comes for ten minutes', () => {
  const { send, wait } = start();
  const names = [nameOf(send(21).at(-1))];
  for (let index = 0; index < 3; index += 1) {
    wait(9 * minute);
    names.push(nameOf(send(1)[0]));
  }
  assert.ok(names[0]);
  assert.equal(new Set(names).size, 1);
  wait(10 * minute);
  assert.equal(send(1)[0], null);
  assert.notEqual(nameOf(send(20).at(-1)), names[0]);
});

test('no contribution is missed when many are sent at once, or when storing fails', () => {
  const { begin, store } = start();
  const marks = Array.from({ length: 22 }, () => begin('library'));
  assert.deepEqual(marks.slice(20).map(earlierIn), [[], []]);
  for (const reference of twenty) store('library', reference);
  // This one is not stored: the next names them again.
  assert.deepEqual(earlierIn(begin('library')), twenty);
  assert.deepEqual(earlierIn(begin('library')), twenty);
  store('library', 'R24', [`network:${nameOf(marks[21])}:${twenty.join(',')}`]);
  assert.deepEqual(earlierIn(begin('library')), []);
});
