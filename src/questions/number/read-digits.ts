import { catalogueOf } from '../../languages/catalogues.ts';
import { beginningOf } from '../../text/plain-characters.ts';

type ReadDigits =
  { isClear: true; number: number } | { isClear: false; /** A sentence. */ why: string };

/** JavaScript’s numbers are exact up to this many digits. */
const mostDigits = 15;

/**
 * Reads digits with the separators of any country: "1,200", "1 200", "1'200", "1.200,50", "12,34,567". "1.200" is
 * unclear, because it can be 1.2 or 1,200.
 *
 * @param spoken the language in which it says why digits are not clear
 */
export function readDigits(written: string, spoken: { language?: string | undefined }): ReadDigits {
  const say = catalogueOf(spoken).questions.number;
  const said = beginningOf(written);
  const text = written.replace(/[’\s]/g, "'");
  const unclear = (why: string): ReadDigits => ({ isClear: false, why });
  if (/^-?[1-9]\d{0,2}\.\d{3}$/.test(text)) {
    const [large, small] = [text.replace('.', ','), text.replace(/0+$/, '').replace(/\.$/, '')];
    return unclear(say.twoReadings(said, large, small));
  }
  const plain = toPlain(text);
  if (plain === null) return unclear(say.unreadable(said));
  if (plain.replace(/\D/g, '').length > mostDigits) {
    return unclear(say.moreDigits(said));
  }
  // Not -0.
  return { isClear: true, number: Number(plain) + 0 };
}

/** Returns the same digits with only a decimal point, or `null`. */
function toPlain(text: string): string | null {
  if (/^-?\d*\.?\d+$/.test(text)) return text;
  for (const [group, point] of [
    [',', '.'],
    ['.', ','],
    ["'", '[.,]'],
  ] as const) {
    const grouped = new RegExp(
      `^(-?\\d{1,3}(?:\\${group}\\d{3})+)(?:${escapePoint(point)}(\\d+))?$`,
    );
    const [, whole, fraction] = grouped.exec(text) ?? [];
    if (whole !== undefined) return join(whole.replaceAll(group, ''), fraction);
  }
  // Lakh and crore, as in South Asia.
  const [, lakhs, rest] = /^(-?\d{1,2}(?:,\d{2})+,\d{3})(?:\.(\d+))?$/.exec(text) ?? [];
  if (lakhs !== undefined) return join(lakhs.replaceAll(',', ''), rest);
  // A decimal comma, because no group of thousands has one or two digits.
  const [, whole, fraction] = /^(-?\d+),(\d{1,2})$/.exec(text) ?? /^(-?0),(\d+)$/.exec(text) ?? [];
  return whole === undefined ? null : join(whole, fraction);
}

function escapePoint(point: string): string {
  return point === '.' ? '\\.' : point;
}

function join(whole: string, fraction: string | undefined): string {
  return fraction === undefined ? whole : `${whole}.${fraction}`;
}
