/** The store: why it cannot be opened or changed, and what is left of words that were erased. */
export const store = {
  // Why it cannot be opened. `file`: the database. `owner`, `user`: their ids.
  otherUser: (folder: string, owner: number, user: number) =>
    `The folder ${folder} belongs to another user (id ${owner}; you are ${user}): run the command as the user who runs the site, or as root.`,
  mayNotLook: (folder: string, user: number) =>
    `You (user id ${user}) may not look into ${folder}: run the command as the user who runs the site, or as root.`,
  noFolder: (folder: string) =>
    `There is no folder ${folder}: set DATA_DIR to the site's data folder.`,
  notDataFolder: (folder: string) =>
    `The folder ${folder} is not a data folder of Weigh In (there is no weigh-in.sqlite in it): set DATA_DIR to the right one.`,
  notOurs: (file: string) =>
    `The database ${file} does not belong to Weigh In: set DATA_DIR to the right folder.`,
  newer: (file: string) =>
    `The database ${file} was made by a newer version of Weigh In: run the commands of that version.`,
  older: (file: string) =>
    `The database ${file} is from an older version of Weigh In: start this version of the site once, which brings it up to date, or run the commands of the older version; nothing was changed.`,
  locked: (file: string) =>
    `Another program keeps the database ${file} locked: wait, and try again.`,
  readOnly: (file: string) =>
    `The database ${file} cannot be written to: run the command as the user who runs the site, or as root.`,
  cannotOpen: (file: string) =>
    `The database ${file} cannot be opened: run the command as the user who runs the site, or as root.`,
  diskError: (file: string) => `The disk under ${file} reports an error: nothing was changed.`,
  damaged: (file: string) =>
    `The database ${file} is damaged: stop the site, keep a copy of the folder, and restore it (docs/reliability.md).`,
  diskFull: 'The disk is full: make room, and try again; nothing was changed.',
  notDatabase: (file: string) =>
    `The file ${file} is not a database, or is damaged: stop the site, keep a copy of the folder, and restore it (docs/reliability.md).`,
  unusable: (file: string, reason: string) => `The database ${file} cannot be used: ${reason}.`,
  postgresFails: (reason: string) => `DATABASE_URL: ${reason}: nothing was changed.`,
  noVersion: (version: string, slug: string) =>
    `The store has no version ${version} of ${slug}: restore a backup.`,

  // Why something cannot be done with a contribution.
  noWords: (reference: string) => `There is no contribution ${reference}, or its words are gone.`,
  noContribution: 'There is no such contribution.',
  isWithdrawn: (reference: string) => `${reference} is withdrawn.`,
  isBeingSent: (reference: string) => `${reference} is being sent at this moment.`,

  // Why an email waits or bounced.
  waitsForOthers: 'it waits for the next email that brings several together',
  noReason: 'no reason given',

  // What is left of words that were erased.
  tracesOnDisk:
    'The last traces on disk cannot be overwritten now: they go when the site next starts.',
  tracesInNodes:
    'Each node takes it out of its journal within a minute, or when it next starts. PostgreSQL overwrites the last traces on its disk later.',
  filesLeft: 'These files hold the words too, with those of others; delete them:',
  filesElsewhere: (folder: string) =>
    `These emails were written as files that are not in ${folder}; if the site has another MAIL_DIR, delete them there:`,
  databaseCopies:
    'These copies of the database may hold the words too; delete them when you no longer need them:',
};
