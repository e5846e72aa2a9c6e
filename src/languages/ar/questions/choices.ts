import { say } from '../say.ts';
import type * as english from '../../en/questions/choices.ts';

export const other: typeof english.other = {
  label: 'أخرى',
  describe: 'أخرى: يُرجى التوضيح',
  notDescribed: 'أخرى (بلا توضيح)',
  tooLong: (most, ask) => `يُرجى اختصار ما كتبتموه في خانة «أخرى» إلى ${most} حرف كحد أقصى: ${ask}`,
  write: 'بعد «أخرى:» يمكنكم كتابة التوضيح.',
};

export const choice: typeof english.choice = {
  select: (ask) => `يُرجى اختيار أحد الخيارات، أو «بلا إجابة»: ${ask}`,
  otherToo: (chosen, ask) =>
    `اخترتم «${chosen}»، وكتبتم أيضًا شيئًا في خانة «أخرى». يُرجى اختيار «أخرى»، أو حذف ما كتبتموه: ${ask}`,
  mark: 'ضعوا علامة X بين قوسَي خيار واحد.',
};

export const checkboxes: typeof english.checkboxes = {
  tickAll: 'حددوا كل ما ينطبق.',
  tickUpTo: (most) => `العدد الأقصى للخيارات: ${most}.`,
  tickAgain: (ask) => `حددتم خانة ليست من خانات هذا السؤال. يُرجى تحديد الخانات من جديد: ${ask}`,
  noneAndOthers: (none, others, ask) =>
    `حددتم «${none}»، وحددتم أيضًا: ${say.list(others)}. يُرجى إلغاء تحديد «${none}»، أو إلغاء تحديد الخيارات الأخرى: ${ask}`,
  noneAndTooMany: (none, others, most, ask) =>
    `حددتم «${none}»، وحددتم أيضًا: ${say.list(others)}. يُرجى إلغاء تحديد «${none}»، أو إلغاء تحديد الخيارات الأخرى. العدد الأقصى للخيارات التي يمكن أن تبقى محددة: ${most}. السؤال: ${ask}`,
  tooMany: (ticked, most, ask) =>
    `عدد الخانات التي حددتموها: ${ticked}، والعدد الأقصى: ${most}. عدد الخانات التي يجب إلغاء تحديدها: ${ticked - most}. السؤال: ${ask}`,
  unclear: 'لم نتمكن من فهم هذه الإجابة، لذلك نعرضها كما حُددت:',
  markAll: 'ضعوا علامة X بين قوسَي كل خيار ينطبق.',
  markUpTo: (most) => `ضعوا علامة X بين أقواس الخيارات التي تختارونها. العدد الأقصى: ${most}.`,
};

export const grid: typeof english.grid = {
  select: (row, ask) => `يُرجى اختيار أحد الخيارات، أو «بلا إجابة»، في «${row}»: ${ask}`,
  askedAbout: 'يُسأل المشاركون عن كل مما يلي:',
  chooseFrom: 'يمكنهم الاختيار مما يلي:',
  unanswered: 'بلا إجابة:',
  markEach: 'لكل مما يلي، ضعوا علامة X بين قوسَي خيار واحد.',
};

export const consent: typeof english.consent = {
  mayWe: 'هل تسمحون لنا بنشر ما تقولونه؟',
  withName: 'نعم، مع اسمي',
  withoutName: 'نعم، من دون اسمي',
  notAtAll: 'لا، إطلاقًا',
  unansweredMeansNo:
    'إذا لم تجيبوا عن هذا السؤال، فلن ننشر ما كتبتموه. وسنحتسب إجاباتكم في جميع الأحوال.',
};
