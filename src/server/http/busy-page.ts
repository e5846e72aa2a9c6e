/**
 * The page for a form that we do not read because too many forms are arriving. Rejecting a form should cost at most a
 * tenth of processing it. Each answer in a short form goes back in a box, so that people can read it and send it again.
 * What the form says besides goes back in hidden fields. A long form goes back as it was sent (whole-form.ts).
 */
import { questionsOf, type Consultation } from '../../consultation/consultation.ts';
import { reservedFields } from '../../consultation/form-fields.ts';
import { mostFields } from '../../consultation/form-limits.ts';
import { catalogueOf } from '../../languages/catalogues.ts';
import { isForStaff } from '../../languages/staff.ts';
import type { ShownPage } from '../../form/shown-page.ts';
import { kindOf } from '../../questions/kinds.ts';
import { escapeHtml } from '../../text/escape.ts';
import type { createProblemPages } from '../../form/problem-pages.ts';
import { wrapWhole } from './whole-form.ts';
import { writeDecoded } from './write-decoded.ts';

type Problems = Pick<ReturnType<typeof createProblemPages>, 'tooBusy'>;
type Render = (page: ShownPage) => Promise<Buffer>;

/** Marks where the fields go in the page. */
const place = '<!--fields-->';

/** Longer forms are not decoded, in bytes. What people write in English is shorter. */
const longestShown = 16 * 1024;

interface Template {
  fields: Around;
  whole: Around;
  /** The HTML around the words of each field, by the field's name. */
  boxes: Map<string, Box>;
}

/** The page before and after the person's words. */
type Around = [before: Buffer, after: Buffer];

interface Box {
  open: Buffer;
  close: Buffer;
  /** Whether the words are in quotation marks. */
  isQuoted: boolean;
}

const toBytes = (html: string) => Buffer.from(html);

/** The reserved fields with words that people typed, or that they should look at. */
const shownFields: readonly string[] = ['_left', '_empty'];
const hiddenFields = reservedFields.filter((name) => !shownFields.includes(name));

/** Returns a function that makes the page. Each consultation's template is rendered once. */
export function createBusyPage(render: Render, problems: Problems) {
  const templates = new Map<Consultation, Promise<Template>>();

  async function makeTemplate(consultation: Consultation): Promise<Template> {
    const drawAround = async (as: 'fields' | 'whole'): Promise<Around> => {
      const html = await render(problems.tooBusy(consultation, { html: place, as }).page);
      const at = html.indexOf(place);
      return [html.subarray(0, at), html.subarray(at + place.length)];
    };
    return {
      fields: await drawAround('fields'),
      whole: await drawAround('whole'),
      boxes: new Map([
        ...labelsOf(consultation).map(([name, label]) => [name, openBox(name, label)] as const),
        ...hiddenFields.map((name) => [name, openHidden(name)] as const),
      ]),
    };
  }

  /** Resolves to the page in pieces. */
  return async function drawBusy(consultation: Consultation, body: Buffer[]): Promise<Buffer[]> {
    const known = templates.get(consultation) ?? makeTemplate(consultation);
    templates.set(consultation, known);
    known.catch(() => templates.delete(consultation));
    const { fields, whole, boxes } = await known;
    const length = body.reduce((sum, piece) => sum + piece.length, 0);
    const wrapped = length > longestShown ? wrapWhole(body) : null;
    if (wrapped) return [whole[0], ...wrapped, whole[1]];
    return [Buffer.concat([fields[0], ...drawFields(Buffer.concat(body), boxes), fields[1]])];
  };
}

/** Returns the name of each field with its label. */
function labelsOf(consultation: Consultation): [string, string][] {
  const say = catalogueOf(consultation);
  const ofQuestions = questionsOf(consultation).flatMap((question) => {
    const kind = kindOf(question);
    // The titles of columns are in the language of staff.
    const columns = isForStaff(consultation.language) ? kind.columns(question) : [];
    const titles = new Map(columns.map(({ id, title }) => [id, title]));
    return kind
      .fields(question)
      .map(({ name }): [string, string] => [name, titles.get(name) ?? question.ask]);
  });
  const { otherWords, leaveEmpty } = say.problems.busy;
  return [...ofQuestions, ['_left', otherWords], ['_empty', leaveEmpty]];
}

function openBox(name: string, label: string): Box {
  const html = `<label class="ask">${escapeHtml(label)} <textarea name="${escapeHtml(name)}" rows="2" dir="auto" readonly>\n`;
  return { open: toBytes(html), close: toBytes('</textarea></label>'), isQuoted: false };
}

function openHidden(name: string): Box {
  const html = `<input type="hidden" name="${name}" value="`;
  return { open: toBytes(html), close: toBytes('">'), isQuoted: true };
}

function drawFields(body: Buffer, boxes: Template['boxes']): Buffer[] {
  const drawn: Buffer[] = [];
  let from = 0;
  for (let count = 0; from < body.length; count += 1) {
    const next = count < mostFields ? body.indexOf(0x26, from) : -1;
    const end = next === -1 ? body.length : next;
    drawn.push(...drawField(body.subarray(from, end), boxes));
    from = end + 1;
  }
  return drawn;
}

function drawField(pair: Buffer, boxes: Template['boxes']): Buffer[] {
  const at = pair.indexOf(0x3d);
  if (at === pair.length - 1) return [];
  const own = at > 0 && at < 100 ? boxes.get(pair.toString('latin1', 0, at)) : undefined;
  const { open, close, isQuoted } = own ?? (boxes.get('_left') as Box);
  const words = writeDecoded(own ? pair.subarray(at + 1) : pair);
  return [open, isQuoted ? escapeQuotes(words) : words, close];
}

/** Our own values have no quotation marks, so this usually only looks. */
function escapeQuotes(html: Buffer): Buffer {
  return html.includes('"') ? toBytes(html.toString().replaceAll('"', '&quot;')) : html;
}
