/** The privacy notice. `controller`, `purpose` and the like are what an editor wrote in consultation.yaml. */
import { html, type Html } from '../../text/html.ts';

export const privacy = {
  title: 'Privacy notice',
  about: (title: string) => `This notice is about your answers to the consultation “${title}”.`,
  responsible: {
    heading: 'Who is responsible',
    controller: (controller: string) =>
      `Your personal data is the responsibility of ${controller}.`,
  },
  what: {
    heading: 'What we keep, and why',
    keep: 'We keep what you write in the form, the date and time you send it, and your name and email address if you give them. Please do not write things about other people that could identify them. The law protects some facts about you with special care, such as your health or your religion: write about those only if you want to.',
    monitoring:
      'We ask some questions to see whether people of all kinds take part. This site never shows staff what you answer to these. It shows them only totals, in which small numbers are hidden.',
    purpose: (purpose: string) => `We use it ${purpose}.`,
    lawfulBasis: (basis: string) => `The lawful basis: ${basis}.`,
  },
  who: {
    heading: 'Who sees it',
    emailed: (organisation: string) =>
      `We store it on this site’s server and email it to ${organisation}. The mail providers on the way can see it. This site does not use cookies, does not load anything from other sites and does not record your IP address.`,
    address:
      'If you give your email address, we use it to reply to you, and to tell you when your answers are changed or withdrawn.',
    saved:
      'If you save your answers to come back later, we keep them encrypted until you send them or until late answers are no longer accepted. Only your code opens them, and we do not keep the code. Staff see how many people have saved answers, and nothing else. Backups have them too, encrypted. If you ask for an email with the link, we use your address once and do not keep it; our mail provider can see it.',
    consent:
      'The form asks whether we may publish what you say. We publish your words only if you say yes, and your name only if you say that we may. If you do not answer, we do not publish them.',
  },
  howLong: {
    heading: 'How long we keep it',
    retention: (retention: string) => `We keep it ${retention}.`,
    changes:
      'If you change your answers, we keep the earlier ones for as long, but only the last ones count. If you withdraw your answers, we erase what you wrote from this site seven days later. Backups keep it for longer.',
  },
  rights: {
    heading: 'What you can ask for',
    link: 'The private link on your receipt lets you read, change and withdraw your answers yourself. If you have the link emailed to you, we use your address once and do not keep it.',
    ask: (contact: Html) =>
      html`You can ask us to show you what you sent, to correct it or to delete it. Email ${contact} with the reference on your receipt: without it, we cannot find answers that have no name on them.`,
    complain: (complaints: string) => `You can also complain to ${complaints}.`,
  },
};
