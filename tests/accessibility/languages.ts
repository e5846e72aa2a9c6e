/** The states of consultations in Arabic and in Welsh: what people see, and what staff get. */
import { composePersonEmail } from '../../src/emails/person-email.ts';
import { ar } from '../../src/languages/ar/ar.ts';
import { cy } from '../../src/languages/cy/cy.ts';
import { press } from '../form-in-page.ts';
import { builtIn } from '../languages/build-languages.ts';
import type { TestSite } from '../site.ts';
import { composeFrom, emailHeading, type EmailState } from './emails.ts';
import { get, post, receipt } from './reach.ts';
import type { PageState } from './states.ts';
import { drawReport, type FileState } from './summaries.ts';

type Page = Omit<PageState, 'kind'>;

const health = 'مركز صحي جديد في إلمتون';
const library = 'Y llyfrgell yn Elmton';

/** An answer to every question. */
const arabicAnswers = {
  first: 'other',
  'first-other': 'عيادة للنظر',
  'dentist-why': 'مواعيد في المساء.\nوطبيبة للأطفال.',
  reach: ['walk', 'bus'],
  'order-doctors': '1',
  'order-dentist': '2',
  'order-movement': '3',
  'money-doctors': '60',
  'money-dentist': '25',
  'money-movement': '15',
  'views-waiting': 'dissatisfied',
  'views-welcome': 'satisfied',
  far: '45',
  home: 'SW1A 2AB',
  more: 'شكرًا لكم على السؤال.',
  age: 'over-40',
  publish: 'with-name',
  'you-name': 'ليلى حداد',
  'you-email': 'layla@example.org',
};

/** Something wrong at each question that can have it. */
const arabicMistakes = {
  'first-other': 'عيادة للنظر',
  first: 'dentist',
  'dentist-why': 'كلمة '.repeat(500),
  reach: ['walk', 'none'],
  'order-doctors': '1',
  'order-dentist': '1',
  'money-doctors': '60',
  far: 'بعيد',
  home: 'إلمتون',
  'you-email': 'layla@',
};

const welshAnswers = {
  when: 'evening',
  why: 'Rwy’n gweithio yn ystod y dydd.',
  'rooms-books': '1',
  'rooms-garden': '2',
  'views-quiet': 'agree',
  borrow: ['books', 'films'],
  more: 'Diolch am ofyn.',
  publish: 'without-name',
  'you-name': 'Siân Llwyd',
  'you-email': 'sian@example.org',
};

/** Sends, and does something from the receipt. */
const fromReceipt = (button: string, says: string) => async (site: TestSite) => {
  const shown = await receipt(arabicAnswers, says)(site);
  return press(site, await shown.text(), button);
};

/** Saves, and follows the private link. */
async function openSavedLink(site: TestSite): Promise<Response> {
  const saved = await (await site.post({ ...arabicAnswers, _do: 'save' })).text();
  const [code = ''] = /[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}/.exec(saved) ?? [];
  return get(`/health/respond?saved=${code}`)(site);
}

const passedOn = ar.receipt.passedOn('مجلس بلدة إلمتون').split(':')[0] as string;

const arabicPages: Page[] = [
  {
    name: 'arabic-form',
    says: 'opens a consultation in Arabic with every kind of question',
    on: 'arabic',
    status: 200,
    reach: get('/health/'),
    has: [health, '<html lang="ar" dir="rtl">', ar.form.otherWays, ar.form.check],
  },
  {
    name: 'arabic-errors',
    says: 'makes a mistake at each question in Arabic',
    on: 'arabic',
    status: 422,
    reach: post(arabicMistakes),
    has: [health, ar.form.problem, ar.form.mayStayUnlessLong],
  },
  {
    name: 'arabic-left-blank',
    says: 'sends the form in Arabic with nothing in it',
    on: 'arabic',
    status: 422,
    reach: post({}),
    has: [health, ar.form.problem, ar.form.answerNeeded('ما الخدمة')],
  },
  {
    name: 'arabic-check',
    says: 'checks answers in Arabic',
    on: 'arabic',
    status: 200,
    reach: post(arabicAnswers),
    has: [ar.check.heading, 'ليلى حداد', ar.check.send],
  },
  {
    name: 'arabic-receipt',
    says: 'has sent answers in Arabic',
    on: 'arabic',
    status: 200,
    reach: receipt(arabicAnswers, passedOn),
    has: [ar.receipt.thanks, ar.receipt.sent, 'ليلى حداد'],
  },
  {
    name: 'arabic-saved',
    says: 'saves answers in Arabic to come back later',
    on: 'arabic',
    status: 200,
    reach: post({ ...arabicAnswers, _do: 'save' }),
    has: [ar.saved.title, ar.saved.keepCode],
  },
  {
    name: 'arabic-saved-link',
    says: 'opens the private link to answers saved in Arabic',
    on: 'arabic',
    status: 200,
    reach: openSavedLink,
    has: [ar.saved.savedTitle, ar.saved.openThem],
  },
  {
    name: 'arabic-no-receipt',
    says: 'opens a receipt in Arabic that does not exist',
    on: 'arabic',
    status: 404,
    reach: get('/health/respond?receipt=abcdefghijklmnopqrstuv'),
    has: [ar.problems.noSuchReceipt.title],
  },
  {
    name: 'arabic-withdraw',
    says: 'is asked in Arabic whether to withdraw the answers',
    on: 'arabic',
    status: 200,
    reach: fromReceipt('withdraw', passedOn),
    has: [ar.receipt.withdrawNow, ar.receipt.yes],
  },
  {
    name: 'arabic-privacy',
    says: 'reads a privacy notice in Arabic',
    on: 'arabic',
    status: 200,
    reach: get('/health/privacy/'),
    has: [ar.privacy.title],
  },
  {
    name: 'arabic-announced',
    says: 'opens a consultation in Arabic while it is only announced',
    on: 'arabic, announced',
    status: 200,
    reach: get('/health/'),
    has: [health, ar.form.otherWays],
  },
  {
    name: 'arabic-closed',
    says: 'opens a consultation in Arabic after it has closed',
    on: 'arabic, closed',
    status: 200,
    reach: get('/health/'),
    has: [health, ar.form.closed],
  },
  {
    name: 'arabic-home',
    says: 'opens the site in Arabic, with consultations in Arabic and in English',
    on: 'arabic',
    status: 200,
    reach: get('/ar/'),
    has: [ar.home.title, health],
  },
  {
    name: 'arabic-accessibility',
    says: 'reads the accessibility statement in Arabic',
    on: 'arabic',
    status: 200,
    reach: get('/ar/accessibility/'),
    has: [ar.accessibility.title],
  },
];

const welshPages: Page[] = [
  {
    name: 'welsh-form',
    says: 'opens a consultation in Welsh that is in English too',
    on: 'welsh',
    status: 200,
    reach: get('/library/cy/'),
    has: [library, '<html lang="cy" dir="ltr">', cy.form.check, 'hreflang="en-GB"'],
  },
  {
    name: 'welsh-errors',
    says: 'makes mistakes in Welsh',
    on: 'welsh',
    status: 422,
    reach: post({ 'rooms-books': '1', 'rooms-room': '1', 'you-email': 'sian' }),
    has: [library, cy.form.problem],
  },
  {
    name: 'welsh-check',
    says: 'checks answers in Welsh',
    on: 'welsh',
    status: 200,
    reach: post(welshAnswers),
    has: [cy.check.heading, 'Siân Llwyd', cy.check.send],
  },
  {
    name: 'welsh-receipt',
    says: 'has sent answers in Welsh',
    on: 'welsh',
    status: 200,
    reach: receipt(welshAnswers, cy.receipt.passedOn('Cyngor').split('Cyngor')[0] as string),
    has: [cy.receipt.thanks, cy.receipt.sent],
  },
  {
    name: 'welsh-home',
    says: 'opens the site in Welsh, with a consultation that is in Welsh and one in Arabic',
    on: 'welsh',
    status: 200,
    reach: get('/cy/'),
    has: [cy.home.title, library],
  },
];

export const languagePages: Page[] = [...arabicPages, ...welshPages];

export const languageEmails: EmailState[] = [
  {
    kind: 'email',
    name: 'email-arabic',
    says: 'staff get answers in Arabic',
    has: [emailHeading, 'ليلى حداد', 'مواعيد في المساء.'],
    compose: async () => composeFrom(await builtIn('health', 'ar'), arabicAnswers),
  },
  {
    kind: 'email',
    name: 'email-to-person-arabic',
    says: 'a person gets the receipt in Arabic',
    has: [ar.emails.receipt.heading, 'ABC-123-DEF'],
    compose: async () =>
      composePersonEmail(
        'receipt',
        await builtIn('health', 'ar'),
        'ABC-123-DEF',
        'https://consult.example.org/health/respond?receipt=abcdefghijklmnopqrstuv',
      ),
  },
];

export const languageFiles: FileState[] = [
  {
    kind: 'file',
    name: 'report-arabic',
    says: 'a committee opens the report on a consultation in Arabic',
    has: ['Report on the contributions', health],
    draw: async () => drawReport(await builtIn('health', 'ar')),
  },
];
