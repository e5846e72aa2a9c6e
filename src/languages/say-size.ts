/** The size of a file in words, by which people with a slow connection decide whether to download it. */
import { catalogueOf, type Spoken } from './catalogues.ts';

/** Returns "340 kB", or "1.2 MB". */
export function saySize(bytes: number, spoken: Spoken): string {
  const { form, formats } = catalogueOf(spoken);
  if (bytes < 950_000) {
    return form.kilobytes(formats.number(Math.max(1, Math.round(bytes / 1000))));
  }
  const megabytes = bytes / 1_000_000;
  const digits = { maximumFractionDigits: megabytes < 9.95 ? 1 : 0, useGrouping: false };
  return form.megabytes(formats.number(megabytes, digits));
}
