/**
 * People who change what they sent, withdraw it, undo that, and save answers to come back to them; and staff
 * who act by links. Whatever they do is done again until the site has answered: each answer is a promise.
 */
import { randomBytes } from 'node:crypto';
import { Agent } from 'node:http';
import { signedPath, type StaffThing } from '../../src/server/settings/staff-link.ts';
import { slug, whileOpen } from '../site.ts';
import { ask, post, type Answer } from './people.ts';

/** What a person was told, at the end of all they did. */
export interface Person {
  /** Of the receipt. Empty: nothing was sent. */
  token: string;
  reference: string;
  /** What they wrote, the newest last. Each is one word. */
  words: string[];
  /** Those of the words that they only saved. */
  saved: string[];
  isWithdrawn: boolean;
  /** The code of saved answers. Empty: none were saved. */
  code: string;
  /** What staff did about it by a link. */
  actions: StaffDeed[];
}

type StaffDeed = 'Set it aside' | 'Count it' | 'Withdraw it' | 'Undo';

type Step = 'send' | 'change' | 'withdraw' | 'undo' | 'save' | 'come back' | StaffDeed;

/** What people do, in turn. */
const ways: Step[][] = [
  ['send', 'change'],
  ['send', 'withdraw'],
  ['send', 'withdraw', 'undo'],
  ['save', 'come back', 'save', 'come back', 'send', 'change'],
  ['send', 'change', 'change', 'withdraw', 'undo', 'change', 'withdraw'],
  ['save', 'come back', 'save'],
  ['send', 'Set it aside', 'Count it', 'Undo'],
  ['send', 'change', 'Withdraw it', 'Undo'],
  ['send', 'change', 'Withdraw it', 'undo', 'change'],
  ['send'],
];

export interface ChangingCrowd {
  /** Where to, asked before each try. */
  url: () => string;
  people: number;
  /** Signs the links of staff. */
  linkKey: Buffer;
  /** Whether the power is gone: what is answered then was never answered. */
  isDown?: () => boolean;
  atOnce?: number;
}

export interface Crowded {
  people: Person[];
  /** Steps that were answered. */
  steps: () => number;
  done: Promise<void>;
}

const linkEnds = whileOpen + 20 * 86_400_000;

/** Lets people begin, and go on until each has done all they wanted to. */
export function letPeopleChange({
  url,
  people: count,
  linkKey,
  isDown = () => false,
  atOnce = 8,
}: ChangingCrowd): Crowded {
  const agent = new Agent({ keepAlive: false });
  const people = Array.from({ length: count }, (): Person => {
    const empty = { token: '', reference: '', isWithdrawn: false, code: '' };
    return { ...empty, words: [], saved: [], actions: [] };
  });
  const waiting = people.map((person, index) => ({ person, steps: ways[index % ways.length] }));
  let answered = 0;

  /** Asks again until there is an answer: a line that breaks and "send it again" are none. */
  async function insist(what: string, once: () => Promise<Answer>): Promise<Answer> {
    const end = performance.now() + 300_000;
    while (performance.now() < end) {
      const answer = isDown() ? null : await once().catch(() => null);
      const isAnswered = answer !== null && !isDown() && answer.status !== 503;
      if (isAnswered && !answer.location.endsWith('done=not-done')) return answer;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    throw new Error(`${what}: nobody answered`);
  }

  const endpoint = () => `${url()}/${slug}/respond`;

  async function submit(what: string, status: number, fields: Record<string, string>) {
    const answer = await insist(what, () => post(endpoint(), agent, fields));
    if (answer.status === status) return answer;
    throw new Error(`${what}: ${answer.status}\n${JSON.stringify(fields)}\n${answer.text}`);
  }

  const get = (what: string, address: string) =>
    insist(what, () => ask(url() + address, { agent }));

  const valueIn = (page: string, name: string) =>
    new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1] ?? '';

  /** One that nobody else writes, and that no coding of an email takes apart. */
  const write = (person: Person) => {
    const word = `w${randomBytes(9).toString('hex')}`;
    person.words.push(word);
    return { 'vision-comment': word, _checked: '1700000000000' };
  };

  async function send(person: Person): Promise<void> {
    const answers = write(person);
    let saved: Record<string, string> = {};
    person.token = randomBytes(16).toString('base64url');
    if (person.code !== '') {
      const form = await submit('open', 200, { _code: person.code, _do: 'open' });
      saved = { _saved: valueIn(form.text, '_saved') };
      const check = await submit('check', 200, { ...saved, ...answers, _do: 'check' });
      saved = { _saved: valueIn(check.text, '_saved') };
      person.token = valueIn(check.text, '_token');
    }
    await submit('send', 303, { ...answers, ...saved, _token: person.token, _do: 'send' });
    const { text } = await get('receipt', `/${slug}/respond?receipt=${person.token}`);
    const shown = text.replace(/<\/?span[^>]*>/g, '');
    person.reference = /[A-Z]{3}-\d{3}-[A-Z]{3}/.exec(shown)?.[0] ?? '';
    if (person.code === '') return;
    const back = await submit('open what was sent', 303, { _code: person.code, _do: 'open' });
    if (!back.location.includes(person.token)) throw new Error('the code leads elsewhere');
  }

  async function change(person: Person): Promise<void> {
    const opened = await submit('open', 200, { _receipt: person.token, _do: 'open' });
    const own = { _receipt: person.token, _change: valueIn(opened.text, '_change') };
    const _token = randomBytes(16).toString('base64url');
    const answers = write(person);
    await submit('change', 303, { ...own, ...answers, _token, _do: 'send' });
  }

  async function save(person: Person, saved = ''): Promise<void> {
    const ticket: Record<string, string> = saved === '' ? {} : { _saved: saved };
    const answers = write(person);
    person.saved.push(answers['vision-comment']);
    const { text } = await submit('save', 200, { ...ticket, ...answers, _do: 'save' });
    person.code = /\b[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}\b/.exec(text)?.[0] ?? '';
  }

  async function comeBack(person: Person): Promise<string> {
    const { text } = await submit('come back', 200, { _code: person.code, _do: 'open' });
    const word = person.words.at(-1) ?? '';
    if (!text.includes(word)) throw new Error(`${person.code}: saved answers are lost`);
    return valueIn(text, '_saved');
  }

  /** Returns where the action is shown. */
  async function act(person: Person, deed: StaffDeed, shownAt: string): Promise<string> {
    const { reference } = person;
    const page = deed === 'Withdraw it' ? 'withdraw' : 'contribution';
    const thing: StaffThing = { page, reference };
    const path = deed === 'Undo' ? shownAt : signedPath(linkKey, thing, linkEnds);
    const { text } = await get(deed, path);
    const wish = new RegExp(`name="_do" value="([a-z]+)">\\s*${deed}\\s*<`).exec(text)?.[1];
    if (wish === undefined) throw new Error(`no button says “${deed}”:\n${text}`);
    const fields = { _token: valueIn(text, '_token'), _do: wish };
    const answer = await insist(deed, () => post(url() + path, agent, fields));
    // Undone by a sending that was not answered: the page says so. The account looks.
    const isUndone = deed === 'Undo' && answer.status === 409;
    if (answer.status !== 303 && !isUndone)
      throw new Error(`${deed}: ${answer.status}\n${answer.text}`);
    person.actions.push(deed);
    return answer.location;
  }

  async function live(person: Person, steps: Step[]): Promise<void> {
    let saved = '';
    let shownAt = '';
    for (const step of steps) {
      if (step === 'send') await send(person);
      else if (step === 'change') await change(person);
      else if (step === 'save') await save(person, saved);
      else if (step === 'come back') saved = await comeBack(person);
      else if (step === 'withdraw')
        await submit(step, 303, { _receipt: person.token, _do: 'withdraw now' });
      else if (step === 'undo') await submit(step, 303, { _receipt: person.token, _do: 'undo' });
      else shownAt = await act(person, step, shownAt);
      if (step === 'withdraw' || step === 'Withdraw it') person.isWithdrawn = true;
      if (step === 'undo' || step === 'Undo') person.isWithdrawn = false;
      answered += 1;
    }
  }

  async function liveInTurn(): Promise<void> {
    for (let next = waiting.shift(); next; next = waiting.shift())
      await live(next.person, next.steps ?? []);
  }

  const done = Promise.all(Array.from({ length: atOnce }, liveInTurn)).then(() => agent.destroy());
  done.catch(() => {});
  return { people, steps: () => answered, done };
}

/** How many steps so many people do. */
export function countSteps(people: number): number {
  return Array.from({ length: people }, (_, at) => ways[at % ways.length]?.length ?? 0).reduce(
    (sum, steps) => sum + steps,
    0,
  );
}
