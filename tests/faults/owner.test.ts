/** Root runs staff commands while another user's site runs: people can still send. */
import assert from 'node:assert/strict';
import { chownSync, lstatSync, readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { runStaff } from '../staff/run.ts';
import { makeFolder } from '../site.ts';
import { pick, settleAccount } from './account.ts';
import { referenceOf } from './all-kinds.ts';
import { letPeopleSend, type Sent } from './people.ts';
import { prepareProcess } from './process.ts';
import { startSink } from './sink.ts';

const user = { uid: 65534, gid: 65533 };
const skip = process.geteuid?.() === 0 ? false : 'only root can act for another user';
const rounds = pick({ short: 1, long: 10 });

function foreignIn(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names.filter((name) => lstatSync(join(folder, name)).uid !== user.uid);
}

test(
  'commands that root runs turn nobody away, and the journal stays the site’s',
  { skip },
  async (t) => {
    const folder = await makeFolder(t);
    chownSync(folder, user.uid, user.gid);
    const sink = await startSink(t);
    const environment = { DATA_DIR: folder, SMTP_URL: sink.url, MAIL_FROM: 'weigh-in@example.org' };
    const site = await prepareProcess(t, environment, user);
    const sent: Sent = { acknowledged: new Map(), told: 0, wrong: [] };
    const { endpoint } = site;
    let commands = 0;
    assert.ok(await site.start(), site.output());
    await letPeopleSend({ endpoint, people: 5, sent });

    for (let round = 1; round <= rounds; round += 1) {
      const [first = '', second = ''] = [...sent.acknowledged.keys()].slice(-2);
      const [one, other] = [referenceOf(folder, first), referenceOf(folder, second)];
      const run = async (...words: string[]) => {
        commands += 1;
        const { code, error } = await runStaff(folder, words);
        assert.equal(code, 0, `${words.join(' ')}: ${error}`);
        assert.deepEqual(foreignIn(folder), [], words.join(' '));
      };
      await site.stop();
      // Root is the first to write on this day.
      const today = `${new Date().toISOString().slice(0, 10)}.jsonl`;
      renameSync(
        join(folder, 'journal', today),
        join(folder, 'journal', `2020-01-${10 + round}.jsonl`),
      );
      await run('decide', one, 'apart');
      assert.ok(await site.start(), site.output());
      // Nobody may have to try twice: every refusal is a failure.
      const sending = letPeopleSend({ endpoint, people: 20, atOnce: 2, tries: 1, sent });
      await run('decide', other, 'count');
      await run('resend', other);
      await run('forget', one, '--yes');
      await sending;
      sent.acknowledged.delete(first);
    }
    assert.deepEqual([sent.told, sent.wrong], [0, []]);
    assert.equal(sent.acknowledged.size, 5 + rounds * 19);
    const fault = 'root runs commands beside a site of another user';
    await settleAccount(
      fault,
      folder,
      sent,
      sink,
      `${commands} commands, 0 were told to send again`,
    );
  },
);
