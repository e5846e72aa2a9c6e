/** What people can do with their own contribution: the rules of both stores. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import type { Answers } from '../../../src/consultation/answers.ts';
import type { Consultation } from '../../../src/consultation/consultation.ts';
import { journalIn, readFolders } from '../../../src/server/store/journal.ts';
import { openStaffStore } from '../../../src/server/store/open-staff-store.ts';
import { restore } from '../../../src/server/store/restore.ts';
import type { Emails, Outcome } from '../../../src/server/store/emails.ts';
import type { NewChange } from '../../../src/server/store/own-changes.ts';
import type { Storage } from '../../../src/server/store/storage.ts';
import { readSettings } from '../../../src/server/settings/settings.ts';
import { act } from '../../../src/staff/commands/run-command.ts';
import { builtConsultation, slug } from '../../site.ts';
import { everyPlace, type MakePlace, type Place } from './stores.ts';

const kinds = everyPlace();

const noon = Date.parse('2027-03-01T12:00:00Z');
const minute = 60_000;
const day = 86_400_000;
const delivered: Outcome = {
  ...{ state: 'delivered', reply: '250 kept', via: 'smtp', at: noon, maybeSent: false },
  ...{ takenFor: [], leftOut: 0 },
};

function say(text: string): Answers {
  return [{ question: 'final-comment', answer: { text } }];
}

async function openPlace(t: TestContext, make: MakePlace) {
  const place = await make(t);
  const consultation = await builtConsultation();
  const clock = { now: noon };
  const open = async (mailDomain = 'example.org') => {
    const storage = await place.open({ now: () => clock.now, mailDomain });
    await storage.store.keepVersion(consultation);
    return storage;
  };
  const storage = await open();
  const settings = readSettings(place.environment);
  const records = async <T>(
    read: (records: Awaited<ReturnType<typeof openStaffStore>>['records']) => T,
  ) => {
    const staff = await openStaffStore(settings);
    try {
      return read(staff.records);
    } finally {
      await staff.close();
    }
  };
  return { place, consultation, clock, open, storage, settings, records };
}

function add(
  storage: Storage,
  consultation: Consultation,
  token = 'receipt',
  text = 'first words',
) {
  const more = { receivedAt: new Date(noon), late: false, marks: [] };
  return storage.store.add({ consultation, answers: say(text), token, ...more });
}

function changeTo(
  consultation: Consultation,
  text: string,
  more: Partial<NewChange> = {},
): NewChange {
  return {
    ...{
      token: 'receipt',
      consultation,
      answers: say(text),
      changeToken: `page of ${text}`,
      base: 1,
    },
    ...{ at: new Date(noon + minute), late: false },
    ...more,
  };
}

/** Takes every email that is due now and delivers it; resolves to what was taken. */
async function deliver(emails: Emails, now: number) {
  const taken = await emails.claim(now, 50);
  for (const { id } of taken) await emails.settle(id, { ...delivered, at: now });
  return taken.map(({ kind, key, brings }) => ({
    ...{ kind, key },
    text: JSON.stringify(
      brings?.contribution.answers.find(({ answer }) => answer !== null)?.answer,
    ),
    isWithdrawn: brings?.isWithdrawn,
  }));
}

/** Adds contributions that are in one batch. Resolves to their references. */
async function addToBatch(
  storage: Storage,
  place: Place,
  consultation: Consultation,
  tokens: string[],
): Promise<string[]> {
  const references: string[] = [];
  for (const token of tokens)
    references.push((await add(storage, consultation, token, token)).reference);
  await place.run('DELETE FROM email');
  await place.run('UPDATE contribution SET email = NULL');
  await storage.emails.addBatches(consultation.slug, noon);
  return references;
}

/** As the outbox while the mail server refuses every email: what has become pointless is dropped. */
async function refuse(emails: Emails, now: number): Promise<void> {
  for (const { id, kind } of await emails.claim(now, 50)) {
    if (kind === 'change') await emails.drop(id);
    else await emails.settle(id, { ...delivered, state: 'queued', reply: '451 later', at: now });
  }
}

function wordsIn(place: Place): string {
  const files = readdirSync(place.folder, { recursive: true, withFileTypes: true });
  return files
    .filter((file) => file.isFile())
    .map((file) => readFileSync(join(file.parentPath, file.name), 'latin1'))
    .join('');
}

type Rule = (t: TestContext, make: MakePlace) => Promise<void>;

const rules: Record<string, Rule> = {
  async 'a change replaces what was sent, and keeps the number and the reference'(t, make) {
    const { storage, consultation, records } = await openPlace(t, make);
    const { store } = storage;
    const first = await add(storage, consultation);
    const changed = await store.change(changeTo(consultation, 'second words', { late: true }));
    const { number, reference } = first;
    assert.deepEqual(changed, { outcome: 'changed', number, reference, change: 2 });
    const stored = await store.findByToken('receipt');
    assert.equal(stored?.contribution.change, 2);
    assert.equal(stored.contribution.changedAt, new Date(noon + minute).toISOString());
    assert.equal(stored.contribution.receivedAt, new Date(noon).toISOString());
    assert.equal(stored.contribution.late, true);
    assert.match(JSON.stringify(stored.contribution.answers), /second words/);
    const filed = await records((all) => all.find(reference));
    assert.equal(filed?.contribution.change, 2);
    const earlier = await records((all) => all.findChanged(reference, 1));
    assert.match(JSON.stringify(earlier?.before?.answers), /first words/);
  },

  async 'a change sent twice is one change, and the first sending is still recognised'(t, make) {
    const { storage, consultation } = await openPlace(t, make);
    const { store } = storage;
    await add(storage, consultation);
    const wanted = changeTo(consultation, 'second words');
    const both = await Promise.all([store.change(wanted), store.change(wanted)]);
    assert.deepEqual(both.map(({ outcome }) => outcome).sort(), ['again', 'changed']);
    assert.equal((await store.change({ ...wanted, base: 2 })).outcome, 'again');
    assert.equal((await add(storage, consultation)).outcome, 'again');
    assert.equal((await add(storage, consultation, 'receipt', 'others')).outcome, 'different');
    const next = changeTo(consultation, 'third words', { base: 2 });
    assert.equal((await store.change(next)).change, 3);
    assert.deepEqual(
      { ...(await store.change(wanted)), reference: '' },
      { outcome: 'again', number: 1, reference: '', change: 3 },
      'a page from before the last change changes nothing',
    );
  },

  async 'if two devices change it, the second is told; the same answers are not a change'(t, make) {
    const { storage, open, consultation } = await openPlace(t, make);
    const other = await open();
    await add(storage, consultation);
    const outcomes = await Promise.all([
      storage.store.change(changeTo(consultation, 'from the telephone')),
      other.store.change(changeTo(consultation, 'from the computer')),
    ]);
    assert.deepEqual(outcomes.map(({ outcome }) => outcome).sort(), ['changed', 'changed since']);
    const stored = await storage.store.findByToken('receipt');
    const answer = stored?.contribution.answers.find(({ answer }) => answer !== null)?.answer;
    const same = changeTo(consultation, (answer as { text: string }).text, { changeToken: 'new' });
    assert.equal((await storage.store.change(same)).outcome, 'same');
    assert.equal((await storage.store.findByToken('receipt'))?.contribution.change, 2);
  },

  async 'a contribution can be changed twenty times'(t, make) {
    const { storage, consultation } = await openPlace(t, make);
    const { store } = storage;
    await add(storage, consultation);
    const outcomes: string[] = [];
    for (let base = 1; base <= 21; base += 1) {
      const { outcome } = await store.change(changeTo(consultation, `words ${base}`, { base }));
      outcomes.push(outcome);
    }
    assert.deepEqual(outcomes, [...Array<string>(20).fill('changed'), 'too many']);
  },

  async 'contributions from before, or filed by staff, can only be read'(t, make) {
    const { storage, place, consultation } = await openPlace(t, make);
    const { store } = storage;
    await add(storage, consultation);
    await place.run('UPDATE contribution SET may_change = 0');
    const more = { receivedAt: new Date(noon), late: false, channel: 'post' } as const;
    await store.add({ consultation, answers: say('on paper'), token: 'of staff', ...more });
    for (const token of ['receipt', 'of staff', 'nobody']) {
      assert.equal((await store.change(changeTo(consultation, 'x', { token }))).outcome, 'unknown');
      assert.equal(await store.withdraw(token), 'unknown');
      assert.equal(await store.undo(token), 'unknown');
      assert.equal(await store.countEmail(token, 'receipt'), false);
    }
    assert.equal((await store.findByToken('receipt'))?.mayChange, false);
  },

  async 'a waiting email has the newest form, and no other email is sent'(t, make) {
    const { storage, consultation, clock } = await openPlace(t, make);
    const { reference } = await add(storage, consultation);
    await storage.store.change(changeTo(consultation, 'second words'));
    clock.now += 20 * minute;
    assert.deepEqual(await deliver(storage.emails, clock.now), [
      { kind: 'contribution', key: reference, text: '{"text":"second words"}', isWithdrawn: false },
    ]);
    assert.equal(await storage.emails.nextDue(), null);
  },

  async 'staff who have it get one email about the changes of ten minutes'(t, make) {
    const { storage, place, consultation } = await openPlace(t, make);
    const { store, emails } = storage;
    const { reference } = await add(storage, consultation);
    await deliver(emails, noon);
    await store.change(changeTo(consultation, 'second words'));
    await store.change(changeTo(consultation, 'third words', { base: 2 }));
    assert.deepEqual(await emails.claim(noon, 9), [], 'it waits for more changes');
    await place.run(`UPDATE email SET next_at = 0 WHERE kind = 'change'`);
    const [due] = await emails.claim(noon, 9);
    assert.deepEqual([due?.kind, due?.key, due?.facts], ['change', `${reference}.2`, { since: 1 }]);
    // It is under way: what comes now needs another.
    await store.change(changeTo(consultation, 'fourth words', { base: 3 }));
    await emails.settle(Number(due?.id), delivered);
    await place.run(`UPDATE email SET next_at = 0 WHERE state = 'queued'`);
    const [next] = await emails.claim(noon, 9);
    assert.deepEqual([next?.key, next?.facts], [`${reference}.4`, { since: 3 }]);
    const found = await emails.findChanged(reference, 3);
    assert.match(JSON.stringify(found?.before?.answers), /third words/);
    assert.match(JSON.stringify(found?.filed.contribution.answers), /fourth words/);
    assert.match(String(found?.messageId), /@example.org>$/);
  },

  async 'a change while the email leaves is told of, and whether that email may have brought it'(
    t,
    make,
  ) {
    for (const leftAfter of [-minute, 2 * minute]) {
      const { storage, consultation } = await openPlace(t, make);
      const { store, emails } = storage;
      const { reference } = await add(storage, consultation);
      const [due] = await emails.claim(noon, 1);
      await store.change(changeTo(consultation, 'second words'));
      await emails.settle(Number(due?.id), { ...delivered, at: noon + leftAfter });
      assert.equal((await emails.countByState()).queued, 1);
      assert.equal((await emails.findChanged(reference, 1))?.mayBeThere, leftAfter > 0);
    }
    const { storage, consultation } = await openPlace(t, make);
    const { reference } = await add(storage, consultation);
    const [due] = await storage.emails.claim(noon, 1);
    await storage.store.change(changeTo(consultation, 'second words'));
    const cut: Outcome = { ...delivered, state: 'queued', maybeSent: true };
    await storage.emails.settle(Number(due?.id), cut);
    assert.equal((await storage.emails.findChanged(reference, 1))?.mayBeThere, true);
  },

  async 'a withdrawal takes effect everywhere at once, and can be undone for seven days'(t, make) {
    const { storage, consultation, clock, records } = await openPlace(t, make);
    const { store, emails } = storage;
    const { reference } = await add(storage, consultation);
    await deliver(emails, noon);
    const standings = [await emails.standing(consultation.slug)];
    assert.deepEqual(
      await Promise.all([store.withdraw('receipt'), store.withdraw('receipt')]).then((all) =>
        all.sort(),
      ),
      ['again', 'done'],
    );
    const filed = await records((all) => all.find(reference));
    assert.deepEqual(filed?.erased, {
      ...{ why: 'withdrawn', at: new Date(noon), undoUntil: new Date(noon + 7 * day) },
    });
    assert.deepEqual(filed.contribution.answers, []);
    standings.push(await emails.standing(consultation.slug));
    assert.notEqual(standings[0], standings[1]);
    assert.deepEqual(
      (await deliver(emails, noon)).map(({ kind, key }) => [kind, key]),
      [['withdrawal', reference]],
    );
    const changed = await store.change(changeTo(consultation, 'second words'));
    assert.equal(changed.outcome, 'withdrawn');

    clock.now = noon + 7 * day - 1;
    assert.equal((await store.eraseWithdrawn()).size, 0);
    assert.equal(await store.undo('receipt'), 'done');
    assert.equal(await store.undo('receipt'), 'again');
    const again = await deliver(emails, clock.now);
    assert.deepEqual(
      again.map(({ kind }) => kind),
      ['change'],
      'staff get it again',
    );
    assert.match(JSON.stringify((await emails.find(reference))?.contribution), /first words/);
    assert.equal((await store.findByToken('receipt'))?.withdrawn, null);
  },

  async 'after seven days the words are erased, including earlier forms and the journal'(t, make) {
    const { storage, place, consultation, clock, open } = await openPlace(t, make);
    const { store, emails } = storage;
    const { reference, number } = await add(storage, consultation, 'receipt', 'firstwordsx');
    await add(storage, consultation, 'other', 'kept words');
    await store.change(changeTo(consultation, 'secondwordsx'));
    assert.match(wordsIn(place), /firstwordsx/);
    await store.withdraw('receipt');
    const before = await emails.standing(consultation.slug);
    clock.now = noon + 7 * day;
    assert.equal(await store.undo('receipt'), 'too late');
    assert.deepEqual(await store.eraseWithdrawn(), new Map([[consultation.slug, [reference]]]));
    assert.equal(await emails.standing(consultation.slug), before, 'no figure moves');
    assert.equal(await store.findByToken('receipt'), null);
    const [row] = await place.run(`SELECT * FROM contribution WHERE reference = '${reference}'`);
    assert.doesNotMatch(JSON.stringify(row), /wordsx/);
    // Nodes see to their journals when they look; a start is such a moment.
    await storage.close();
    const again = await open();
    for (let tries = 0; tries < 100 && /wordsx/.test(wordsIn(place)); tries += 1)
      await new Promise((resolve) => setTimeout(resolve, 50));
    assert.doesNotMatch(wordsIn(place), /wordsx/);
    assert.match(JSON.stringify([...readFolders([place.folder]).erased.values()]), /withdrawn/);
    const next = await add(again, consultation, 'later', 'later words');
    assert.equal(next.number, number + 2, 'its number is never given again');
  },

  async 'words that were journalled and not stored, and were sent again, are erased too'(t, make) {
    const { storage, place, consultation, clock, open } = await openPlace(t, make);
    await add(storage, consultation, 'receipt', 'firstwordsx');
    const [name = ''] = readdirSync(journalIn(place.folder));
    const file = join(journalIn(place.folder), name);
    const [line = ''] = readFileSync(file, 'utf8')
      .split('\n')
      .filter((one) => one.startsWith('{"line":"contribution"'));
    // As after a process that ended between the journal and the commit.
    const lost = line.replace(/"reference":"[^"]*"/, '"reference":"AAA-222-BBB"');
    writeFileSync(file, `${lost}\n${readFileSync(file, 'utf8')}`);
    await storage.store.withdraw('receipt');
    clock.now += 8 * day;
    await storage.store.eraseWithdrawn();
    await storage.close();
    const again = await open();
    for (let tries = 0; tries < 100 && /wordsx/.test(wordsIn(place)); tries += 1)
      await new Promise((resolve) => setTimeout(resolve, 50));
    assert.doesNotMatch(wordsIn(place), /wordsx/);
    assert.equal(readFolders([place.folder]).contributions.length, 0);
    await again.close();
  },

  async 'one that is withdrawn before its email was sent causes no email with words'(t, make) {
    const { storage, consultation } = await openPlace(t, make);
    const { store, emails } = storage;
    const { reference } = await add(storage, consultation);
    await store.withdraw('receipt');
    const due = await deliver(emails, noon);
    assert.deepEqual(
      due.map(({ kind }) => kind),
      ['withdrawal'],
    );
    assert.deepEqual(await emails.waitingSlugs(), []);
    await store.undo('receipt');
    const again = await deliver(emails, noon);
    assert.deepEqual(
      again.map(({ kind, key }) => [kind, key]),
      [['contribution', reference]],
    );
    assert.equal((await emails.find(reference))?.delivery?.state, 'delivered');
  },

  async 'after a withdrawal during sending, the email does not go again'(t, make) {
    const { storage, consultation } = await openPlace(t, make);
    const { store, emails } = storage;
    const { reference } = await add(storage, consultation);
    const [due] = await emails.claim(noon, 1);
    await store.withdraw('receipt');
    await emails.settle(Number(due?.id), { ...delivered, state: 'queued', maybeSent: true });
    const all = await emails.claim(noon, 9);
    const own = all.find(({ kind }) => kind === 'contribution');
    assert.equal(own?.brings?.isWithdrawn, true);
    // Taken back at the very moment at which the email goes out of the queue: it gets another.
    await store.undo('receipt');
    await emails.drop(own.id);
    assert.deepEqual(await emails.waitingSlugs(), [consultation.slug]);
    await emails.releaseWaiting(consultation.slug, noon);
    assert.equal((await emails.find(reference))?.delivery?.state, 'queued');
  },

  async 'taken back before staff were asked, they get the change that waited'(t, make) {
    const { storage, consultation, clock } = await openPlace(t, make);
    const { store, emails } = storage;
    const { reference } = await add(storage, consultation);
    await deliver(emails, noon);
    await store.change(changeTo(consultation, 'second words'));
    await store.withdraw('receipt');
    // The outbox finds nothing to say, and takes it out of the queue before the withdrawal leaves.
    const due = await emails.claim(noon, 9);
    const change = due.find(({ kind }) => kind === 'change');
    const withdrawal = due.find(({ kind }) => kind === 'withdrawal');
    await emails.drop(Number(change?.id));
    const refused = { ...delivered, state: 'queued', reply: '451 later', at: noon } as const;
    await emails.settle(Number(withdrawal?.id), refused);
    assert.equal(await store.undo('receipt'), 'done');
    clock.now += 20 * minute;
    const again = await emails.claim(clock.now, 9);
    assert.deepEqual(
      again.map(({ kind, key, facts, maybeSent }) => ({ kind, key, facts, maybeSent })),
      [{ kind: 'change', key: `${reference}.2`, facts: { since: 1 }, maybeSent: false }],
    );
    await emails.settle(Number(again[0]?.id), { ...delivered, at: clock.now });
    await store.withdraw('receipt');
    assert.equal(await store.undo('receipt'), 'done');
    assert.deepEqual(await emails.claim(clock.now, 9), [], 'they have it');
  },

  async 'taken back twice, staff who were asked to delete it are told that it counts'(t, make) {
    const { storage, consultation, clock } = await openPlace(t, make);
    const { store, emails } = storage;
    const { reference } = await add(storage, consultation);
    await store.withdraw('receipt');
    await store.undo('receipt');
    await deliver(emails, noon);
    await store.withdraw('receipt');
    await deliver(emails, noon);
    const first = (clock.now += minute);
    await store.undo('receipt');
    for (let times = 0; times < 2; times += 1) {
      clock.now += minute;
      await store.withdraw('receipt');
      await refuse(emails, clock.now);
      assert.equal(await store.undo('receipt'), 'done');
    }
    const due = await emails.claim(clock.now, 9);
    assert.deepEqual(
      due.map(({ kind, key, facts, maybeSent }) => ({ kind, key, facts, maybeSent })),
      [
        {
          ...{ kind: 'change', key: `${reference}.undone-${first}` },
          ...{ facts: { undoneAt: first }, maybeSent: false },
        },
      ],
    );
    await emails.settle(Number(due[0]?.id), { ...delivered, at: clock.now });
    await store.withdraw('receipt');
    assert.equal(await store.undo('receipt'), 'done');
    assert.deepEqual(await emails.claim(clock.now, 9), [], 'they know that it counts');
  },

  async 'taken back, an email that some recipients may have is marked'(t, make) {
    const { storage, consultation, clock } = await openPlace(t, make);
    const { store, emails } = storage;
    const { reference } = await add(storage, consultation);
    await deliver(emails, noon);
    await store.withdraw('receipt');
    await deliver(emails, noon);
    await store.undo('receipt');
    const [told] = await emails.claim(noon, 9);
    const partly: Outcome = { ...delivered, state: 'queued', takenFor: ['a@example.org'] };
    await emails.settle(Number(told?.id), { ...partly, at: noon + minute });
    clock.now += minute;
    await store.withdraw('receipt');
    await refuse(emails, clock.now);
    await store.undo('receipt');
    const again = await emails.claim(clock.now, 9);
    assert.deepEqual(
      again.map(({ key, maybeSent }) => [key, maybeSent]),
      [[`${reference}.undone-${noon}`, true]],
    );
  },

  async 'taken back before staff were asked, they get all changes since the form that they have'(
    t,
    make,
  ) {
    const { storage, consultation, clock } = await openPlace(t, make);
    const { store, emails } = storage;
    const { reference } = await add(storage, consultation);
    await deliver(emails, noon);
    await store.change(changeTo(consultation, 'second words'));
    await store.change(changeTo(consultation, 'third words', { base: 2 }));
    await store.withdraw('receipt');
    await refuse(emails, noon);
    await store.undo('receipt');
    clock.now += 20 * minute;
    const due = await emails.claim(clock.now, 9);
    assert.deepEqual(
      due.map(({ key, facts }) => [key, facts]),
      [[`${reference}.2`, { since: 1 }]],
    );
  },

  async 'a withdrawal that an older version made is taken back too'(t, make) {
    const { storage, place, consultation } = await openPlace(t, make);
    const { store, emails } = storage;
    const { reference } = await add(storage, consultation);
    await deliver(emails, noon);
    await store.change(changeTo(consultation, 'second words'));
    await store.withdraw('receipt');
    await refuse(emails, noon);
    const facts = JSON.stringify({ summaries: [], isInBatch: false, undoUntil: noon + 7 * day });
    await place.run(`UPDATE email SET facts = '${facts}' WHERE kind = 'withdrawal'`);
    assert.equal(await store.undo('receipt'), 'done');
    const due = await emails.claim(noon, 9);
    assert.deepEqual(
      due.map(({ key, facts: told }) => [key, told]),
      [[`${reference}.2`, { since: 1 }]],
    );
  },

  async 'taken back while an email about a change finds nothing to say, that email waits again'(
    t,
    make,
  ) {
    const { storage, consultation } = await openPlace(t, make);
    const { store, emails } = storage;
    const { reference } = await add(storage, consultation);
    await deliver(emails, noon);
    await store.change(changeTo(consultation, 'second words'));
    await store.withdraw('receipt');
    const due = await emails.claim(noon, 9);
    await store.undo('receipt');
    const idOf = (wanted: string) => Number(due.find(({ kind }) => kind === wanted)?.id);
    await emails.drop(idOf('change'));
    await emails.settle(idOf('withdrawal'), delivered);
    const again = await emails.claim(noon, 9);
    assert.ok(again.some(({ key }) => key === `${reference}.2`));
  },

  async 'taken back while its email leaves, staff get it after they were asked to delete it'(
    t,
    make,
  ) {
    for (const isTaken of [false, true]) {
      const { storage, consultation } = await openPlace(t, make);
      const { store, emails } = storage;
      await add(storage, consultation);
      const [due] = await emails.claim(noon, 1);
      const partly: Outcome = { ...delivered, state: 'queued', takenFor: ['a@example.org'] };
      if (isTaken) await emails.settle(Number(due?.id), { ...partly, at: noon + minute });
      await store.withdraw('receipt');
      if (!isTaken) await emails.settle(Number(due?.id), delivered);
      const left = await emails.claim(noon, 9);
      const asked = left.find(({ kind }) => kind === 'withdrawal');
      await emails.settle(Number(asked?.id), delivered);
      await store.undo('receipt');
      for (const { id } of left) if (id !== asked?.id) await emails.settle(id, delivered);
      const kinds = (await deliver(emails, noon + minute)).map(({ kind }) => kind);
      assert.ok(kinds.includes('change'), 'staff get it again');
      assert.equal((await emails.countByState()).queued, 0);
    }
  },

  async 'what stands outside the store goes before the words are erased'(t, make) {
    const { storage, consultation, clock } = await openPlace(t, make);
    const { store } = storage;
    const { reference } = await add(storage, consultation);
    await store.withdraw('receipt');
    clock.now = noon + 7 * day;
    const cut = store.eraseWithdrawn(async (references) => {
      assert.deepEqual(references, [reference]);
      throw new Error('the process ends');
    });
    await assert.rejects(cut, /the process ends/);
    let asked = 0;
    const erased = await store.eraseWithdrawn(async ({ length }) => void (asked += length));
    assert.deepEqual([asked, [...erased.values()]], [1, [[reference]]]);
    assert.equal((await store.eraseWithdrawn(() => assert.fail())).size, 0);
  },

  async 'a withdrawal takes the contribution out of a waiting batch'(t, make) {
    const { storage, consultation, place } = await openPlace(t, make);
    const { store, emails } = storage;
    const { slug } = consultation;
    const references: string[] = [];
    for (const token of ['receipt', 'b', 'c'])
      references.push((await add(storage, consultation, token, token)).reference);
    await place.run('DELETE FROM email');
    await place.run('UPDATE contribution SET email = NULL');
    await emails.addBatches(slug, noon);
    await store.withdraw('receipt');
    const due = await emails.claim(noon, 9);
    const batch = due.find(({ kind }) => kind === 'batch');
    assert.deepEqual(batch?.facts, { references: references.slice(1) });
    for (const { id } of due) await emails.settle(id, delivered);
    await store.undo('receipt');
    const [own] = await emails.claim(noon, 9);
    assert.deepEqual([own?.kind, own?.key], ['contribution', references[0]]);
  },

  async 'a batch that is being sent is named when one of it is withdrawn, and brings it no more after an undo'(
    t,
    make,
  ) {
    const { storage, consultation, place } = await openPlace(t, make);
    const { store, emails } = storage;
    const references: string[] = [];
    for (const token of ['receipt', 'b'])
      references.push((await add(storage, consultation, token, token)).reference);
    await place.run('DELETE FROM email');
    await place.run('UPDATE contribution SET email = NULL');
    await emails.addBatches(consultation.slug, noon);
    const [sending] = await emails.claim(noon, 1);
    assert.deepEqual(sending?.facts, { references });
    await store.withdraw('receipt');
    const [named] = await place.run("SELECT facts FROM email WHERE kind = 'withdrawal'");
    assert.match(String(named?.['facts']), /"isInBatch":true/);
    await store.undo('receipt');
    await emails.settle(sending.id, { ...delivered, state: 'queued' });
    const due = await emails.claim(noon, 9);
    const found = due.map(({ kind, facts, maybeSent }) => [kind, facts, maybeSent]);
    assert.deepEqual(found, [
      ['batch', { references: references.slice(1), former: references.slice(0, 1) }, false],
      ['contribution', {}, true],
    ]);
  },

  async 'a batch that one recipient has is named each time one of it is withdrawn'(t, make) {
    const { storage, place, consultation } = await openPlace(t, make);
    const { store, emails } = storage;
    const references = await addToBatch(storage, place, consultation, ['receipt', 'b', 'c', 'd']);
    const [batch] = await emails.claim(noon, 1);
    const partly: Outcome = { ...delivered, state: 'queued', takenFor: ['a@example.org'] };
    await emails.settle(Number(batch?.id), { ...partly, at: noon + minute });
    const isNamed = async () => {
      const [row] = await place.run("SELECT facts FROM email WHERE kind = 'withdrawal'");
      return /"isInBatch":true/.test(String(row?.['facts']));
    };
    await store.withdraw('receipt');
    assert.equal(await isNamed(), true);
    await store.undo('receipt');
    const [own] = await emails.claim(noon, 9);
    assert.deepEqual([own?.key, own?.maybeSent], [references[0], true]);
    await emails.settle(Number(own?.id), { ...delivered, state: 'queued', at: noon + 9 * minute });
    await store.withdraw('receipt');
    assert.equal(await isNamed(), true);
    await store.undo('receipt');
    await place.run("UPDATE email SET next_at = 0 WHERE kind = 'batch'");
    const [left] = (await emails.claim(noon, 9)).filter(({ kind }) => kind === 'batch');
    const former = references.slice(0, 1);
    assert.deepEqual(left?.facts, { references: references.slice(1), former });
    await emails.split(left.id, noon);
    const [half] = (await emails.claim(noon, 9)).filter(({ kind }) => kind === 'batch');
    assert.deepEqual(half?.facts, { references: references.slice(1, 3), former });
    await store.withdraw('receipt');
    assert.equal(await isNamed(), true);
  },

  async 'an email about a change that one recipient has is named when it is withdrawn'(t, make) {
    const { storage, place, consultation } = await openPlace(t, make);
    const { store, emails } = storage;
    await add(storage, consultation);
    await deliver(emails, noon);
    await store.change(changeTo(consultation, 'second words'));
    await place.run(`UPDATE email SET next_at = 0 WHERE kind = 'change'`);
    const [change] = await emails.claim(noon, 9);
    const partly: Outcome = { ...delivered, state: 'queued', takenFor: ['a@example.org'] };
    await emails.settle(Number(change?.id), { ...partly, at: noon + minute });
    await store.withdraw('receipt');
    const [row] = await place.run("SELECT facts FROM email WHERE kind = 'withdrawal'");
    assert.match(String(row?.['facts']), /"isInChanges":true/);
  },

  async 'sent again, a contribution does not go to those who have it in a batch'(t, make) {
    const { storage, place, consultation, settings } = await openPlace(t, make);
    const { emails } = storage;
    const references = await addToBatch(storage, place, consultation, ['receipt', 'b']);
    const [batch] = await emails.claim(noon, 1);
    const takenFor = ['a@example.org'];
    const partly: Outcome = { ...delivered, state: 'queued', takenFor, maybeSent: true };
    await emails.settle(Number(batch?.id), { ...partly, at: noon + 9 * minute });
    const staff = await openStaffStore(settings);
    try {
      const changes = staff.openChanges();
      await act({ changes, slug }, 'resend', { references: references.slice(0, 1) }, noon);
    } finally {
      await staff.close();
    }
    const [own] = (await emails.claim(noon, 9)).filter(({ kind }) => kind === 'contribution');
    assert.deepEqual([own?.key, own?.maybeSent, own?.takenFor], [references[0], true, takenFor]);
  },

  async 'staff cannot decide about a withdrawn contribution, but can erase it at once'(t, make) {
    const { storage, consultation, settings, records } = await openPlace(t, make);
    const { reference } = await add(storage, consultation);
    await deliver(storage.emails, noon);
    await storage.store.withdraw('receipt');
    await deliver(storage.emails, noon);
    const staff = await openStaffStore(settings);
    try {
      const changes = staff.openChanges();
      const references = [reference];
      const decided = act({ changes, slug }, 'decide', { references, decision: 'count' }, noon);
      await assert.rejects(decided, /is withdrawn/);
      const resent = act({ changes, slug }, 'resend', { references }, noon);
      await assert.rejects(resent, /is withdrawn/);
      await act({ changes, slug }, 'forget', { references }, noon + minute);
    } finally {
      await staff.close();
    }
    const filed = await records((all) => all.find(reference));
    assert.deepEqual(filed?.erased, { why: 'withdrawn', at: new Date(noon) });
    assert.equal(await storage.store.undo('receipt'), 'unknown');
    assert.equal((await deliver(storage.emails, noon + minute)).length, 1, 'staff are told again');
  },

  async 'an email that is being sent when its contribution is erased is recorded'(t, make) {
    const { storage, place, consultation, settings } = await openPlace(t, make);
    const { emails } = storage;
    const { reference } = await add(storage, consultation);
    const [taken] = await emails.claim(noon, 50);
    const staff = await openStaffStore(settings);
    try {
      const changes = staff.openChanges();
      await act({ changes, slug }, 'forget', { references: [reference] }, noon + minute);
    } finally {
      await staff.close();
    }
    await emails.settle(taken?.id ?? 0, { ...delivered, at: noon });
    assert.deepEqual([...readFolders([place.folder]).delivered.values()][0]?.references, [
      reference,
    ]);
  },

  async 'a batch that waits because it was rejected is not tried at once for a withdrawal'(
    t,
    make,
  ) {
    const { storage, consultation } = await openPlace(t, make);
    const batched = { ...consultation, batches: { above: 1 } } as Consultation;
    for (const token of ['one', 'two', 'three']) await add(storage, batched, token, token);
    const { store, emails } = storage;
    await emails.addBatches(slug, noon);
    const held = noon + 60 * minute;
    for (const { id, kind } of await emails.claim(noon, 50))
      await emails.settle(
        id,
        kind === 'batch'
          ? { ...delivered, state: 'held', reply: '550 no', at: held, maybeSent: true }
          : delivered,
      );
    await store.withdraw('two');
    const due = await emails.claim(noon + minute, 50);
    assert.deepEqual(
      due.map(({ kind }) => kind),
      ['withdrawal'],
    );
  },

  async 'a withdrawal and a decision at the same time happen in one of the two orders'(t, make) {
    const { storage, consultation, settings, records } = await openPlace(t, make);
    const { reference } = await add(storage, consultation);
    const staff = await openStaffStore(settings);
    try {
      const changes = staff.openChanges();
      const [withdrawn] = await Promise.allSettled([
        storage.store.withdraw('receipt'),
        act({ changes, slug }, 'decide', { references: [reference], decision: 'apart' }, noon),
      ]);
      assert.deepEqual(withdrawn, { status: 'fulfilled', value: 'done' });
    } finally {
      await staff.close();
    }
    assert.equal((await records((all) => all.find(reference)))?.erased?.why, 'withdrawn');
  },

  async 'the journal brings changes and withdrawals back'(t, make) {
    const { storage, place, consultation, clock, open, settings } = await openPlace(t, make);
    const { store, emails } = storage;
    const first = await add(storage, consultation);
    await add(storage, consultation, 'gone', 'gone words');
    await add(storage, consultation, 'undone', 'undone words');
    await deliver(emails, noon);
    await store.change(changeTo(consultation, 'second words'));
    await store.change(changeTo(consultation, 'third words', { base: 2, late: true }));
    await store.withdraw('gone');
    await store.withdraw('undone');
    clock.now += minute;
    await store.undo('undone');
    await storage.close();
    await place.run('DELETE FROM contribution');
    await place.run('DELETE FROM email');
    const restored = await restore(settings);
    assert.equal(restored.added, 3);
    const again = await open();
    const found = await again.store.findByToken('receipt');
    assert.equal(found?.contribution.reference, first.reference);
    assert.deepEqual([found.contribution.change, found.contribution.late], [3, true]);
    assert.match(JSON.stringify(found.contribution.answers), /third words/);
    assert.equal(found.mayChange, true);
    const told = await again.emails.findChanged(first.reference, 2);
    assert.match(JSON.stringify(told?.before?.answers), /second words/);
    assert.ok((await again.store.findByToken('gone'))?.withdrawn);
    assert.equal((await again.store.findByToken('undone'))?.withdrawn, null);
    // Sent once more from the page of before, it is still the same change.
    const repeated = await again.store.change(changeTo(consultation, 'third words', { base: 2 }));
    assert.equal(repeated.outcome, 'again');
    const due = await again.emails.claim(clock.now, 20);
    const changes = due.filter(({ kind }) => kind === 'change');
    assert.ok(
      changes.some(({ key }) => key.startsWith(first.reference)),
      'staff are told of it',
    );
    assert.ok(due.some(({ kind }) => kind === 'withdrawal'));
    assert.ok(due.every(({ maybeSent }) => maybeSent));
  },

  async 'an earlier backup is brought up to date with changes and withdrawals'(t, make) {
    const { storage, place, consultation, open, settings } = await openPlace(t, make);
    await add(storage, consultation);
    await add(storage, consultation, 'gone', 'gone words');
    await storage.store.change(changeTo(consultation, 'second words'));
    await storage.store.withdraw('gone');
    await storage.close();
    const first = JSON.stringify(say('first words'));
    await place.run(
      `UPDATE contribution SET change = 1, changed_at = NULL, change_hash = NULL, earlier = '[]',
         withdrawn_at = NULL, answers = '${first}' WHERE number = 1`,
    );
    await place.run('UPDATE contribution SET withdrawn_at = NULL');
    await restore(settings);
    const again = await open();
    const found = await again.store.findByToken('receipt');
    assert.match(JSON.stringify(found?.contribution.answers), /second words/);
    assert.equal(found?.contribution.change, 2);
    assert.ok((await again.store.findByToken('gone'))?.withdrawn);
    await restoreTwice(again, settings);
  },

  async 'a person gets three emails of each kind'(t, make) {
    const { storage, consultation } = await openPlace(t, make);
    await add(storage, consultation);
    const count = (kind: 'receipt' | 'notice') => storage.store.countEmail('receipt', kind);
    const counted = await Promise.all([1, 2, 3, 4, 5].map(() => count('receipt')));
    assert.deepEqual(counted.filter(Boolean).length, 3);
    assert.equal(await count('notice'), true);
  },

  async 'a change works after the text or the name of the consultation has changed'(t, make) {
    const { storage, consultation, records } = await openPlace(t, make);
    const { reference } = await add(storage, consultation);
    const renamed = { ...consultation, slug: 'new-name', version: 'newer' };
    await storage.store.keepVersion(renamed);
    const changed = await storage.store.change(changeTo(renamed, 'second words'));
    assert.equal(changed.outcome, 'changed');
    const filed = await records((all) => all.find(reference));
    assert.deepEqual(
      [filed?.contribution.consultation.slug, filed?.contribution.consultation.version],
      [consultation.slug, 'newer'],
    );
  },

  async 'the newest form decides the group of the same words'(t, make) {
    const { storage, consultation, records } = await openPlace(t, make);
    const campaign = 'Share power with the people whom it is about, from the first day on.';
    const first = await add(storage, consultation, 'other', campaign);
    const own = await add(storage, consultation);
    const marksOf = () => records((all) => all.find(own.reference)?.contribution.marks);
    await storage.store.change(changeTo(consultation, campaign));
    assert.deepEqual(await marksOf(), [`same-words:${first.reference}`]);
    await storage.store.change(changeTo(consultation, 'my own words', { base: 2 }));
    assert.deepEqual(await marksOf(), []);
  },
};

/** A second restore has nothing to do. */
async function restoreTwice(storage: Storage, settings: Parameters<typeof restore>[0]) {
  const { slug } = { slug: (await storage.store.storedSlugs())[0] as string };
  const before = await storage.emails.standing(slug);
  await storage.close();
  const { added, renumbered } = await restore(settings);
  assert.deepEqual([added, renumbered], [0, 0]);
  assert.ok(before);
}

for (const [kind, make] of Object.entries(kinds)) {
  for (const [rule, hold] of Object.entries(rules)) test(`${kind}: ${rule}`, (t) => hold(t, make));
}
