/** The command that files contributions from paper, post, telephone and email. */
import { say } from '../../say.ts';
const add = {
  about: 'Files contributions from filled-in forms, and shows how they were understood',
  options: {
    file: 'the filled-in form: Word (.docx), OpenDocument (.odt), plain text, or an email (.eml) that contains or attaches it. Or several: a folder, or saved mail (.mbox)',
    channel: 'how it came',
    received: 'when it came, such as 2027-03-01 or 2027-03-01T14:30; default now',
    check: 'show how it is understood, and file nothing',
    yes: 'file it although some words were not understood, and keep these as remarks',
    another: 'file it although a form with the same text was filed before',
  },

  // What was read, and what could not be read.
  noForm: (path: string) => `There is no form in ${path}.`,
  noSuchVersion: (version: string | null) =>
    `This form answers version ${version}, which is not in the store: check that it is a form of this consultation.`,
  severalForms: (file: string, forms: number) =>
    `${file} has ${say.number(forms)} filled-in forms, perhaps from several people: save each as a file, and add them one by one. If one only repeats another, delete it.`,
  notPast: (typed: string) =>
    `--received must be a date or time in the past, such as 2027-03-01 or 2027-03-01T14:30; “${typed}” is not.`,
  tooEarly: (why: string) => `--received: ${why}`,
  understood: 'What was understood:',
  notUnderstood: 'WHAT WAS NOT UNDERSTOOD:',
  /** Headings above words that belong to no answer. */
  below: (ask: string) => `Below “${ask}”:`,
  beforeFirst: 'Before the first question:',
  notInFile: (ask: string) => `The question “${ask}” is not in the file.`,

  // What was done.
  cannotFile: (why: string) => `This cannot be filed: ${why}.`,
  notFiled:
    'Not filed. Correct the file and add it again. Or use --yes to file it with the words that were not understood as remarks.',
  filedBefore: (reference: string) =>
    `A form with the same text was filed as ${reference}. If this one is from another person, add --another.`,
  filed: (number: number, reference: string, isLate: boolean) =>
    `Filed as contribution ${number}: ${reference}${isLate ? ' (late)' : ''}. Write the reference on the original.`,
  allClear: (forms: number) =>
    forms === 1 ? 'The form is clear.' : `All ${say.number(forms)} forms are clear.`,
  needPerson: (unclear: number, forms: number) =>
    forms === 1
      ? 'The form needs a person:'
      : `${say.number(unclear)} of ${say.number(forms)} forms need a person:`,
};

export const filing = { add };
