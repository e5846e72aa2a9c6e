/** What the samples of kinds with options share. */
import { nameBriefly, type Option, type Question } from '../../../src/questions/question.ts';

export type WithOptions = Question & {
  options: Option[];
  top?: number;
  other?: boolean;
  none?: string;
  most?: number;
};

/** Writes a person's words after "Other", in any language. */
export function describeOther(lines: string[], words: string): string[] {
  return lines.map((line) =>
    /^\[.\] (?:Other|Arall|أخرى):$/.test(line) ? `${line} ${words}` : line,
  );
}

/** Writes a mark into the brackets before an option. */
export function markOption(lines: string[], option: Option, mark: string): string[] {
  const at = lines.findIndex((line) => line.startsWith('[ ') && startsWith(line, option));
  return lines.with(at, (lines[at] as string).replace(/^\[ {1,2}\]/, mark));
}

/** A long name goes on in the next line. */
function startsWith(line: string, option: Option): boolean {
  const words = line.replace(/^\[ {1,2}\] /, '');
  const name = nameBriefly(option);
  return words.startsWith(name) || name.startsWith(words);
}
