/** What the endpoint shows: decided by the server, drawn by Astro. */
import type { FieldError, Typed } from '../questions/question.ts';
import type { Consultation } from '../consultation/consultation.ts';
import type { Listing } from '../consultation/view.ts';
import type { Contribution } from '../contribution/contribution.ts';
import type { Withdrawn } from '../contribution/withdrawn.ts';
import type { StaffPage } from './staff-page.ts';

/** What travels in the pages beside the answers. */
export interface Carried {
  /** What was refused once and may pass unchanged (seen.ts). */
  seen: string[];
  /** What was typed into the box that is to be left empty. */
  trap: string;
  /** Words that were sent in fields that this form does not have, or an empty text. */
  left: string;
  /** When the check page was first shown, in ms since 1970. `null`: it was not. */
  checkedAt: number | null;
  /** What is saved of it. `null`: the person has not saved it. */
  saved: Saved | null;
}

/** What a person has saved, as the pages of the form say it. */
export interface Saved {
  /** Travels in the hidden field `_saved`: the code, and which version of the answers this page shows. */
  ticket: string;
  code: string;
  /** Whether the answers on this page are saved. */
  isKept: boolean;
  /** Other versions, from other devices, the newest first. */
  others: { writer: string; at: Date }[];
}

/** A contribution that a person changes. */
export interface Changing {
  /** Of its private link. */
  receipt: string;
  reference: string;
  /** Which form of it the person has seen. */
  base: number;
}

/** The form, with what was typed. `errors` first, if there are any. */
interface FormPage extends Carried {
  show: 'form';
  consultation: Consultation;
  typed: Typed;
  errors: FieldError[];
  changing?: Changing;
}

/** The answers before they are sent. Everything travels in the page: there is no session to run out. */
export interface CheckPage extends Carried {
  show: 'check';
  consultation: Consultation;
  contribution: Pick<Contribution, 'answers'>;
  typed: Typed;
  token: string;
  /** What the person must know first: that sending failed, that it is late. */
  notices: string[];
  /** `before`: what the store has now. `isSame`: nothing differs, and there is nothing to send. */
  changing?: Changing & { before: Contribution['answers']; isSame: boolean };
}

export interface ReceiptPage {
  show: 'receipt';
  consultation: Consultation;
  contribution: Contribution;
  token: string;
  /** Whether answers to it are no longer taken. */
  isClosed: boolean;
  /** How the email for staff left. `null`: not yet; `at` is `null` while only some recipients have it. */
  delivered: { at: Date | null; via: 'smtp' | 'file'; isBounced: boolean } | null;
  /** Whether its link can change and withdraw it. */
  mayChange: boolean;
  withdrawn: Withdrawn | null;
  /** What can be done from this page now. */
  can: ReceiptChoices;
}

export interface ReceiptChoices {
  /** Until when it can be changed, and how often still. `null`: not any more. */
  change: { until: Date; left: number } | null;
  withdraw: boolean;
  /** The person can have the link emailed. `typed`: what stands in the box; `error`: what is wrong with it. */
  email: { typed: string; error: string | null } | null;
  /** What was just done, or could not be. */
  notice: string | null;
}

/** Asks once before a contribution is withdrawn. */
export interface WithdrawPage {
  show: 'withdraw';
  consultation: Consultation;
  contribution: Contribution;
  token: string;
}

/** The code by which a person comes back. */
export interface SavedPage {
  show: 'saved';
  consultation: Consultation;
  saved: Saved;
  /** Whether the site can email the link. */
  canEmail: boolean;
  /** What was typed as the address, and what is wrong with it. */
  email: { typed: string; error: string | null };
  /** What became of an email that was asked for. */
  notice: string | null;
}

/** Where a person comes back with a code: typed in, or from a link. */
export interface OpenSavedPage {
  show: 'open saved';
  consultation: Consultation;
  /** `null`: it has to be typed. */
  code: string | null;
  typed: string;
  /** Why the answers were not opened. */
  problem: { title: string; paragraphs: string[] } | null;
}

/** Answers that cannot be saved now: they are on the page, and can be kept as a file. */
export interface NotSavedPage extends Carried {
  show: 'not saved';
  consultation: Consultation;
  typed: Typed;
  token: string | null;
}

/** Something was wrong with the request itself. What came of a person's words is given back. */
export interface ProblemPage {
  show: 'problem';
  /** `null` where the address belongs to no consultation. */
  consultation: Consultation | null;
  contacts: string[];
  title: string;
  paragraphs: string[];
  /** The words that were sent, to be copied. */
  text: string | null;
  /**
   * HTML of all fields as they were sent, where sending them again is all it takes. `whole`: the form is long
   * and goes in one field that nobody can read (whole-form.ts).
   */
  resend: { html: string; as: 'fields' | 'whole' } | null;
  link: { href: string; label: string } | null;
}

/** A page of the whole site that names consultations: which ones depends on the clock. */
interface ListPage {
  show: 'home' | 'not found';
  listing: Listing;
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
