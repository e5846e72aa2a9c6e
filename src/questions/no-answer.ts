import { catalogueOf } from '../languages/catalogues.ts';

/** What staff read if a person gave no answer. People read it in the language of the question. */
export const { noAnswer } = catalogueOf({}).questions;
