/** What the endpoint shows. The server decides it, and Astro renders it. */
import type { FieldError, Typed } from '../questions/question.ts';
import type { Consultation } from '../consultation/consultation.ts';
import type { Listing } from '../consultation/view.ts';
import type { Contribution } from '../contribution/contribution.ts';
import type { Withdrawn } from '../contribution/withdrawn.ts';
import type { StaffPage } from './staff-page.ts';

/** Hidden fields of the pages, besides the answers. */
export interface Carried {
  /** Marks of answers that were refused once and may be accepted unchanged (seen.ts). */
  seen: string[];
  /** What was typed into the box that people are asked to leave empty. */
  trap: string;
  /** Words that were sent in fields that this form does not have, or an empty text. */
  left: string;
  /** When the check page was first shown, in ms since 1970. `null`: it was not. */
  checkedAt: number | null;
  /** The draft, if the person has saved the answers. `null`: they have not. */
  saved: Saved | null;
}

/** A draft, as the pages of the form show it. */
export interface Saved {
  /** The hidden field `_saved`: the code, and which version of the answers this page shows. */
  ticket: string;
  code: string;
  /** Whether the answers on this page are saved. */
  isKept: boolean;
  /** Other versions, from other devices, newest first. */
  others: { writer: string; at: Date }[];
}

/** A contribution that a person is changing. */
export interface Changing {
  /** The token of its private link. */
  receipt: string;
  reference: string;
  /** The form that the person has seen. */
  base: number;
}

/** The form, with what was typed. If there are `errors`, they come first. */
interface FormPage extends Carried {
  show: 'form';
  consultation: Consultation;
  typed: Typed;
  errors: FieldError[];
  changing?: Changing;
}

/** The answers before they are sent. Everything is in the page, so there is no session that could expire. */
export interface CheckPage extends Carried {
  show: 'check';
  consultation: Consultation;
  contribution: Pick<Contribution, 'answers'>;
  typed: Typed;
  token: string;
  /** What the person must know first, such as that sending failed, or that the contribution is late. */
  notices: string[];
  /** `before`: what the store has now. `isSame`: nothing differs, so there is nothing to send. */
  changing?: Changing & { before: Contribution['answers']; isSame: boolean };
}

export interface ReceiptPage {
  show: 'receipt';
  consultation: Consultation;
  contribution: Contribution;
  token: string;
  /** When the consultation closes, and whether answers are no longer accepted. An edit may have moved it since. */
  closes: string;
  isClosed: boolean;
  /** How the email to staff was sent. `null`: not yet. `at` is `null` while only some recipients have it. */
  delivered: { at: Date | null; via: 'smtp' | 'file'; isBounced: boolean } | null;
  /** Whether the link of the receipt can change and withdraw the contribution. */
  mayChange: boolean;
  withdrawn: Withdrawn | null;
  /** What people can do from this page now. */
  can: ReceiptChoices;
}

export interface ReceiptChoices {
  /** Until when it can be changed, and how many more times. `null`: it can no longer be changed. */
  change: { until: Date; left: number } | null;
  withdraw: boolean;
  /** Whether the person can have the link emailed. `typed`: what is in the box. `error`: what is wrong with it. */
  email: { typed: string; error: string | null } | null;
  /** What was just done, or could not be done. */
  notice: string | null;
}

/** The page that asks for confirmation before a contribution is withdrawn. */
export interface WithdrawPage {
  show: 'withdraw';
  consultation: Consultation;
  contribution: Contribution;
  token: string;
}

/** The page with the code for saved answers. */
export interface SavedPage {
  show: 'saved';
  consultation: Consultation;
  saved: Saved;
  /** Whether the site can email the link. */
  canEmail: boolean;
  /** What was typed as the address, and what is wrong with it. */
  email: { typed: string; error: string | null };
  /** What became of the email that the person asked for. */
  notice: string | null;
}

/** The page on which a person opens saved answers with a code, typed in or from a link. */
export interface OpenSavedPage {
  show: 'open saved';
  consultation: Consultation;
  /** `null`: the person must type it. */
  code: string | null;
  typed: string;
  /** Why the answers were not opened. */
  problem: { title: string; paragraphs: string[] } | null;
}

/** The page for answers that cannot be saved now. They are on the page, and can be downloaded as a file. */
export interface NotSavedPage extends Carried {
  show: 'not saved';
  consultation: Consultation;
  typed: Typed;
  token: string | null;
}

/** The page that says what was wrong with a request, with the words of the person that arrived. */
export interface ProblemPage {
  show: 'problem';
  /** `null` if the address belongs to no consultation. */
  consultation: Consultation | null;
  contacts: string[];
  title: string;
  paragraphs: string[];
  /** The words that were sent, so that people can copy them. */
  text: string | null;
  /**
   * HTML of all fields as they were sent, if people only need to send them again. `whole`: the form is long, and is
   * in one encoded field (whole-form.ts).
   */
  resend: { html: string; as: 'fields' | 'whole' } | null;
  link: { href: string; label: string } | null;
}

/** A page of the whole site that names consultations. Which ones depends on the clock. */
interface ListPage {
  show: 'home' | 'not found';
  listing: Listing;
  language: string;
}

export type ShownPage =
  | FormPage
  | CheckPage
  | ReceiptPage
  | WithdrawPage
  | SavedPage
  | OpenSavedPage
  | NotSavedPage
  | ProblemPage
  | ListPage
  | StaffPage;
