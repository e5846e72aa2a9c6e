import { formatsIn } from '../formats.ts';

/** British English. */
export const say = formatsIn('en', 'en-GB');
