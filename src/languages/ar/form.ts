import { html, joinHtml } from '../../text/html.ts';
import { minutesBetween } from './minutes.ts';
import { say } from './say.ts';
import type { form as english } from '../en/form.ts';

export const form: typeof english = {
  changing: (reference) =>
    html`أنتم تغيّرون الإجابات التي أرسلتموها بالرقم المرجعي ${reference}. وتبقى كما هي إلى أن ترسلوا إجاباتكم الجديدة.`,
  closes: (moment) => html`تاريخ الإغلاق: <b>${moment}</b>`,
  takes: (least, most) => html`الوقت اللازم: <b>${minutesBetween(least, most)}</b>`,
  howTo:
    'أجيبوا عن أي عدد تريدونه من الأسئلة، وبأي ترتيب. يمكنكم مراجعة كل شيء قبل إرساله. لا تنتهي مهلة هذه الصفحة.',
  download: (links) =>
    html`يمكنكم أيضًا تنزيل النموذج: ${joinHtml(links.slice(0, -1), '، ')} أو ${links.slice(-1)}.`,
  word: 'Word',
  largePrint: 'Word بخط كبير',
  openDocument: 'OpenDocument',
  plainText: 'نص عادي',
  kilobytes: (size) => `${size} كيلوبايت`,
  megabytes: (size) => `${size} ميغابايت`,
  openSaved: (address) => html`هل حفظتم إجاباتكم؟ <a href="${address}">أدخلوا رمزكم</a>.`,
  check: 'راجعوا إجاباتكم',
  checkHere: 'الانتهاء هنا والمراجعة',
  contents: 'المحتويات',
  part: (place, of) => `الجزء ${place} من ${of}`,
  noTheme: 'لا شيء',
  emptyBox: 'اتركوا هذه الخانة فارغة. فهي لكشف الرسائل غير المرغوب فيها',
  changedSinceOpened:
    'تغيّر هذا النموذج منذ أن فتحتموه، ولم تعد فيه بعض الخانات التي كتبتم فيها. لن تُرسل كلماتكم من تلك الخانات: لإرسالها، انسخوها إلى خانة أخرى.',
  changedSinceSent:
    'تغيّر هذا النموذج منذ أن أرسلتم إجاباتكم، ولم تعد فيه بعض الخانات التي كتبتم فيها. لن تُرسل كلماتكم من تلك الخانات: لإرسالها، انسخوها إلى خانة أخرى.',
  leftWords: 'ما كتبتموه في تلك الخانات، لنسخه',

  problem: 'هناك مشكلة',
  nothingLost: 'لم يُفقد شيء مما كتبتموه. ولم يُرسل أي شيء بعد.',
  mayStay: 'يمكنكم أيضًا إرسال الإجابة مرة أخرى دون تغييرها، وسنحفظها كما كتبتموها.',
  mayStayUnlessLong:
    'يمكنكم أيضًا إرسال الإجابة مرة أخرى دون تغييرها، وسنحفظها كما كتبتموها، ما لم تكن أطول من اللازم.',
  answerOne: 'أجيبوا عن سؤال واحد على الأقل',
  answerNeeded: (ask) => `أجيبوا عن هذا السؤال، أو أرسلوا النموذج مرة أخرى لتركه فارغًا: ${ask}`,
  severalAnswers:
    'وصلتنا إجابات مختلفة عن هذا السؤال. أبقوا الإجابة التي تريدونها، واحذفوا ما عداها',
  tooLong: (over) => {
    const count = say.number(over);
    const characters = say.plural(over, {
      zero: `${count} حرف`,
      one: 'حرف واحد',
      two: 'حرفين',
      few: `${count} أحرف`,
      many: `${count} حرفًا`,
      other: `${count} حرف`,
    });
    return `إجاباتكم مجتمعةً أطول من اللازم بمقدار ${characters}. اختصروا هذه الإجابة، وهي الأطول، أو غيرها`;
  },
  messageAt: (message, ask) => `${message}: ${ask}`,
  unreadable:
    'لم تصل بعض الأحرف سليمة، وتظهر بالشكل «\uFFFD». صححوها، أو اتركوها كما هي، ثم أرسلوا إجاباتكم مرة أخرى',
  noAddress: 'أدخلوا عنوان بريد إلكتروني مثل name@example.com',
  wrongAddress: (wrong) => `${wrong}. أدخلوا عنوانًا مثل name@example.com`,
  late: (closed, until) =>
    `كان تاريخ الإغلاق: ${closed}. لا يزال بإمكانكم إرسال إجاباتكم حتى ${until}، وسنسجّل أنها متأخرة.`,

  otherFormats: 'صيغ أخرى',
  otherWays: 'طرق أخرى للمشاركة',
  alsoAs: 'يمكنكم أيضًا الحصول على هذه الوثيقة بالصيغ التالية:',
  alsoTell: 'يمكنكم أيضًا إبداء رأيكم:',
  format: (name, how) => html`${name}: ${how}`,
  formatByEmail: (name, email) => html`${name}: للطلب، راسلوا ${email}`,
  byTelephone: (telephone) => html`بالهاتف: ${telephone}`,
  byPost: (address) => `بالبريد: ${address}`,
  atMeetings: 'في اجتماع:',

  announced: (opens, closes) =>
    `يمكنكم القراءة والإجابة ابتداءً من: ${opens}. تاريخ الإغلاق: ${closes}.`,
  from: (opens) => `ابتداءً من ${opens}`,
  notOpen: 'لم تُفتح هذه الاستشارة بعد',
  opens: (moment) => `موعد فتح هذه الاستشارة: ${moment}.`,
  readNow: (closes) =>
    `يمكنكم قراءة الوثيقة وأسئلتها الآن. ويمكنكم الإجابة عنها بعد افتتاح الاستشارة وحتى ${closes}.`,
  closed: 'أُغلقت هذه الاستشارة',
  hasClosed: (moment) => `كان تاريخ الإغلاق: ${moment}.`,
  thanks: 'شكرًا لكل من شارك.',
  stillToRead: 'لا يزال بإمكانكم قراءة الوثيقة وأسئلتها.',
  goOnInThisLanguage: 'المتابعة بالعربية',
};
