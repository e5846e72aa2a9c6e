/** Makes the forms to fill in without a browser, in every format, from the same data as the pages. */
import type { Consultation } from '../src/consultation/consultation.ts';
import { docxParts } from '../src/paper-form/document/docx.ts';
import { odtParts } from '../src/paper-form/document/odt.ts';
import { outlineOf } from '../src/paper-form/document/outline.ts';
import { largePrint, normalPrint } from '../src/paper-form/document/sizes.ts';
import type { FormFile } from '../src/paper-form/form-files.ts';
import { blankForm } from '../src/paper-form/text-form.ts';
import { zipFile } from '../src/server/files/zip-file.ts';

export type Forms = Record<FormFile['name'], Buffer>;

export async function makeForms(consultation: Consultation): Promise<Forms> {
  const blocks = outlineOf(consultation);
  return {
    'form.docx': await zipFile(docxParts(consultation, blocks, normalPrint)),
    'form-large.docx': await zipFile(docxParts(consultation, blocks, largePrint)),
    'form.odt': await zipFile(odtParts(consultation, blocks, normalPrint)),
    'form.txt': Buffer.from(blankForm(consultation)),
  };
}
