/** The files of a consultation's form, by their names below its address. */

export interface FormFile {
  name: 'form.docx' | 'form-large.docx' | 'form.odt' | 'form.txt';
  /** Its format, in words for the page. */
  format: string;
  /** Its name when a browser saves it, after the consultation's slug. */
  saved: string;
}

export const formFiles: readonly FormFile[] = [
  { name: 'form.docx', format: 'Word', saved: '.docx' },
  { name: 'form-large.docx', format: 'Word in large print', saved: '-large-print.docx' },
  { name: 'form.odt', format: 'OpenDocument', saved: '.odt' },
  { name: 'form.txt', format: 'plain text', saved: '.txt' },
];

/** The size of each form in bytes, by the address of the consultation in its language and the name of the file. */
export type FormSizes = Record<string, Partial<Record<FormFile['name'], number>>>;

/** "9 kB", or "1.2 MB". */
export function sayBytes(bytes: number): string {
  if (bytes < 1_000_000) return `${Math.max(1, Math.round(bytes / 1000))} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
