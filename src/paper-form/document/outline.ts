/**
 * The form as an outline for word processors: its blocks in order, independent of the file format. It has the same
 * words as the form in plain text.
 */
import { kindOf } from '../../questions/kinds.ts';
import type { Question } from '../../questions/question.ts';
import { questionsOf, type Consultation } from '../../consultation/consultation.ts';
import { catalogueOf } from '../../languages/catalogues.ts';
import type { Passage } from '../prose-text.ts';
import { answerBookmark, questionBookmark } from '../bookmarks.ts';
import { formParts, hintOf, type FormPart } from '../text-form.ts';

export type Block =
  | { is: 'heading'; level: number; text: string; bookmark?: string }
  | { is: 'paragraph'; text: string; quotes: number }
  /** The title of the table below it. */
  | { is: 'caption'; text: string }
  | { is: 'item'; text: string; list: NonNullable<Passage['list']> }
  | { is: 'table'; head: string[] | null; rows: string[][] }
  /** "Answer:", with a bookmark before it. */
  | { is: 'label'; text: string; bookmark: string }
  /** A line below "Answer:" that says what to do. */
  | { is: 'line'; text: string }
  /** What the lines below it are about. */
  | { is: 'row name'; text: string }
  /** A line on which an answer is written or marked. */
  | { is: 'entry'; text: string }
  /** An empty line to write on. */
  | { is: 'space'; isLast: boolean };

/** If an answer can have more characters than this, there is space for a few sentences. */
const fewCharacters = 1000;

export function outlineOf(consultation: Consultation): Block[] {
  const blocks: Block[] = [];
  const numbers = new Map(questionsOf(consultation).map((question, at) => [question, at + 1]));
  let deepest = 0;
  const addHeading = (wanted: number, text: string, bookmark?: string) => {
    // No level is skipped. Otherwise people who navigate by headings look for the missing one.
    deepest = Math.min(wanted, deepest + 1);
    blocks.push({ is: 'heading', level: deepest, text, ...(bookmark ? { bookmark } : {}) });
  };

  let invited = 0;
  for (const [index, part] of formParts(consultation, 'document').entries()) {
    if (part.how === 'title') {
      addHeading(index === 0 ? 1 : 2, part.text);
      invited = 0;
    } else if (part.how === 'question') {
      const number = numbers.get(part.question) ?? 0;
      const { asked } = catalogueOf(part.question).paperForm;
      addHeading(3 + invited, asked(part.question.ask), questionBookmark(number));
      for (const passage of hintOf(part.question)) addPassage(passage);
      blocks.push(...answerBlocks(part.question, number));
    } else if (part.how === 'heading') {
      addHeading(part.level ?? 3, part.text);
      if (part.level === undefined) invited = 1;
    } else addPassage(part);
  }
  return blocks;

  function addPassage(part: Extract<FormPart, Passage>): void {
    const { text, row, list, quotes = 0 } = part;
    const last = blocks.at(-1);
    if (row?.isHead) blocks.push({ is: 'table', head: row.cells, rows: [] });
    else if (row && last?.is === 'table') last.rows.push(row.cells);
    else if (row) blocks.push({ is: 'table', head: null, rows: [row.cells] });
    else if (list) blocks.push({ is: 'item', text, list });
    else if (part.how === 'heading') addHeading(part.level ?? 3, text);
    else if (part.isCaption) blocks.push({ is: 'caption', text });
    else blocks.push({ is: 'paragraph', text, quotes });
  }
}

function answerBlocks(question: Question, number: number): Block[] {
  const { answerLabel } = catalogueOf(question).paperForm;
  const lines = kindOf(question).blankLines(question);
  const said = lines.filter((line) => line !== '');
  const blocks = said.map((text, at): Block => {
    const isBox = (line = '') => line.startsWith('[');
    if (isBox(text)) return { is: 'entry', text };
    if (!text.endsWith(':')) return { is: 'line', text };
    return { is: isBox(said[at + 1]) ? 'row name' : 'entry', text };
  });
  const isOpen = lines.at(-1) === '';
  const [field] = kindOf(question).fields(question);
  const space = field && field.most > fewCharacters ? 6 : 2;
  return [
    { is: 'label', text: answerLabel, bookmark: answerBookmark(number) },
    ...blocks,
    ...Array.from({ length: isOpen ? space : 0 }, (_, at): Block => ({
      is: 'space',
      isLast: at === space - 1,
    })),
  ];
}
