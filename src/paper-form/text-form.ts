/**
 * The form as plain text, with the document, for people who read and answer without a browser and send it by email
 * or post. Its answers have the same layout as those of a receipt.
 */
import { kindOf } from '../questions/kinds.ts';
import { wrapLine } from '../text/lines.ts';
import type { Question, Typed } from '../questions/question.ts';
import { typedLines } from '../form/typed-to-text.ts';
import { questionsBelow, type Consultation } from '../consultation/consultation.ts';
import { underline, wrap } from '../contribution/contribution-text.ts';
import { nameSection } from '../contribution/contribution.ts';
import { sayMoment } from '../consultation/moments.ts';
import { catalogueOf } from '../languages/catalogues.ts';
import { htmlToPassages, partToPassages, type Passage } from './prose-text.ts';

type FormKind = 'text' | 'document';

/** A part of the form. The parts are in the order of the form. */
export type FormPart =
  Passage | { how: 'title'; text: string } | { how: 'question'; question: Question };

/** @param as the form's type: plain text, or a document for a word processor */
export function formParts(consultation: Consultation, as: FormKind = 'text'): FormPart[] {
  return [
    ...preamble(consultation, as),
    ...consultation.sections.flatMap((section, index): FormPart[] => {
      const { title, parts, questions, thoughts } = section;
      const below = questionsBelow(section);
      const isInvited = thoughts === 'below' && below.length > 0;
      // A first section without a title has the title of the form above it.
      const isNamed = title !== null || index > 0 || questions.length > 0;
      return [
        ...(isNamed ? [{ how: 'title', text: nameSection(section, consultation) } as const] : []),
        ...parts.flatMap((part): FormPart[] =>
          'question' in part
            ? questions.filter(({ id }) => id === part.question).map(toPart)
            : partToPassages(part, consultation),
        ),
        ...(isInvited
          ? [{ how: 'heading', text: consultation.invitation, lead: '' } as const]
          : []),
        ...below.map(toPart),
      ];
    }),
    paragraph(catalogueOf(consultation).paperForm.end),
  ];
}

/** Returns a blank form. */
export function blankForm(consultation: Consultation): string {
  return writeForm(consultation, textLinesOf);
}

/** Returns the form filled in with what somebody typed. */
export function fillForm(consultation: Consultation, typed: Typed): string {
  return writeForm(consultation, (question) => {
    const lines = typedLines(question, typed);
    return lines.length === 0 ? textLinesOf(question) : lines;
  });
}

/** @param linesOf returns the lines below "Answer:" */
function writeForm(
  consultation: Consultation,
  linesOf: (question: Question) => readonly string[],
): string {
  let form = '';
  let before: FormPart | null = null;
  for (const part of formParts(consultation)) {
    if (before) form += gapBetween(before, part);
    form += sayPart(part, linesOf);
    before = part;
  }
  return `${form}\n`;
}

function gapBetween(before: FormPart, { how }: FormPart): string {
  if (how === 'title') return '\n\n\n';
  return how === 'item' && before.how === 'item' ? '\n' : '\n\n';
}

function sayPart(part: FormPart, linesOf: (question: Question) => readonly string[]): string {
  switch (part.how) {
    case 'title':
      return underline(part.text);
    case 'heading':
      return underline(part.text, '-');
    case 'question':
      return sayQuestion(part.question, linesOf(part.question));
    default:
      return sayPassage(part);
  }
}

function sayPassage({ lead, text }: Passage): string {
  return lead + wrapLine(text, '', 72 - lead.length).join(`\n${' '.repeat(lead.length)}`);
}

function preamble({ title, version, ...rest }: Consultation, as: FormKind): FormPart[] {
  const words = catalogueOf(rest).paperForm;
  return [
    { how: 'title', text: words.title(title) },
    ...[words.howToAnswer, sayReturn(rest, as), words.version(version)].map(paragraph),
  ];
}

/** Says how to return the form. */
function sayReturn(
  {
    contact,
    closes,
    ...zoned
  }: Pick<Consultation, 'contact' | 'closes' | 'timeZone' | 'timeZoneName' | 'language'>,
  as: FormKind,
): string {
  const { returnText, returnDocument } = catalogueOf(zoned).paperForm;
  return (as === 'text' ? returnText : returnDocument)(contact, sayMoment(closes, zoned));
}

function paragraph(text: string): Passage {
  return { how: 'paragraph', text, lead: '' };
}

const toPart = (question: Question): FormPart => ({ how: 'question', question });

function sayQuestion(question: Question, lines: readonly string[]): string {
  const hint = hintOf(question).flatMap((passage) => ['', sayPassage(passage)]);
  const { asked, answerLabel } = catalogueOf(question).paperForm;
  return [wrap(asked(question.ask)), ...hint, '', answerLabel, ...lines].join('\n');
}

/** Returns the lines below "Answer:". A long line continues below its first word, not below its brackets. */
export function textLinesOf(question: Question): string[] {
  return kindOf(question)
    .blankLines(question)
    .flatMap((line) => wrapLine(line, ' '.repeat(/^\[ *\] /.exec(line)?.[0].length ?? 0)));
}

/** Returns the hint of a question, which is between the question and "Answer:". */
export function hintOf(question: Question): Passage[] {
  return question.hint === undefined ? [] : htmlToPassages(question.hint, question);
}
