/** Whole numbers in Arabic words, in both genders and both cases. */

const units = [
  'واحد واحدة',
  'اثنان اثنين اثنتان اثنتين إثنان إثنين',
  'ثلاثة ثلاث',
  'أربعة أربع',
  'خمسة خمس',
  'ستة ست',
  'سبعة سبع',
  'ثمانية ثماني ثمان',
  'تسعة تسع',
].map((words) => words.split(' '));

const teens = [
  'أحد عشر,إحدى عشرة',
  'اثنا عشر,اثني عشر,اثنتا عشرة,اثنتي عشرة',
  'ثلاثة عشر,ثلاث عشرة',
  'أربعة عشر,أربع عشرة',
  'خمسة عشر,خمس عشرة',
  'ستة عشر,ست عشرة',
  'سبعة عشر,سبع عشرة',
  'ثمانية عشر,ثماني عشرة',
  'تسعة عشر,تسع عشرة',
].map((words) => words.split(','));

const tens = [
  'عشرون عشرين',
  'ثلاثون ثلاثين',
  'أربعون أربعين',
  'خمسون خمسين',
  'ستون ستين',
  'سبعون سبعين',
  'ثمانون ثمانين',
  'تسعون تسعين',
].map((words) => words.split(' '));

const others: Record<string, number> = {
  ...{ صفر: 0, عشرة: 10, عشر: 10, مئة: 100, مائة: 100, مئتان: 200, مئتين: 200, مائتان: 200 },
  ...{ مائتين: 200, ثلاثمئة: 300, ثلاثمائة: 300, أربعمئة: 400, أربعمائة: 400, خمسمئة: 500 },
  ...{ خمسمائة: 500, ستمئة: 600, ستمائة: 600, سبعمئة: 700, سبعمائة: 700, ثمانمئة: 800 },
  ...{ ثمانمائة: 800, تسعمئة: 900, تسعمائة: 900, ألف: 1000, ألفان: 2000, ألفين: 2000 },
};

type Named = [words: string, number: number];

export const numberWords: ReadonlyMap<string, number> = new Map<string, number>([
  ...units.flatMap((words, at) => words.map((word): Named => [word, at + 1])),
  ...teens.flatMap((words, at) => words.map((word): Named => [word, at + 11])),
  ...tens.flatMap((words, at) =>
    words.flatMap((ten): Named[] => [
      [ten, 10 * (at + 2)],
      // "خمسة وعشرون"
      ...units.flatMap((named, unit) =>
        named.map((word): Named => [`${word} و${ten}`, 10 * (at + 2) + unit + 1]),
      ),
    ]),
  ),
  ...Object.entries(others),
]);
