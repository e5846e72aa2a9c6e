/** Reads a consultation in one of its languages: a folder with a consultation.yaml and a file for each section. */
import { createHash } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { assemble, sectionId, type Assembled, type SectionFile } from '../consultation/assemble.ts';
import { questionsOf, settingsSchema, type Consultation } from '../consultation/consultation.ts';
import { validKeys } from '../consultation/say-issue.ts';
import { didYouMean } from '../text/did-you-mean.ts';
import type { Fault } from '../consultation/fault.ts';
import { mainLanguage } from '../consultation/check-settings.ts';
import { mergeSettings } from '../consultation/translations.ts';
import { codeOf } from '../languages/catalogues.ts';
import { frameIds } from '../consultation/page-ids.ts';
import { showFormat } from '../consultation/other-ways.ts';
import { kindOf } from '../questions/kinds.ts';
import { dropIds } from './dress-html.ts';
import { canShrink, isPicture, measurePicture, type PictureSize } from './pictures.ts';
import { staffCommand } from './commands.ts';
import { checkFiles, largePicture, saySizeOfLinked } from './check-files.ts';
import { isLikeSection, sortFiles } from './file-names.ts';
import { isIgnored } from './list-files.ts';
import { idSchema } from '../questions/question.ts';
import { renderMarkdown, type Rendered, type Surroundings } from './markdown.ts';
import type { Mistake } from './mistake.ts';
import { splitFrontMatter } from './split-front-matter.ts';
import { readText } from './text-file.ts';
import { readYaml, type ReadYaml } from './yaml-text.ts';

/** The footnotes would be listed inside the question, where screen readers would read them with every box. */
const noteInHint =
  'A hint cannot have a footnote. Write its words into the hint itself, or the footnote into the text of the section.';

const settingsFile = 'consultation.yaml';

/** What a translation takes from the main language, which is read first. */
interface MainText {
  /** The content of its consultation.yaml. */
  settings: unknown;
  /** The language of the translation (BCP 47). */
  language: string;
  /** Files of the main language, which a translation can show too: "../map.png". */
  files: readonly string[];
  sizes: ReadonlyMap<string, PictureSize>;
}

export interface ReadText {
  /** Its earlier addresses, even if something else is wrong. */
  formerly: string[] | undefined;
  /** Returns the line of a place in consultation.yaml. */
  lineOf(path: Fault['path']): number | null;
  /** `null` if a mistake is more than a warning. */
  consultation: Consultation | null;
  /** Files to serve below its address, by their path relative to its folder. */
  files: { name: string; shrinks: boolean }[];
  mistakes: Mistake[];
  /** The names of its sections' files. */
  sections: string[];
  /** Its languages with their codes, the main one first. A translation has only its own. */
  languages: { language: string; code: string }[];
  /** The content of its consultation.yaml, as it was read. */
  settings: unknown;
  sizes: ReadonlyMap<string, PictureSize>;
}

/** Returns front matter with the Markdown of its hints as HTML. Leaves anything that is not valid as it is. */
function renderHints(
  frontMatter: unknown,
  render: (index: number, hint: string) => string,
): unknown {
  const { questions } = frontMatter as { questions?: unknown };
  if (!Array.isArray(questions)) return frontMatter;
  const rendered = questions.map((question: unknown, index) => {
    const hint = (question as { hint?: unknown } | null)?.hint;
    if (typeof hint !== 'string' || hint.trim() === '') return question;
    return { ...(question as object), hint: render(index, hint) };
  });
  return { ...(frontMatter as object), questions: rendered };
}

const fromMain = (name: string) => `../${name}`;

/** Finds folders whose names are like those of files that are read. */
async function findFolders(path: string) {
  const entries = await readdir(path, { withFileTypes: true });
  return entries.filter(
    (entry) => entry.isDirectory() && !isIgnored(entry.name) && /\.(md|ya?ml)$/i.test(entry.name),
  );
}

/** A file as it was read, with what is needed to find its lines. */
interface Source {
  yaml: ReadYaml | null;
  text: string;
  /** The line on which the prose begins. */
  prose: number;
  /** The links, headings and pictures of its prose and its hints. */
  targets: Pick<Rendered, 'anchors' | 'headings' | 'shown' | 'linked'>;
}

const noTargets = (): Source['targets'] => ({ anchors: [], headings: [], shown: [], linked: [] });

/**
 * @param folder with all consultations
 * @param home the folder of the text: "park-plan", or "park-plan/cy"
 * @param listed paths relative to the text’s folder
 * @param main for a translation
 */
export async function readInOneLanguage(
  folder: string,
  home: string,
  listed: readonly string[],
  hasPath: Surroundings['hasPath'],
  now: Date,
  main: MainText | null = null,
): Promise<ReadText> {
  const checked = await checkFiles(folder, home, listed);
  const unusable = new Set(checked.filter((one) => !one.isWarning).map(({ file }) => file));
  const files = listed.filter((file) => !unusable.has(file));
  const { sections, others, wrong } = sortFiles(files);
  const mistakes: Mistake[] = [...checked, ...wrong].map((one) => ({
    ...one,
    file: `${home}/${one.file}`,
    line: null,
  }));
  const say = (name: string, line: number | null, message: string, isWarning = false) => {
    const file = `${home}/${name}`;
    if (mistakes.some((one) => one.file === file && one.line === line && one.message === message))
      return;
    mistakes.push({ file, line, message, ...(isWarning ? { isWarning } : {}) });
  };

  for (const { name } of await findFolders(join(folder, home)))
    say(name, null, 'This is a folder. Put a file with this name in its place, or rename it.');

  const sizes = new Map<string, PictureSize>();
  for (const file of others.filter(isPicture)) {
    const size = await measurePicture(join(folder, home, file));
    if (size) sizes.set(file, size);
    else say(file, null, 'This picture cannot be read. Save it again as JPEG, PNG or SVG.', true);
  }

  const sources = new Map<string, Source>();
  let notes = 0;
  const written = await readSettingsFile();
  const merged = main && mergeSettings(main, written);
  for (const { path: at, message, isWarning } of merged?.faults ?? [])
    say(settingsFile, lineOf({ file: settingsFile, path: at }), message, isWarning);
  const settings = merged ? merged.settings : written;
  const read: SectionFile[] = [];
  for (const file of sections) {
    const section = await readSection(file);
    if (section) read.push(section);
  }
  const all = () => [...sources.values()].map(({ targets }) => targets);
  const linked = new Set(all().flatMap(({ anchors }) => anchors.map(({ id }) => id)));
  for (const one of read)
    one.html = dropIds(one.html, sources.get(one.name)?.targets.headings ?? [], linked);
  if (sections.length === 0) {
    say(
      '',
      null,
      'There is no section. Write one as a Markdown file, such as "1-introduction.md".',
    );
  }
  // The name of the folder may be wrong, which is reported elsewhere.
  const id = idSchema.safeParse(home.split('/')[0]).data ?? 'unnamed';
  const version = createHash('sha256')
    .update(JSON.stringify([settings, read]))
    .digest('hex')
    .slice(0, 12);
  const areAllRead = read.length === sections.length;
  const assembled = assemble(id, version, settings, read, now, areAllRead);
  const { consultation, faults } = assembled;
  for (const fault of faults) {
    if (fault.file === settingsFile && (written === undefined || merged?.isOfMain(fault.path)))
      continue;
    const line = lineOf(fault);
    // A line that YAML cuts or misreads is reported once.
    const isSaid = sources
      .get(fault.file)
      ?.yaml?.faults.some((one) => one.line === line && !one.isWarning);
    if (!isSaid) say(fault.file, line, quoteAsWritten(fault), fault.isWarning);
  }
  const right = validKeys(settingsSchema.shape, settings);
  if (assembled.areAllRead) checkAnchors(assembled.sections, right.words !== undefined);
  const formats = await readFormats(right);
  if (consultation && formats) consultation.formats = formats;
  for (const name of others) await checkUse(name);
  const isRight = mistakes.every(({ isWarning }) => isWarning);
  return {
    formerly: right.formerly,
    lineOf: (path) => lineOf({ file: settingsFile, path }),
    consultation: isRight ? consultation : null,
    files: others.map(sortPicture),
    mistakes,
    sections,
    languages: (right.languages ?? [right.language]).flatMap((language) => {
      const code = language === undefined ? null : codeOf(language);
      return language === undefined || code === null ? [] : [{ language, code }];
    }),
    settings,
    sizes,
  };

  /** Decides whether the build makes a picture smaller. One that people can also open by a link stays as it is. */
  function sortPicture(name: string) {
    const { isShown, isLinked } = useOf(name);
    return { name, shrinks: canShrink(name) && sizes.has(name) && isShown && !isLinked };
  }

  function useOf(name: string) {
    const isShown = all().some(({ shown }) => shown.includes(name));
    const isLinked = all().some((targets) => targets.linked.includes(name));
    return { isShown, isLinked };
  }

  async function checkUse(name: string): Promise<void> {
    const { isShown, isLinked } = useOf(name);
    if (canShrink(name) && isShown && isLinked) {
      const { size } = await stat(join(folder, home, name));
      if (size > largePicture) say(name, null, saySizeOfLinked(size), true);
    }
    const isPromised = right.formats?.some(({ link }) => link === name) ?? false;
    if (isLikeSection(name) && !isLinked && !isPromised) {
      const message =
        'This file has the name of a section, but only Markdown files (.md) are sections, and nothing links to it. Write its words into a Markdown file, or link to it; or begin its name with "_".';
      say(name, null, message, true);
    }
  }

  async function readSettingsFile(): Promise<unknown> {
    const file = settingsFile;
    if (!files.includes(file)) {
      if (mistakes.some((one) => one.file === `${home}/${file}`)) return undefined;
      if (files.some((name) => /^consultation\.ya?ml$/i.test(name))) return undefined;
      say(
        file,
        null,
        main
          ? 'This file is missing. Write it with the words that differ from the consultation.yaml of the folder above: title, summary, organisation, invitation, timeZoneName, privacy.'
          : `This file is missing. Write one ("${staffCommand} new" shows how); or begin the name of the folder with "_" if it is no consultation.`,
      );
      return undefined;
    }
    const text = await readFileText(file);
    if (text === null) return undefined;
    const yaml = readYaml(text);
    sources.set(file, { yaml, text, prose: 1, targets: noTargets() });
    for (const { line, message, isWarning } of yaml.faults) say(file, line, message, isWarning);
    if (yaml.value !== null) return yaml.value;
    say(file, null, 'This file is empty. docs/content.md says what to write there.');
    return undefined;
  }

  async function readSection(file: string): Promise<SectionFile | null> {
    const text = await readFileText(file);
    if (text === null) return null;
    const split = splitFrontMatter(text);
    if (split.fault) {
      say(file, split.fault.line, split.fault.message);
      return null;
    }
    const yaml =
      split.frontMatter === null ? null : readYaml(split.frontMatter, split.frontMatterLine);
    for (const { line, message, isWarning } of yaml?.faults ?? [])
      say(file, line, message, isWarning);
    const frontMatter = yaml ? yaml.value : {};
    if ((frontMatter ?? null) === null && split.markdown.trim() === '' && !yaml?.faults.length) {
      say(file, null, 'This file is empty. Write the section, or delete the file.');
    } else if (!yaml && split.markdown.trim() === '') {
      say(file, null, 'This file is empty. Write the section, or delete the file.');
    }
    const around = {
      slug: home,
      section: sectionId(file),
      notesBefore: notes,
      files: new Set([...others, ...(main?.files ?? []).map(fromMain)]),
      sizes: new Map([
        ...sizes,
        ...[...(main?.sizes ?? [])].map(([name, size]) => [fromMain(name), size] as const),
      ]),
      hasPath,
    };
    const rendered = renderMarkdown(split.markdown, split.markdownLine, around);
    notes += rendered.notes;
    for (const { line, message, isWarning } of rendered.found) say(file, line, message, isWarning);
    sources.set(file, { yaml, text, prose: split.markdownLine, targets: rendered });
    if (yaml && yaml.value === undefined) return null;
    const withHints = renderHints(frontMatter ?? {}, (index, hint) => {
      const line = yaml?.textLineOf(['questions', index, 'hint']) ?? 1;
      const { html, found, ...targets } = renderMarkdown(hint, line, around);
      if (targets.notes > 0) say(file, line, noteInHint);
      for (const one of found) say(file, one.line, one.message, one.isWarning);
      rendered.anchors.push(...targets.anchors);
      rendered.shown.push(...targets.shown);
      rendered.linked.push(...targets.linked);
      return dropIds(html, targets.headings, new Set()).trimEnd();
    });
    return { name: file, frontMatter: withHints, html: rendered.html.trimEnd() };
  }

  async function readFileText(file: string): Promise<string | null> {
    const { text, ...problem } = await readText(join(folder, home, file));
    if (text === null && 'line' in problem) say(file, problem.line, problem.problem);
    return text;
  }

  function lineOf({ file, path, words }: Pick<Fault, 'file' | 'path' | 'words'>): number | null {
    const source = sources.get(file);
    if (!source) return null;
    if (words !== undefined) {
      const lines = source.text.split('\n').slice(source.prose - 1);
      const line = lines.findIndex((one) => one.includes(words));
      return line === -1 ? null : line + source.prose;
    }
    return path.length === 0 ? null : (source.yaml?.lineOf(path) ?? null);
  }

  /** Returns the message with the value to put in quotes as the editor wrote it: "1.10", not 1.1. */
  function quoteAsWritten({ file, path, message }: Fault): string {
    const written = sources.get(file)?.yaml?.writtenAt(path) ?? null;
    if (written === null) return message;
    return message.replace(/(Put it in quotes: )"[^"]*"\.$/, (_, how) => `${how}"${written}".`);
  }

  /** Finds the files of the formats. The page has no link to a file that is missing, and says how to ask for it. */
  async function readFormats({ formats, opens, ...named }: Partial<typeof right>) {
    const language = mainLanguage(named);
    const wrongOnes = faults.filter(
      ({ file, path }) => file === settingsFile && path[0] === 'formats',
    );
    return (
      formats &&
      Promise.all(
        formats.map(async (format, index) => {
          const { link, ...rest } = format;
          if (wrongOnes.some(({ path }) => path[1] === index)) return rest;
          const name = link?.replace(/^\.\//, '');
          const found =
            name !== undefined && [...others, ...(main?.files ?? []).map(fromMain)].includes(name);
          const shown = showFormat(
            format,
            found ? await stat(join(folder, home, name)) : null,
            language,
          );
          if (shown) return shown;
          const when =
            opens !== undefined && Date.parse(opens) > now.getTime()
              ? `Put it there before the consultation opens (${opens})`
              : 'The consultation is open: put the file there now';
          const message = `You promise “${format.label}”, and there is no file "${name}" beside this one.${didYouMean(name ?? '', others)} ${when}, or correct the name. Until then the page tells people to ask for it.`;
          const path = ['formats', index, 'link'];
          say(settingsFile, lineOf({ file: settingsFile, path }), message, true);
          return rest;
        }),
      )
    );
  }

  /** Checks links to places on the page, because browsers do not say if one leads nowhere. */
  function checkAnchors(whole: Assembled['sections'], hasWords: boolean): void {
    const headings = all().flatMap((targets) => targets.headings);
    const known: string[] = [
      ...headings,
      ...whole.map(({ id: own }) => own),
      ...questionsOf({ sections: whole }).flatMap((question) => [
        question.id,
        ...kindOf(question)
          .fields(question)
          .map(({ name }) => name),
      ]),
      ...frameIds.filter(
        (own) => own === 'contents' || own === 'main' || (own === 'words' && hasWords),
      ),
    ];
    const ids = whole.map(({ id: own }) => own);
    for (const [file, { targets }] of sources) {
      for (const { id: to, line } of targets.anchors) {
        if (known.includes(to)) continue;
        const heading = headings.find((one) => one.endsWith(`--${to}`));
        const guess = heading ? ` Did you mean "${heading}"?` : didYouMean(to, known);
        const message = `There is no place "#${to}" on this page.${guess} Sections are: ${ids.map((one) => `#${one}`).join(', ')}.`;
        say(file, line, message, true);
      }
    }
  }
}
