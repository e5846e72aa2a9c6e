import fc from 'fast-check';
import { limitOf, type CommentQuestion } from '../../../src/questions/comment/comment-question.ts';
import type { Question } from '../../../src/questions/question.ts';
import { noFigures } from './plain-figures.ts';
import type { Random, Samples } from './samples.ts';

const words =
  'co-production people research community sharing power together learn funding grassroots inclusive honest question value partnership time equal support change future'.split(
    ' ',
  );
const special = [
  '=HYPERLINK("https://example.org","click")',
  '+44 20 7946 0000',
  '@everyone: “yes”; <b>no</b> & _x0041_',
  'שלום, זה חשוב לנו\nתודה',
  'Line one\n\nLine three, with a comma, a "quotation" and an emoji 👩‍👩‍👧‍👦',
];

function sentence(random: Random): string {
  if (random(12) === 0) return special[random(special.length)] as string;
  const count = 5 + random(40);
  const text = Array.from({ length: count }, () => words[random(words.length)]).join(' ');
  return `${text}.${random(3) === 0 ? '\nA second line.' : ''}`;
}

export const commentSamples: Samples = {
  ask: (id, ask) => ({ id, kind: 'comment', ask }),
  variants: (id, ask) => ({ 'its own limit': { id, kind: 'comment', ask, most: 500 } as Question }),
  answers: ({ id }) => ({
    'one line': { [id]: 'Thank you for asking.' },
    'two paragraphs': { [id]: 'Human comes first.\n\nTen goals are many.' },
    HTML: { [id]: 'With <b>angle brackets</b> & an ampersand' },
    'right to left': { [id]: 'אנחנו מעדיפים את Option 1, כי הוא קצר יותר!' },
  }),
  mistakes: (question) => ({
    'too many characters': {
      fields: { [question.id]: 'word '.repeat(limitOf(question as CommentQuestion) / 5) + '.' },
      says: `Your comment is 1 character too long. Shorten it, or continue in another box: ${question.ask}`,
    },
  }),
  type: ({ id }, random) => ({ [id]: sentence(random) }),

  hasCodes: false,
  takesAnyLine: true,
  fillIn({ id }, blank, theirs, titles) {
    const line = fc.oneof(
      { weight: 5, arbitrary: theirs },
      fc.constant(''),
      fc.constantFrom(...titles),
    );
    return fc.array(line, { maxLength: 5 }).map((lines) => {
      const text = lines.join('\n').replace(/^\n+|\s+$/g, '');
      return text === ''
        ? { fields: {}, lines: blank }
        : { fields: { [id]: text }, lines: [...lines, ''] };
    });
  },

  cells: ({ id }, answer) => ({ [id]: (answer as { text: string }).text }),
  count: () => null,
  plainly: noFigures,
};
