/** Problem pages in the language of the consultation, with nothing left of the English ones. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Consultation } from '../../src/consultation/consultation.ts';
import { createProblemPages } from '../../src/form/problem-pages.ts';
import type { PageReply } from '../../src/form/reply.ts';
import { catalogueOf } from '../../src/languages/catalogues.ts';
import { builtConsultation } from '../site.ts';

const english = await builtConsultation();
const body = Buffer.from('values=words');

/** Every problem page of a consultation. */
function allPages(consultation: Consultation): PageReply[] {
  const problems = createProblemPages([consultation]);
  const { change } = catalogueOf(consultation).problems;
  return [
    problems.wrongAddress(404, consultation, null),
    problems.wrongAddress(405, consultation, 'words'),
    problems.wrongType(consultation, body),
    problems.tooLarge(consultation),
    problems.tooManyFields(consultation, body),
    problems.tooBusy(consultation, { as: 'fields', html: '' }),
    problems.tooBusy(consultation, { as: 'whole', html: '' }),
    problems.givenUp(consultation),
    problems.notNow('closed', consultation, 'words'),
    problems.notNow('not-yet-open', consultation, 'words'),
    problems.cannotChange(409, consultation, [change.enough(20)], 'words'),
    problems.sentAlready(consultation, 'words', '/receipt', 'page'),
    problems.sentAlready(consultation, 'words', '/receipt', 'saved'),
    problems.savedErased(consultation),
    problems.noSavedNow(consultation),
    problems.noReceiptNow(consultation),
    problems.noSuchReceipt(consultation),
  ];
}

function sentencesOf({ page }: PageReply): string[] {
  assert.equal(page.show, 'problem');
  const { title, paragraphs, link } = page;
  return [title, ...paragraphs, ...(link ? [link.label] : [])];
}

for (const language of ['cy', 'ar']) {
  test(`problem pages in "${language}" say the same, and nothing in English`, () => {
    const inEnglish = allPages(english);
    const pages = allPages({ ...english, language });
    for (const [index, page] of pages.entries()) {
      const before = inEnglish[index] as PageReply;
      assert.equal(page.status, before.status);
      const said = sentencesOf(page);
      assert.equal(said.length, sentencesOf(before).length);
      for (const sentence of said) {
        const ours = sentence.replace(english.title, '').replace(english.contact, '');
        assert.doesNotMatch(ours, /\b(the|your|you|we|have|is|this|answers)\b/i);
      }
    }
  });
}

test('a Welsh page has its date in Welsh, and a button by its name', () => {
  const consultation = { ...english, language: 'cy', closes: '2027-08-20T23:59:00+01:00' };
  const problems = createProblemPages([consultation]);
  assert.deepEqual(sentencesOf(problems.notNow('closed', consultation, null)).slice(0, 2), [
    'Mae’r ymgynghoriad hwn wedi cau',
    'Y dyddiad cau oedd: Dydd Gwener, 20 Awst 2027, 11:59yh UK time. Ni allwch anfon atebion yma mwyach, ac nid ydym wedi storio eich rhai chi.',
  ]);
  const busy = sentencesOf(problems.tooBusy(consultation, { as: 'fields', html: '' }));
  const { sendAgain } = catalogueOf(consultation).frame;
  assert.ok(busy.some((sentence) => sentence.includes(`“${sendAgain}”`)));
});

test('a page that belongs to no consultation is in the first language of the site', () => {
  const [title] = sentencesOf(createProblemPages([english], 'ar').noReceiptNow(null));
  assert.equal(title, 'عذرًا، لا يمكننا عرض الإيصال الآن');
});
