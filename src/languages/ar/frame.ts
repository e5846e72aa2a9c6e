import { html } from '../../text/html.ts';
import type { frame as english } from '../en/frame.ts';

export const frame: typeof english = {
  skip: 'الانتقال إلى المحتوى الرئيسي',
  home: (site) => html`<b>${site}</b>: الصفحة الرئيسية`,
  runBy: (organisation) => `الجهة المسؤولة عن الموقع: ${organisation}`,
  help: (email, telephone) =>
    telephone
      ? html`هل تحتاجون إلى مساعدة؟ البريد الإلكتروني: ${email}، الهاتف: ${telephone}`
      : html`هل تحتاجون إلى مساعدة؟ البريد الإلكتروني: ${email}`,
  youAreHere: () => html`<span id="place">أنتم هنا</span>: الصفحة الرئيسية`,
  dash: ' – ',
  comma: '، ',
  words: 'شرح الكلمات',
  wordsOf: (title) => html`شرح الكلمات: ${title}`,
  privacy: 'إشعار الخصوصية',
  privacyOf: (title) => html`إشعار الخصوصية: ${title}`,
  accessibility: 'بيان إمكانية الوصول',
  error: (title) => `خطأ: ${title}`,
  notFound: 'الصفحة غير موجودة',
  nothingHere:
    'لا يوجد شيء في هذا العنوان. إذا كتبتموه بأنفسكم، فراجعوه. وإذا اتبعتم رابطًا، فقد يكون قديمًا.',
  goHome: 'الانتقال إلى الصفحة الرئيسية',
  goTo: (title) => html`الانتقال إلى الاستشارة: ${title}`,
  sendAgain: 'إعادة الإرسال',
  goToForm: 'العودة إلى النموذج',
  whatYouWrote: 'ما كتبتموه، لنسخه',
};
