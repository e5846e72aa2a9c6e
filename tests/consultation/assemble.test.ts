/** What an editor wrote becomes a consultation, or a sentence that says what is wrong. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assemble, type SectionFile } from '../../src/consultation/assemble.ts';
import { builtConsultation, whileOpen } from '../site.ts';

const { slug, version, sections: _, ...settings } = await builtConsultation();

function section(name: string, frontMatter: unknown, html = ''): SectionFile {
  return { name: `${name}.md`, frontMatter, html };
}

const put = (files: SectionFile[]) => assemble(slug, version, settings, files, new Date(whileOpen));

const option = (id: string, label = id) => ({ id, label });
const choice = (id: string, ids: string[]) => ({
  kind: 'choice',
  id,
  ask: `Which, for ${id}?`,
  options: ids.map((one, index) => option(one, `Label ${index}`)),
});
const comment = (id: string) => ({ kind: 'comment', id, ask: 'What do you think?' });
const ranking = (id: string, ids: string[]) => ({ ...choice(id, ids), kind: 'ranking' });
const checkboxes = (id: string, count: number, keys: object) => ({
  ...choice(
    id,
    Array.from({ length: count }, (_, index) => `o${index}`),
  ),
  kind: 'checkboxes',
  ...keys,
});
const table = (id: string, ids: string[]) => ({
  id,
  caption: id,
  rows: ids.map((one) => option(one)),
});

const refused: [what: string, files: SectionFile[], message: RegExp][] = [
  [
    'an option id twice in a choice',
    [section('1-a', { questions: [choice('park', ['yes', 'no', 'yes'])] })],
    /The id "yes" of an option of the question "park" is used twice/,
  ],
  [
    'an option id twice in a ranking',
    [section('1-a', { questions: [ranking('park', ['bench', 'tree', 'bench'])] })],
    /The id "bench" of an option of the question "park" is used twice/,
  ],
  [
    'a row id twice in a table that gives a question its options',
    [
      section(
        '1-a',
        {
          tables: [table('trees', ['oak', 'ash', 'oak'])],
          questions: [{ kind: 'choice', id: 'tree', ask: 'Which?', from: 'trees' }],
        },
        '<p>{trees}</p>',
      ),
    ],
    /The id "oak" of a row of the table "trees" is used twice/,
  ],
  [
    'a row id twice in a table that no question uses',
    [section('1-a', { tables: [table('trees', ['oak', 'oak'])] }, '<p>{trees}</p>')],
    /The id "oak" of a row of the table "trees" is used twice/,
  ],
  [
    'a mark twice in a row',
    [
      section(
        '1-a',
        {
          tables: [
            table('themes', ['green', 'fair']),
            {
              ...table('goals', ['oak']),
              columns: ['Goal', 'Theme'],
              marks: 'themes',
              rows: [{ ...option('oak'), marks: ['green', 'green'] }],
            },
          ],
        },
        '<p>{themes}</p><p>{goals}</p>',
      ),
    ],
    /The id "green" of a mark of the row "oak" is used twice/,
  ],
  [
    'two tables with one id',
    [
      section('1-a', { tables: [table('trees', ['oak'])] }, '<p>{trees}</p>'),
      section('2-b', { tables: [table('trees', ['ash'])] }, '<p>{trees}</p>'),
    ],
    /The id "trees" of a table is used twice, also in 1-a.md/,
  ],
  [
    'a question id twice, in two sections and two kinds whose fields differ',
    [
      section('1-a', { questions: [comment('park')] }),
      section('2-b', { questions: [ranking('park', ['bench', 'tree'])] }),
    ],
    /The id "park" of a question is used twice, also in 1-a.md/,
  ],
  [
    'a question whose id is the box of a ranking',
    [section('1-a', { questions: [ranking('park', ['bench', 'tree']), comment('park-bench')] })],
    /The id "park-bench" is used twice/,
  ],
  [
    'two questions for consent to publish',
    [
      section('1-a', { questions: [{ kind: 'consent', id: 'publish' }] }),
      section('2-b', { questions: [{ kind: 'consent', id: 'again', ask: 'And this?' }] }),
    ],
    /^A consultation asks once whether we may publish .* "publish" in 1-a.md asks it already\. Delete one of the two\.$/,
  ],
  [
    'points of which there is only one',
    [section('1-a', { questions: [{ ...ranking('park', ['a', 'b']), kind: 'points', total: 1 }] })],
    /^"total" must be 2 or more, not 1\.$/,
  ],
  [
    'points without a total',
    [section('1-a', { questions: [{ ...ranking('park', ['a', 'b']), kind: 'points' }] })],
    /^"total" is missing\. Add a line that begins "total:"/,
  ],
  [
    'points for an option whose id is that of a column of the exports',
    [
      section('1-a', {
        questions: [{ ...ranking('park', ['unclear', 'b']), kind: 'points', total: 10 }],
      }),
    ],
    /^"options" cannot have an option with the id "unclear"/,
  ],
  [
    'a question whose id is the column of an unclear ranking',
    [section('1-a', { questions: [ranking('park', ['bench', 'tree']), comment('park-unclear')] })],
    /The id "park-unclear" is used twice/,
  ],
  [
    'a question whose id is the box for the words of “Other”',
    [
      section('1-a', {
        questions: [checkboxes('park', 3, { other: true }), comment('park-other')],
      }),
    ],
    /The id "park-other" is used twice/,
  ],
  [
    'more boxes to tick than a form can carry',
    [section('1-a', { questions: [checkboxes('park', 500, { none: 'None of these' })] })],
    /Together, the questions have 501 boxes, but a form can have at most 500/,
  ],
  [
    'an option that “Other” adds already, in the table that a choice takes its options from',
    [
      section(
        '1-a',
        {
          tables: [table('trees', ['oak', 'other'])],
          questions: [{ kind: 'choice', id: 'tree', ask: 'Which?', from: 'trees', other: true }],
        },
        '<p>{trees}</p>',
      ),
    ],
    /"options" cannot have an option with the id "other" and the words “other”: the line "other:"/,
  ],
];

for (const [what, files, message] of refused) {
  test(`the build refuses ${what}`, () => {
    const { consultation, faults } = put(files);
    assert.equal(consultation, null);
    assert.equal(faults.length, 1, JSON.stringify(faults));
    assert.match(faults[0]?.message ?? '', message);
  });
}

test('two questions may take their options from one table, and two may have options of the same ids', () => {
  const from = { kind: 'choice', ask: 'Which?', from: 'trees' };
  const files = [
    section(
      '1-a',
      {
        tables: [table('trees', ['oak', 'ash'])],
        questions: [
          { ...from, id: 'best' },
          { ...from, ask: 'Which not?', id: 'worst' },
        ],
      },
      '<p>{trees}</p>',
    ),
    section('2-b', {
      questions: [choice('yes-no', ['yes', 'no']), choice('again', ['yes', 'no'])],
    }),
  ];
  assert.deepEqual(put(files).faults, []);
  assert.equal(put(files).consultation?.sections.length, 2);
});
