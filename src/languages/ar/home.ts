import { html } from '../../text/html.ts';
import { minutesBetween } from './minutes.ts';
import type { home as english } from '../en/home.ts';

const about =
  'يضع هذا الموقع وثيقة الاستشارة وأسئلتها في صفحة واحدة. تقرؤونها، وتجيبون عن القدر الذي تريدونه من الأسئلة، وتراجعون إجاباتكم ثم ترسلونها. نحفظ كل إجابة بأمان وننقلها إلى من طرح الأسئلة.';

export const home: typeof english = {
  title: 'شاركوا برأيكم',
  about,
  aboutOf: (organisation) => `${about} الجهة المسؤولة عن الموقع: ${organisation}.`,
  consultations: 'الاستشارات',
  none: 'لا توجد استشارة حاليًا.',
  openNow: 'مفتوحة الآن',
  openingLater: 'تُفتح لاحقًا',
  closed: 'مغلقة',
  takes: (least, most, closes) =>
    `تستغرق الإجابة عن جميع الأسئلة ${minutesBetween(least, most)}. تاريخ الإغلاق: ${closes}.`,
  opens: (opens, closes) => `يمكنكم الإجابة ابتداءً من: ${opens}. تاريخ الإغلاق: ${closes}.`,
  hasClosed: (closes) => `تاريخ الإغلاق: ${closes}. أُغلقت الاستشارة.`,
  howToAnswer: 'كيفية الإجابة',
  howMuch: 'أجيبوا عن أي عدد تريدونه من الأسئلة، وبأي ترتيب. لا يلزمكم أن تجيبوا عن أي منها.',
  howLong: 'خذوا الوقت الذي تحتاجونه: لا تنتهي مهلة الصفحة. ولا تحتاجون إلى حساب.',
  howToSend: 'راجعوا إجاباتكم في الصفحة التالية، وغيّروها إن أردتم، ثم أرسلوها.',
  whatYouGet: 'تحصلون على رقم مرجعي، وعلى نسخة مما قلتموه لطباعتها أو حفظها.',
  otherWays: 'طرق أخرى للحصول على المساعدة أو للمشاركة',
  askFor: (email) =>
    html`إذا كنتم تحتاجون إلى مساعدة في أي سؤال، أو إلى الوثيقة بصيغة أخرى، أو تفضلون الإجابة بطريقة أخرى، فراسلونا على البريد الإلكتروني: ${email}.`,
};
