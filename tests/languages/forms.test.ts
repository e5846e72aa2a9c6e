/** Forms to fill in and receipts as text, in Welsh and Arabic: written, and read back. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeForms } from '../../scripts/make-forms.ts';
import { questionsOf, type Consultation } from '../../src/consultation/consultation.ts';
import { toContribution } from '../../src/contribution/contribution.ts';
import { receiptText } from '../../src/contribution/receipt-text.ts';
import { parseSubmission } from '../../src/form/submission.ts';
import { typedLines, typedToText } from '../../src/form/typed-to-text.ts';
import { catalogueOf } from '../../src/languages/catalogues.ts';
import { outlineOf, type Block } from '../../src/paper-form/document/outline.ts';
import { readTextForm, versionOf } from '../../src/paper-form/read-text-form.ts';
import { blankForm, fillForm } from '../../src/paper-form/text-form.ts';
import type { Typed } from '../../src/questions/question.ts';
import { readForm } from '../../src/staff/form-file.ts';
import { builtEveryKind } from '../every-kind-build.ts';
import { answersOfPeople } from '../questions/every-kind.ts';
import { toTyped } from '../questions/samples/samples.ts';
import { builtConsultation } from '../site.ts';
import { toFile } from '../staff/documents/made-documents.ts';
import { inLanguage } from './in-language.ts';

const english = await builtConsultation();
const everyKind = await builtEveryKind();
const further = ['cy', 'ar'] as const;
const firstAnswers = toTyped(answersOfPeople[0] ?? {});

const read = (asked: Consultation, text: string) => {
  const { typed, left, missing } = readTextForm(asked, text);
  return { typed, left, missing };
};
const nothing = { typed: {}, left: [], missing: [] };
/** Below the first question, as a person writes it. */
const below = (asked: Consultation, lines: string) => {
  const [question] = questionsOf(asked);
  return readTextForm(asked, `Question: ${question?.ask}\n\n${lines}\n`).typed;
};

test('the text form begins with our words in the language of the consultation', () => {
  const starts = {
    cy: [': ffurflen i’w llenwi', 'Ysgrifennwch eich atebion', 'Cadwch y ffurflen', 'Fersiwn: '],
    ar: [': نموذج للتعبئة', 'اكتبوا إجاباتكم', 'احفظوا النموذج', 'النسخة: '],
  };
  for (const language of further) {
    const asked = inLanguage(english, language);
    const form = blankForm(asked);
    const [preamble = ''] = form.split('\n\n\n');
    for (const start of starts[language]) assert.ok(preamble.includes(start), preamble);
    assert.doesNotMatch(preamble, /form to fill|Write your|plain text|Version/);
    assert.doesNotMatch(form, /^(?:Question|Answer):|end of the form/m);
    assert.equal(
      form.split(`\n${catalogueOf(asked).paperForm.answerLabel}\n`).length,
      1 + questionsOf(asked).length,
    );
    const document = outlineOf(asked).flatMap((block) => ('text' in block ? [block.text] : []));
    assert.doesNotMatch(document.join('\n'), /^(?:Question|Answer):|Save it|end of the form/m);
  }
});

test('a blank form in any language has no answers and no words that are left, and names its version', async () => {
  for (const language of further) {
    for (const consultation of [english, everyKind]) {
      const asked = inLanguage(consultation, language);
      const forms = await makeForms(asked);
      for (const [name, bytes] of Object.entries(forms)) {
        const { text, bookmarks, unread } = await readForm(name, bytes);
        const { typed, left, missing } = readTextForm(asked, text, bookmarks);
        assert.deepEqual({ typed, left, missing, unread }, { ...nothing, unread: [] }, name);
        assert.equal(versionOf(text), `${consultation.version}.${language}`, name);
      }
    }
  }
});

/** A person's answers below each "Answer:". */
function fillDocument(asked: Consultation, typed: Typed): Block[] {
  const questions = [...questionsOf(asked)];
  return outlineOf(asked).flatMap((block): Block[] => {
    if (['line', 'row name', 'entry', 'space'].includes(block.is)) return [];
    if (block.is !== 'label') return [block];
    const question = questions.shift();
    const lines = question ? typedLines(question, typed) : [];
    return [block, ...lines.map((text): Block => ({ is: 'entry', text }))];
  });
}

test('a form filled in in any language is read back whole, from text, Word and OpenDocument', async () => {
  for (const language of further) {
    const asked = inLanguage(everyKind, language);
    for (const answers of answersOfPeople) {
      const typed = toTyped(answers);
      const blocks = fillDocument(asked, typed);
      const files = {
        'form.txt': Buffer.from(fillForm(asked, typed)),
        'form.docx': await toFile('docx', asked, blocks),
        'form.odt': await toFile('odt', asked, blocks),
      };
      for (const [name, bytes] of Object.entries(files)) {
        const { text, bookmarks } = await readForm(name, bytes);
        const { typed: found, left, missing } = readTextForm(asked, text, bookmarks);
        assert.deepEqual({ left, missing }, { left: [], missing: [] }, text);
        assert.equal(typedToText(asked, found), typedToText(asked, typed), text);
      }
    }
  }
});

test('a receipt in any language is read from its first line to its last', () => {
  const submission = parseSubmission(everyKind, new Map(Object.entries(firstAnswers)));
  assert.ok(submission.ok);
  for (const language of further) {
    const asked = inLanguage(everyKind, language);
    const contribution = toContribution(asked, {
      number: 12,
      reference: 'HKD-473-MXR',
      receivedAt: new Date('2027-08-21T11:00:00Z'),
      changedAt: new Date('2027-03-03T00:05:00Z'),
      late: true,
      answers: submission.answers,
    });
    const receipt = receiptText(asked, contribution);
    const head = receipt.split('\n\n').slice(0, 2).join('\n\n').split(everyKind.title)[1] ?? '';
    assert.doesNotMatch(head, /your|Reference|Received|late|Changed|Questions/);
    assert.doesNotMatch(receipt, /^(?:Question|Answer):/m);
    const { typed, left, missing } = read(asked, receipt);
    assert.deepEqual({ left, missing }, { left: [], missing: [] }, receipt);
    assert.equal(typedToText(asked, typed), typedToText(asked, firstAnswers));
  }
});

test('a receipt says in its language that staff withdrew it, with the name of the organisation as it is written', () => {
  const at = new Date('2027-03-03T12:00:00Z');
  const facts = { number: 1, reference: 'HKD-473-MXR', receivedAt: at, late: false, answers: [] };
  const say = (language: string, byStaff: boolean) => {
    const asked = { ...inLanguage(english, language), organisation: 'Bwrdd Elmton' };
    return receiptText(asked, toContribution(asked, facts), { at, undoUntil: at, byStaff });
  };
  assert.match(say('cy', false), /^Tynnwyd yn ôl: Dydd Mercher, 3 Mawrth 2027, hanner dydd /m);
  assert.match(say('cy', true), /^Tynnwyd yn ôl gan staff \(Bwrdd Elmton\): Dydd Mercher/m);
  assert.match(say('ar', false), /^تاريخ السحب: الأربعاء، 3 مارس 2027، منتصف النهار /m);
  assert.match(say('ar', true), /^تاريخ السحب من قِبل الموظفين \(Bwrdd Elmton\): الأربعاء/m);
});

test('labels and “No answer” are read in every language, whatever the language of the form', () => {
  const [question] = questionsOf(english);
  const chosen = { [question?.id ?? '']: ['option-2'] };
  for (const label of ['Answer:', 'Ateb:', 'الإجابة:', 'الاجابة :']) {
    assert.deepEqual(below(english, `${label} Option 2`), chosen, label);
    assert.deepEqual(below(english, `${label}\n[x] Option 2`), chosen, label);
  }
  for (const none of ['No answer', 'Dim ateb', 'بلا إجابة', 'بدون اجابة.']) {
    assert.deepEqual(below(english, `Answer:\n${none}\nAnswer:`), {}, none);
    const comment = questionsOf(english).find(({ kind }) => kind === 'comment');
    const text = `Cwestiwn: ${comment?.ask}\n\nAteb:\n${none}\n`;
    assert.deepEqual(read(english, text).typed, {}, none);
  }
  for (const head of [
    'Question 3:',
    'Cwestiwn 3:',
    'Cwestiwn rhif 3.',
    'السؤال رقم 3:',
    'س3:',
    'السؤال ٣:',
  ]) {
    const { typed } = read(english, `${head} ${question?.ask}\nAnswer: Option 2`);
    assert.deepEqual(typed, chosen, head);
  }
});

test('a word that begins like one of our labels is no label', () => {
  const comment = questionsOf(english).find(({ kind }) => kind === 'comment');
  for (const words of ['Atebion: pedwar', 'الإجابات: أربع', 'Fersiwn: fy un i', 'Dim atebion da']) {
    const { typed } = read(english, `Question: ${comment?.ask}\n\nAnswer:\n${words}\n`);
    assert.deepEqual(typed, { [comment?.id ?? '']: [words] });
  }
  assert.equal(versionOf('Cwestiwn: Pa un?\nFersiwn: 1a2b'), null);
  assert.equal(versionOf('\u200Fالنسخة: 1a2b3c4d5e6f.ar\n'), '1a2b3c4d5e6f.ar');
  assert.equal(versionOf('> Fersiwn: 1a2b3c4d5e6f.cy\n'), '1a2b3c4d5e6f.cy');
});

test('older forms with our words in English, and forms in several languages, are read', () => {
  for (const language of further) {
    const asked = inLanguage(english, language);
    for (const other of ['en-GB', ...further]) {
      const form = blankForm({ ...inLanguage(english, other), version: asked.version });
      assert.deepEqual(read(asked, form), nothing, `${other} as ${language}`);
    }
  }
});

test('marks of direction that mail programs add change nothing', () => {
  for (const language of ['en-GB', ...further]) {
    const asked = inLanguage(everyKind, language);
    const form = fillForm(asked, firstAnswers);
    const wanted = read(asked, form);
    for (const marked of [form.replace(/^/gm, '\u200F'), form.replace(/^/gm, '> \u202B')]) {
      assert.deepEqual(read(asked, marked), wanted, language);
    }
  }
});
