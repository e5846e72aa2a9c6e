/** Actions of staff by links, in both stores: done once, reported, undone, and restored. */
import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import {
  sayAction,
  type ActionFacts,
  type ActionKind,
  type StaffAction,
} from '../../../src/contribution/staff-action.ts';
import { readSettings } from '../../../src/server/settings/settings.ts';
import { journalIn, linesOfJournal } from '../../../src/server/store/journal.ts';
import type { WithdrawalFacts } from '../../../src/server/store/email-facts.ts';
import { openStaffStore } from '../../../src/server/store/open-staff-store.ts';
import { restore } from '../../../src/server/store/restore.ts';
import type { Storage } from '../../../src/server/store/storage.ts';
import { act as byCommand } from '../../../src/staff/commands/run-command.ts';
import { builtConsultation, slug, until } from '../../site.ts';
import { everyPlace, type MakePlace } from './stores.ts';

const kinds = everyPlace();
const noon = Date.parse('2027-03-01T12:00:00Z');
const week = 7 * 86_400_000;
const question = { id: 'values-ranking', ask: 'Rank them' };

async function openPlace(t: TestContext, make: MakePlace) {
  const place = await make(t);
  const consultation = await builtConsultation();
  const clock = { now: noon };
  const open = async () => {
    const storage = await place.open({ now: () => clock.now });
    await storage.store.keepVersion(consultation);
    return storage;
  };
  const storage = await open();
  const add = async (token: string) => {
    const { reference } = await storage.store.add({
      ...{ consultation, token, receivedAt: new Date(noon), late: false },
      answers: [{ question: 'final-comment', answer: { text: token } }],
    });
    return reference;
  };
  return { place, storage, open, add, clock, consultation };
}

function act(
  { changes }: Storage,
  id: string,
  kind: ActionKind,
  facts: Partial<ActionFacts>,
  at = noon,
): Promise<StaffAction | null> {
  const action = { id, consultation: slug, kind, at, facts: { references: [], ...facts } };
  const settlement = {
    ...{ action: id, question: 'final-comment', answer: { text: 'settled canary' } },
    ...{ reason: 'They said so', at },
  };
  return changes.act({ action, ...(kind === 'settle' ? { settlement } : {}) });
}

const undo = (
  storage: Storage,
  id: string,
  of: string,
  kind: ActionKind,
  references: string[],
  at = noon,
) => act(storage, id, 'undo', { references, of: { id: of, kind } }, at);

const decisionOf = async ({ emails }: Storage, reference: string) =>
  (await emails.find(reference))?.decision;

const textOf = async ({ emails }: Storage, reference: string) => {
  const filed = await emails.find(reference);
  const found = filed?.contribution.answers.find(({ question: { id } }) => id === 'final-comment');
  return (found?.answer as { text: string } | undefined)?.text;
};

const erasedOf = async ({ emails }: Storage, reference: string) =>
  (await emails.find(reference))?.erased;

/** Lines of the journal about withdrawals, and to which contribution each belongs. */
const withdrawalsIn = (folder: string) =>
  [...linesOfJournal(journalIn(folder))]
    .filter((text) => /^\{"line":"(?:withdrawn|undone)"/.test(text))
    .map((text) => JSON.parse(text) as { line: string; reference: string; at: number })
    .map(({ line, reference, at }) => [line, reference, at]);

/** Sends all that waits. */
async function deliver({ emails }: Storage): Promise<string[]> {
  const due = await emails.claim(noon + 1e12, 50);
  for (const { id } of due)
    await emails.settle(id, {
      ...{ state: 'delivered', reply: '250 kept', via: 'smtp', at: noon, maybeSent: false },
      ...{ takenFor: [], leftOut: 0 },
    });
  return due.map(({ kind }) => kind).sort();
}

async function kindsWaiting({ emails }: Storage): Promise<string[]> {
  return (await emails.claim(noon + 1e12, 50)).map(({ kind }) => kind).sort();
}

for (const [name, make] of Object.entries(kinds)) {
  test(`${name}: an action is done once, told once, and undone as it was`, async (t) => {
    const { storage, add } = await openPlace(t, make);
    const [one, two, three] = [await add('one'), await add('two'), await add('three')];
    assert.ok(await act(storage, 'first', 'decide', { references: [one], decision: 'apart' }));
    const all = { references: [one, two, three], decision: 'count' as const };
    assert.ok(await act(storage, 'second', 'decide', all));
    assert.ok(!(await act(storage, 'second', 'decide', all)), 'a second time');
    assert.equal(await decisionOf(storage, one), 'count');
    await act(storage, 'third', 'decide', { references: [three], decision: 'apart' });
    assert.ok(await undo(storage, 'fourth', 'second', 'decide', all.references));
    assert.ok(!(await undo(storage, 'fifth', 'second', 'decide', all.references)));
    assert.deepEqual(
      await Promise.all([one, two, three].map((reference) => decisionOf(storage, reference))),
      ['apart', null, 'apart'],
      'what was decided since stays',
    );
    assert.equal((await storage.changes.findAction('second'))?.isUndone, true);
    const waiting = await kindsWaiting(storage);
    assert.deepEqual(waiting.filter((kind) => kind === 'action').length, 4);
  });

  test(`${name}: what a command does is done and recorded, and told by no email of its own`, async (t) => {
    const { place, storage, add } = await openPlace(t, make);
    const [one, two] = [await add('one'), await add('two')];
    assert.equal((await deliver(storage)).length, 2);
    const staff = await openStaffStore(readSettings(place.environment));
    t.after(() => staff.close());
    const about = { changes: staff.openChanges(), slug };
    const decided = await byCommand(
      about,
      'decide',
      { references: [one], decision: 'apart' },
      noon,
    );
    assert.deepEqual(decided?.facts, {
      ...{ by: 'command', references: [one], decision: 'apart', before: { [one]: null } },
    });
    const open = { references: [one, two], decision: null };
    const opened = await byCommand(about, 'decide', open, noon + 1);
    assert.equal(await decisionOf(storage, one), null);
    const none = await byCommand(about, 'resend', {}, noon + 2);
    assert.equal(none, null, 'no email is held');
    await place.run(`UPDATE email SET state = 'held' WHERE key = '${two}'`);
    const held = await byCommand(about, 'resend', {}, noon + 3);
    assert.deepEqual(held?.facts.emails, [two]);
    await byCommand(about, 'resend', { references: [one] }, noon + 4);
    assert.deepEqual(await deliver(storage), ['contribution', 'contribution']);
    await byCommand(about, 'forget', { references: [two] }, noon + 5);
    assert.deepEqual(await deliver(storage), ['withdrawal']);
    const actions = await storage.emails.atOneMoment(slug, async (records) =>
      records.actions(slug),
    );
    assert.deepEqual(
      actions.map(({ kind, facts, at }) => [kind, facts.by, at - noon]),
      [
        ['decide', 'command', 0],
        ['decide', 'command', 1],
        ...[
          ['resend', 'command', 3],
          ['resend', 'command', 4],
          ['forget', 'command', 5],
        ],
      ],
    );
    assert.ok(await undo(storage, 'undo open', opened?.id ?? '', 'decide', [one, two]));
    assert.equal(await decisionOf(storage, one), 'apart', 'as it was before');
    assert.deepEqual(await kindsWaiting(storage), ['action'], 'an undo is by a link');
  });

  test(`${name}: a purge is recorded with how many it erased, and told by an email; so are ended links, without one`, async (t) => {
    const { place, storage, add } = await openPlace(t, make);
    const [one, two] = [await add('one'), await add('two')];
    await deliver(storage);
    const staff = await openStaffStore(readSettings(place.environment));
    t.after(() => staff.close());
    const about = { changes: staff.openChanges(), slug };
    const purge = (purged: string[], at: number) => byCommand(about, 'purge', {}, at, { purged });
    await assert.rejects(purge([one, 'ABC-000-DEF'], noon), /no contribution ABC-000-DEF/);
    assert.equal(await erasedOf(storage, one), null, 'all or none');
    const done = await purge([one, two], noon + 1);
    assert.deepEqual(done?.facts, {
      ...{ by: 'command', references: [], erased: { contributions: 2, drafts: 0 } },
    });
    assert.equal((await erasedOf(storage, two))?.why, 'purged');
    assert.equal(await purge([], noon + 2), null, 'nothing was left');
    await byCommand(about, 'end-links', {}, noon + 3);
    const actions = await storage.emails.atOneMoment(slug, async (records) =>
      records.actions(slug),
    );
    assert.deepEqual(
      actions.map((action) => [sayAction(action), action.at - noon]),
      [
        [
          'The person who runs the site erased 2 contributions at the end of the time that people were promised',
          1,
        ],
        [
          'The person who runs the site ended every link in emails to staff, and every link to a preview',
          3,
        ],
      ],
    );
    const [told, ...others] = await storage.emails.claim(noon + 1e12, 50);
    assert.deepEqual([told?.kind, told?.key, others.length], ['action', done.id, 0]);
  });

  test(`${name}: of the emails that are held, only the one that is meant goes again`, async (t) => {
    const { place, storage, add } = await openPlace(t, make);
    const [one] = [await add('one')];
    for (const id of ['first', 'second'])
      await act(storage, id, 'decide', { references: [one], decision: 'apart' });
    await deliver(storage);
    await place.run(
      `UPDATE email SET state = 'held', left_out = 1, next_at = 9000000000000000 WHERE kind = 'action'`,
    );
    const held = await storage.emails.atOneMoment(slug, async (records) =>
      records.heldEmails(slug),
    );
    assert.deepEqual(held.map(({ kind, key }) => [kind, key]).sort(), [
      ['action', 'first'],
      ['action', 'second'],
    ]);
    const email = { kind: 'action', key: 'second', words: 'the email' };
    const done = await act(storage, 'resend it', 'resend', { email });
    assert.deepEqual(done?.facts.emails, [`action-${slug}-second`]);
    const due = await storage.emails.claim(noon, 50);
    assert.deepEqual(due.map(({ key, leftOut }) => [key, leftOut]).sort(), [
      ['resend it', 0],
      ['second', 0],
    ]);
    assert.equal(await act(storage, 'again', 'resend', { email }), null, 'it is not held');
    assert.equal(await storage.changes.findAction('again'), null);
  });

  test(`${name}: a settled answer is used, says what it replaces, and goes when it is undone`, async (t) => {
    const { storage, add } = await openPlace(t, make);
    const one = await add('as it was sent');
    const before = await storage.emails.standing(slug);
    await act(storage, 'first', 'settle', { references: [one], question });
    assert.equal(await textOf(storage, one), 'settled canary');
    const [settled] = (await storage.emails.find(one))?.settled ?? [];
    assert.deepEqual(settled?.was, { text: 'as it was sent' });
    assert.equal(settled.reason, 'They said so');
    assert.notEqual(await storage.emails.standing(slug), before, 'a corrected summary follows');
    await undo(storage, 'second', 'first', 'settle', [one]);
    assert.equal(await textOf(storage, one), 'as it was sent');
    assert.equal(await storage.emails.standing(slug), before);
  });

  test(`${name}: a new link is emailed once an hour, and the figures each time`, async (t) => {
    const { storage } = await openPlace(t, make);
    for (const id of ['a', 'b']) await act(storage, id, 'link', { thing: `/staff/today/${slug}` });
    for (const id of ['c', 'd']) await act(storage, id, 'figures', { upTo: 0 });
    assert.deepEqual(await kindsWaiting(storage), ['action', 'figures', 'figures']);
  });

  test(`${name}: what is filed and undone is set aside, and what fails is not done at all`, async (t) => {
    const { storage, add } = await openPlace(t, make);
    const one = await add('from paper');
    await act(storage, 'first', 'file', { references: [one] });
    await undo(storage, 'second', 'first', 'file', [one]);
    assert.equal(await decisionOf(storage, one), 'apart');
    const both = { references: [one, 'ABC-000-DEF'], decision: 'count' as const };
    await assert.rejects(act(storage, 'third', 'decide', both), /no contribution ABC-000-DEF/);
    assert.equal(await decisionOf(storage, one), 'apart');
    assert.equal(await storage.changes.findAction('third'), null);
  });

  test(`${name}: a withdrawal for a person is undone within seven days, also of a link that only reads`, async (t) => {
    const { place, storage, add } = await openPlace(t, make);
    const one = await add('words to come back');
    await place.run('UPDATE contribution SET may_change = 0');
    await deliver(storage);
    const before = await storage.emails.standing(slug);
    assert.ok(await act(storage, 'first', 'withdraw', { references: [one] }));
    assert.ok(!(await act(storage, 'first', 'withdraw', { references: [one] })), 'a second time');
    await assert.rejects(act(storage, 'again', 'withdraw', { references: [one] }), /is withdrawn/);
    assert.deepEqual(await erasedOf(storage, one), {
      ...{ why: 'withdrawn', at: new Date(noon), undoUntil: new Date(noon + week) },
    });
    assert.equal(await textOf(storage, one), undefined);
    assert.notEqual(await storage.emails.standing(slug), before);
    assert.deepEqual(await deliver(storage), ['action', 'withdrawal']);
    assert.equal(await storage.store.undo('words to come back'), 'unknown', 'its link only reads');

    const last = noon + week - 1;
    assert.ok(await undo(storage, 'second', 'first', 'withdraw', [one], last));
    assert.ok(!(await undo(storage, 'third', 'first', 'withdraw', [one], last)));
    assert.equal(await textOf(storage, one), 'words to come back');
    assert.equal(await storage.emails.standing(slug), before);
    assert.deepEqual(await deliver(storage), ['action', 'change'], 'staff get it again');
    assert.deepEqual(withdrawalsIn(place.folder), [
      ['withdrawn', one, noon],
      ['undone', one, last],
    ]);
  });

  test(`${name}: a withdrawal for a person is erased after seven days, and what came since is not undone`, async (t) => {
    const { place, storage, add, clock } = await openPlace(t, make);
    const [one, two] = [await add('one'), await add('two')];
    await act(storage, 'first', 'withdraw', { references: [one] });
    await act(storage, 'other', 'withdraw', { references: [two] });
    await place.run(`UPDATE contribution SET may_change = 1 WHERE reference = '${two}'`);
    clock.now = noon + 1;
    await storage.store.undo('two');
    clock.now = noon + 2;
    await storage.store.withdraw('two');
    await assert.rejects(
      undo(storage, 'not so', 'other', 'withdraw', [two], noon + 3),
      /has undone this since/,
    );
    assert.equal((await erasedOf(storage, two))?.at.getTime(), noon + 2, 'their own stays');
    clock.now = noon + week;
    await assert.rejects(
      undo(storage, 'late', 'first', 'withdraw', [one], clock.now),
      /more than seven days ago/,
    );
    assert.deepEqual(await storage.store.eraseWithdrawn(), new Map([[slug, [one]]]));
    await assert.rejects(
      undo(storage, 'later', 'first', 'withdraw', [one], clock.now),
      /the words are erased/,
    );
    assert.equal((await storage.changes.findAction('first'))?.isUndone, false);
  });

  test(`${name}: a restore keeps what staff did, and nothing of who withdrew`, async (t) => {
    const { place, storage, open, add } = await openPlace(t, make);
    const [one, two] = [await add('one'), await add('two')];
    const [three, four] = [await add('three'), await add('four')];
    await act(storage, 'first', 'decide', { references: [one], decision: 'apart' });
    for (const reference of [three, four])
      await act(storage, `withdraw ${reference}`, 'withdraw', { references: [reference] });
    await undo(storage, 'undo four', `withdraw ${four}`, 'withdraw', [four], noon + 1);
    for (const reference of [one, two])
      await act(storage, `settle ${reference}`, 'settle', { references: [reference], question });
    const purged = [await add('five')];
    const purge = { id: 'purge five', consultation: slug, kind: 'purge' as const, at: noon };
    await storage.changes.act({ action: { ...purge, facts: { references: [] } }, purged });
    await act(storage, 'last', 'link', { thing: `/staff/today/${slug}` });
    await act(storage, 'forget two', 'forget', { references: [two], by: 'command' });
    const journal = () => [...linesOfJournal(journalIn(place.folder))].join('\n');
    if (name === 'PostgreSQL') {
      // A node that starts finds what was changed.
      await storage.close();
      const next = await open();
      await until('the journal has it', () => journal().includes('"last"'));
      await next.close();
      await place.run('DROP SCHEMA weigh_in CASCADE');
    } else {
      await storage.close();
      for (const end of ['', '-wal', '-shm'])
        await rm(join(place.folder, `weigh-in.sqlite${end}`), { force: true });
    }
    assert.equal(journal().match(/settled canary/g)?.length, 1, 'the other has withdrawn');
    await restore(readSettings(place.environment));
    const restored = await open();
    assert.equal(await decisionOf(restored, one), 'apart');
    assert.equal(await textOf(restored, one), 'settled canary');
    assert.equal((await restored.emails.find(two))?.erased?.why, 'withdrawn');
    assert.equal((await erasedOf(restored, three))?.undoUntil?.getTime(), noon + week);
    assert.equal((await restored.store.findByToken('three'))?.withdrawn?.byStaff, true);
    const forgotten = await restored.changes.findAction('forget two');
    assert.equal(forgotten?.action.facts.by, 'command');
    const erased = (await restored.changes.findAction('purge five'))?.action.facts.erased;
    assert.deepEqual(erased, { contributions: 1, drafts: 0 });
    assert.equal(await textOf(restored, four), 'four');
    await undo(restored, 'undo three', `withdraw ${three}`, 'withdraw', [three], noon + 1);
    assert.equal(await textOf(restored, three), 'three');
    assert.equal((await restored.changes.findAction('first'))?.action.kind, 'decide');
    const due = await restored.emails.claim(noon + 1e12, 50);
    assert.ok(
      due.some(({ kind }) => kind === 'action'),
      'told again, marked',
    );
    const withdrawals = due.filter(({ kind }) => kind === 'withdrawal');
    assert.deepEqual(
      withdrawals.map(({ key, facts }) => [key, (facts as WithdrawalFacts).byStaff]).sort(),
      [two, three].sort().map((reference) => [reference, true]),
    );
    await undo(restored, 'after', 'first', 'decide', [one]);
    assert.equal(await decisionOf(restored, one), null);
  });
}
