/** The files of a consultation's form, by their names below its address. */
import { catalogueOf, type Spoken } from '../languages/catalogues.ts';

export interface FormFile {
  name: 'form.docx' | 'form-large.docx' | 'form.odt' | 'form.txt';
  /** Its format: the name of its words in the catalogue. */
  format: 'word' | 'largePrint' | 'openDocument' | 'plainText';
  /** Its name when a browser saves it, after the consultation's slug. */
  saved: string;
}

export const formFiles: readonly FormFile[] = [
  { name: 'form.docx', format: 'word', saved: '.docx' },
  { name: 'form-large.docx', format: 'largePrint', saved: '-large-print.docx' },
  { name: 'form.odt', format: 'openDocument', saved: '.odt' },
  { name: 'form.txt', format: 'plainText', saved: '.txt' },
];

/** The size of each form in bytes, by the address of the consultation in its language and the name of the file. */
export type FormSizes = Record<string, Partial<Record<FormFile['name'], number>>>;

/** "9 kB", or "1.2 MB". */
export function sayBytes(bytes: number, spoken: Spoken): string {
  const { form, formats } = catalogueOf(spoken);
  if (bytes < 1_000_000) {
    return form.kilobytes(formats.number(Math.max(1, Math.round(bytes / 1000))));
  }
  const digits = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
  return form.megabytes(formats.number(bytes / 1_000_000, digits));
}
