/**
 * The document on the site is the document that was sent out, word for word. Differences between paper and web are
 * on the list below, with reasons. Any other difference fails.
 */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { parse, NodeType, type HTMLElement, type Node } from 'node-html-parser';
import { readBuiltSite } from '../../src/server/http/built-site.ts';
import { slug } from '../site.ts';

interface Difference {
  /** Consecutive sentences of the seed. */
  seed: string[];
  /** The sentences on the site instead. */
  site: string[];
  why: string;
  times?: number;
}

const differences: Difference[] = [
  {
    seed: [
      'Once you’re done, please email your completed response to us at coproduction@ucl.ac.uk by Friday 21st August at the very latest.',
    ],
    site: [
      'Once you’re done, please check your answers and send them to us by Friday 20 August 2027, 11:59pm UK time at the very latest.',
    ],
    why: 'the form is sent from the page; the closing date comes from consultation.yaml',
  },
  {
    seed: [
      'Option 1',
      'Option 2',
      'Our vision is a world where diverse voices, expertise and experience are recognised and valued in the co-production of research.',
    ],
    site: [
      'Two options for our vision',
      'Option 1',
      'Our vision is a world where diverse voices, expertise and experience are recognised and valued in the co-production of research.',
      'Option 2',
    ],
    why: 'options are rows, so that each is read with its text; a table has a caption',
  },
  {
    seed: [
      'Option 1',
      'Option 2',
      'We are a co-production community where everyone is welcome.',
      'Together, we learn, connect and create lasting change.',
    ],
    site: [
      'Two options for our mission',
      'Option 1',
      'We are a co-production community where everyone is welcome.',
      'Together, we learn, connect and create lasting change.',
      'Option 2',
    ],
    why: 'options are rows, so that each is read with its text; a table has a caption',
  },
  {
    seed: [
      'Please delete as appropriate i.e. leave only the option you prefer.',
      'Option 1 OR Option 2',
    ],
    site: [],
    why: 'options are chosen with radio buttons',
    times: 2,
  },
  { seed: ['Please write in here…'], site: [], why: 'there is a box to write in', times: 6 },
  {
    seed: ['Value', 'Explanatory sentence'],
    site: ['Our six core values', 'Value', 'Explanatory sentence'],
    why: 'a table has a caption',
  },
  {
    seed: ['Theme', 'More detail'],
    site: ['Our four themes', 'Theme', 'More detail'],
    why: 'a table has a caption',
  },
  {
    seed: ['Goals', 'Themes', 'People', 'Learning', 'Culture Change', 'Keeping Going'],
    site: ['Our ten goals, and the themes each relates to', 'Goals', 'Themes'],
    why: 'a table has a caption and one row of heads; the names of the themes stand in the cells',
  },
  {
    seed: [
      'Please write each value name (e.g. Inclusive, Transparent etc.) next to the numbers 1-6 below – with 1 as the most important value.',
      'Rank',
      'Value',
      '1',
      '2',
      '3',
      '4',
      '5',
      '6',
    ],
    site: [
      'Please write a number from 1 to 6 in the box beside each value – with 1 as the most important value.',
      'Use each number once.',
      'You can leave boxes blank.',
    ],
    why: 'a number beside each value, instead of a name beside each number',
  },
  {
    seed: [
      'Please write the goal letter, i.e. a) – j), next to the numbers 1 – 5 below, with 1 as the most important goal.',
      'Rank',
      'Goal (a-j)',
      '1',
      '2',
      '3',
      '4',
      '5',
    ],
    site: [
      'Please write the numbers 1 – 5 in the boxes beside your top 5 goals, with 1 as the most important goal, and leave the others blank.',
      'Use each number once.',
      'You can leave boxes blank.',
    ],
    why: 'a number beside each goal, instead of a letter beside each number',
  },
  {
    seed: ['Thank you!', 'Please email your response to coproduction@ucl.ac.uk'],
    site: [
      'About you',
      'You do not have to tell us who you are.',
      'Your name and email address, if you are happy for us to contact you about this',
      'Thank you!',
      'Please check your answers, then send them to us.',
    ],
    why: 'the form is sent from the page; a person can say who they are',
  },
];

/** What a text is compared as: sentences, with plain spaces. */
function toSentences(text: string): string[] {
  return text
    .replace(/\s+/g, ' ')
    .trim()
    .split(/(?<=[.?!])(?<!e\.g\.)\s+(?=[A-Z])/)
    .filter((sentence) => sentence !== '');
}

const seedFile = fileURLToPath(new URL('./strategy-consultation.txt', import.meta.url));
const seedLines = readFileSync(seedFile, 'utf8')
  .replace('[bookmark: _GoBack]', '')
  .split('\n')
  .flatMap((line) => (/OR\tOption 2/.test(line) ? [line] : line.split('\t')))
  .map((line) => line.replace(/^·\s*/, '').replace(/\s+/g, ' ').trim());

/** Sentences of the seed. The marks of the goals' table have a separate test. */
const seed = seedLines
  .filter((line) => line !== 'X' && line !== '')
  .map((line) => line.replace(/^· /, ''))
  .flatMap(joinLetters)
  .flatMap(toSentences);

/** In the seed, "a)" is in a separate cell before the goal. */
function joinLetters(line: string, index: number, lines: string[]): string[] {
  if (/^[a-j]\)$/.test(line)) return [];
  const before = lines[index - 1] ?? '';
  return [/^[a-j]\)$/.test(before) ? `${before} ${line}` : line];
}

const blocks = new Set(
  'H1 H2 H3 P LI TD TH CAPTION LEGEND LABEL DIV UL OL TABLE TR SMALL'.split(' '),
);

/** What the page says, block by block. */
function blocksOf(node: Node): string[] {
  let words = '';
  const found: string[] = [];
  const close = () => {
    found.push(words);
    words = '';
  };
  const walk = (current: Node) => {
    if (current.nodeType === NodeType.TEXT_NODE) words += current.text;
    const isBlock = blocks.has((current as HTMLElement).tagName);
    if (isBlock) close();
    for (const child of current.childNodes) walk(child);
    if (isBlock) close();
  };
  walk(node);
  close();
  return found;
}

async function openPage(): Promise<HTMLElement> {
  const { files } = await readBuiltSite();
  const html = files.get(`/${slug}/`)?.bytes.toString();
  assert.ok(html, 'the consultation is in the build');
  return parse(html);
}

/** Returns the document on the site, without controls and their labels. */
async function siteSentences(): Promise<string[]> {
  const page = await openPage();
  const form = page.querySelector('form');
  assert.ok(form);
  for (const control of form.querySelectorAll(
    'p[hidden], input, textarea, button, .pick, .rank, .hint, :is(h2, h3) > small, .line, [for$=-name], [for$=-email]',
  )) {
    control.remove();
  }
  for (const cell of form.querySelectorAll('.marks td')) cell.remove();
  return blocksOf(form).flatMap(toSentences);
}

function applyDifferences(sentences: string[]): string[] {
  let result = sentences;
  for (const { seed: from, site: to, times = 1 } of differences) {
    let found = 0;
    for (let at = 0; at + from.length <= result.length; at += 1) {
      if (from.every((sentence, index) => result[at + index] === sentence)) {
        result = [...result.slice(0, at), ...to, ...result.slice(at + from.length)];
        found += 1;
        at += to.length - 1;
      }
    }
    assert.equal(found, times, `the seed should hold this ${times} times: ${from.join(' | ')}`);
  }
  return result;
}

test('the shipped consultation is the one that tests answer', async (t) => {
  const shipped = fileURLToPath(new URL(`../../src/content/${slug}`, import.meta.url));
  const answered = fileURLToPath(new URL(`content/${slug}`, import.meta.url));
  if (!existsSync(shipped)) return t.skip('this site has other consultations');
  const read = (folder: string) =>
    readdirSync(folder)
      .sort()
      .map((name) => [name, readFileSync(join(folder, name), 'utf8')]);
  assert.ok(read(answered).length > 5);
  assert.deepEqual(read(shipped), read(answered), 'copy each change to tests/seed/content');
});

test('every sentence of the seed is on the site, in order, except for the intended differences', async () => {
  assert.ok(seed.length > 90, 'the seed has been read');
  assert.deepEqual(await siteSentences(), applyDifferences(seed));
});

test('the table of goals has the seed’s marks, as the names of themes', async () => {
  const lines = readFileSync(seedFile, 'utf8').replace('[bookmark: _GoBack]', '').split('\n');
  const marks = [...'abcdefghij'].map((letter) => {
    // Cells begin with a tab: the goal's text, then its four marks; an empty line ends the row.
    const start = lines.indexOf(`\t${letter})`) + 1;
    const cells = lines
      .slice(start, lines.indexOf('', start))
      .filter((line) => line.startsWith('\t'));
    const names = ['People', 'Learning', 'Culture change', 'Keeping going'];
    return names.filter((_, at) => cells[at + 1]?.trim() === 'X').join(', ');
  });
  const rows = (await openPage()).querySelectorAll('.marks tbody tr');
  assert.equal(rows.length, 10);
  assert.deepEqual(
    rows.map((row) => row.querySelector('td')?.text),
    marks,
  );
  assert.equal(marks.join(', ').split(', ').length, 24);
});

test('the table of goals has real heads', async () => {
  const page = await openPage();
  const table = page.querySelector('.marks');
  assert.equal(table?.querySelectorAll('th[scope=row]').length, 10);
  assert.deepEqual(
    table?.querySelectorAll('th[scope=col]').map((head) => head.text.replace(/\s+/g, ' ').trim()),
    ['Goals', 'Themes'],
  );
});

test('the ranked options are those of the tables', async () => {
  const page = await openPage();
  const words = (element: HTMLElement) => element.structuredText.replace(/\s+/g, ' ').trim();
  const labels = page.querySelectorAll('.rank label').map(words);
  const heads = page
    .querySelectorAll('.terms, .marks')
    .filter((table) => /six core values|ten goals/.test(table.querySelector('caption')?.text ?? ''))
    .flatMap((table) => table.querySelectorAll('tbody th').map(words));
  assert.equal(labels.length, 16);
  assert.deepEqual(
    labels.map((label) => label.replace(/ \(1 to [56]\)$/, '').replaceAll(';', '')),
    heads,
  );
});
