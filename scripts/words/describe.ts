/** What a translator is told about a sentence: the English, the comments beside it, and what is put into it. */
import ts from 'typescript';
import { pluralCategories } from '../../src/languages/plural-categories.ts';
import type { Module, Words } from './modules.ts';
import type { Sentence } from './sentences.ts';

/** Returns the English of a sentence: the one at the same place, or all those it is a part of. */
export function englishOf(sentence: Sentence, module: Module, words: Words): string[] {
  const english = words.english.flatMap(({ sentences }) => sentences);
  const alike = (one: Sentence) => one.key === sentence.key;
  const theirs = english.filter(alike);
  // Both have the same parts, whatever plural forms each language has.
  const parts = (all: Sentence[]) =>
    all.filter(({ category }) => !category || category === 'other').map(({ place }) => place);
  if (parts(theirs).join() === parts(module.sentences.filter(alike)).join()) {
    const same =
      theirs.find(({ place }) => place === sentence.place) ??
      theirs.find(({ place }) => place === sentence.place.replace(/\.\w+(?=#|$)/, '.other'));
    if (same) return [same.text];
  }
  if (theirs.length > 0) return theirs.map(({ text }) => text);
  const users = usersOf(sentence, words).map(({ key }) => key);
  return english.filter(({ key }) => users.includes(key)).map(({ text }) => text);
}

export function describe(sentence: Sentence, module: Module, words: Words): string {
  const english = words.english.find(({ name }) => name === module.name);
  const first = english?.sentences.find(({ key }) => key === sentence.key);
  const users = first ? [] : usersOf(sentence, words).map(({ place }) => place);
  const examples = pluralCategories(words.code).get(sentence.category ?? '');
  const said = [
    english ? aboutModule(english.source) : '',
    first && english ? commentAbove(english.source, first.node) : '',
    users.length > 0 ? `Used in: ${users.join(', ')}.` : '',
    examples ? `The form for numbers such as ${examples.join(', ')}.` : '',
    sentence.values.size > 0 ? `Put in: ${namesIn(sentence, english).join(', ')}.` : '',
    /<[a-z]/.test(sentence.text) ? 'HTML: keep the tags, such as <b>…</b>.' : '',
  ];
  return said.filter((one) => one !== '').join(' ');
}

/** The sentences of a language that use a text that only this language has. */
function usersOf(sentence: Sentence, { modules }: Words): Sentence[] {
  const name = sentence.key.split('.').at(1) ?? '';
  return modules
    .flatMap(({ sentences }) => sentences)
    .filter((one) => one.key !== sentence.key)
    .filter(({ values }) =>
      [...values.values()].some((value) => new RegExp(`\\b${name}\\b`).test(value)),
    );
}

const kinds: Record<string, string> = {
  number: 'a number',
  string: 'words',
  Html: 'words or a link',
  'Html | null': 'words or a link',
  'readonly Html[]': 'links',
  'readonly string[]': 'a list',
};

/** "{over} (a number)". */
function namesIn({ values, key }: Sentence, english: Module | undefined): string[] {
  const types = new Map<string, string>();
  const node = english?.sentences.find((one) => one.key === key)?.node;
  for (let at: ts.Node | undefined = node; at; at = at.parent)
    if (ts.isFunctionLike(at))
      for (const { name, type } of at.parameters)
        types.set(name.getText(), kinds[type?.getText() ?? ''] ?? '');
  return [...values.keys()].map((name) => {
    const what = name.endsWith(', in words')
      ? 'one of the sentences that follow'
      : types.get(name.replace(/ \d+$/, ''));
    return what ? `{${name}} (${what})` : `{${name}}`;
  });
}

/** The comment at the top of a module. */
function aboutModule(source: string): string {
  return plain(/^\s*(\/\*\*.*?\*\/)/s.exec(source)?.[1] ?? '');
}

/** The comments directly above a sentence, and the line that heads its group: "Errors." */
function commentAbove(source: string, node: ts.Node): string {
  let member: ts.Node = node;
  while (member.parent && !ts.isPropertyAssignment(member) && !ts.isMethodDeclaration(member))
    member = member.parent;
  const own = (ts.getLeadingCommentRanges(source, member.getFullStart()) ?? [])
    .map(({ pos, end }) => source.slice(pos, end))
    .filter((comment) => comment.startsWith('/**'));
  const before = source.slice(0, member.getStart());
  const [, group = ''] = [...before.matchAll(/^ *\/\/ ([^\n]+)$/gm)].at(-1) ?? [];
  return [group, ...own.map(plain)].filter((one) => one !== '').join(' ');
}

function plain(comment: string): string {
  return comment
    .replace(/^\/\*\*|\*\/$/g, '')
    .replace(/^\s*\* ?/gm, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
