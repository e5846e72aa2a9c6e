/** Puts another text in the place of a sentence. */
import ts from 'typescript';
import { piecesOf } from './pieces.ts';
import type { Sentence } from './sentences.ts';

/** Returns the source with a text in the place of a sentence's own. */
export function replaceSentence(source: string, { node, values }: Sentence, text: string): string {
  const isTemplate = !ts.isStringLiteral(node);
  const [open, special] = isTemplate ? ['`', /[`\\]|\$(?=\{)/g] : ["'", /['\\]/g];
  const written = piecesOf(text)
    .map(({ name, words }) =>
      name === null
        ? escapeUnseen(words.replace(special as RegExp, '\\$&'))
        : `\${${values.get(name)}}`,
    )
    .join('');
  return `${source.slice(0, node.getStart())}${open}${written}${open}${source.slice(node.end)}`;
}

/** Writes as escapes what nobody sees in a source: line breaks, wide and invisible spaces, marks of direction. */
function escapeUnseen(text: string): string {
  return text.replaceAll('\n', '\\n').replace(/(?! )[\p{Cc}\p{Cf}\p{Z}\uFFFD]/gu, (letter) => {
    const code = (letter.codePointAt(0) ?? 0).toString(16).toUpperCase();
    return code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, '0')}`;
  });
}
