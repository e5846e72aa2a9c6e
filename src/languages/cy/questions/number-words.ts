/** Whole numbers in Welsh words, in the decimal and the older system, with their mutations and genders. */

const units = [
  'un',
  'dau ddau dwy ddwy',
  'tri dri thri tair dair thair',
  'pedwar bedwar phedwar pedair bedair phedair',
  'pump bump phump pum bum phum',
  'chwech chwe',
  'saith',
  'wyth',
  'naw',
].map((words) => words.split(' '));

/** From ten on. Each can also begin a number such as "dau ddeg un". */
const tens = 'un,dau,tri,pedwar,pum,chwe,saith,wyth,naw'
  .split(',')
  .map((word) => `${word} ${word === 'dau' ? 'ddeg' : 'deg'}`);

const others: Record<string, number> = {
  ...{ sero: 0, deg: 10, ddeg: 10, deng: 10, 'un ar ddeg': 11, deuddeg: 12, ddeuddeg: 12 },
  ...{ 'tri ar ddeg': 13, 'tair ar ddeg': 13, 'pedwar ar ddeg': 14, 'pedair ar ddeg': 14 },
  ...{ pymtheg: 15, bymtheg: 15, 'un ar bymtheg': 16, 'dau ar bymtheg': 17, 'dwy ar bymtheg': 17 },
  ...{ deunaw: 18, ddeunaw: 18, 'pedwar ar bymtheg': 19, 'pedair ar bymtheg': 19, ugain: 20 },
  ...{ deugain: 40, ddeugain: 40, 'hanner cant': 50, trigain: 60, 'pedwar ugain': 80, cant: 100 },
  ...{ gant: 100, 'dau gant': 200, 'tri chant': 300, 'pedwar cant': 400, 'pum cant': 500 },
  ...{ 'chwe chant': 600, 'saith cant': 700, 'wyth cant': 800, 'naw cant': 900, mil: 1000 },
  ...{ 'dwy fil': 2000 },
};

export const numberWords: ReadonlyMap<string, number> = new Map([
  ...units.flatMap((words, at) => words.map((word): [string, number] => [word, at + 1])),
  ...tens.flatMap((ten, at): [string, number][] => [
    [ten, 10 * (at + 1)],
    ...units.flatMap((words, unit) =>
      words.map((word): [string, number] => [`${ten} ${word}`, 10 * (at + 1) + unit + 1]),
    ),
  ]),
  ...Object.entries(others),
]);
