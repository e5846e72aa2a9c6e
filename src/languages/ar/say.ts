import { formatsIn } from '../formats.ts';

/** Writes the digits 0 to 9, as in references and addresses. People can type both kinds of digits. */
export const say = formatsIn('ar', 'ar-u-nu-latn');
