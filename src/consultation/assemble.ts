/** From what an editor wrote, file by file, to a consultation; or to a sentence that says what is wrong. */
import { z } from 'zod';
import { kindOf } from '../questions/index.ts';
import { idSchema, type Option } from '../questions/question.ts';
import {
  consultationSchema,
  questionsOf,
  settingsShape,
  tableSchema,
  thoughtsSchema,
  type Consultation,
  type Part,
  type Table,
} from './consultation.ts';
import { escapeHtml } from '../questions/shown.ts';
import { offsetAt, sayMoment } from './moments.ts';
import { reservedFields } from './sent-form.ts';

export const settingsSchema = z.strictObject(settingsShape);

/** The front matter of a section's Markdown file. Questions are checked when their options are known. */
export const frontMatterSchema = z.strictObject({
  title: z.string().min(1).nullable().default(null),
  thoughts: thoughtsSchema.default('below'),
  tables: z.array(tableSchema).default([]),
  questions: z.array(z.looseObject({ kind: z.string(), from: idSchema.optional() })).default([]),
});

export interface SectionFile {
  /** For messages: `1-vision`. */
  name: string;
  frontMatter: z.infer<typeof frontMatterSchema>;
  /** The Markdown below the front matter, as HTML. */
  html: string;
}

/**
 * Puts a consultation together. Throws an error that names the file and what to mend.
 */
export function assemble(
  slug: string,
  version: string,
  settings: z.infer<typeof settingsSchema>,
  files: SectionFile[],
): Consultation {
  checkOffsets(slug, settings);
  const closes = escapeHtml(sayMoment(settings.closes, settings));
  const sections = files.map((file) =>
    assembleSection(slug, { ...file, html: file.html.replaceAll('{closes}', closes) }),
  );
  const parsed = consultationSchema.safeParse({ slug, version, ...settings, sections });
  if (!parsed.success) throw new Error(`content/${slug}: ${z.prettifyError(parsed.error)}`);
  checkNames(slug, parsed.data);
  return parsed.data;
}

function assembleSection(slug: string, { name, frontMatter, html }: SectionFile) {
  const { tables, questions, ...rest } = frontMatter;
  const where = `content/${slug}/${name}.md`;
  return {
    id: name.replace(/^\d+-/, ''),
    ...rest,
    parts: splitProse(where, html.replace(madeIds, '$1'), tables),
    questions: questions.map(({ from, ...question }) =>
      from === undefined ? question : { ...question, options: optionsFrom(where, from, tables) },
    ),
  };
}

/** Astro gives each heading an id made from its words, which may be the id of a section. */
const madeIds = /(<h[1-6]) id="[^"]*"/g;

function optionsFrom(where: string, from: string, tables: Table[]): Option[] {
  return findTable(where, from, tables).rows.map(({ marks: _, ...option }) => option);
}

function findTable(where: string, id: string, tables: Table[]): Table {
  const table = tables.find((candidate) => candidate.id === id);
  if (!table) throw new Error(`${where}: there is no table "${id}" in this file's front matter`);
  return table;
}

/** A paragraph that holds only `{id}` is the place of a table. */
function splitProse(where: string, html: string, tables: Table[]): Part[] {
  const placed: string[] = [];
  const parts = html.split(/<p>\{([a-z0-9-]+)\}<\/p>/).map((piece, index): Part => {
    if (index % 2 === 0) return { html: piece.trim() };
    placed.push(piece);
    const table = findTable(where, piece, tables);
    if (table.marks === undefined) return { table };
    if (!table.columns)
      throw new Error(`${where}: the table "${table.id}" has marks, and so needs columns`);
    return { table, marks: findTable(where, table.marks, tables) };
  });
  const missing = tables.find(({ id }) => !placed.includes(id));
  if (missing)
    throw new Error(`${where}: write {${missing.id}} where the table "${missing.id}" belongs`);
  return parts.filter((part) => 'table' in part || part.html !== '');
}

function checkOffsets(slug: string, settings: z.infer<typeof settingsSchema>): void {
  for (const key of ['opens', 'closes'] as const) {
    const written = settings[key].endsWith('Z') ? '+00:00' : settings[key].slice(-6);
    const right = offsetAt(new Date(settings[key]), settings.timeZone);
    if (written !== right) {
      throw new Error(
        `content/${slug}/consultation.yaml: ${key} is written with ${written}, ` +
          `but on that day ${settings.timeZone} has ${right}`,
      );
    }
  }
  if (new Date(settings.opens) >= new Date(settings.closes)) {
    throw new Error(`content/${slug}/consultation.yaml: it opens after it closes`);
  }
}

function checkNames(slug: string, consultation: Consultation): void {
  const names = [
    ...reservedFields,
    ...consultation.sections.map(({ id }) => id),
    ...questionsOf(consultation).flatMap((question) => kindOf(question).fields(question)),
  ];
  const double = names.find((name, index) => names.indexOf(name) !== index);
  if (double) throw new Error(`content/${slug}: the name "${double}" is used twice; rename one`);
}
