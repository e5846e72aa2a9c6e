/**
 * The pages that say what was wrong with a request. Each has the words that the person sent, if they could be read,
 * and a way to continue.
 */
import { addressOf } from '../consultation/addresses.ts';
import type { Consultation } from '../consultation/consultation.ts';
import { contactsOf } from '../consultation/view.ts';
import { catalogueOf } from '../languages/catalogues.ts';
import { staffWords } from '../languages/staff.ts';
import { sayMoment } from '../consultation/moments.ts';
import { formToText, toText } from './sent-form.ts';
import type { ProblemPage } from './shown-page.ts';
import type { PageReply } from './reply.ts';

type Words = Pick<ProblemPage, 'title' | 'paragraphs'> &
  Partial<Pick<ProblemPage, 'text' | 'resend' | 'contacts' | 'link'>>;

/** @param siteLanguage the language of pages that belong to no consultation */
export function createProblemPages(consultations: Consultation[], siteLanguage = 'en') {
  const allContacts = contactsOf(consultations);
  const wordsIn = (consultation: Consultation | null) =>
    catalogueOf(consultation ?? { language: siteLanguage }).problems;

  /** Returns a page that says what was wrong with a request, with the person's words if there are any. */
  function problem(status: number, consultation: Consultation | null, words: Words): PageReply {
    const say = wordsIn(consultation);
    const home = consultation
      ? { href: addressOf(consultation), label: say.goToConsultation(consultation.title) }
      : { href: '/', label: say.goHome };
    const {
      title,
      paragraphs,
      text = null,
      resend = null,
      contacts = allContacts,
      link = home,
    } = words;
    return {
      status,
      page: { show: 'problem', consultation, contacts, title, paragraphs, text, resend, link },
    };
  }

  return {
    /** The address does not exist, or nothing can be sent to it. */
    wrongAddress(
      status: 404 | 405,
      consultation: Consultation | null,
      text: string | null,
    ): PageReply {
      const say = wordsIn(consultation).wrongAddress;
      return problem(status, consultation, {
        title: status === 404 ? say.notFound : say.takesNone,
        paragraphs: [
          status === 404 ? say.isNothing : say.isWrong,
          text ? say.answersNotStored : say.nothingStored,
        ],
        text,
      });
    },

    wrongType(consultation: Consultation | null, body: Uint8Array): PageReply {
      const say = wordsIn(consultation);
      const text = toText(body);
      return problem(415, consultation, {
        title: say.unreadable,
        paragraphs: [say.wrongFormat, ...(text ? [say.copyBelow] : [])],
        text: text || null,
      });
    },

    tooLarge: sayToAll((consultation) => {
      const say = wordsIn(consultation).tooLarge;
      return problem(413, consultation, {
        title: say.title,
        paragraphs: [say.notStored, say.shorten],
      });
    }),

    tooManyFields(consultation: Consultation, body: Uint8Array): PageReply {
      const say = wordsIn(consultation);
      return problem(400, consultation, {
        title: say.unreadable,
        paragraphs: [say.tooManyFields, say.copyBelowTo(consultation.contact)],
        text: formToText(body),
      });
    },

    /** @param resend the fields as they were sent (busy-page.ts) */
    tooBusy(consultation: Consultation, resend: NonNullable<ProblemPage['resend']>): PageReply {
      const { busy: say } = wordsIn(consultation);
      const { sendAgain, goToForm } = catalogueOf(consultation).frame;
      return problem(503, consultation, {
        title: say.title,
        paragraphs: [
          say.allHere,
          resend.as === 'fields' ? say.wait(sendAgain) : say.waitLong(sendAgain, goToForm),
        ],
        resend,
      });
    },

    /** Too many bodies are being received, so this one was dropped. */
    givenUp: sayToAll((consultation) => {
      const say = wordsIn(consultation).busy;
      return problem(503, consultation, {
        title: say.title,
        paragraphs: [say.notRead, say.goBack],
      });
    }),

    /** The consultation is not open. Returns the person’s words, with the address to email them to. */
    notNow(
      period: 'not-yet-open' | 'closed',
      consultation: Consultation,
      text: string | null,
    ): PageReply {
      const { contact } = consultation;
      const { closed, notOpen } = wordsIn(consultation);
      const paragraphs =
        period === 'closed'
          ? [
              closed.notStored(sayMoment(consultation.closes, consultation)),
              closed.stillEmail(contact),
            ]
          : [
              notOpen.notStored(sayMoment(consultation.opens, consultation)),
              notOpen.keepCopy(contact),
            ];
      return problem(409, consultation, {
        title: period === 'closed' ? closed.title : notOpen.title,
        paragraphs: text === null ? paragraphs.slice(0, 1) : paragraphs,
        text,
        contacts: [contact],
      });
    },

    /** The change cannot be stored. Returns the person’s words. */
    cannotChange(
      status: 404 | 409 | 503,
      consultation: Consultation,
      why: string[],
      text: string | null,
    ): PageReply {
      const { contact } = consultation;
      const say = wordsIn(consultation).change;
      return problem(status, consultation, {
        title: say.title,
        paragraphs: [...why, ...(text === null ? [] : [say.copyBelow(contact)])],
        text,
        contacts: [contact],
      });
    },

    /**
     * The person has sent the draft already, from another device or another page.
     *
     * @param where the words that are different: on the page that was sent, or among the saved answers
     */
    sentAlready(
      consultation: Consultation,
      text: string,
      receipt: string,
      where: 'page' | 'saved',
    ): PageReply {
      const { sentAlready: say, goToReceipt } = wordsIn(consultation);
      const reply = problem(409, consultation, {
        title: say.title,
        paragraphs: [where === 'page' ? say.different : say.savedDifferent, say.copyBelow],
        text,
        link: { href: receipt, label: goToReceipt },
      });
      return { ...reply, isPrivate: true };
    },

    savedErased(consultation: Consultation): PageReply {
      const say = wordsIn(consultation).closed;
      return problem(409, consultation, {
        title: say.title,
        paragraphs: [
          say.savedErased(sayMoment(consultation.closes, consultation)),
          say.linkStillWorks,
        ],
      });
    },

    noSavedNow(consultation: Consultation): PageReply {
      const say = wordsIn(consultation).noSavedNow;
      return problem(503, consultation, {
        title: say.title,
        paragraphs: [say.storage, say.tryAgain],
      });
    },

    noReceiptNow(consultation: Consultation | null): PageReply {
      const say = wordsIn(consultation).noReceiptNow;
      return problem(503, consultation, {
        title: say.title,
        paragraphs: [say.answersSafe, say.openAgain],
      });
    },

    /**
     * A link for staff is not valid. The page does not say what it would be for.
     *
     * @param text what was typed into the form that was sent to it
     */
    noSuchLink(text: string | null = null): PageReply {
      const { title, checkAddress, askForNew } = staffWords.pages.noSuchLink;
      return problem(404, null, { title, paragraphs: [checkAddress, askForNew], text });
    },

    noSuchReceipt(consultation: Consultation): PageReply {
      const say = wordsIn(consultation).noSuchReceipt;
      return problem(404, consultation, {
        title: say.title,
        paragraphs: [say.checkAddress, say.askStaff(consultation.contact)],
      });
    },
  };
}

/** Caches a page that has nothing about one person, so that it is made once for each consultation. */
function sayToAll(make: (consultation: Consultation | null) => PageReply) {
  const made = new Map<Consultation | null, PageReply>();
  return (consultation: Consultation | null): PageReply => {
    const known = made.get(consultation) ?? { ...make(consultation), isShared: true };
    made.set(consultation, known);
    return known;
  };
}
