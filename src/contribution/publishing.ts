/**
 * Decides which parts of a contribution may be public: words only if the person allows it, and nothing that names
 * anybody.
 */
import { staffWords } from '../languages/staff.ts';
import type { PersonalDetail } from '../questions/question.ts';
import { consentIn, nameIn } from './consent.ts';
import { reasonsApart, type FiledContribution } from './filed.ts';
import { collectDetails } from './personal-details.ts';

/** Why words are left out. */
export type LeftOut = 'set aside' | 'no consent' | PersonalDetail['is'];

export interface Publishing {
  /** Returns why these words of a person are left out, or `null` if they may be public. */
  whyNot(filed: FiledContribution, words: string): LeftOut | null;
  /** Returns the person's name, if they allow it. */
  nameOf(filed: FiledContribution): string | null;
}

/**
 * @param all contributions of one consultation, including those that are set aside: their names are protected
 *   too
 */
export function startPublishing(all: Iterable<FiledContribution>): Publishing {
  const details = collectDetails(all);
  const nobody = { answers: [] };
  const nobodyElse = collectDetails([]);
  return {
    whyNot(filed, words) {
      if (reasonsApart(filed).length > 0) return 'set aside';
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

const { leftOut, readThisFirst: first } = staffWords.contributions;

const sayings: Record<LeftOut, (count: number) => string> = {
  'set aside': leftOut.apart,
  'no consent': leftOut.noConsent,
  name: leftOut.name,
  address: leftOut.address,
  'telephone number': leftOut.telephone,
  postcode: leftOut.postcode,
};

/** "3 answers, because the words hold an address", for each reason. */
export function sayLeftOut(counts: ReadonlyMap<LeftOut, number>): string[] {
  return Object.entries(sayings).flatMap(([reason, say]) => {
    const count = counts.get(reason as LeftOut) ?? 0;
    return count === 0 ? [] : [say(count)];
  });
}

/** Returns the text at the top of everything for publication. */
export function readThisFirst(isAsked: boolean): string[] {
  return [
    isAsked ? first.withConsent : first.nobodyAsked,
    first.notInIt,
    first.byProgram,
    first.fewPeople,
  ];
}
