/** What the endpoint shows: decided by the server, drawn by Astro. */
import type { FieldError, Typed } from '../questions/question.ts';
import type { Consultation } from './consultation.ts';
import type { Contribution } from './contribution.ts';

/** The form, with what was typed. `errors` first, if there are any; `seen` lets them pass once more. */
export interface FormPage {
  show: 'form';
  consultation: Consultation;
  typed: Typed;
  errors: FieldError[];
  seen: string[];
  /** What was typed into the box that is to be left empty. */
  trap: string;
}

/** The answers before they are sent. Everything travels in the page: there is no session to run out. */
export interface CheckPage {
  show: 'check';
  consultation: Consultation;
  contribution: Pick<Contribution, 'answers'>;
  typed: Typed;
  seen: string[];
  trap: string;
  token: string;
  /** When this page was first shown, in ms since 1970. */
  checkedAt: number;
  /** What the person must know first: that sending failed, that it is late. */
  notices: string[];
}

export interface ReceiptPage {
  show: 'receipt';
  consultation: Consultation;
  contribution: Contribution;
  token: string;
  /** When the email for staff left, and how. `null`: not yet. */
  delivered: { at: Date; via: 'smtp' | 'file' } | null;
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
  /** All fields as they were sent, where sending them again is all it takes. */
  resend: [string, string][] | null;
  link: { href: string; label: string } | null;
}

export type ShownPage = FormPage | CheckPage | ReceiptPage | ProblemPage;
