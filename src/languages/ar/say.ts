import { formatsIn } from '../formats.ts';

/** With the digits 0 to 9, as in references and in addresses. Both kinds can be typed. */
export const say = formatsIn('ar', 'ar-u-nu-latn');
