/**
 * Decides which parts of a contribution may be public: words only if the person allows it, and nothing that names
 * anybody.
 */
import type { PersonalDetail } from '../questions/question.ts';
import { sayCount } from '../questions/figures.ts';
import { consentIn, nameIn } from './consent.ts';
import { reasonsApart, type FiledContribution } from './filed.ts';
import { collectDetails } from './personal-details.ts';

/** Why words are left out. */
export type LeftOut = 'counted apart' | 'no consent' | PersonalDetail['is'];

export interface Publishing {
  /** Returns why these words of a person are left out, or `null` if they may be public. */
  whyNot(filed: FiledContribution, words: string): LeftOut | null;
  /** Returns the person's name, if they allow it. */
  nameOf(filed: FiledContribution): string | null;
}

/**
 * @param all contributions of one consultation, including those that are counted apart: their names are protected
 *   too
 */
export function startPublishing(all: Iterable<FiledContribution>): Publishing {
  const details = collectDetails(all);
  const nobody = { answers: [] };
  const nobodyElse = collectDetails([]);
  return {
    whyNot(filed, words) {
      if (reasonsApart(filed).length > 0) return 'counted apart';
      if (consentIn(filed.contribution) === 'no') return 'no consent';
      return details.foundIn(words, filed.contribution);
    },
    nameOf({ contribution }) {
      if (consentIn(contribution) !== 'with-name') return null;
      const name = nameIn(contribution);
      // Some people write an address into the box for their name.
      return name === null || nobodyElse.foundIn(name, nobody) !== null ? null : name;
    },
  };
}

const reasons: Record<LeftOut, string> = {
  'counted apart': 'the contribution is counted apart',
  'no consent': 'the person did not allow it, or did not say',
  name: 'the words hold a name that somebody gave',
  address: 'the words hold an address',
  'telephone number': 'the words hold a telephone number',
  postcode: 'the words hold a postcode',
};

/** "3 answers, because the words hold an address", for each reason. */
export function sayLeftOut(counts: ReadonlyMap<LeftOut, number>): string[] {
  return Object.entries(reasons).flatMap(([reason, because]) => {
    const count = counts.get(reason as LeftOut) ?? 0;
    return count === 0 ? [] : [`${sayCount(count, 'answer')}, because ${because}`];
  });
}

/** Returns the text at the top of everything for publication. */
export function readThisFirst(isAsked: boolean): string[] {
  return [
    isAsked
      ? 'This file has the words only of people who said that we may publish them, and names only people who allowed that too. People who did not answer that question are not quoted.'
      : 'Nobody was asked whether we may publish what they say, so nobody is quoted in this file.',
    'It has no reference or time of a contribution, no contact details and no notes of staff.',
    'A program left out all words that hold a name, an address, a telephone number or a postcode that somebody gave. It cannot find everything, such as a short form of a name, the name of somebody who gave none, or a person who is described without a name. Read every word before you publish it.',
    'Somebody who knows a person can tell who it is by answers that few people give. Look at figures of one or two people, and at rows that are like no other.',
  ];
}
