import { say } from '../say.ts';
import type * as english from '../../en/questions/numbers.ts';

const sayPoints = (count: number) =>
  say.plural(count, {
    zero: `${say.number(count)} نقطة`,
    one: 'نقطة واحدة',
    two: 'نقطتان',
    few: `${say.number(count)} نقاط`,
    many: `${say.number(count)} نقطة`,
    other: `${say.number(count)} نقطة`,
  });

/** "من 0 إلى 240", "240 أو أقل". Empty if any number is allowed. */
function range({ from, to }: Parameters<typeof english.number.which>[1]): string {
  if (from !== null && to !== null) return `من ${from} إلى ${to}`;
  if (from !== null) return `${from} أو أكثر`;
  return to === null ? '' : `${to} أو أقل`;
}

export const number: typeof english.number = {
  which(unit, limits) {
    const said = range(limits);
    if (unit === null) return said === '' ? '' : `الرقم: ${said}`;
    return said === '' ? `الوحدة: ${unit}` : `الوحدة: ${unit}، ${said}`;
  },
  // Brackets, because the form of a word depends on its number.
  amount: (value, unit) => `${value} (${unit})`,
  tooLong: (most, enter) => `تحتوي إجابتكم على أكثر من ${most} حرف. ${enter}`,
  enter(limits, ask) {
    const said = range(limits);
    return said === ''
      ? `يُرجى إدخال رقم واحد، أو ترك الخانة فارغة: ${ask}`
      : `يُرجى إدخال رقم واحد (${said})، أو ترك الخانة فارغة: ${ask}`;
  },
  wrongThenEnter: (why, enter) => `${why}. ${enter}`,
  isLess: (typed, from) => `«${typed}» أقل من ${from}`,
  isMore: (typed, to) => `«${typed}» أكثر من ${to}`,
  manyNumbers: (typed) => `يمكن أن يعني «${typed}» أرقامًا كثيرة`,
  noNumber: (typed) => `لم نجد رقمًا في «${typed}»`,
  severalNumbers: (typed) => `«${typed}» أكثر من رقم واحد`,
  otherUnit: (unit, typed) => `وحدة هذا السؤال هي «${unit}»، وقد كتبتم «${typed}»`,
  notWorkedOut: (typed) => `لم نتمكن من فهم «${typed}»`,
  twoReadings: (typed, large, small) =>
    `يمكن أن يعني «${typed}» إما ${large} وإما ${small}، لأن بعض الناس يكتبون نقطة للآلاف`,
  unreadable: (typed) => `«${typed}» ليس رقمًا يمكننا قراءته`,
  moreDigits: (typed) => `عدد الأرقام في «${typed}» أكثر من اللازم`,
  notes: {
    asTyped: 'كما كُتب:',
    uncounted: 'لم نتمكن من احتساب هذا الرقم، لذلك نعرضه كما كُتب:',
    notNumber: 'لم نعتبر هذا رقمًا. إذا كنتم تقصدون صفرًا، فاكتبوا 0.',
  },
};

export const numberBoxes: typeof english.numberBoxes = {
  notWhole: (typed) => `«${typed}» ليس عددًا صحيحًا`,
  beside: (typed, option) => `«${typed}» بجانب ${option}`,
};

export const ranking: typeof english.ranking = {
  useEachOnce: 'استخدموا كل رقم مرة واحدة. يمكنكم ترك خانات فارغة.',
  oneTo: (last) => `(من 1 إلى ${last})`,
  enterRank: (last, option) =>
    `يُرجى إدخال رقم من 1 إلى ${last} لهذا الخيار، أو ترك الخانة فارغة: ${option}`,
  sameNumber: (options, rank) =>
    `أعطيتم الرقم نفسه (${rank}) لهذه الخيارات: ${say.list(options)}. يُرجى استخدام كل رقم مرة واحدة فقط`,
  unclearRanking: 'لم نتمكن من فهم هذا الترتيب، لذلك نعرضه كما كُتب:',
  unranked: 'خيارات بلا ترتيب:',
  writeRanks: (last) => `اكتبوا رقمًا من 1 إلى ${last} بين القوسين، كل رقم مرة واحدة.`,
};

export const points: typeof english.points = {
  addUpTo: (total) =>
    `يجب أن يكون مجموع النقاط ${say.number(total)}. تُحتسب الخانة التي تتركونها فارغة 0.`,
  zeroTo: (total) => `(عدد النقاط من 0 إلى ${say.number(total)})`,
  given: (count, option) => `${sayPoints(count)}: ${option}`,
  shareOut: (total) => `يوزع المشاركون النقاط. المجموع: ${sayPoints(total)}.`,
  enterPoints: (total, option) =>
    `يُرجى إدخال عدد صحيح من 0 إلى ${say.number(total)} لهذا الخيار، أو ترك الخانة فارغة: ${option}`,
  giveOthers: (given, total, ask) =>
    `مجموع النقاط التي أعطيتموها ${say.number(given)} من أصل ${say.number(total)}. يُرجى إعطاء النقاط المتبقية أيضًا (${say.number(total - given)}): ${ask}`,
  takeAway: (given, total, ask) =>
    `مجموع النقاط التي أعطيتموها ${say.number(given)}، والمجموع المتاح ${say.number(total)} فقط. يُرجى إنقاص ${say.number(given - total)}: ${ask}`,
  unclearPoints: 'لم نتمكن من جمع هذه النقاط، لذلك نعرضها كما كُتبت:',
  writePoints: (total) =>
    `وزعوا النقاط: اكتبوا بين الأقواس أرقامًا مجموعها ${total}. تُحتسب الأقواس الفارغة 0.`,
};
