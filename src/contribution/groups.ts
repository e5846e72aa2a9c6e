/** Finds groups: contributions with the same words, or from one busy network. */
import { staffWords } from '../languages/staff.ts';
import type { Consultation } from '../consultation/consultation.ts';
import { reasonsApart, type FiledContribution } from './filed.ts';
import { saySpan, zonedForStaff } from '../consultation/moments.ts';
import { readOldCopy, readGroupMark, type GroupKind } from './group-marks.ts';

export interface Group {
  kind: GroupKind;
  /** In the order of their numbers, without erased contributions. The first names the group. */
  references: [string, ...string[]];
  /** When the first and the last of them were received. */
  from: Date;
  to: Date;
  /** How many are counted, wait for a decision, or were set aside by staff. */
  counted: number;
  undecided: number;
  apart: number;
}

const words = staffWords.contributions.groups;

export const groupNames: Record<GroupKind, string> = {
  'same-words': words.sameWords,
  network: words.network,
};

interface Member {
  place: number;
  at: number;
  standing: 'counted' | 'undecided' | 'apart';
}

/** Begins to group one consultation's contributions. Add them in the order of their numbers. */
export function startGrouping() {
  const members = new Map<string, Member>();
  /** References by the name of a burst. */
  const bursts = new Map<string, Set<string>>();
  /** The references that have the same words, by the first of them. */
  const alike = new Map<string, Set<string>>();
  /** The first of them, by each of the others. */
  const firstOf = new Map<string, string>();

  function addAlike(reference: string, earlier: string): void {
    // The first may have been erased. A later one then names the second, whose mark still names the first.
    const first = firstOf.get(earlier) ?? earlier;
    firstOf.set(reference, first);
    addTo(alike, first, [first, reference]);
  }

  return {
    add(filed: FiledContribution): void {
      if (filed.erased) return;
      const { reference, receivedAt, marks } = filed.contribution;
      const at = Date.parse(receivedAt);
      members.set(reference, { place: members.size, at, standing: standingOf(filed) });
      for (const mark of marks) {
        const found = readGroupMark(mark);
        if (found?.kind === 'network') addTo(bursts, found.burst, [...found.earlier, reference]);
        const earlier = found?.kind === 'same-words' ? found.first : readOldCopy(mark);
        if (earlier !== null) addAlike(reference, earlier);
      }
    },

    /** Returns the groups of two or more, with groups of the same words first. */
    result(): Group[] {
      return [
        ...[...alike.values()].flatMap((found) => toGroup('same-words', found, members)),
        ...[...bursts.values()].flatMap((found) => toGroup('network', found, members)),
      ];
    },
  };
}

export function findGroups(all: Iterable<FiledContribution>): Group[] {
  const grouping = startGrouping();
  for (const filed of all) grouping.add(filed);
  return grouping.result();
}

/** Finds the groups of a contribution, with all their members. */
export function findGroupsOf(
  all: Iterable<FiledContribution>,
  reference: string,
  only?: GroupKind,
): { groups: Group[]; references: string[] } {
  const groups = findGroups(all)
    .filter(({ references }) => references.includes(reference))
    .filter(({ kind }) => only === undefined || kind === only);
  return { groups, references: [...new Set(groups.flatMap((group) => group.references))] };
}

function addTo(sets: Map<string, Set<string>>, name: string, references: string[]): void {
  const set = sets.get(name) ?? new Set();
  for (const reference of references) set.add(reference);
  sets.set(name, set);
}

function standingOf(filed: FiledContribution): Member['standing'] {
  if (filed.decision === 'apart') return 'apart';
  return reasonsApart(filed).length === 0 ? 'counted' : 'undecided';
}

function toGroup(kind: GroupKind, found: Set<string>, members: Map<string, Member>): Group[] {
  const own = [...found]
    .flatMap((reference) => {
      const member = members.get(reference);
      return member ? [{ reference, ...member }] : [];
    })
    .sort((a, b) => a.place - b.place);
  const count = (standing: Member['standing']) =>
    own.filter((member) => member.standing === standing).length;
  const [first, ...others] = own.map(({ reference }) => reference);
  if (first === undefined || others.length === 0) return [];
  const times = own.map(({ at }) => at).sort((a, b) => a - b);
  return [
    {
      kind,
      references: [first, ...others],
      from: new Date(times[0] as number),
      to: new Date(times.at(-1) as number),
      counted: count('counted'),
      undecided: count('undecided'),
      apart: count('apart'),
    },
  ];
}

/** Says what a group is, and how it is counted, in two sentences. */
export function sayGroup(group: Group, consultation: Consultation): string {
  const { kind, references, from, to } = group;
  const span = saySpan(from, to, zonedForStaff(consultation));
  const sayWhat = kind === 'network' ? words.cameFromNetwork : words.haveSameWords;
  const isAll = group.counted === references.length;
  return `${sayWhat(references.length, span)} ${isAll ? words.allCounted : words.ofThese(group)}`;
}
