import type { paperForm as english } from '../en/paper-form.ts';

export const paperForm: typeof english = {
  title: (consultation) => `${consultation}: نموذج للتعبئة`,
  howToAnswer:
    'اكتبوا إجاباتكم تحت السطور التي فيها «الإجابة:». إذا كنتم لا تريدون الإجابة عن سؤال ما فاتركوه فارغًا. يُرجى عدم تغيير أي شيء آخر.',
  returnText: (contact, closes) =>
    `احفظوا النموذج بصيغة نص عادي، وأرسلوه بالبريد الإلكتروني إلى ${contact} في موعد أقصاه ${closes}. يمكنكم لصقه في الرسالة أو إرفاقه بها.`,
  returnDocument: (contact, closes) =>
    `عند الانتهاء احفظوا النموذج، وأرسلوه بالبريد الإلكتروني إلى ${contact} في موعد أقصاه ${closes}. أرفقوا الملف بالرسالة.`,
  version: (version) => `النسخة: ${version}`,
  end: 'هذه نهاية النموذج.',
  asked: (ask) => `السؤال: ${ask}`,
  answerLabel: 'الإجابة:',
  deleted: (words) => `[محذوف: ${words}]`,
  added: (words) => `[مضاف: ${words}]`,

  yourContribution: (consultation) => `${consultation}: مساهمتكم`,
  referenceLine: (reference) => `الرقم المرجعي: ${reference}`,
  received: (moment, isLate) => `تاريخ الاستلام: ${moment}${isLate ? ' (متأخر)' : ''}`,
  changed: (moment) => `تاريخ التغيير: ${moment}`,
  withdrawn: (moment) => `تاريخ السحب: ${moment}`,
  withdrawnByStaff: (moment, organisation) =>
    `تاريخ السحب من قِبل الموظفين (${organisation}): ${moment}`,
  questionsAboutIt: (contact) => `للأسئلة عنها: ${contact}`,

  // Also without the hamza, which many people leave out.
  reading: {
    question: ['السؤال', 'سؤال', 'س'],
    number: ['رقم', 'الرقم'],
    answer: ['الإجابة', 'الاجابة', 'إجابة', 'اجابة', 'الجواب', 'جواب'],
    version: ['النسخة', 'نسخة'],
    noAnswer: [
      'بلا إجابة',
      'بلا اجابة',
      'بدون إجابة',
      'بدون اجابة',
      'لا إجابة',
      'لا اجابة',
      'لا جواب',
    ],
  },
};
