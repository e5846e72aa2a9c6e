import { say } from '../say.ts';
import type * as english from '../../en/questions/lines.ts';

const characters = (count: number) =>
  say.plural(count, {
    zero: 'صفر حرف',
    one: 'حرف واحد',
    two: 'حرفين',
    few: `${say.number(count)} أحرف`,
    many: `${say.number(count)} حرفًا`,
    other: `${say.number(count)} حرف`,
  });

export const comment: typeof english.comment = {
  upTo: (most) => `الحد الأقصى: ${characters(most)}`,
  shortenTo: (most, ask) =>
    `يُرجى اختصار تعليقكم، أو المتابعة في خانة أخرى. الحد الأقصى: ${characters(most)}. السؤال: ${ask}`,
  shortenBy: (over, ask) =>
    `تعليقكم أطول من الحد الأقصى بمقدار ${characters(over)}. يُرجى اختصاره، أو المتابعة في خانة أخرى: ${ask}`,
};

const telephone = 'يُرجى إدخال رقم واحد مع رمز المنطقة';
const web = 'يُرجى إدخال عنوان موقع مثل www.example.com';

export const line: typeof english.line = {
  shorten: (most, ask) => `يُرجى اختصار إجابتكم إلى ${characters(most)} كحد أقصى: ${ask}`,
  orLeaveBlank: (wrong, ask) => `${wrong}، أو ترك الخانة فارغة: ${ask}`,
  strangePostcode: (strange) =>
    `يحتوي الرمز البريدي على «${strange}». يُرجى إدخال رمز بريدي واحد من حروف وأرقام فقط`,
  noPostcode: (typed) =>
    `لا يحتوي «${typed}» على أي رقم، لذلك ليس رمزًا بريديًا. يُرجى إدخال رمز بريدي أو الجزء الأول منه`,
  longPostcode: (length, most) =>
    `طول الرمز البريدي الذي أدخلتموه: ${length}، والحد الأقصى لأي رمز بريدي: ${most}. يُرجى إدخال الرمز البريدي فقط`,
  secondHalf: (half) =>
    `النصف الثاني من الرمز البريدي هو «${half}»، وليس رقمًا وحرفين. يُرجى إدخال رمز بريدي مثل SW1A 2AB`,
  noTelephone: (typed) => `لا يحتوي «${typed}» على أي رقم، لذلك ليس رقم هاتف. ${telephone}`,
  strangeTelephone: (strange) =>
    `يحتوي رقم الهاتف على «${strange}». يُرجى إدخال رقم واحد من أرقام ومسافات فقط`,
  tooFewDigits: (digits) => `عدد خانات رقم الهاتف: ${digits}، وهو أقل من اللازم. ${telephone}`,
  tooManyDigits: (digits) =>
    `عدد خانات رقم الهاتف: ${digits}، وهو أكثر من اللازم لرقم واحد. ${telephone}`,
  otherScheme: (scheme) => `يبدأ عنوان الموقع بـ «${scheme}». ${web}`,
  webSpace: `توجد مسافة في عنوان الموقع. ${web}`,
  webEmail: `هذا عنوان بريد إلكتروني لأنه يحتوي على @. ${web}`,
  noWebAddress: (typed) => `«${typed}» ليس عنوان موقع. ${web}`,
  webEnding: (host) => `عنوان الموقع غير كامل: يحتاج «${host}» إلى نهاية مثل ‎.org. ${web}`,
};

export const contact: typeof english.contact = {
  yourName: 'اسمكم (يمكنكم ترك هذه الخانة فارغة)',
  yourEmail: 'عنوان بريدكم الإلكتروني (يمكنكم ترك هذه الخانة فارغة)',
  nameIs: 'الاسم',
  emailIs: 'البريد الإلكتروني',
  shortenName: (most) => `يُرجى اختصار اسمكم إلى ${characters(most)} كحد أقصى`,
  shortenAddress: (most) =>
    `يُرجى اختصار عنوان بريدكم الإلكتروني إلى ${characters(most)} كحد أقصى، أو ترك الخانة فارغة`,
  fixAddress: (wrong) =>
    `${wrong}. يُرجى إدخال عنوان بريد إلكتروني مثل name@example.com، أو ترك الخانة فارغة`,
  wrong: {
    noAt: 'لا توجد علامة @ في عنوان البريد الإلكتروني',
    severalAddresses: 'يوجد أكثر من عنوان بريد إلكتروني',
    severalAts: 'يوجد أكثر من علامة @ واحدة في عنوان البريد الإلكتروني',
    hasSpace: 'توجد مسافة في عنوان البريد الإلكتروني',
    nothingBefore: 'لا يوجد شيء قبل علامة @ في عنوان البريد الإلكتروني',
    nothingAfter: 'لا يوجد شيء بعد علامة @ في عنوان البريد الإلكتروني',
    strangeLetter: (strange) =>
      `يوجد «${strange}» قبل علامة @ في عنوان البريد الإلكتروني، ومعظم خوادم البريد لا تقبل ذلك`,
    strangeBefore: (strange) =>
      `يوجد «${strange}» قبل علامة @ في عنوان البريد الإلكتروني، ولا يمكن أن يكون ذلك في أي عنوان`,
    strayStop: 'توجد نقطة في غير مكانها قبل علامة @ في عنوان البريد الإلكتروني',
    doubleStop: 'توجد نقطتان متتاليتان في عنوان البريد الإلكتروني',
    longBefore: 'عنوان البريد الإلكتروني طويل جدًا قبل علامة @',
    strangeAfter: (strange) =>
      `يوجد «${strange}» بعد علامة @ في عنوان البريد الإلكتروني، ولا يُسمح هناك إلا بالحروف والأرقام والشرطات والنقاط`,
    noEnding: (domain) => `عنوان البريد الإلكتروني غير كامل: يحتاج «${domain}» إلى نهاية مثل ‎.org`,
    noDomain: (domain) =>
      `يوجد «${domain}» بعد علامة @ في عنوان البريد الإلكتروني، وهو ليس اسم نطاق`,
    tooLongAddress: 'عنوان البريد الإلكتروني طويل جدًا',
  },
  invalidAddress:
    'لا يبدو هذا عنوان بريد إلكتروني، لذلك لا يمكن لأحد الرد عليه. وهو معروض كما كُتب.',
};
