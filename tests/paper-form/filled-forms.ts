/** Consultations, answers, filled forms, and what people and programs do to them on their way. */
import fc from 'fast-check';
import type { Consultation, Section } from '../../src/consultation/consultation.ts';
import { underline, wrap } from '../../src/contribution/contribution-text.ts';
import { formParts, blankForm, textLinesOf } from '../../src/paper-form/text-form.ts';
import { catalogueOf } from '../../src/languages/catalogues.ts';
import { kindNames } from '../../src/questions/kinds.ts';
import type { Option, Question } from '../../src/questions/question.ts';
import { inLanguage } from '../languages/in-language.ts';
import { asksOf, samplesOf } from '../questions/samples/all.ts';
import type { Fields } from '../questions/samples/samples.ts';

const common =
  'the our vision people option answer question no yes human real and we value a you do have any comments about working together share power what is it name email number from 1 2 ateb cwestiwn dim الإجابة السؤال بلا'.split(
    ' ',
  );
const others =
  'harbour bridge library meadow orchard timetable playground cyclist co-production crossing lantern welcome'.split(
    ' ',
  );

const phrase = (minLength: number, maxLength: number) =>
  fc
    .array(fc.constantFrom(...common, ...others), { minLength, maxLength })
    .map((words) => words.join(' '));

/** Words that only this person has, so that each can be found again, and sometimes words that the form has too. */
let last = 0;
const own = fc.constant(null).map(() => `zq${(last += 1)}`);
const theirLine = fc
  .array(fc.oneof({ weight: 4, arbitrary: own }, fc.constantFrom(...common)), {
    minLength: 1,
    maxLength: 14,
  })
  .chain((words) => own.map((first) => [first, ...words].join(' ')));

const option = (index: number): fc.Arbitrary<Option> =>
  fc
    .record(
      {
        label: phrase(1, 12).map((words) => `${others[index]} ${words}`),
        text: phrase(3, 20),
        hasLetter: fc.boolean(),
        points: fc.array(phrase(1, 4), { minLength: 1, maxLength: 3 }),
      },
      { requiredKeys: ['label', 'hasLetter'] },
    )
    .map(({ hasLetter, ...rest }) => ({
      id: `o${index}`,
      ...rest,
      ...(hasLetter ? { letter: `${'abcdefgh'[index]})` } : {}),
    }));

const options = fc
  .integer({ min: 2, max: 7 })
  .chain((count) => fc.tuple(...Array.from({ length: count }, (_, index) => option(index))));

const question = (id: string): fc.Arbitrary<Question> =>
  fc
    .tuple(phrase(3, 20), options, fc.constantFrom(...kindNames))
    .chain(([words, list, kind]) => fc.constantFrom(...asksOf(kind, id, `${words}?`, list)));

const section = (index: number): fc.Arbitrary<Section> =>
  fc
    .record({
      title: fc.option(phrase(1, 4), { freq: 6 }),
      prose: fc.array(phrase(1, 40), { maxLength: 4 }),
      thoughts: fc.constantFrom('below' as const, 'whole' as const, 'plain' as const),
      questions: fc
        .integer({ min: 0, max: 3 })
        .chain((count) =>
          fc.tuple(...Array.from({ length: count }, (_, place) => question(`q${index}-${place}`))),
        ),
    })
    .map(({ prose, ...rest }) => ({
      id: `s${index}`,
      ...rest,
      parts: [{ html: prose.map((words) => `<p>${words}</p>`).join('\n') }],
    }));

/** @param base gives all that a consultation has besides its sections */
export const consultations = (base: Consultation): fc.Arbitrary<Consultation> =>
  fc.tuple(section(0), section(1), section(2), question('last')).map(([...all]) => {
    const asked = all.pop() as Question;
    const sections = all as Section[];
    (sections[1] as Section).questions.push(asked);
    return { ...base, sections };
  });

/** Languages in which forms are written. */
const languages = fc.constantFrom('en-GB', 'cy', 'ar');

/** Consultations in any of our languages. */
export const inAnyLanguage = (
  consultations: fc.Arbitrary<Consultation>,
): fc.Arbitrary<Consultation> =>
  fc
    .tuple(consultations, languages)
    .map(([consultation, language]) => inLanguage(consultation, language));

/** A filled form as paragraphs of lines, so that it can be changed where people change it. */
export interface Filled {
  text: string;
  fields: Fields;
}

const noRemark = fc.constant<string | null>(null);

/**
 * Fills in the form as a person would, part by part.
 *
 * @param remark words in places where nothing is asked for: within lists, beside options, between parts
 * @param isLost whether one of our headings is missing, or has another underline
 */
export function filledForms(
  consultation: Consultation,
  { isDamaged }: { isDamaged: boolean },
): fc.Arbitrary<Filled> {
  const remark = isDamaged ? fc.option(theirLine, { freq: 2 }) : noRemark;
  const kept = isDamaged
    ? fc.constantFrom('kept', 'kept', 'kept', 'dashes', 'tildes', 'none', 'lost')
    : fc.constant('kept');
  const titles = consultation.sections.map(({ title }) => title ?? consultation.title);
  const parts = formParts(consultation).map((part): fc.Arbitrary<Filled> => {
    if (part.how !== 'question') {
      return fc.tuple(kept, remark).map(([how, after]) => {
        const heading = {
          kept: underline(part.text),
          dashes: underline(part.text, '-'),
          tildes: underline(part.text, '~'),
          none: part.text,
          lost: '',
        }[how] as string;
        const text = part.how === 'title' || part.how === 'heading' ? heading : wrap(part.text);
        return { text: after === null ? text : `${text}\n\n${after}`, fields: {} };
      });
    }
    const { question: asked } = part;
    const blank = textLinesOf(asked);
    const { fillIn, takesAnyLine } = samplesOf(asked);
    return fc
      .tuple(fillIn(asked, blank, theirLine, titles), remark, fc.nat(), fc.nat(20), fc.boolean())
      .map(([given, beside, at, damage, isBeside]) => {
        const lines = [...given.lines];
        if (beside !== null && !takesAnyLine) {
          const place = at % (lines.length + 1);
          if (isBeside && /^\[/.test(lines[place] ?? '')) lines[place] += ` ${beside}`;
          else lines.splice(place, 0, beside);
        }
        const words = catalogueOf(asked).paperForm;
        const ask = isDamaged && damage === 0 ? [] : [wrap(words.asked(asked.ask)), ''];
        return { text: [...ask, words.answerLabel, ...lines].join('\n'), fields: given.fields };
      });
  });
  return fc.tuple(fc.tuple(...parts), remark, remark).map(([filled, before, after]) => ({
    text: `${[before, ...filled.map(({ text }) => text), after && `-- \n${after}`].filter((text) => text !== null).join('\n\n')}\n`,
    fields: Object.assign({}, ...filled.map(({ fields }) => fields)) as Fields,
  }));
}

type Change = (text: string, seed: number) => string;

/** What programs do to every line without changing words or their neighbours. */
export const light: Record<string, Change> = {
  'line ends CR LF': (text) => text.replaceAll('\n', '\r\n'),
  'line ends CR': (text) => text.replaceAll('\n', '\r'),
  'line ends CR CR LF': (text) => text.replaceAll('\n', '\r\r\n'),
  'a byte order mark': (text) => `\uFEFF${text}`,
  'quoted whole': (text) => text.replace(/^/gm, '> '),
  'quoted twice': (text) => text.replace(/^/gm, '>> '),
  'marked from right to left': (text) => text.replace(/^/gm, '\u200F'),
  indented: (text) => text.replace(/^/gm, '    '),
  'plain quotation marks': (text) =>
    text.replace(/[“”]/g, '"').replace(/[‘’]/g, "'").replace(/[–—]/g, '-'),
  'doubled blank lines': (text) => text.replace(/\n\n/g, '\n\n\n\n'),
  'spaces that do not break': (text) => text.replaceAll(' ', '\u00A0'),
  'numbers before questions': (text) => {
    let number = 0;
    return text.replace(
      /^([> \u00A0]*)(?=(?:Question|Cwestiwn|السؤال):)/gm,
      (before) => `${before}${(number += 1)}. `,
    );
  },
  'numbers in questions': (text) => {
    let number = 0;
    return text.replace(
      /^([> \u00A0]*)(Question|Cwestiwn|السؤال):/gm,
      (_all, before: string, label: string) => `${before}${label} ${(number += 1)}:`,
    );
  },
};

/** What may also break a person's lines, or join them with ours. */
export const heavy: Record<string, Change> = {
  'broken at 60 to 80': (text, seed) =>
    text
      .split('\n')
      .map((line) => wrap(line, 60 + (seed % 21)))
      .join('\n'),
  'filled up to 60 to 80': (text, seed) =>
    text
      .split(/\n{2,}/)
      .map((paragraph) => wrap(paragraph.replaceAll('\n', ' '), 60 + (seed % 21)))
      .join('\n\n'),
  'quoted in part': (text, seed) => {
    const lines = text.split('\n');
    const from = seed % lines.length;
    return lines.map((line, at) => (at >= from && at < from + 20 ? `> ${line}` : line)).join('\n');
  },
  'a second copy below': (text) => `${text}\n${text}`,
};

export { blankForm };
