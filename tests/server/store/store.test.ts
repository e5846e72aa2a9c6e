/** The rules of the store, tested in both stores. */
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { Consultation } from '../../../src/consultation/consultation.ts';
import { readJournal } from '../../../src/server/store/journal-lines.ts';
import { journalIn, linesOfJournal } from '../../../src/server/store/journal.ts';
import type { Storage } from '../../../src/server/store/storage.ts';
import type { DueEmail, Outcome } from '../../../src/server/store/emails.ts';
import type { NewContribution, StoreOptions } from '../../../src/server/store/store.ts';
import { builtConsultation, until } from '../../site.ts';
import { everyPlace, type MakePlace } from './stores.ts';

const kinds = everyPlace();

const noon = Date.parse('2027-03-01T12:00:00Z');
const hour = 3_600_000;
const outcome: Outcome = {
  state: 'delivered',
  reply: '250 kept',
  via: 'smtp',
  at: noon,
  maybeSent: false,
  takenFor: [],
  leftOut: 0,
};
/** Enough words to be recognised. */
const telling =
  'Share power with the people whom it is about, from the first day on, and pay them.';

async function openPlace(
  t: TestContext,
  make: MakePlace,
  options: Partial<StoreOptions> & { lease?: number } = {},
) {
  const place = await make(t);
  const consultation = await builtConsultation();
  const open = async () => {
    const storage = await place.open({ now: () => noon, ...options });
    await storage.store.keepVersion(consultation);
    return storage;
  };
  return { place, consultation, open, storage: await open() };
}

function contribution(
  consultation: Consultation,
  token: string,
  text = 'x',
  more: Partial<NewContribution> = {},
): NewContribution {
  return {
    consultation,
    answers: [{ question: 'final-comment', answer: { text } }],
    token,
    receivedAt: new Date(noon),
    late: false,
    marks: [],
    ...more,
  };
}

function range(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}

function referencesOf({ facts }: DueEmail): string[] {
  return (facts as { references: string[] }).references;
}

function numberOf({ brings }: DueEmail): number {
  return brings?.contribution.number ?? 0;
}

type Rule = (t: TestContext, make: MakePlace) => Promise<void>;

const rules: Record<string, Rule> = {
  async 'numbers are consecutive, references differ, and what is added can be read'(t, make) {
    const { storage, consultation } = await openPlace(t, make);
    const { store } = storage;
    const added = await Promise.all(
      range(450).map((index) => store.add(contribution(consultation, `token-${index}`))),
    );
    assert.deepEqual(
      added.map(({ number }) => number),
      range(450).map((index) => index + 1),
    );
    assert.equal(new Set(added.map(({ reference }) => reference)).size, 450);
    for (const { reference } of added)
      assert.match(reference, /^[CDFGHJKMNPRTWXY]{3}-[346789]{3}-[CDFGHJKMNPRTWXY]{3}$/);
    const stored = await store.findByToken('token-7');
    assert.equal(stored?.contribution.reference, added[7]?.reference);
    assert.deepEqual(stored?.contribution.answers.at(-2)?.answer, { text: 'x' });
    assert.equal(stored?.contribution.receivedAt, new Date(noon).toISOString());
    assert.equal(stored?.delivered, null);
    assert.equal(await store.findByToken('another'), null);
  },

  async 'numbers have no gaps when several processes add, and each consultation has its own'(
    t,
    make,
  ) {
    const { storage, open, consultation } = await openPlace(t, make);
    const storages = [storage, await open(), await open()];
    const other = { ...consultation, slug: 'another' };
    await storage.store.keepVersion(other);
    const added = await Promise.all(
      range(300).map((index) =>
        (storages[index % 3] as Storage).store.add(
          contribution(index % 5 === 0 ? other : consultation, `token-${index}`),
        ),
      ),
    );
    const numbersOf = (wanted: boolean) =>
      added
        .filter((_, index) => (index % 5 === 0) === wanted)
        .map(({ number }) => number)
        .sort((a, b) => a - b);
    assert.deepEqual(
      numbersOf(true),
      range(60).map((index) => index + 1),
    );
    assert.deepEqual(
      numbersOf(false),
      range(240).map((index) => index + 1),
    );
  },

  async 'the versions that people have answered are known, the oldest first'(t, make) {
    const { storage, consultation } = await openPlace(t, make);
    const { store } = storage;
    const versions = ['b', 'a', 'unanswered'].map((version) => ({ ...consultation, version }));
    for (const version of versions) await store.keepVersion(version);
    assert.deepEqual(await store.answeredVersions(consultation.slug), []);
    for (const version of versions.slice(0, 2).toReversed())
      await store.add(contribution(version, `token-${version.version}`));
    const answered = await store.answeredVersions(consultation.slug);
    assert.deepEqual(answered.map(({ version }) => version).toSorted(), ['a', 'b']);
    assert.deepEqual(await store.answeredVersions('another'), []);
  },

  async 'a token counts once: the same answers are the same contribution, others are told apart'(
    t,
    make,
  ) {
    const { storage, open, consultation } = await openPlace(t, make);
    const other = await open();
    const add = ({ store }: Storage, text: string) =>
      store.add(contribution(consultation, 'one', text));
    const added = await Promise.all([
      add(storage, 'a'),
      add(storage, 'a'),
      add(other, 'a'),
      add(other, 'a'),
    ]);
    assert.deepEqual(added.map(({ outcome }) => outcome).sort(), [
      'added',
      'again',
      'again',
      'again',
    ]);
    assert.equal(new Set(added.map(({ reference }) => reference)).size, 1);
    const different = await add(other, 'b');
    assert.deepEqual([different.outcome, different.number], ['different', 1]);
    const elsewhere = { ...consultation, slug: 'another' };
    await storage.store.keepVersion(elsewhere);
    const [same, next] = await Promise.all([
      storage.store.add(contribution(elsewhere, 'one', 'c')),
      storage.store.add(contribution(consultation, 'two', 'a')),
    ]);
    assert.equal(same.outcome, 'different');
    assert.equal(next.number, 2);
    assert.equal((await storage.emails.claim(noon, 10)).length, 2);
  },

  async 'a token is stored hashed'(t, make) {
    const { place, storage, consultation } = await openPlace(t, make);
    await storage.store.add(contribution(consultation, 'a-token-to-look-for'));
    const rows = await place.run('SELECT * FROM contribution');
    assert.equal(rows.length, 1);
    assert.ok(!JSON.stringify(rows).includes('a-token-to-look-for'));
  },

  async 'a contribution that cannot be written does not fail those that wait with it'(t, make) {
    const { storage, consultation } = await openPlace(t, make);
    const { store } = storage;
    const unkept = { ...consultation, version: 'never kept' };
    const wrong = store.add(contribution(unkept, 'wrong'));
    const right = store.add(contribution(consultation, 'right'));
    await assert.rejects(wrong, /foreign key/i);
    assert.equal((await right).number, 1);
    assert.equal((await store.add(contribution(consultation, 'next'))).number, 2);
  },

  async 'an accepted text is returned exactly'(t, make) {
    const { storage, consultation } = await openPlace(t, make);
    const { store } = storage;
    const text = `NUL \0, half an emoji \uD83D, a whole one 👩‍👩‍👧, שלום, "quotes" \\ \\u0000 {a,b} ',\r\n\t\u2028`;
    await store.add(contribution(consultation, 'one', text));
    const stored = await store.findByToken('one');
    assert.deepEqual(stored?.contribution.answers.at(-2)?.answer, { text });
  },

  async 'words that come a second time are marked, even if both come together'(t, make) {
    const { storage, consultation } = await openPlace(t, make);
    const { store } = storage;
    const add = (token: string, text = telling) =>
      store.add(contribution(consultation, token, text, { marks: ['filled in at once'] }));
    const [first] = await Promise.all([add('1'), add('2')]);
    await add('3');
    await add('4', 'Yes.');
    await add('5', 'Yes.');
    await add('6', ` ${telling.replaceAll(' ', '\n')}`);
    const marks = await Promise.all(
      range(6).map(async (index) => (await store.findByToken(`${index + 1}`))?.contribution.marks),
    );
    const marked = ['filled in at once', `same-words:${first.reference}`];
    const plain = ['filled in at once'];
    assert.deepEqual(marks, [plain, marked, marked, plain, plain, marked]);
  },

  async 'a version is kept once, and found'(t, make) {
    const { storage, open, consultation } = await openPlace(t, make);
    const { slug, version } = consultation;
    await storage.store.keepVersion({ ...consultation, title: 'Changed under the same name' });
    const again = await open();
    for (const { store } of [storage, again]) {
      assert.deepEqual(await store.findVersion(slug, version), consultation);
      assert.equal(await store.findVersion(slug, 'unknown'), null);
    }
  },

  async 'an email is claimed once, and its outcome is recorded'(t, make) {
    const { storage, open, consultation } = await openPlace(t, make);
    const { store, emails } = storage;
    const other = await open();
    for (const index of range(20)) await store.add(contribution(consultation, `token-${index}`));
    assert.ok(Math.abs(((await emails.nextDue()) ?? 0) - noon) < 60_000);
    assert.equal(await emails.oldestWaiting(), noon);
    const claims = await Promise.all(
      range(4).map((index) => (index % 2 ? other : storage).emails.claim(noon + 1000, 7)),
    );
    const numbers = claims.flat().map(numberOf);
    assert.deepEqual(
      numbers.toSorted((a, b) => a - b),
      range(20).map((index) => index + 1),
    );
    assert.deepEqual(await emails.claim(noon + 1000, 10), []);
    const [mine] = [...(claims[0] ?? []), ...(claims[2] ?? [])];
    assert.ok(mine);
    assert.deepEqual([mine.maybeSent, mine.tries, mine.takenFor], [false, 0, []]);
    assert.match(mine.messageId, /^<.+@example\.org>$/);
    await emails.settle(mine.id, { ...outcome, at: noon + 5 });
    const counts = { queued: 0, sending: 19, held: 0, delivered: 1 };
    assert.deepEqual(await other.emails.countByState(), counts);
    const token = `token-${numberOf(mine) - 1}`;
    assert.deepEqual((await other.store.findByToken(token))?.delivered, {
      at: new Date(noon + 5),
      via: 'smtp',
      isBounced: false,
    });
  },

  async 'what a process was sending when it died goes again, marked'(t, make) {
    const { storage, open, consultation } = await openPlace(t, make, { lease: 500 });
    await storage.store.add(contribution(consultation, 'one'));
    const [first] = await storage.emails.claim(noon, 10);
    await storage.close();
    const { emails } = await open();
    await until('it is known', async () => (await emails.recover(noon, hour)) === 1);
    const [again] = await emails.claim(noon, 10);
    assert.equal(again?.maybeSent, true);
    assert.equal(again?.tries, 1);
    assert.equal(again?.messageId, first?.messageId);
  },

  async 'after a failed attempt an email waits, with everything that is known; a mark stays'(
    t,
    make,
  ) {
    const { storage, consultation } = await openPlace(t, make);
    const { store, emails } = storage;
    await store.add(contribution(consultation, 'one'));
    const claimOne = async () => {
      const [delivery] = await emails.claim(noon, 1);
      assert.ok(delivery);
      return delivery;
    };
    const takenFor = ['a@example.org'];
    // A mail server may say anything.
    const failed = { ...outcome, state: 'queued', reply: '451 \0 later', takenFor } as const;
    await emails.settle((await claimOne()).id, { ...failed, at: noon + hour, maybeSent: true });
    assert.deepEqual(await emails.claim(noon, 1), []);
    assert.ok(Math.abs(((await emails.nextDue()) ?? 0) - noon - hour) < 60_000);
    await emails.bringForward(noon);
    const second = await claimOne();
    assert.deepEqual([second.maybeSent, second.tries, second.takenFor], [true, 1, takenFor]);
    await emails.settle(second.id, { ...failed, at: noon, maybeSent: true });
    assert.equal((await claimOne()).maybeSent, true);
  },

  async 'a held email says why, and is tried again'(t, make) {
    const { storage, consultation } = await openPlace(t, make);
    const { store, emails } = storage;
    const { reference } = await store.add(contribution(consultation, 'one'));
    assert.equal(await emails.firstHeld(), null);
    const [delivery] = await emails.claim(noon, 1);
    const held = { ...outcome, state: 'held', reply: '550 No such user' } as const;
    await emails.settle(delivery?.id ?? 0, { ...held, at: noon + hour });
    assert.deepEqual(await emails.firstHeld(), { name: reference, reply: '550 No such user' });
    assert.equal((await emails.countByState()).held, 1);
    assert.deepEqual(await emails.claim(noon, 1), []);
    await emails.bringForward(noon);
    assert.equal((await emails.claim(noon, 1)).length, 1);
  },

  async 'a wait that a changed clock made too long is shortened'(t, make) {
    const { storage, consultation } = await openPlace(t, make);
    const { store, emails } = storage;
    await store.add(contribution(consultation, 'one'));
    const [delivery] = await emails.claim(noon, 1);
    await emails.settle(delivery?.id ?? 0, { ...outcome, state: 'queued', at: noon + 90 * hour });
    await emails.recover(noon, 100 * hour);
    assert.deepEqual(await emails.claim(noon, 1), []);
    await emails.recover(noon, 2 * hour);
    assert.equal((await emails.claim(noon, 1)).length, 1);
  },

  async 'an email whose contribution cannot be read is held, and does not delay others'(t, make) {
    const unreadable: string[] = [];
    const { place, storage, consultation } = await openPlace(t, make, {
      onUnreadable: (reference) => unreadable.push(reference),
    });
    const { store, emails } = storage;
    const { reference } = await store.add(contribution(consultation, 'broken'));
    await store.add(contribution(consultation, 'whole'));
    await place.run(`UPDATE contribution SET answers = '{"' WHERE number = 1`);
    const claimed = await emails.claim(noon, 10);
    assert.deepEqual(claimed.map(numberOf), [2]);
    assert.deepEqual(unreadable, [reference]);
    const reply = 'its contribution cannot be read';
    assert.deepEqual(await emails.firstHeld(), { name: reference, reply });
    await assert.rejects(store.findByToken('broken'), /cannot be read$/);
    assert.deepEqual(await emails.claim(noon, 10), []);
  },

  async 'beyond the number that a consultation sets, contributions wait for a batch'(t, make) {
    const { storage, open, consultation } = await openPlace(t, make);
    const { store, emails } = storage;
    const { slug } = consultation;
    const busy = { ...consultation, batches: { above: 2, every: 'hour' as const } };
    const yesterday = { receivedAt: new Date(noon - 24 * hour) };
    await store.add(contribution(busy, 'of the day before', 'x', yesterday));
    for (const index of range(3)) await store.add(contribution(busy, `token-${index}`));
    const added = await Promise.all(
      range(120).map((index) => store.add(contribution(busy, `together-${index}`))),
    );
    const alone = await emails.claim(noon, 200);
    assert.deepEqual(
      alone.map(numberOf).sort((a, b) => a - b),
      [1, 2, 3],
    );
    assert.deepEqual(await emails.waitingSlugs(), [slug]);
    assert.equal(await emails.oldestUnsent(slug), noon);
    assert.equal(await emails.oldestUnsent('another'), null);

    const other = await open();
    await Promise.all([emails.addBatches(slug, noon), other.emails.addBatches(slug, noon + 1)]);
    assert.deepEqual(await emails.waitingSlugs(), []);
    const [first] = await emails.claim(noon + 1, 1);
    const [second] = await other.emails.claim(noon + 1, 1);
    assert.deepEqual(await emails.claim(noon + 1, 1), []);
    assert.ok(first && second);
    assert.deepEqual([first.kind, first.tries, first.maybeSent], ['batch', 0, false]);
    const references = referencesOf(first);
    assert.equal(references.length, 100);
    assert.equal(references[1], added[0]?.reference);
    assert.equal(referencesOf(second).length, 21);
    await emails.settle(first.id, { ...outcome, at: noon + 7 });
    const counts = { queued: 0, sending: 4, held: 0, delivered: 1 };
    assert.deepEqual(await emails.countByState(), counts);
    assert.deepEqual((await store.findByToken('together-0'))?.delivered?.at, new Date(noon + 7));

    await store.add(contribution(busy, 'late'));
    await emails.releaseWaiting(slug, noon);
    assert.equal((await emails.claim(noon, 10)).length, 1);
  },

  async 'a batch is halved until one contribution is left, which then has a separate email'(
    t,
    make,
  ) {
    const { storage, consultation } = await openPlace(t, make);
    const { store, emails } = storage;
    const busy = { ...consultation, batches: { above: 0, every: 'hour' as const } };
    const added = await Promise.all(
      range(3).map((index) => store.add(contribution(busy, `token-${index}`))),
    );
    await emails.addBatches(busy.slug, noon);
    const claimOne = async () => {
      const [email] = await emails.claim(noon, 1);
      assert.ok(email);
      return email;
    };
    const whole = await claimOne();
    await emails.split(whole.id, noon);
    const [two, one] = await emails.claim(noon, 9);
    assert.ok(two && one);
    assert.deepEqual(
      referencesOf(two),
      added.slice(0, 2).map(({ reference }) => reference),
    );
    assert.deepEqual([one.kind, numberOf(one)], ['contribution', 3]);
    await emails.settle(one.id, { ...outcome, at: noon + 9 });
    assert.deepEqual((await store.findByToken('token-2'))?.delivered?.at, new Date(noon + 9));
    await emails.split(two.id, noon);
    const singles = await emails.claim(noon, 9);
    assert.deepEqual(singles.map(numberOf), [1, 2]);
    await emails.drop(singles[0]?.id ?? 0);
    // A contribution that nobody withdrew waits for another email.
    const counts = { queued: 1, sending: 1, held: 0, delivered: 1 };
    assert.deepEqual(await emails.countByState(), counts);
  },

  async 'the halves of a batch that may have arrived say so, and go only to those who lack it'(
    t,
    make,
  ) {
    const { storage, consultation } = await openPlace(t, make);
    const { store, emails } = storage;
    const busy = { ...consultation, batches: { above: 0, every: 'hour' as const } };
    for (const index of range(3)) await store.add(contribution(busy, `token-${index}`));
    await emails.addBatches(busy.slug, noon);
    const [whole] = await emails.claim(noon, 1);
    assert.ok(whole);
    const takenFor = ['good@example.org'];
    const unclear = { ...outcome, state: 'queued', at: noon, maybeSent: true, takenFor } as const;
    await emails.settle(whole.id, unclear);
    await emails.claim(noon, 1);
    await emails.split(whole.id, noon);
    for (const half of await emails.claim(noon, 9)) {
      assert.deepEqual([half.maybeSent, half.takenFor], [true, takenFor]);
    }
  },

  async 'a summary is made once for each day, and sent once'(t, make) {
    const { storage, open, consultation } = await openPlace(t, make, { lease: 500 });
    const { slug } = consultation;
    const { emails } = storage;
    const other = await open();
    assert.equal(await emails.lastSummary(slug, noon), null);
    const facts = { upTo: 0, since: 0, isFinal: false };
    await emails.addSummary(slug, '2027-02-28', facts, 'delivered', noon);
    assert.deepEqual(await emails.claim(noon, 9), []);
    const both = [emails, other.emails];
    await Promise.all(
      both.map((one, index) =>
        one.addSummary(slug, '2027-03-01', { ...facts, upTo: index }, 'queued', noon),
      ),
    );
    const claimed = (await Promise.all(both.map((one) => one.claim(noon, 9)))).flat();
    assert.equal(claimed.length, 1);
    assert.deepEqual([claimed[0]?.key, claimed[0]?.madeAt], ['2027-03-01', new Date(noon)]);
    assert.equal((await other.emails.lastSummary(slug, noon))?.day, '2027-03-01');

    for (const one of [storage, other]) await one.close();
    const { emails: later } = await open();
    let again: DueEmail | undefined;
    await until('it goes again', async () => {
      await later.recover(noon, hour);
      [again] = await later.claim(noon, 9);
      return again !== undefined;
    });
    assert.equal(again?.maybeSent, true);
    await later.settle(claimed[0]?.id ?? 0, outcome);
    await later.recover(noon, hour);
    assert.deepEqual(await later.claim(noon, 9), []);
  },

  async 'a summary that a wrong clock made does not prevent the correct one'(t, make) {
    const { storage, consultation } = await openPlace(t, make);
    const { emails } = storage;
    const { slug } = consultation;
    const facts = { upTo: 0, since: 0, isFinal: false };
    await emails.addSummary(slug, '2027-02-28', facts, 'delivered', noon - 24 * hour);
    const years = 9 * 365 * 24 * hour;
    await emails.addSummary(
      slug,
      '2027-03-01',
      { ...facts, isFinal: true },
      'queued',
      noon + years,
    );
    assert.equal((await emails.lastSummary(slug, noon))?.day, '2027-02-28');
    await emails.addSummary(slug, '2027-03-01', facts, 'queued', noon);
    assert.equal((await emails.lastSummary(slug, noon))?.day, '2027-03-01');
    const made = (await emails.claim(noon + years, 9)).map(({ madeAt }) => madeAt.getTime());
    assert.deepEqual(
      made.sort((a, b) => a - b),
      [noon, noon + years],
    );
  },

  async 'the digest of what staff know changes with everything that they would want to know'(
    t,
    make,
  ) {
    const { storage, place, consultation } = await openPlace(t, make);
    const { store, emails } = storage;
    const { slug } = consultation;
    const seen = [await emails.standing(slug)];
    const look = async () => void seen.push(await emails.standing(slug));
    const { reference } = await store.add(contribution(consultation, 'one'));
    await look();
    const [email] = await emails.claim(noon, 1);
    assert.equal(await emails.standing(slug), seen.at(-1), 'a try changes nothing');
    await emails.settle(email?.id ?? 0, outcome);
    await look();
    await store.add(contribution(consultation, 'two'));
    await look();
    for (const decision of ['count', 'apart']) {
      await place.run(
        `UPDATE contribution SET decision = '${decision}' WHERE reference = '${reference}'`,
      );
      await look();
    }
    await place.run('UPDATE email SET bounced_at = 1');
    await look();
    await place.run("UPDATE contribution SET erased = 'withdrawn' WHERE number = 1");
    await look();
    assert.equal(new Set(seen).size, seen.length);
    assert.equal(await emails.standing(slug), seen.at(-1));
  },

  async 'the newest version is the one that the site shows now, even if it was there before'(
    t,
    make,
  ) {
    const clock = { now: noon };
    const { storage, consultation } = await openPlace(t, make, { now: () => clock.now });
    const { slug } = consultation;
    for (const version of ['A', 'B', 'A']) {
      clock.now += 1000;
      await storage.store.keepVersion({ ...consultation, version });
    }
    const kept = await storage.emails.atOneMoment(slug, async (records) =>
      records.versions(slug).map(({ version }) => version),
    );
    assert.deepEqual(kept, [consultation.version, 'B', 'A']);
  },

  async 'staff read a consistent snapshot, whatever comes in the meantime'(t, make) {
    const { storage, consultation } = await openPlace(t, make);
    const { store, emails } = storage;
    const { slug } = consultation;
    const { reference } = await store.add(contribution(consultation, '1', telling));
    for (const index of range(700)) void store.add(contribution(consultation, `more-${index}`));
    await store.add(contribution(consultation, 'last'));
    await emails.atOneMoment(slug, async (records) => {
      assert.equal(records.lastNumber(slug), 702);
      await store.add(contribution(consultation, 'meanwhile'));
      const numbers = [...records.all(slug)].map((filed) => filed.contribution.number);
      assert.deepEqual(
        numbers,
        range(702).map((index) => index + 1),
      );
      assert.deepEqual(records.versions(slug), [consultation]);
    });
    assert.equal(await emails.lastNumber(slug), 703);
    const filed = await emails.find(reference);
    assert.deepEqual(filed?.contribution.answers.at(-2)?.answer, { text: telling });
    assert.deepEqual([filed?.delivery?.state, filed?.erased], ['queued', null]);
    assert.equal(await emails.find('AAA-333-AAA'), null);
  },

  async 'two summaries can be written at once, and each reads a consistent snapshot'(t, make) {
    const { storage, consultation } = await openPlace(t, make);
    const { store, emails } = storage;
    const { slug } = consultation;
    await store.add(contribution(consultation, 'token-1'));
    const counts = await Promise.all(
      range(2).map((index) =>
        emails.atOneMoment(slug, async (records) => {
          const before = records.lastNumber(slug);
          await store.add(contribution(consultation, `token-late-${index}`));
          return [before, records.lastNumber(slug)];
        }),
      ),
    );
    for (const [before, after] of counts) assert.equal(before, after);
    assert.equal(await emails.lastNumber(slug), 3);
  },

  async 'the journal has each contribution and each delivery'(t, make) {
    const { place, storage, consultation } = await openPlace(t, make);
    const { store, emails } = storage;
    await Promise.all(
      range(5).map((index) => store.add(contribution(consultation, `token-${index}`))),
    );
    const [delivery] = await emails.claim(noon, 1);
    await emails.settle(delivery?.id ?? 0, outcome);
    const lines = linesOfJournal(journalIn(place.folder));
    const { contributions, delivered, versions } = readJournal(lines);
    assert.equal(contributions.length, 5);
    assert.equal(versions.length, 1);
    assert.deepEqual([...delivered.keys()], [delivery?.messageId]);
    assert.equal(await store.findTrouble(), null);
  },
};

for (const [kind, make] of Object.entries(kinds)) {
  for (const [rule, hold] of Object.entries(rules)) {
    test(`${kind}: ${rule}`, (t) => hold(t, make));
  }
}
