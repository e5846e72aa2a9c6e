import type { accessibility as english } from '../en/accessibility.ts';

export const accessibility: typeof english = {};
