/** The endpoint's reply, which server.ts sends. */
import type { Consultation } from '../consultation/consultation.ts';
import type { ShownPage } from './shown-page.ts';

export interface PageReply {
  status: number;
  page: ShownPage;
  isPrivate?: boolean;
  /** Whether the page is the same for everyone, and the same object each time. */
  isShared?: boolean;
}

/** More forms came than the server can read. Returns the person’s words as they are. */
interface BusyReply {
  status: 503;
  busy: Consultation;
}

export type Reply =
  | PageReply
  | BusyReply
  | { status: 303; location: string }
  | { status: 200; text: string; filename: string };
