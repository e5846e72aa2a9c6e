import type { paperForm as english } from '../en/paper-form.ts';

export const paperForm: typeof english = {};
