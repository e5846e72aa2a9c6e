import type { receipt as english } from '../en/receipt.ts';

export const receipt: typeof english = {};
