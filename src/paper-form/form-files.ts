/** The files of a consultation's form, by their names below its address. */

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
