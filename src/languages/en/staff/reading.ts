/** Words about files and mailboxes that a command reads, and about dates that staff type. */

const saveAsText =
  'open it, select “Save as”, then “Word document (.docx)” or “Plain text (.txt)”, and use that file';
const saveAgain = 'open it, save it under another name, and use that file';

export const reading = {
  cannotBeRead: (path: string, why: string) => `${path} cannot be read: ${why}.`,

  /** `moment`: when a contribution is said to have come. `opens`: when the consultation opened. */
  beforeOpening: (moment: string, opens: string) =>
    `${moment} is before the consultation opened (${opens}). Correct the date.`,

  /** Instead of the name of a file that was named just before. */
  it: 'It',

  /** Files that are not plain text: what they are, and what to do. `file`: its name, or `it`. */
  formats: {
    outlookMessage: (file: string) =>
      `${file} is an Outlook message (.msg): open it in the mail program, and save it as .eml or as plain text.`,
    outlookData: (file: string) =>
      `${file} is an Outlook data file (.pst or .ost): in Outlook, drag its messages into a folder, or export them with a program such as Thunderbird as .mbox or .eml.`,
    withPassword: (file: string) =>
      `${file} is a document that is protected with a password: open it, save it without the password, and use that file.`,
    oldWord: (file: string) => `${file} is an old Word document (.doc): ${saveAsText}.`,
    word: (file: string) => `${file} is a Word document (.docx): ${saveAsText}.`,
    openDocument: (file: string) => `${file} is an OpenDocument text (.odt): ${saveAsText}.`,
    spreadsheet: (file: string) =>
      `${file} is a spreadsheet or a presentation: copy its answers into a blank form.`,
    pages: (file: string) =>
      `${file} is a Pages document (.pages): open it in Pages, select “Export to”, then “Word” or “Plain Text”, and use that file.`,
    zip: (file: string) => `${file} is a ZIP file: unpack it, and use the file inside.`,
    pdf: (file: string) =>
      `${file} is a PDF: copy its text into a new file of plain text, or type it into a blank form.`,
    richText: (file: string) => `${file} is rich text (.rtf): ${saveAsText}.`,
    webPage: (file: string) =>
      `${file} is a web page (.html): open it, copy all of its text into a new file of plain text, and use that file.`,
    picture: (file: string) => `${file} is a picture: type what it shows into a blank form.`,
    unknown: (file: string, type: string) =>
      `${file} is ${type}: open it, and type its answers into a blank form.`,
    noText: (file: string) => `${file} is not plain text: save it as plain text.`,
  },

  documents: {
    // Why a document cannot be read.
    locked: (file: string) =>
      `${file} is protected with a password: open it, save it without one, and use that file.`,
    damaged: (file: string) => `${file} is damaged and cannot be read: ${saveAgain}.`,
    tooLarge: (file: string) => `${file} is too large for a filled-in form.`,
    tooDeep: (file: string) => `${file} is nested too deeply for a filled-in form.`,
    hasDoctype: (file: string) =>
      `${file} holds a document type definition, which no word processor writes.`,
    noWords: (file: string) => `${file} has no text in it: ${saveAgain}.`,
    noWordText: (file: string) => `${file} has no text of a Word document in it: ${saveAgain}.`,

    /** Words that are not in the text itself. */
    beside: {
      deleted: (words: string) => `Deleted, with changes tracked: ${words}`,
      crossedOut: (words: string) => `Crossed out: ${words}`,
      highlighted: (words: string) => `Highlighted, so look at it in the file: ${words}`,
      comment: (words: string) => `A comment beside the text: ${words}`,
      note: (words: string) => `A footnote: ${words}`,
      margin: (words: string) => `At the top or the bottom of the pages: ${words}`,
      diagram: (words: string) => `In a diagram or a chart: ${words}`,
    },
    unseen: {
      picture: 'The file has a picture, which was not read. Open the file and look at it.',
      object:
        'The file has an embedded file or a formula, which was not read. Open the file and look at it.',
    },
  },

  /** Forms that came as emails. */
  emails: {
    cannotBeParsed: (file: string, why: string) =>
      `${file} cannot be read as an email (${why}): open it in the mail program, and copy its words into a file of plain text.`,
    subject: (subject: string) => `Subject: ${subject}`,
    onlyFormatted: (words: string) =>
      `Only the formatted part of the email has these words: ${words}`,
    onlyPlain: (words: string) => `Only the plain part of the email has these words: ${words}`,
    crossedOut: (words: string) => `Crossed out: ${words}`,
    nameless: 'without a name',
    /** `why`: a sentence. */
    attachmentNotRead: (name: string, why: string) =>
      `The attachment “${name}” was not read. ${why}`,
    /** One of the emails in a file. */
    messageOf: (file: string, number: number) => `${file}, message ${number}`,
    messageTooLarge: (name: string) => `${name} is too large: save it as a file of its own (.eml).`,
  },

  /** The mail that staff saved. */
  mailbox: {
    nothingThere: (path: string) => `There is no file or folder ${path}.`,
    noSubject: 'no subject',
    unreadableReport: (file: string, why: string, subject: string) =>
      `${file} has a report that cannot be read (${why}): open the message “${subject}”, and see which email it is about.`,
    saveEmails: 'Save the emails as .mbox or .eml.',
    /** `why`: sentences. */
    noEmail: (path: string, why: string) =>
      `No email in ${path} can be read, so nothing was compared. ${why}`,
  },
};
