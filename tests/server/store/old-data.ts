/** Data of older versions, as SQL, and what must become of it. */
import { readdirSync, readFileSync } from 'node:fs';
import { simpleParser } from 'mailparser';
import type { TestContext } from 'node:test';
import { startMailServer } from '../../mail-server.ts';

const folder = new URL('old-data/', import.meta.url);

/** The names of all old data that a kind of database left, the oldest version first. */
export function namesOfOld(kind: 'sqlite' | 'postgres'): string[] {
  return readdirSync(folder).filter(
    (name) => name.startsWith('postgres') === (kind === 'postgres'),
  );
}

export function readOld(name: string): string {
  return readFileSync(new URL(name, folder), 'utf8');
}

/** Which version of SQLite's form has the same sorts of rows. */
export function levelOf(name: string): number {
  const [version] = /\d+/.exec(name) ?? [];
  return name.startsWith('postgres') ? Number(version) + 4 : Number(version);
}

export interface OldContribution {
  reference: string;
  /** The first version that could hold it. */
  since: number;
  /** What its email does after the upgrade: `batch`: it goes with others. `marked`: maybe a second copy. */
  email: 'stays' | 'goes' | 'goes marked' | 'batch' | 'batch marked' | 'none';
  notes?: string;
}

const apart = (doubt: string) => `${doubt}, not decided yet`;

/** In the order of their numbers. */
const contributions: OldContribution[] = [
  { reference: 'DLV-234-SMT', since: 1, email: 'stays' },
  { reference: 'HKD-473-MXR', since: 1, email: 'goes' },
  { reference: 'HLD-234-MXR', since: 1, email: 'goes' },
  { reference: 'SND-234-MXR', since: 1, email: 'goes marked' },
  { reference: 'FLD-234-MXR', since: 1, email: 'stays' },
  { reference: 'MBS-234-MXR', since: 1, email: 'goes marked' },
  { reference: 'LTE-234-MXR', since: 1, email: 'stays', notes: apart('late') },
  { reference: 'TRP-234-MXR', since: 2, email: 'stays', notes: apart('maybe automatic') },
  { reference: 'BSY-234-MXR', since: 2, email: 'stays', notes: apart('maybe automatic') },
  { reference: 'PRT-234-MXR', since: 3, email: 'goes' },
  { reference: 'CMP-234-FST', since: 4, email: 'stays' },
  { reference: 'CMP-234-SCD', since: 4, email: 'stays', notes: apart('maybe a second copy') },
  {
    reference: 'DCD-234-CNT',
    since: 4,
    email: 'stays',
    notes: 'maybe automatic, counted by staff',
  },
  { reference: 'DCD-234-PRT', since: 4, email: 'stays', notes: 'set aside by staff' },
  { reference: 'WTH-234-DLV', since: 4, email: 'stays', notes: 'withdrawn' },
  { reference: 'WTH-234-QUD', since: 4, email: 'none', notes: 'withdrawn' },
  { reference: 'PRG-234-MXR', since: 4, email: 'stays', notes: 'purged' },
  { reference: 'WTS-234-FST', since: 4, email: 'goes' },
  { reference: 'WTS-234-SCD', since: 4, email: 'goes' },
  { reference: 'BTC-234-DLV', since: 4, email: 'stays' },
  { reference: 'BTC-234-GNE', since: 4, email: 'stays', notes: 'withdrawn' },
  { reference: 'BTC-234-AGN', since: 4, email: 'goes marked' },
  { reference: 'BTC-234-FST', since: 4, email: 'batch' },
  { reference: 'BTC-234-SCD', since: 4, email: 'batch' },
  { reference: 'BTC-234-SND', since: 4, email: 'batch marked' },
  { reference: 'BTC-234-LST', since: 4, email: 'batch marked' },
];

export function contributionsOf(name: string): OldContribution[] {
  return contributions.filter(({ since }) => since <= levelOf(name));
}

/** The token that opens the receipt of a contribution. */
export function tokenOf(number: number): string {
  const { reference } = contributions[number - 1] as OldContribution;
  const letter = reference === 'HKD-473-MXR' ? 'A' : String.fromCharCode(96 + number);
  return letter.repeat(22);
}

/** The words of a contribution. */
export function wordsOf(reference: string): string {
  if (reference === 'HKD-473-MXR') return 'Words from before the upgrade';
  return reference.startsWith('CMP') ? campaign : `Words of ${reference}`;
}

export const campaign = 'We all ask for a bench beside the pond, please.';

export const recipients = ['one@example.org', 'two@example.org'];

/** All emails that go when a version of today starts on old data, each with its recipients; sorted. */
export function emailsOf(name: string): string[] {
  const single = contributionsOf(name).flatMap(({ reference, email }) => {
    if (!email.startsWith('goes')) return [];
    const to = reference === 'PRT-234-MXR' ? ['two@example.org'] : recipients;
    return [say(reference, email === 'goes marked', to)];
  });
  if (levelOf(name) < 4) return single.sort();
  const slug = 'strategy-2020-2022';
  return [
    ...single,
    say(`batch-${slug}-2027-02-26T10-00-00.000Z-1: BTC-234-FST, BTC-234-SCD`, false, recipients),
    say(`batch-${slug}-2027-02-27T10-00-00.000Z-1: BTC-234-SND, BTC-234-LST`, true, recipients),
    say(`summary-${slug}-2027-02-27`, false, recipients),
    say(`summary-${slug}-2027-02-28`, true, recipients),
    // Today's: what came since the last one.
    say(`summary-${slug}-2027-03-01`, false, recipients),
    say(`withdrawal-${slug}-WTH-234-DLV`, false, recipients),
  ].sort();
}

function say(what: string, isMarked: boolean, to: string[]): string {
  return `${what}${isMarked ? ', marked' : ''} to ${to.join(' and ')}`;
}

/** A mail server that notes each email as `emailsOf` says it, with its text. */
export async function startNoting(test: TestContext) {
  const notes: { what: string; text: string }[] = [];
  const mail = await startMailServer(test, {
    async onData(stream, session, done) {
      const { headers, text = '' } = await simpleParser(stream);
      const references = headers.get('x-weigh-in-references');
      const name = String(headers.get('x-weigh-in-reference'));
      const to = session.envelope.rcptTo.map(({ address }) => address).sort();
      const isMarked = headers.get('x-weigh-in-second-copy') === 'maybe';
      notes.push({
        what: say(references ? `${name}: ${String(references)}` : name, isMarked, to),
        text,
      });
      done(null, 'kept');
    },
  });
  return { url: mail.url, notes };
}
