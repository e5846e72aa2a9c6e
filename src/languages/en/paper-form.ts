/** Forms to fill in without a browser, and the copy of a contribution as text. `closes`, `moment`: in words. */
export const paperForm = {
  title: (consultation: string) => `${consultation}: form to fill in`,
  howToAnswer:
    'Write your answers below the lines that say “Answer:”. Leave a question blank if you do not want to answer it. Please do not change anything else.',
  returnText: (contact: string, closes: string) =>
    `Save it as plain text, and email it to ${contact} by ${closes}. You can paste it into the email, or attach it.`,
  returnDocument: (contact: string, closes: string) =>
    `Save it when you have finished, and email it to ${contact} by ${closes}. Attach the file to the email.`,
  version: (version: string) => `Version: ${version}`,
  end: 'This is the end of the form.',
  asked: (ask: string) => `Question: ${ask}`,
  answerLabel: 'Answer:',
  /** Words of the document that are struck out, and words that are new. */
  deleted: (words: string) => `[deleted: ${words}]`,
  added: (words: string) => `[added: ${words}]`,

  yourContribution: (consultation: string) => `${consultation}: your contribution`,
  referenceLine: (reference: string) => `Reference: ${reference}`,
  received: (moment: string, isLate: boolean) => `Received: ${moment}${isLate ? ' (late)' : ''}`,
  changed: (moment: string) => `Changed: ${moment}`,
  withdrawn: (moment: string) => `Withdrawn: ${moment}`,
  withdrawnByStaff: (moment: string, organisation: string) =>
    `Withdrawn by staff of ${organisation}: ${moment}`,
  questionsAboutIt: (contact: string) => `Questions about it: ${contact}`,

  /**
   * The words by which a filled form is read, in every language at once: the words above as people write them, in small
   * letters and without punctuation.
   */
  reading: {
    question: ['question', 'q'],
    /** Between "Question" and its number. */
    number: ['no', 'nr', 'number'],
    answer: ['answer'],
    version: ['version'],
    noAnswer: ['no answer'],
  },
};
