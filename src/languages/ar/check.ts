import type { check as english } from '../en/check.ts';

export const check: typeof english = {
  title: 'راجعوا إجاباتكم',
  heading: 'راجعوا إجاباتكم قبل إرسالها',
  headingOfChanges: 'راجعوا تغييراتكم قبل إرسالها',
  answered: (answered, of) => `الأسئلة التي أجبتم عنها: ${answered} من ${of}.`,
  notSent: 'لم ترسلوا أي شيء بعد. زر الإرسال في نهاية هذه الصفحة.',
  notChanged: 'لم تُخزَّن تغييراتكم بعد. زر إرسالها في نهاية هذه الصفحة.',
  same: 'هذه هي الإجابات السابقة نفسها، فليس هناك ما يُرسل.',
  changeAnswers: (section) => `تغيير إجاباتكم: ${section}`,
  before: 'سابقًا:',
  now: 'الآن:',
  noLongerAsked: 'أسئلة لم تعد مطروحة',
  noLongerCount: 'لن تُحتسب إجاباتكم عن هذه الأسئلة بعد الآن:',
  send: 'إرسال إجاباتكم',
  sendChanges: 'إرسال إجاباتكم الجديدة',
  goTo: (organisation) =>
    `تصل إجاباتكم إلى الجهة صاحبة الاستشارة: ${organisation}. وتحصلون على رقم مرجعي ونسخة لحفظها.`,
  takePlace: 'تحل محل الإجابات السابقة. ويبقى رقمكم المرجعي كما هو.',
  backToReceipt: 'العودة إلى الإيصال دون تغيير أي شيء',
};
