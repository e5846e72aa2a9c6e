/** What a page for staff shows. The server decides it, and Astro renders it. */
import type { Consultation } from '../consultation/consultation.ts';
import type { FieldError, Question, Typed } from '../questions/question.ts';

/** Something a person can do: a button, or a form with its button. */
interface StaffForm {
  /** Distinguishes this form from one that another site made. Without it, the server does nothing. */
  token: string;
  /** Hidden fields besides the token. */
  hidden: readonly (readonly [name: string, value: string])[];
  /** Questions with their heading. `null`: they need no heading. */
  sections: { title: string | null; questions: Question[] }[];
  typed: Typed;
  errors: FieldError[];
  buttons: StaffButton[];
}

/** Something to open, or only to know, and what staff can do about it here. */
export interface StaffLink {
  /** Default: there is nothing to open. */
  href?: string;
  label: string;
  note?: string;
  /** Each label says what the button is about, because there are similar ones on the page. Default: none. */
  buttons?: StaffButton[];
}

interface StaffButton {
  value: string;
  label: string;
}

/** The parts of the page, from the top. */
export type StaffPart =
  | { heading: string }
  | { text: string }
  | { list: string[] }
  /** Words that staff typed and that were not used, in a box to copy them from. `copy`: its label. */
  | { copy: string; words: string }
  /** `buttons`: the token and the name of the form that has the buttons of these links. */
  | { links: StaffLink[]; buttons?: { token: string; label: string } }
  | { answers: { question: Question; answer: unknown }[] }
  | { form: StaffForm };

export interface StaffPage {
  show: 'staff';
  consultation: Consultation;
  title: string;
  /** What the person must know first. */
  notices: string[];
  parts: StaffPart[];
  /** The address of this page, to which its forms are sent. */
  address: string;
}
