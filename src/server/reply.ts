/** What the endpoint answers; server.ts sends it. */
import type { ShownPage } from '../consultation/shown-page.ts';

export interface PageReply {
  status: number;
  page: ShownPage;
  isPrivate?: boolean;
}

export type Reply =
  PageReply | { status: 303; location: string } | { status: 200; text: string; filename: string };
