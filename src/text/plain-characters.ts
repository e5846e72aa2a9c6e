/** Characters that mean the same as plainer ones, for texts that are read by programs. */

/** Decimal digits of any script as 0–9. Unicode keeps each script's ten digits together, from zero. */
export function toPlainDigits(text: string): string {
  return text.replace(/\p{Nd}/gu, (digit) => {
    let value = 0;
    const code = digit.codePointAt(0) as number;
    while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) value += 1;
    return String(value);
  });
}

/** Full-width letters, digits and signs, as keyboards for Chinese and Japanese write them, as ASCII. */
export function toHalfWidth(text: string): string {
  return text
    .replace(/[\uFF01-\uFF5E]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replaceAll('\u3002', '.')
    .replaceAll('\uFFE1', '£')
    .replaceAll('\uFFE5', '¥');
}

/** The beginning of a text, to quote it in a message. */
export function quoteBriefly(text: string): string {
  const characters = Array.from(text);
  return `“${characters.slice(0, 40).join('')}${characters.length > 40 ? '…' : ''}”`;
}
