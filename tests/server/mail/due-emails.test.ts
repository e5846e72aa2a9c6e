/** Which summaries are made when the closing date changes, in both stores. */
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { createDueEmails } from '../../../src/server/mail/due-emails.ts';
import { summaryFactsSchema } from '../../../src/server/store/email-facts.ts';
import { builtConsultation } from '../../site.ts';
import { everyPlace, type MakePlace } from '../store/stores.ts';

/** A site whose clock and closing date the test moves. */
async function openSite(t: TestContext, make: MakePlace, start: string) {
  const place = await make(t);
  const clock = { now: Date.parse(start) };
  const now = () => clock.now;
  const { store, emails } = await place.open({ now, mailDomain: 'example.org' });
  const built = await builtConsultation();
  await store.keepVersion(built);
  const shown = { ...built, opens: '2027-08-01T09:00:00+01:00', timeZone: 'Europe/London' };
  /** Restarts the site. */
  const begin = async (closes: string) => {
    const consultation = { ...shown, closes, graceHours: 0, summaryAt: '08:00' };
    const due = createDueEmails({ emails, consultations: [consultation], now });
    await due.begin();
    return due;
  };
  /** Delivers what is due. Resolves to the summaries. */
  const deliver = async () => {
    const claimed = await emails.claim(clock.now, 50);
    for (const { id } of claimed)
      await emails.settle(id, {
        ...{ state: 'delivered', reply: '250 kept', via: 'smtp', at: clock.now },
        ...{ maybeSent: false, takenFor: [], leftOut: 0 },
      });
    return claimed
      .filter(({ kind }) => kind === 'summary')
      .map(({ key, facts }) => ({ day: key, ...summaryFactsSchema.parse(facts) }));
  };
  const add = (token: string) =>
    store.add({
      ...{ consultation: built, answers: [], token, receivedAt: new Date(clock.now) },
      ...{ late: false, marks: [] },
    });
  return { place, clock, begin, deliver, add };
}

type Rule = (t: TestContext, make: MakePlace) => Promise<void>;

const rules: Record<string, Rule> = {
  async 'closed as of the day before, after that morning’s summary, it gets a final one'(t, make) {
    const { clock, begin, deliver, add } = await openSite(t, make, '2027-08-18T12:00:00Z');
    let due = await begin('2027-08-31T23:59:00+01:00');
    clock.now = Date.parse('2027-08-20T07:05:00Z');
    await due.make();
    const ordinary = await deliver();
    assert.deepEqual(
      ordinary.map(({ day, isFinal }) => ({ day, isFinal })),
      [{ day: '2027-08-20', isFinal: false }],
    );
    await add('after the summary');
    clock.now = Date.parse('2027-08-20T13:00:00Z');
    due = await begin('2027-08-19T23:59:00+01:00');
    await due.make();
    assert.deepEqual(await deliver(), [], 'the day has had its summary');
    clock.now = Date.parse('2027-08-21T07:05:00Z');
    await due.make();
    const final = await deliver();
    assert.deepEqual(
      final.map(({ day, isFinal, isCorrected, since, upTo }) => ({
        ...{ day, isFinal, isCorrected, since, upTo },
      })),
      [{ day: '2027-08-21', isFinal: true, isCorrected: false, since: 0, upTo: 1 }],
    );
    clock.now = Date.parse('2027-08-22T07:05:00Z');
    await due.make();
    assert.deepEqual(await deliver(), [], 'nothing has changed');
  },

  async 'one that had closed before the site showed it gets none'(t, make) {
    const { place, clock, begin, deliver } = await openSite(t, make, '2027-08-20T12:00:00Z');
    const due = await begin('2027-08-10T23:59:00+01:00');
    // An older version wrote that it was not final.
    for (const wrote of ['this version', 'an older version']) {
      if (wrote !== 'this version')
        await place.run(`UPDATE email SET facts = replace(facts, ':true', ':false')`);
      clock.now += 86_400_000;
      await due.make();
      assert.deepEqual(await deliver(), [], wrote);
    }
  },
};

for (const [kind, make] of Object.entries(everyPlace())) {
  for (const [rule, hold] of Object.entries(rules)) test(`${kind}: ${rule}`, (t) => hold(t, make));
}
