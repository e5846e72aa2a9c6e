import { formatsIn } from '../formats.ts';

const formats = formatsIn('cy', 'cy');

/** Before a vowel "and" is "ac". CLDR writes "a(c)". */
function list(names: readonly string[]): string {
  if (names.length < 2) return names.join('');
  const last = names.at(-1) as string;
  const and = /^[^\p{L}\p{N}]*[aeiouwyâêîôûŵŷ]/iu.test(last) ? 'ac' : 'a';
  return `${names.slice(0, -1).join(', ')} ${and} ${last}`;
}

export const say = { ...formats, list };
