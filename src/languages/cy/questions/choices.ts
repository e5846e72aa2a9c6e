import { say } from '../say.ts';
import type * as english from '../../en/questions/choices.ts';

export const other: typeof english.other = {
  label: 'Arall',
  describe: 'Arall: disgrifiwch',
  notDescribed: 'Arall (heb ei ddisgrifio)',
  tooLong: (most, ask) =>
    `Gwnewch yr hyn a ysgrifennoch ar gyfer “Arall” yn fyrrach, hyd at ${most} nod: ${ask}`,
  write: 'Ar ôl “Arall:” gallwch ysgrifennu beth ydyw.',
};

export const choice: typeof english.choice = {
  select: (ask) => `Dewiswch un o’r opsiynau, neu “Dim ateb”: ${ask}`,
  otherToo: (chosen, ask) =>
    `Gwnaethoch ddewis “${chosen}”, a gwnaethoch hefyd ysgrifennu rhywbeth ar gyfer “Arall”. Dewiswch “Arall”, neu dilëwch yr hyn a ysgrifennoch: ${ask}`,
  mark: 'Rhowch X rhwng cromfachau un opsiwn.',
};

export const checkboxes: typeof english.checkboxes = {
  tickAll: 'Ticiwch bob un sy’n berthnasol.',
  tickUpTo: (most) => `Gallwch dicio hyd at ${most}.`,
  tickAgain: (ask) =>
    `Gwnaethoch dicio blwch nad yw’n rhan o’r cwestiwn hwn. Ticiwch y blychau eto: ${ask}`,
  noneAndOthers: (none, others, ask) =>
    `Gwnaethoch dicio “${none}”, a hefyd: ${say.list(others)}. Dad-diciwch “${none}”, neu dad-diciwch y lleill: ${ask}`,
  noneAndTooMany: (none, others, most, ask) =>
    `Gwnaethoch dicio “${none}”, a hefyd: ${say.list(others)}. Dad-diciwch “${none}”, neu dad-diciwch y lleill. Gellir cadw ${most} ar y mwyaf wedi’u ticio: ${ask}`,
  tooMany: (ticked, most, ask) =>
    `Gwnaethoch dicio ${ticked} o flychau. Dad-diciwch ${ticked - most}, fel bod ${most} ar ôl: ${ask}`,
  unclear: 'Nid oeddem yn gallu deall yr ateb hwn, felly dyma fel y cafodd ei dicio:',
  markAll: 'Rhowch X rhwng cromfachau pob opsiwn sy’n berthnasol.',
  markUpTo: (most) => `Rhowch X rhwng cromfachau hyd at ${most} o opsiynau.`,
};

export const grid: typeof english.grid = {
  select: (row, ask) => `Dewiswch un o’r opsiynau, neu “Dim ateb”, ar gyfer “${row}”: ${ask}`,
  askedAbout: 'Gofynnir i bobl am bob un o’r rhain:',
  chooseFrom: 'Gallant ddewis o blith:',
  unanswered: 'Dim ateb:',
  markEach: 'Ar gyfer pob un o’r rhain, rhowch X rhwng cromfachau un opsiwn.',
};

export const consent: typeof english.consent = {
  mayWe: 'A gawn ni gyhoeddi’r hyn rydych yn ei ddweud?',
  withName: 'Cewch, gyda fy enw',
  withoutName: 'Cewch, heb fy enw',
  notAtAll: 'Na chewch, ddim o gwbl',
  unansweredMeansNo:
    'Os na fyddwch yn ateb hyn, ni fyddwn yn cyhoeddi’r hyn a ysgrifennoch. Byddwn yn cyfrif eich atebion beth bynnag.',
};
