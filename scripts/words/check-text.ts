/** What is wrong with a sentence that a translator wrote, and what to do. */
import { piecesOf } from './pieces.ts';
import type { Sentence } from './sentences.ts';

/** @param english the English of it, whose tags it can have */
export function checkText(text: string, sentence: Sentence, english: readonly string[]): string[] {
  if (text.trim() === '' && sentence.text.trim() !== '')
    return ['is empty. Write the sentence in the last column.'];
  return [...checkNames(text, [...sentence.values.keys()]), ...checkTags(text, sentence, english)];
}

function checkNames(text: string, names: readonly string[]): string[] {
  const pieces = piecesOf(text);
  const used = pieces.flatMap(({ name }) => name ?? []);
  const missing = names.filter((name) => !used.includes(name));
  const unknown = [...new Set(used)].filter((name) => !names.includes(name));
  const bare = text.replace(/\{\{|\}\}|\{[^{}]*\}/g, '');
  return [
    ...missing.map((name) => `lacks {${name}}. Write it where it belongs in the sentence.`),
    ...unknown.map((name) =>
      names.length === 0
        ? `has {${name}}, and nothing is put into this sentence. Delete it.`
        : `has {${name}}, which is unknown. It can have: ${names.map((one) => `{${one}}`).join(', ')}.`,
    ),
    ...(/[{}]/.test(bare)
      ? ['has a single { or }. Write two, {{ or }}, if people shall read it.']
      : []),
  ];
}

const tag = /<(\/?)([a-z][a-z0-9]*)\b[^>]*>/gi;
const empty = ['br', 'hr', 'img', 'wbr'];

function checkTags(text: string, { text: before, isHtml }: Sentence, english: readonly string[]) {
  const known = tagsIn([before, ...english].join('\n')).map(([all]) => all);
  const tags = tagsIn(text);
  const strange = tags.map(([all]) => all).filter((all) => !known.includes(all));
  if (strange.length > 0 || !isHtml)
    return strange.map((all) =>
      isHtml && known.length > 0
        ? `has ${all}, which is unknown. It can have: ${[...new Set(known)].join(' ')}`
        : `has ${all}, and this sentence can have no HTML. Delete it.`,
    );
  const open: string[] = [];
  for (const [all, slash, name = ''] of tags) {
    if (empty.includes(name)) continue;
    if (slash === '') open.push(name);
    else if (open.pop() !== name)
      return [`has ${all} without <${name}> before it. Correct the tags.`];
  }
  const missing = tagsIn(before).find(([all]) => !tags.some(([own]) => own === all));
  return [
    ...open.map((name) => `has <${name}> without </${name}>. Write it where the words end.`),
    ...(missing ? [`lacks ${missing[0]}. Write it around the words that belong in it.`] : []),
  ].slice(0, 1);
}

function tagsIn(text: string): RegExpMatchArray[] {
  return [...text.matchAll(tag)];
}
