import { say } from '../say.ts';
import type * as english from '../../en/questions/numbers.ts';

const sayPoints = (count: number) =>
  say.plural(count, {
    zero: `${say.number(count)} pwynt`,
    one: `${say.number(count)} pwynt`,
    two: `${say.number(count)} bwynt`,
    few: `${say.number(count)} phwynt`,
    many: `${say.number(count)} phwynt`,
    other: `${say.number(count)} pwynt`,
  });

/** "o 0 i 240", "240 neu lai". Empty if any number is allowed. */
function range({ from, to }: Parameters<typeof english.number.which>[1]): string {
  if (from !== null && to !== null) return `o ${from} i ${to}`;
  if (from !== null) return `${from} neu fwy`;
  return to === null ? '' : `${to} neu lai`;
}

export const number: typeof english.number = {
  which(unit, limits) {
    const said = range(limits);
    if (unit === null) return said === '' ? '' : `Rhif ${said}`;
    return said === '' ? `Uned: ${unit}` : `Uned: ${unit}, ${said}`;
  },
  // Brackets, because a word would mutate after some numbers.
  amount: (value, unit) => `${value} (${unit})`,
  tooLong: (most, enter) => `Mae mwy na ${most} nod yn eich ateb. ${enter}`,
  enter(limits, ask) {
    const said = range(limits);
    const which = said === '' || said.startsWith('o ') ? said : `sy’n ${said}`;
    return `Rhowch un rhif${which === '' ? '' : ` ${which}`}, neu gadewch y blwch yn wag: ${ask}`;
  },
  wrongThenEnter: (why, enter) => `${why}. ${enter}`,
  isLess: (typed, from) => `Mae “${typed}” yn llai na ${from}`,
  isMore: (typed, to) => `Mae “${typed}” yn fwy na ${to}`,
  manyNumbers: (typed) => `Gall “${typed}” olygu sawl rhif`,
  noNumber: (typed) => `Nid oeddem yn gallu dod o hyd i rif yn “${typed}”`,
  severalNumbers: (typed) => `Mae “${typed}” yn fwy nag un rhif`,
  otherUnit: (unit, typed) =>
    `Yr uned ar gyfer y cwestiwn hwn yw “${unit}”, a gwnaethoch ysgrifennu “${typed}”`,
  notWorkedOut: (typed) => `Nid oeddem yn gallu deall “${typed}”`,
  twoReadings: (typed, large, small) =>
    `Gall “${typed}” olygu ${large} neu ${small}, oherwydd mae rhai pobl yn ysgrifennu atalnod llawn ar gyfer miloedd`,
  unreadable: (typed) => `Nid yw “${typed}” yn rhif y gallwn ei ddarllen`,
  moreDigits: (typed) => `Mae gormod o ddigidau yn “${typed}”`,
  notes: {
    asTyped: 'Fel y cafodd ei deipio:',
    uncounted:
      'Nid oeddem yn gallu cyfrif y rhif hwn, felly mae’n cael ei ddangos fel y cafodd ei deipio:',
    notNumber: 'Ni wnaethom drin hyn fel rhif. Os sero yw’r ateb, ysgrifennwch 0.',
  },
};

export const numberBoxes: typeof english.numberBoxes = {
  notWhole: (typed) => `Nid yw “${typed}” yn rhif cyfan`,
  beside: (typed, option) => `“${typed}” wrth ymyl ${option}`,
};

export const ranking: typeof english.ranking = {
  useEachOnce: 'Defnyddiwch bob rhif unwaith. Gallwch adael blychau’n wag.',
  oneTo: (last) => `(1 i ${last})`,
  enterRank: (last, option) =>
    `Rhowch rif o 1 i ${last} ar gyfer yr opsiwn hwn, neu gadewch y blwch yn wag: ${option}`,
  sameNumber: (options, rank) =>
    `Gwnaethoch roi’r un rhif (${rank}) i’r opsiynau hyn: ${say.list(options)}. Defnyddiwch bob rhif unwaith yn unig`,
  unclearRanking:
    'Nid oeddem yn gallu deall y drefn hon, felly mae’n cael ei dangos fel y cafodd ei theipio:',
  unranked: 'Heb eu rhoi mewn trefn:',
  writeRanks: (last) => `Ysgrifennwch rif o 1 i ${last} rhwng y cromfachau, pob rhif unwaith.`,
};

export const points: typeof english.points = {
  addUpTo: (total) =>
    `Rhaid i gyfanswm y pwyntiau fod yn ${say.number(total)}. Mae blwch rydych yn ei adael yn wag yn cyfrif fel 0.`,
  zeroTo: (total) => `(0 i ${sayPoints(total)})`,
  given: (count, option) => `${sayPoints(count)}: ${option}`,
  shareOut: (total) => `Mae pobl yn rhannu ${sayPoints(total)}.`,
  enterPoints: (total, option) =>
    `Rhowch rif cyfan o 0 i ${say.number(total)} ar gyfer yr opsiwn hwn, neu gadewch y blwch yn wag: ${option}`,
  giveOthers: (given, total, ask) =>
    `Gwnaethoch roi ${say.number(given)} allan o ${say.number(total)}. Rhowch y ${say.number(total - given)} sydd ar ôl hefyd: ${ask}`,
  takeAway: (given, total, ask) =>
    `Gwnaethoch roi ${sayPoints(given)}, ond dim ond ${say.number(total)} sydd ar gael. Tynnwch ${say.number(given - total)} i ffwrdd: ${ask}`,
  unclearPoints:
    'Nid oeddem yn gallu adio’r pwyntiau hyn, felly maent yn cael eu dangos fel y cawsant eu teipio:',
  writePoints: (total) =>
    `Rhannwch y pwyntiau: ysgrifennwch rifau rhwng y cromfachau sy’n rhoi cyfanswm o ${total}. Mae cromfachau gwag yn cyfrif fel 0.`,
};
