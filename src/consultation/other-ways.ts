/** Other formats of a consultation, and ways to take part without its form. */
import { z } from 'zod';
import { catalogueOf } from '../languages/catalogues.ts';
import { directionOf } from '../languages/direction.ts';
import { saySize } from '../languages/say-size.ts';

/** A format as an editor writes it. If it has neither `link` nor `ask`, people email the contact for it. */
const formatSchema = z.strictObject({
  /** What it is called: "Easy Read". */
  label: z.string().min(1),
  /** A file beside the sections, or an address that begins with https://. */
  link: z.string().min(1).optional(),
  /** How people get it, as a sentence. */
  ask: z.string().min(1).optional(),
  /** The language of a translation. */
  language: z.string().min(2).optional(),
});
export type Format = z.infer<typeof formatSchema>;

/** A format as the site shows it. If its file is not there yet, it has no `link`. */
export const builtFormatSchema = formatSchema.extend({
  /** The type and size of the file: ".pdf, 1.2 MB". */
  file: z.string().optional(),
});
type BuiltFormat = z.infer<typeof builtFormatSchema>;

/** Keys of consultation.yaml. */
export const otherWaysShape = {
  formats: z.array(formatSchema).min(1).optional(),
  /** The number, and when somebody answers. */
  telephone: z.string().min(1).optional(),
  /** Where to post answers, each line of the address on a line. */
  post: z.string().min(1).optional(),
  /** When and where people can say what they think. */
  meetings: z.array(z.string().min(1)).min(1).optional(),
};

/** A file that a format can lead to. */
interface FoundFile {
  /** In bytes. */
  size: number;
}

/**
 * Returns the format as the site shows it, or `null` if its file is missing.
 *
 * @param found the file that `link` names, if it names one
 * @param language of the page
 */
export function showFormat(
  format: Format,
  found: FoundFile | null,
  language: string,
): BuiltFormat | null {
  const { link } = format;
  if (link === undefined || isAddress(link)) return format;
  if (!found) return null;
  const dot = link.lastIndexOf('.');
  // Without this mark, text from right to left would show the dot after the type.
  const mark = directionOf(language) === 'rtl' ? '\u200e' : '';
  const type = dot > 0 ? [mark + link.slice(dot).toLowerCase()] : [];
  const { comma } = catalogueOf({ language }).frame;
  return { ...format, file: [...type, saySize(found.size, { language })].join(comma) };
}

export function isAddress(link: string): boolean {
  return /^https?:\/\/[^/\s]+\.[^\s]+$/i.test(link);
}

/** Returns the first telephone number of a text as it can be dialled, or `null` if there is none. */
export function findNumber(text: string): { said: string; dialled: string } | null {
  const said = /(?<!\d)\+?\(?\d[\d ()-]{5,20}\d(?!\d)/.exec(text)?.[0];
  if (said === undefined) return null;
  // In "+44 (0)20" people dial the zero only without the country code.
  const dialled = said.replace(/^(\+.*?)\(0\)/, '$1').replace(/[^\d+]/g, '');
  return { said, dialled };
}
