/** A site whose consultations are in Welsh and in Arabic, with all that its pages can say besides questions. */
import { join } from 'node:path';
import { buildOnce, folderOfBuild } from '../build-content.ts';
import { writeFiles } from '../content-files/content.ts';

const both = {
  contact: 'park@example.org',
  recipients: ['park@example.org'],
  opens: '2026-11-02T09:00:00+00:00',
  closes: '2027-08-20T23:59:59+01:00',
  timeZone: 'Europe/London',
  keepUntil: '2028-10-31',
  minutes: [1, 2],
  telephone: '+44 20 7946 0000',
};

const welsh = {
  ...both,
  title: 'Y parc newydd',
  summary: 'Sut barc hoffech chi ei gael?',
  organisation: 'Cyngor y Dref',
  timeZoneName: 'amser y DU',
  language: 'cy',
  invitation: 'Beth yw eich barn?',
  next: 'Byddwn yn cyhoeddi adroddiad.',
  post: 'Neuadd y Dref\nY Stryd Fawr',
  meetings: ['Neuadd y Dref, 1 Mawrth'],
  formats: [{ label: 'Hawdd ei Ddeall' }],
  words: [{ word: 'yb', means: 'y bore' }],
  privacy: {
    controller: 'Cyngor y Dref',
    purpose: 'i gynllunio’r parc',
    lawfulBasis: 'tasg gyhoeddus',
    retention: 'blwyddyn',
    complaints: 'ico.org.uk',
  },
};

const arabic = {
  ...both,
  title: 'الحديقة الجديدة',
  summary: 'ما الحديقة التي تريدونها؟',
  organisation: 'مجلس المدينة',
  timeZoneName: 'بتوقيت المملكة المتحدة',
  language: 'ar',
  invitation: 'ما رأيكم؟',
  next: 'سننشر تقريرًا.',
  post: 'مبنى البلدية\nالشارع الرئيسي',
  meetings: ['مبنى البلدية، 1 مارس'],
  formats: [{ label: 'سهل القراءة' }],
  words: [{ word: 'مساءً', means: 'بعد الظهر' }],
  privacy: {
    controller: 'مجلس المدينة',
    purpose: 'لتخطيط الحديقة',
    lawfulBasis: 'مهمة عامة',
    retention: 'سنة',
    complaints: 'ico.org.uk',
  },
};

/** A part with a question, and its words. */
function sectionOf(id: string, title: string, asks: string[], prose: string): string {
  const questions = asks.map((ask, index) => ({ kind: 'comment', id: `${id}-${index + 1}`, ask }));
  return `---\n${JSON.stringify({ title, thoughts: 'below', questions })}\n---\n\n${prose}\n`;
}

const contents: Record<string, string> = {
  'site.yaml': JSON.stringify({
    name: 'Barn',
    organisation: 'Cyngor y Dref',
    languages: ['cy', 'ar'],
  }),
  'parc/consultation.yaml': JSON.stringify(welsh),
  'parc/1-pwll.md': sectionOf('pwll', 'Y pwll', ['Beth am y pwll?'], 'Mae pwll yn y parc.'),
  'parc/2-coed.md': sectionOf('coed', 'Y coed', ['Beth am y coed?'], 'Mae coed yn y parc.'),
  'hadiqa/consultation.yaml': JSON.stringify(arabic),
  'hadiqa/1-birka.md': sectionOf('birka', 'البركة', ['ما رأيكم في البركة؟'], 'في الحديقة بركة.'),
  'hadiqa/2-shajar.md': sectionOf('shajar', 'الأشجار', ['ما رأيكم في الأشجار؟'], 'فيها أشجار.'),
};

/** Returns the folder of its build, for `startTestSite`. */
export function buildTwoLanguages(): Promise<string> {
  const name = 'two-languages';
  const content = join(folderOfBuild(name), 'content');
  return buildOnce(name, content, () => writeFiles(content, contents));
}
