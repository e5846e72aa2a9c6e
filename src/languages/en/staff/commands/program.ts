/** The words that all staff commands share: about their arguments and options, and why one fails. */
export const program = {
  about:
    'Commands for staff. They read the folder in DATA_DIR (or DATABASE_URL). You can use them while the site runs.',
  exitCodes:
    'Exit codes: 0 done; 1 failed, with the reason in one sentence; 2 used wrongly; 3 done, but something needs your attention.',
  json: 'print JSON, for programs',
  consultation: 'the consultation, if there are several',

  // Arguments and options of several commands.
  reference: 'such as HKD-473-MXR',
  output: 'the file to write; default: in this folder, named after the consultation',
  public: 'only what may be published: words by consent, and nothing that names anybody',
  replace: 'replace the file if it exists',

  /** How far a command has got. */
  progress: (done: string, total: string) => `${done} of ${total}`,
  /** A line of a list, such as that of groups or of held emails. */
  named: (name: string, what: string) => `${name}: ${what}`,

  // Why a command fails. `slugs`: names of consultations.
  noConsultationYet: 'There is no consultation yet: start the site once (npm start).',
  severalConsultations: (slugs: string) =>
    `There are several consultations. Add --consultation with one of: ${slugs}.`,
  noSuchConsultation: (slug: string, slugs: string) =>
    `There is no consultation ${slug}. There are: ${slugs}.`,
  noSuchContribution: (reference: string, slug: string) =>
    `There is no contribution ${reference} in ${slug}: check the reference.`,
  failed: (reason: string) => `This failed, and nothing was changed: ${reason}`,
};
