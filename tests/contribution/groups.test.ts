/** Groups: which contributions have the same words or came from one busy network, and how they are counted. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { composeBatch } from '../../src/emails/batch-email.ts';
import { toContribution, type Filed } from '../../src/contribution/contribution.ts';
import { startCount } from '../../src/report/count.ts';
import { composeEmail } from '../../src/emails/email.ts';
import { sayCounted, type Decision, type FiledContribution } from '../../src/contribution/filed.ts';
import { findGroups, sayGroup } from '../../src/contribution/groups.ts';
import { markNetwork, markSameWords } from '../../src/contribution/group-marks.ts';
import { reportHtml } from '../../src/report/report.ts';
import { sameWordsKey } from '../../src/contribution/same-words.ts';
import { parseSubmission } from '../../src/form/submission.ts';
import { composeSummary } from '../../src/emails/summary-email.ts';
import { tableColumns, tableRow } from '../../src/exports/table.ts';
import { builtConsultation } from '../site.ts';

const consultation = await builtConsultation();
const noon = Date.parse('2027-03-03T12:00:00Z');
const campaign = 'Keep the library open on Saturdays, as it has been since 1974.';

interface Some extends Partial<Filed> {
  decision?: Decision;
  erased?: boolean;
}

/** Makes a contribution for each, a minute apart, with the references R1, R2, …. */
function file(...all: Some[]): FiledContribution[] {
  return all.map(({ decision, erased, ...some }, index) => ({
    contribution: toContribution(consultation, {
      number: index + 1,
      reference: `R${index + 1}`,
      receivedAt: new Date(noon + index * 60_000),
      late: false,
      answers: [{ question: 'vision-comment', answer: { text: campaign } }],
      ...some,
    }),
    decision: decision ?? null,
    erased: erased ? { why: 'withdrawn', at: new Date(noon) } : null,
    reconciledAt: null,
    delivery: null,
  }));
}

const sameAs = (reference: string) => ({ marks: [markSameWords(reference)] });

function countOf(all: FiledContribution[]) {
  const count = startCount([consultation]);
  for (const filed of all) count.add(filed);
  return count.result();
}

function keyOf(fields: Record<string, string>): string | null {
  const typed = new Map(Object.entries(fields).map(([name, value]) => [name, [value]]));
  const submission = parseSubmission(consultation, typed);
  assert.ok(submission.ok);
  return sameWordsKey(consultation, submission.answers);
}

test('the same words are the same, whatever the white space, the name and the choices', () => {
  const key = keyOf({ 'vision-comment': campaign });
  assert.ok(key);
  const alike: Record<string, string>[] = [
    { 'vision-comment': `  ${campaign.replaceAll(' ', '\n\u00a0 ')}\n` },
    { 'vision-comment': campaign, 'about-you-name': 'Ada', 'about-you-email': 'ada@example.org' },
    { 'vision-comment': campaign, 'vision-choice': 'option-1', 'values-ranking-human': '1' },
  ];
  for (const fields of alike) assert.equal(keyOf(fields), key);
  assert.notEqual(keyOf({ 'vision-comment': `${campaign} Please!` }), key);
  assert.notEqual(keyOf({ 'vision-comment': campaign, 'final-comment': 'And I live here.' }), key);
});

test('few words, ticks and ranks do not make a group', () => {
  assert.equal(keyOf({ 'vision-comment': 'Yes, I agree.' }), null);
  assert.equal(keyOf({ 'vision-choice': 'option-1' }), null);
  const name = 'A person with a name of more than forty characters';
  assert.equal(keyOf({ 'about-you-name': name, 'vision-comment': `Yes.${' '.repeat(50)}` }), null);
});

test('the same words are one group, and all of them are counted', () => {
  const all = file({}, {}, sameAs('R1'), sameAs('R1'));
  const [group, ...others] = findGroups(all);
  assert.deepEqual(others, []);
  assert.ok(group);
  assert.deepEqual(group.references, ['R1', 'R3', 'R4']);
  assert.equal(
    sayGroup(group, consultation),
    '3 contributions have the same words, and came between midday and 12:03pm UK time on Wednesday 3 March 2027. All of them are in the totals.',
  );
  assert.equal(countOf(all).counted, 4);
});

test('a group remains when its first contribution is withdrawn, and ends when only one is left', () => {
  const all = file({ erased: true }, sameAs('R1'), sameAs('R1'), sameAs('R2'));
  assert.deepEqual(
    findGroups(all).map(({ references }) => references),
    [['R2', 'R3', 'R4']],
  );
  assert.deepEqual(findGroups(file({ erased: true }, sameAs('R1'))), []);
});

test('a busy network is one group, including contributions from before it was known to be busy', () => {
  const all = file(
    {},
    {},
    {},
    { marks: [markNetwork('aBc_-1', ['R3', 'R1', 'OF-ANOTHER'])] },
    { marks: [markNetwork('aBc_-1', [])] },
    { marks: [markNetwork('other', [])] },
  );
  const groups = findGroups(all);
  assert.deepEqual(
    groups.map(({ kind, references }) => [kind, ...references]),
    [['network', 'R1', 'R3', 'R4', 'R5']],
  );
  assert.match(
    groups.map((group) => sayGroup(group, consultation)).join(),
    /^4 contributions came from one network between midday and 12:04pm .* \(this happens with a library or a workplace, and also when a program sends them\)/,
  );
});

test('marks of older versions keep their rule, so no figure changes', () => {
  const all = file({}, { marks: ['same words as R1'] }, { marks: ['busy-network'] }, sameAs('R1'));
  const count = countOf(all);
  assert.equal(count.counted, 2);
  assert.deepEqual(
    count.apart.map(({ reference, reasons }) => [reference, ...reasons]),
    [
      ['R2', 'maybe a second copy'],
      ['R3', 'maybe automatic'],
    ],
  );
  assert.deepEqual(
    count.groups.map(({ references, counted, undecided }) => [references, counted, undecided]),
    [[['R1', 'R2', 'R4'], 2, 1]],
  );
});

test('the report, the summary, the exports and the lists say who decided', () => {
  const all = file(
    { late: true },
    { late: true, decision: 'apart' },
    { late: true, decision: 'count' },
    { decision: 'apart' },
    {},
  );
  assert.deepEqual(all.map(sayCounted), [
    'no, set aside until staff decide: late',
    'no, set aside by staff: late',
    'yes',
    'no, set aside by staff',
    'yes',
  ]);
  const columns = tableColumns([consultation]);
  const place = columns.findIndex(({ id }) => id === 'decision');
  assert.deepEqual(
    all.map((filed) => tableRow(columns, filed)[place]),
    ['', 'apart', 'count', 'apart', ''],
  );
  const count = countOf(all);
  const facts = { consultation, count, all: () => all, madeAt: new Date(noon) };
  const report = [...reportHtml(facts)].join('');
  const summary = composeSummary({
    consultation,
    day: '2027-03-04',
    isFinal: false,
    isCorrected: false,
    isMaybeSecondCopy: false,
    count,
    fresh: [],
    drafts: 0,
    problems: [],
    attachments: [],
    remarks: [],
  });
  for (const text of [report, summary.html, summary.text.replace(/\s+/g, ' ')]) {
    assert.match(text, /1 contribution is set aside until staff decide: 1 late\./);
    assert.match(text, /2 contributions are set aside because staff decided so\./);
    assert.match(text, /1 contribution is counted because staff decided so: 1 late\./);
  }
  assert.match(
    report,
    /Staff have not decided yet:<\/p><ul><li>[^/]*R1<\/span>: late<\/li>\s*<\/ul>/,
  );
  assert.match(report, /Staff decided:<\/p><ul><li>[^/]*R2<\/span>: late<\/li>\s*<li>[^/]*R4/);
  assert.match(report, /Counted because staff decided so<\/h2>[^]*?<li>[^/]*R3<\/span>: late/);
});

test('the report quotes a group’s words once more, and every member in full', () => {
  const all = file({}, sameAs('R1'), sameAs('R1'));
  const count = countOf(all);
  const facts = { consultation, count, all: () => all, madeAt: new Date(noon) };
  const report = [...reportHtml(facts)].join('');
  assert.equal(report.split(campaign).length - 1, 4);
  assert.match(report, /R1<\/span> and 2 more: same words<\/h3>/);
  assert.match(report, /There is 1 group of contributions with the same words/);
});

test('the summary shows each group with a new member once', () => {
  const all = file({}, sameAs('R1'), {}, sameAs('R3'));
  const summary = composeSummary({
    consultation,
    day: '2027-03-04',
    isFinal: false,
    isCorrected: false,
    isMaybeSecondCopy: false,
    count: countOf(all),
    fresh: [{ number: 4, reference: 'R4', notes: [] }],
    drafts: 0,
    problems: [],
    attachments: [],
    remarks: [],
  });
  for (const text of [summary.text.replace(/\s+/g, ' '), summary.html]) {
    assert.equal(text.match(/have the same words/g)?.length, 1);
    assert.match(text, /All of them are in the totals\. R3, R4\./);
  }
});

test('an email says who decided, and names no command', () => {
  const [late, remarked] = file({ late: true }, sameAs('R1')).map((filed) => filed.contribution);
  assert.ok(late && remarked);
  const compose = (...[contribution, decision]: [typeof late, (Decision | null)?]) =>
    [
      composeEmail(consultation, contribution, false, decision).text,
      composeBatch(
        consultation,
        [contribution],
        false,
        new Map([[contribution.reference, decision ?? null]]),
      ).text,
    ].map((text) => text.replace(/\s+/g, ' '));
  for (const text of compose(late)) {
    assert.match(
      text,
      /Please note: It is not in the totals yet\. Ask the person who runs the site to count it or set it aside\./,
    );
    assert.doesNotMatch(text, /npm|--/);
  }
  for (const text of compose(late, 'count'))
    assert.match(text, /Staff decided to count it, so it is in the totals\./);
  for (const text of compose(late, 'apart'))
    assert.match(text, /Staff set it aside, so it is not in the totals\./);
  for (const text of compose(remarked)) {
    assert.match(text, /Its comments have the same words as those of R1\./);
    assert.match(text, /It is in the totals\./);
  }
  for (const text of compose(remarked, 'apart'))
    assert.match(text, /Staff set it aside, so it is not in the totals\./);
});
