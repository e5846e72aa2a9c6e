/** Replaces characters with plainer ones of the same meaning, for texts that programs read. */

/** Converts decimal digits of any script to 0–9. In Unicode, each script's ten digits follow each other, from zero. */
export function toPlainDigits(text: string): string {
  return text.replace(/\p{Nd}/gu, (digit) => {
    let value = 0;
    const code = digit.codePointAt(0) as number;
    while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) value += 1;
    return String(value);
  });
}

/** Converts full-width letters, digits and signs, which Chinese and Japanese keyboards write, to ASCII. */
export function toHalfWidth(text: string): string {
  return text
    .replace(/[\uFF01-\uFF5E]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replaceAll('\u3002', '.')
    .replaceAll('\uFFE1', '£')
    .replaceAll('\uFFE5', '¥');
}

/** Removes Arabic vowel marks and the stroke that makes a word longer: with and without them it is the same word. */
export function withoutVowelMarks(text: string): string {
  return text.replace(/[\u064B-\u065F\u0670\u0640]/g, '');
}

/** Replaces Arabic letters that people write for each other with one letter: "أربعة" and "اربعه". */
export function toPlainLetters(text: string): string {
  return withoutVowelMarks(text)
    .replace(/[أإآٱ]/g, 'ا')
    .replaceAll('ى', 'ي')
    .replaceAll('ة', 'ه');
}

/** Returns the beginning of a text, to quote it in a message. */
export function beginningOf(text: string): string {
  const characters = Array.from(text);
  return `${characters.slice(0, 40).join('')}${characters.length > 40 ? '…' : ''}`;
}
