/** The email that brings one contribution to staff. `moment`: in words. */
import { say } from '../../say.ts';

export const contribution = {
  title: (number: number, reference: string) => `Contribution ${number}: ${reference}`,

  // Notices at the top of the email.
  undone: (moment: string) =>
    `This contribution was withdrawn, and that was undone on ${moment}. It counts again. If you still have another copy, count it once.`,
  rehearsal:
    'This is a rehearsal. Somebody tried the consultation out before people can answer it. It is in no figures.',
  secondCopy: (reference: string) =>
    `This may be a second copy of ${reference}: an earlier attempt to send it was cut off before the mail server confirmed it, or the site was restored. Count it once.`,
  late: (closed: string, isInGrace: boolean) =>
    `Late: it was sent after the closing date, ${closed}${isInGrace ? ', within the grace period' : ''}.`,
  leftOut: 'Staff set it aside, so it is not in the totals.',
  included: 'Staff decided to count it, so it is in the totals.',
  /** For each way in which staff can decide. */
  notDecided: {
    link: 'It is not in the totals yet. Open the link below to count it or set it aside.',
    today:
      'It is not in the totals yet. Open today’s page from the day’s summary to count it or set it aside.',
    ask: 'It is not in the totals yet. Ask the person who runs the site to count it or set it aside.',
  },
  inTotals: 'It is in the totals.',
  unclear: (ask: string) =>
    `We could not work out one answer, and it is in no figures. Open the link below if you can settle it: ${ask}`,
  decide: 'Decide about this contribution',

  // Facts about the contribution.
  consultation: 'Consultation',
  received: 'Received',
  receivedOn: (moment: string) => `Received ${moment}`,
  /** When it came, for each channel. */
  came: {
    site: (moment: string) => moment,
    email: (moment: string) => `${moment}, by email; staff filed it`,
    post: (moment: string) => `${moment}, by post; staff filed it`,
    paper: (moment: string) => `${moment}, on paper; staff filed it`,
    telephone: (moment: string) => `${moment}, by telephone; staff filed it`,
  },
  /** `came`: when it came, and how. */
  changed: (came: string, times: number, moment: string) =>
    say.plural(times, {
      one: `${came}; changed by the person on ${moment}`,
      other: `${came}; changed by the person ${times} times, last on ${moment}`,
    }),
  answered: 'Answered',
  /** `language`: the name of the language of the answers, if it is not that of staff. */
  answeredOf: (answered: number, asked: number, language: string | null) =>
    `${answered} of ${asked} questions answered${language === null ? '' : `, in ${language}`}`,

  // How to write to the person.
  noAddress: 'This person left no usable email address, so you cannot reply to them.',
  writeAnew:
    'This person left an email address. Write to them in a new email. Do not forward this one to them: its link is only for staff.',
  reply: 'This person left an email address. If you reply to this email, your reply goes to them.',

  // After the answers.
  publicWrote:
    'A member of the public wrote these answers. The attached file contains the same contribution as data.',
  previewWrote:
    'Somebody with a link to the preview wrote these answers. The attached file contains the same contribution as data.',
};
