/** Questions in Welsh and Arabic: what they say has no English in it, and what people write in any language is read. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { introduce } from '../../src/consultation/introduce.ts';
import { readQuestion } from '../../src/consultation/read-question.ts';
import { catalogueOf } from '../../src/languages/catalogues.ts';
import { readAddress, saysNoAddress } from '../../src/questions/contact/read-address.ts';
import { kindOf } from '../../src/questions/kinds.ts';
import { readNumber } from '../../src/questions/number/read-number.ts';
import { readPoints } from '../../src/questions/points/read-points.ts';
import { directionOfCodes, forStaff, type Question } from '../../src/questions/question.ts';
import { readRank } from '../../src/questions/ranking/read-rank.ts';
import { saysNone } from '../../src/questions/reading.ts';
import { blocksToLines, type Block } from '../../src/text/shown.ts';
import { everyQuestion } from '../questions/every-kind.ts';
import { samplesOf } from '../questions/samples/all.ts';
import { toTyped } from '../questions/samples/samples.ts';

/** An editor's words, each different and of no language. */
function withoutWords(question: Question): Question {
  let count = 0;
  const words = ['ask', 'label', 'text', 'letter', 'unit', 'none', 'hint', 'with-name', 'no'];
  const mask = (key: string, value: unknown): unknown => {
    if (key === 'points' && Array.isArray(value)) return value.map(() => `${++count}°`);
    return typeof value === 'string' && [...words, 'without-name'].includes(key)
      ? `${++count}°`
      : value;
  };
  return JSON.parse(
    JSON.stringify(question, (key, value: unknown) => mask(key, value)),
  ) as Question;
}

/** Our words among blocks: not what a person wrote. */
function oursIn(blocks: Block[]): string[] {
  return blocks.flatMap((block) => {
    if ('pairs' in block) return block.pairs.flatMap((pair) => [pair.name, ...oursIn(pair.blocks)]);
    return 'say' in block && block.say === 'theirs' ? [] : blocksToLines([block]);
  });
}

/** All that a question says, in its language. */
function sentencesAbout(question: Question): string[] {
  const kind = kindOf(question);
  const { answers, mistakes } = samplesOf(question);
  const parse = (fields: Parameters<typeof toTyped>[0], insists: boolean) =>
    kind.parse(question, { typed: toTyped(fields), isInsistedOn: () => insists });
  const wrong = Object.values(mistakes(question)).map(({ fields }) => fields);
  const shown = [
    ...Object.values(answers(question)).map((fields) => parse(fields, false).answer),
    ...wrong.map((fields) => parse(fields, true).answer),
  ].flatMap((answer) => (answer === null ? [] : oursIn(kind.show(question, answer))));
  return [
    ...kind.fields(question).map(({ tooLong }) => tooLong),
    ...wrong.flatMap((fields) => parse(fields, false).errors.map(({ message }) => message)),
    ...shown,
    ...kind.blankLines(question),
    ...oursIn(kind.showUnasked?.(question) ?? []),
  ];
}

/** What people typed, and what is the same in all languages. */
const same =
  /“[^”]*”|«[^»]*»|www\.example\.com|name@example\.com|\.org|SW1A 2AB|\bX\b|\[ {1,2}\]|@/g;
const english =
  /\b(?:the|you|your|this|that|and|or|of|with|for|not|is|has|are|enter|leave|blank|box|number|select|choose|tick|error|other|answer|question|points?|character|name|email|from|to|up|more|less)\b/i;
const latin = /[a-z]{2,}/i;

test('what questions say in Welsh and Arabic has no English in it', () => {
  for (const [language, foreign] of [
    ['cy', english],
    ['ar', latin],
  ] as const) {
    const said = everyQuestion.flatMap((question) =>
      sentencesAbout({ ...withoutWords(question), language }),
    );
    assert.ok(said.length > 300, 'too little was said');
    for (const sentence of said) assert.doesNotMatch(sentence.replace(same, ''), foreign);
  }
});

test('an error is in the language of its question', () => {
  const options = ['a', 'b', 'c'].map((id) => ({ id, label: `“${id}”` }));
  const parse = (question: Question, typed: Record<string, string[]>) =>
    kindOf(question)
      .parse(question, { typed, isInsistedOn: () => false })
      .errors.map(({ message }) => message);
  const rank = { id: 'r', kind: 'ranking', ask: 'Beth?', options } as Question;
  const bad = { 'r-a': ['7'] };
  assert.deepEqual(parse({ ...rank, language: 'cy' }, bad), [
    'Mae “7” yn fwy na 3. Rhowch rif o 1 i 3 ar gyfer yr opsiwn hwn, neu gadewch y blwch yn wag: “a”',
  ]);
  assert.deepEqual(parse({ ...rank, language: 'ar' }, bad), [
    '«7» أكثر من 3. يُرجى إدخال رقم من 1 إلى 3 لهذا الخيار، أو ترك الخانة فارغة: “a”',
  ]);
  const who = { id: 'w', kind: 'contact', ask: 'Pwy?', language: 'cy' } as Question;
  assert.deepEqual(parse(who, { 'w-email': ['ann'] }), [
    'Nid oes @ yn y cyfeiriad e-bost. Rhowch gyfeiriad e-bost fel name@example.com, neu gadewch y blwch yn wag',
  ]);
  const stay = { id: 's', kind: 'number', ask: 'كم؟', unit: 'دقيقة', language: 'ar' } as Question;
  assert.deepEqual(parse(stay, { s: ['أكثر من 12'] }), [
    'يمكن أن يعني «أكثر من 12» أرقامًا كثيرة. يُرجى إدخال رقم واحد، أو ترك الخانة فارغة: كم؟',
  ]);
});

test('staff read our words about an answer in English', () => {
  const question = { id: 'q', kind: 'contact', ask: 'Pwy?', language: 'cy' } as Question;
  const names = (asked: Question) =>
    kindOf(asked)
      .show(asked, { name: 'Ann', email: 'x', isAddress: false })
      .flatMap((block) => ('pairs' in block ? block.pairs.map(({ name }) => name) : []));
  assert.deepEqual(names(question), ['Enw', 'E-bost']);
  assert.deepEqual(names(forStaff(question)), ['Name', 'Email']);
});

test('an answer that is shown in any language is read as in English', () => {
  let count = 0;
  for (const question of everyQuestion) {
    const kind = kindOf(question);
    for (const fields of Object.values(samplesOf(question).answers(question))) {
      const { answer } = kind.parse(question, { typed: toTyped(fields), isInsistedOn: () => true });
      if (answer === null) continue;
      const read = (language: string) => {
        const lines = blocksToLines(kind.show({ ...question, language }, answer));
        const { typed, left } = kind.readLines(question, lines);
        // "20 (minutes)" is 20 minutes.
        return [JSON.stringify(typed).replace(/ \((\w+)\)"/, ' $1"'), left];
      };
      for (const language of ['cy', 'ar']) assert.deepEqual(read(language), read('en'));
      count += 1;
    }
  }
  assert.ok(count > 50, 'too few answers were shown');
});

test('an empty form in any language holds no answer, and leaves nothing', () => {
  for (const question of everyQuestion) {
    const kind = kindOf(question);
    for (const language of ['en', 'cy', 'ar']) {
      const { typed, left } = kind.readLines(question, kind.blankLines({ ...question, language }));
      assert.deepEqual([typed, left], [{}, []], `${question.id}, ${language}`);
    }
  }
});

test('words and marks of a form in any language are understood', () => {
  const choice = {
    ...{ id: 'c', kind: 'choice', ask: 'Which?', other: true },
    options: ['Bus', 'Tram'].map((label) => ({ id: label.toLowerCase(), label })),
  } as Question;
  const read = (lines: string[], question = choice) => kindOf(question).readLines(question, lines);
  const described = { typed: { c: ['other'], 'c-other': ['ar droed'] }, left: [] };
  assert.deepEqual(read(['[ ] Bus', '[ ] Tram', '[x] Arall: ar droed']), described);
  assert.deepEqual(read(['[ ] Bus', '[نعم] Tram', '[ ] أخرى:']), {
    typed: { c: ['tram'] },
    left: [],
  });
  const who = { id: 'w', kind: 'contact', ask: 'Who?' } as Question;
  const ann = { typed: { 'w-name': ['Ann'], 'w-email': ['ann@example.org'] }, left: [] };
  assert.deepEqual(read(['Enw: Ann', 'E-bost: ann@example.org'], who), ann);
  assert.deepEqual(read(['الاسم: Ann', 'البريد الالكتروني: ann@example.org'], who), ann);
  const points = {
    ...{ id: 'p', kind: 'points', ask: 'How many?', total: 100 },
    options: ['Bus', 'Tram'].map((label) => ({ id: label.toLowerCase(), label })),
  } as Question;
  const shared = { typed: { 'p-bus': ['2'], 'p-tram': ['98'] }, left: [] };
  assert.deepEqual(read(['- 2 bwynt: Bus', '- 98 pwynt: Tram'], points), shared);
  assert.deepEqual(read(['- نقطتان: Bus', '- 98 نقطة: Tram'], points), shared);
});

test('ranks are read in Welsh and Arabic', () => {
  const all: Record<number, string[]> = {
    1: ['cyntaf', 'un', '1af', 'y 1af'.slice(2), 'الأول', 'أولاً', 'الاولى', 'واحد', 'رقم 1', '١'],
    2: ['ail', '2il', 'dau', 'dwy', 'rhif 2', '2 o 6', 'ail ddewis', 'الثاني', 'ثانيًا', 'اثنان'],
    3: ['trydydd', 'drydedd', '3ydd', 'tair', 'الثالثة', 'ثلاثة', 'المرتبة 3', '3 من 6', '۳'],
    10: ['degfed', '10fed', 'deg', 'العاشر', 'عشرة'],
    11: ['unfed ar ddeg', 'un deg un', 'الحادي عشر', 'أحد عشر'],
  };
  for (const [rank, written] of Object.entries(all)) {
    for (const typed of written) assert.equal(readRank(typed), Number(rank), typed);
  }
  for (const typed of ['dim', 'Amherthnasol', 'لا يوجد', 'لا ينطبق']) {
    assert.equal(readRank(typed), null, typed);
  }
});

test('numbers are read in Welsh and Arabic', () => {
  const asked = { unit: 'minutes', ask: 'How long?' };
  const all: Record<string, string[]> = {
    5: ['pump', 'pum munud', 'pump o funudau', 'خمسة', 'خمس دقائق', '٥ دقائق'],
    12: [
      'tua 12',
      'oddeutu 12 munud',
      'deuddeg',
      'un deg dau',
      'حوالي ١٢',
      '12 تقريبًا',
      'اثنا عشر',
    ],
    25: ['dau ddeg pump', 'خمسة وعشرون', 'خمسه وعشرين دقيقه'],
    300: ['tri chant', 'ثلاثمائة'],
    1200: ['1٬200', '1،200', '١٬٢٠٠', '1,200 munud'],
    2.5: ['2 a hanner', '2 ونصف', '٢٫٥', '2½ munud'],
    3000000: ['3 miliwn', '٣ ملايين'],
    3000: ['3 آلاف'],
  };
  for (const [number, written] of Object.entries(all)) {
    for (const typed of written) {
      assert.deepEqual(readNumber(typed, asked), { is: 'number', number: Number(number) }, typed);
    }
  }
  for (const typed of ['£1,200', '1200 punt', '1200 o bunnoedd', '1200 جنيه']) {
    const read = readNumber(typed.replace(' o ', ' '), { unit: '£' });
    assert.deepEqual(read, { is: 'number', number: 1200 }, typed);
  }
  for (const typed of ['12%', '12٪', '12 y cant', '12 في المئة', '12 بالمائة']) {
    assert.deepEqual(readNumber(typed, { unit: '%' }), { is: 'number', number: 12 }, typed);
  }
  for (const typed of ['mwy na 12', 'o leiaf 12', '12 neu fwy', 'أكثر من 12', '12 على الأقل']) {
    assert.match(JSON.stringify(readNumber(typed, asked)), /could mean several numbers/, typed);
  }
  assert.deepEqual(readNumber('dim', asked), { is: 'none' });
  assert.deepEqual(readNumber('لا يوجد', asked), { is: 'none' });
});

test('a word of another language counts only where nothing else stands there', () => {
  const why = (typed: string) => {
    const read = readNumber(typed, { ask: 'How many?' });
    return read.is === 'unclear' ? read.why : read;
  };
  assert.equal(why('1 pump'), 'We could not work out “pump”');
  assert.equal(why('un peu'), 'We found no number in “un peu”');
  assert.equal(readRank('naw thanks'), undefined);
  assert.equal(saysNone('dim lights'), false);
  assert.equal(saysNoAddress('na@example.org'), false);
});

test('points, addresses and “nothing” are read in Welsh and Arabic', () => {
  for (const typed of ['10 pwynt', 'deg', '10 نقاط', 'عشرة', '١٠', '10 allan o 100', '10 من 100']) {
    assert.equal(readPoints(typed, 100), 10, typed);
  }
  for (const typed of ['dim', 'dim pwynt', 'sero', 'صفر', 'لا شيء']) {
    assert.equal(readPoints(typed, 100), 0, typed);
  }
  for (const typed of ['y cyfan', 'pob un', 'الكل'])
    assert.equal(readPoints(typed, 100), 100, typed);
  for (const typed of ['dim', 'Dim ateb', 'ddim yn berthnasol', 'لا شيء', 'بلا إجابة']) {
    assert.equal(saysNone(typed), true, typed);
  }
  for (const typed of ['dim diolch', 'dim e-bost', 'لا شكرًا', 'لا يوجد بريد إلكتروني']) {
    assert.equal(saysNoAddress(typed), true, typed);
  }
  for (const typed of ['E-bost: a@b.org', 'fy e-bost yw a@b.org', 'البريد الإلكتروني: a@b.org،']) {
    assert.deepEqual(
      readAddress(typed),
      { isAddress: true, address: 'a@b.org', name: null },
      typed,
    );
  }
});

test('the words of a consent that an editor leaves to us are in the language of the consultation', () => {
  const read = (language: string, labels = {}) =>
    readQuestion(
      { kind: 'consent', id: 'publish', ...labels },
      { tables: [], lists: {}, areComplete: true, language },
      (path, message) => assert.fail(`${path.join('.')}: ${message}`),
    ) as unknown as { ask: string; labels: Record<string, string> };
  const welsh = catalogueOf({ language: 'cy' }).questions.consent;
  assert.equal(read('cy').ask, welsh.mayWe);
  assert.equal(read('en').ask, 'May we publish what you say?');
  const own = read('cy', { labels: { no: 'Na' } }).labels;
  assert.deepEqual(own, {
    ...{ 'with-name': welsh.withName, 'without-name': welsh.withoutName },
    no: 'Na',
  });
});

test('numbers and addresses have their direction on a page that is written from right to left', () => {
  const question = { id: 'n', kind: 'number', ask: '' };
  assert.equal(directionOfCodes({ ...question, language: 'ar' }), 'ltr');
  assert.equal(directionOfCodes({ ...question, language: 'cy' }), undefined);
  assert.equal(directionOfCodes(question), undefined);
});

test('a question that follows an option, or is needed, says so in the language of the consultation', () => {
  const options = [{ id: 'bus', label: '1°' }];
  const first = { id: 'a', kind: 'choice', ask: '2°', options, other: true } as Question;
  const next: Question = {
    ...{ id: 'b', kind: 'comment', ask: '3°', needed: true, monitoring: true },
    follows: { question: 'a', option: 'other' },
  };
  const introduced = (language: string) => introduce([{ questions: [first, next] }], language)[0];
  const [, welsh] = introduced('cy')?.questions ?? [];
  assert.equal(welsh?.ask, 'Os gwnaethoch ddewis “Arall”: 3° (mae angen ateb)');
  assert.match(
    welsh?.hint ?? '',
    /^<p>Nid yw’r wefan hon byth yn dangos eich ateb i’r cwestiwn hwn i staff\./,
  );
  const [, arabic] = introduced('ar')?.questions ?? [];
  assert.equal(arabic?.ask, 'إذا اخترتم «أخرى»: 3° (الإجابة مطلوبة)');
  const [, english] = introduced('en')?.questions ?? [];
  assert.equal(english?.ask, 'If you chose “Other”: 3° (needed)');
});
