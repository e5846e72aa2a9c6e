import type { emails as english } from '../en/emails.ts';

export const emails: typeof english = {};
