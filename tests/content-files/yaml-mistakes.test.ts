/** Mistakes in what stands in YAML, and in names and files: each is told where it is, and hides no other. */
import assert from 'node:assert/strict';
import { chmod, mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { sayMistakes } from '../../src/content-files/mistake.ts';
import { readContent } from '../../src/content-files/read-content.ts';
import { makeFolder, whileOpen } from '../site.ts';
import { change, inSection, inSettings, settings, testCases, type Case } from './cases.ts';
import { writeContent, writeFiles } from './content.ts';

const title = (value: string, said: string, isWarning = false) =>
  inSettings(/^title: .*$/m, `title: ${value}`, said, isWarning);
const closes = (value: string, said: string) =>
  inSettings(/^closes: .*$/m, `closes: ${value}`, said);

/** A section with these questions, each on a line from line 4 on. */
const asks = (...questions: string[]) =>
  `---\ntitle: More\nquestions:\n${questions.map((one) => `  - ${one}\n`).join('')}---\n`;
const inQuestions = (said: RegExp[], ...questions: string[]): Case => ({
  files: { 'park/3-more.md': asks(...questions) },
  said,
});
const choice =
  '{ kind: choice, id: yn, ask: Yes?, options: [{ id: a, label: A }, { id: b, label: B }]';

testCases({
  'an apostrophe inside single quotes': title(
    "'It's our park'",
    'The text ends at the second \' of this line\\. Put all of it between " and " instead\\.$',
  ),
  'quotes inside quotes': title(
    '"A "new" plan"',
    "The text ends at the second \" of this line\\. Put all of it between ' and ' instead\\.$",
  ),
  'a backslash between quotes': title('"C:\\plan"', 'Between " and ", a \\\\ is read together'),
  'a text of which YAML takes the end for a comment': title(
    'Our # 1 wish',
    'People see only “Our”',
    true,
  ),
  'words that YAML takes for an anchor': title(
    '&Co partners',
    'A text cannot begin with \\* or &\\. Put all of the text in quotes\\.$',
  ),
  'a text that begins with !': title('!important', 'A text cannot begin with !\\.'),
  'a key without a space after its colon': {
    files: { 'park/consultation.yaml': change(settings, /^title: /m, 'title:') },
    said: [/^park\/consultation\.yaml, line \d+: Write a space after "title:"\.$/],
  },
  'a second part of the file': {
    files: { 'park/consultation.yaml': change(settings, /^summary:/m, '---\nsummary:') },
    said: [/^park\/consultation\.yaml, line \d+: A line "---" begins a second part of the file/],
  },
  'two versions that Git has left': {
    files: {
      'park/consultation.yaml': change(
        settings,
        /^title: .*$/m,
        '<<<<<<< HEAD\ntitle: A\n=======\ntitle: B\n>>>>>>> theirs',
      ),
    },
    said: [/^park\/consultation\.yaml, line \d+: Git has left two versions of some lines here/],
  },
  'the closing date where it stays as it is written': inSection(
    'ask: Which place',
    'ask: By {closes}, which place',
    'Only the prose of a section can have \\{closes\\}',
  ),
  'a day that June does not have': closes(
    '2027-06-31T23:59:59+01:00',
    '"closes" cannot be "2027-06-31T23:59:59\\+01:00": there is no such day or time\\. Correct it\\.$',
  ),
  'a day without a time': closes(
    '2027-06-30',
    '"closes" cannot be "2027-06-30": add the time, .*: "2027-06-30T23:59:59\\+01:00"\\.$',
  ),
  'a moment without an offset': closes(
    "'2027-06-30T23:59:59'",
    '"closes" cannot be .*: add the offset of your time zone on that day: "2027-06-30T23:59:59\\+01:00"\\.$',
  ),
  'a date in words': closes('30 June 2027', '"closes" cannot be "30 June 2027": write a moment'),
  'a closing date before the opening': closes(
    '2026-06-30T23:59:59+01:00',
    'The consultation closes \\(2026-.*\\) before it has opened \\(2027-',
  ),
  'a year that is a slip of the finger': {
    files: {
      'park/consultation.yaml': change(
        settings,
        /^closes: .*$/m,
        'closes: 2072-05-10T23:59:59+01:00',
      ),
    },
    said: [
      /^Warning: park\/consultation\.yaml, line \d+: The consultation would be open for 45 years, from 2027-/,
    ],
  },
  'one number of minutes': inSettings(
    'minutes:\n  - 10\n  - 20',
    'minutes: [10]',
    '"minutes" needs 2 or more, but has 1\\.$',
  ),
  'an id that is a number': inSection(
    'id: comment-question',
    'id: 12',
    '"id" cannot be 12: use small letters, .*Write, for example, "n12"\\.$',
  ),
  'an id with an umlaut': inSection(
    'id: comment-question',
    'id: bäume',
    '"id" cannot be "bäume": .*Write, for example, "baume"\\.$',
  ),
  'options that are only words': inQuestions(
    [
      /^park\/3-more\.md, line 4: Item 1 of "options" must be a group of keys, .* For example: \{ id: yes, label: "Yes" \}\.$/,
      /^park\/3-more\.md, line 4: Item 2 of "options" must be .* \{ id: no, label: "No" \}\.$/,
    ],
    '{ kind: choice, id: yn, ask: Yes?, options: [Yes, No] }',
  ),
  'a key in braces without a space': inQuestions(
    [/^park\/3-more\.md, line 4: Write a space after "kind:"\.$/],
    '{ kind:comment, id: why, ask: Why? }',
  ),
  'a mistake in a question, and not that another cannot follow it': inQuestions(
    [/^park\/3-more\.md, line 4: There is no key "othr" here\. Did you mean "other"\?/],
    `${choice}, othr: true }`,
    '{ kind: comment, id: why, ask: Why?, follows: { question: yn, option: a } }',
  ),
  'questions that follow each other in a circle': inQuestions(
    [
      /^park\/3-more\.md, line 4: The question "zz" does not come before this one\. Put it first\.$/,
    ],
    `${choice}, follows: { question: zz, option: a } }`,
    `${choice.replace('id: yn, ask: Yes?', 'id: zz, ask: No?')}, follows: { question: yn, option: a } }`,
  ),
  'a question that follows itself': inQuestions(
    [/^park\/3-more\.md, line 4: The question "yn" does not come before this one/],
    `${choice}, follows: { question: yn, option: a } }`,
  ),
  'HTML in the second line of a hint': {
    files: {
      'park/3-more.md':
        '---\ntitle: More\nquestions:\n  - kind: comment\n    id: why\n    ask: Why?\n    hint: |\n      One.\n      Two <form>.\n---\n',
    },
    said: [/^park\/3-more\.md, line 9: <form> is not possible in a section/],
  },
  'a footnote in a hint': {
    files: {
      'park/3-more.md':
        '---\ntitle: More\nquestions:\n  - kind: comment\n    id: why\n    ask: Why?\n    hint: |\n      One.[^1]\n\n      [^1]: Two.\n---\n',
    },
    said: [/^park\/3-more\.md, line 8: A hint cannot have a footnote\. Write its words/],
  },
  'its own address among the earlier ones': {
    files: { 'park/consultation.yaml': `${settings}formerly:\n  - old\n  - park\n` },
    said: [
      /^park\/consultation\.yaml, line \d+: "formerly" has the address "park", which it has now\. Delete it here\.$/,
    ],
  },
  'an earlier address twice': {
    files: { 'park/consultation.yaml': `${settings}formerly: [old, old]\n` },
    said: [
      /^park\/consultation\.yaml, line \d+: "formerly" has the address "old" twice\. Delete one/,
    ],
  },
  'an earlier address that is the site’s': {
    files: { 'park/consultation.yaml': `${settings}formerly: [accessibility]\n` },
    said: [
      /^park\/consultation\.yaml, line \d+: "formerly" has the address "accessibility", which the site itself uses/,
    ],
  },
  'two consultations that were each other': {
    files: {
      'park/consultation.yaml': `${settings}formerly: [hall]\n`,
      'hall/consultation.yaml': `${settings}formerly: [park]\n`,
      'hall/1-begin.md': 'Words.\n',
    },
    said: [
      /^hall\/consultation\.yaml, line \d+: "formerly" has the address "park", which "park" has too\. Delete it from one/,
      /^park\/consultation\.yaml, line \d+: "formerly" has the address "hall", which "hall" has too/,
    ],
  },
  'a colour without quotes, once': {
    files: { 'site.yaml': 'name: x\ncolour: #0a3f8f\n' },
    said: [/^site\.yaml, line 2: The text ends before the #, .*Put all of the text in quotes/],
  },
  'a mark in another folder': {
    files: { 'site.yaml': 'name: x\nmark: ../mark.svg\n' },
    said: [/^site\.yaml, line 2: "mark": it must be beside site\.yaml/],
  },
  'a mark with other capitals': {
    files: { 'site.yaml': 'name: x\nmark: Mark.svg\n', 'mark.svg': '<svg/>' },
    said: [/^site\.yaml, line 2: "mark": there is no such file .* Did you mean "mark\.svg"\?/],
  },
  'a mark that is a page': {
    files: { 'site.yaml': 'name: x\nmark: mark.svg\n', 'mark.svg': '<html><svg></svg></html>' },
    said: [/^site\.yaml, line 2: "mark": this picture cannot be read, or has no size/],
  },
  'a mark that ends in the middle': {
    files: { 'site.yaml': 'name: x\nmark: mark.svg\n', 'mark.svg': '<svg><path' },
    said: [/^site\.yaml, line 2: "mark": this picture cannot be read, or has no size/],
  },
  'a document with the name of a section': {
    files: { 'park/3-trees.docx': 'PK' },
    said: [/^Warning: park\/3-trees\.docx: This file has the name of a section, but only Markdown/],
  },
});

test('spaces that came with pasted words are read as spaces', async (t) => {
  const pasted = settings
    .replace(/^title: /m, 'title:\u00a0')
    .replace(/^ {2}controller/m, '\u00a0\u00a0controller')
    .replace(/^graceHours/m, '\u200bgraceHours');
  const folder = await writeContent(t, { 'park/consultation.yaml': pasted });
  const { mistakes } = await readContent(folder, [], new Date(whileOpen));
  assert.deepEqual(mistakes, []);
});

test('a mistake of YAML hides no other mistake, in its file or in another', async (t) => {
  const folder = await writeContent(t, {
    'site.yaml': 'nam: x\n',
    'park/consultation.yaml': change(
      change(
        settings,
        /^title: .*$/m,
        'title: Parks: a plan\nformats: [{ label: Easy Read, link: gone.pdf }]',
      ),
      'graceHours: 24',
      "graceHour: 24\npost: 'It's here'",
    ),
    'park/3-more.md': '---\ntitle: [More\n---\n\n</form>\n\nSee [it](gone.pdf).\n',
    'park/4-last.md': '---\ntitle: Last\n---\n\nSee [it](#nowhere).\n',
  });
  const { mistakes } = await readContent(folder, [], new Date(whileOpen));
  const told = sayMistakes(folder, mistakes);
  for (const pattern of [
    /consultation\.yaml, line \d+: There is a second colon on this line/,
    /consultation\.yaml, line \d+: There is no key "graceHour" here/,
    /consultation\.yaml, line \d+: The text ends at the second '/,
    /Warning: park\/consultation\.yaml, line \d+: You promise “Easy Read”/,
    /3-more\.md, line 2: A bracket has no end here/,
    /Warning: park\/4-last\.md, line 5: There is no place "#nowhere" on this page/,
    /3-more\.md, line 5: <\/form> is not possible/,
    /3-more\.md, line 7: There is no file "gone\.pdf"/,
    /site\.yaml, line 1: There is no key "nam" here/,
    /site\.yaml, line 1: "name" is missing/,
  ])
    assert.match(told, pattern);
  assert.equal(mistakes.length, 10, told);
});

test('a folder in the place of a file, and a link in the place of a folder, are told', async (t) => {
  const folder = await writeContent(t);
  const elsewhere = await makeFolder(t);
  await writeFiles(elsewhere, { 'consultation.yaml': settings });
  await mkdir(join(folder, 'site.yaml'));
  await symlink(elsewhere, join(folder, 'hall'));
  await symlink(elsewhere, join(folder, '_set-aside'));
  const { mistakes } = await readContent(folder, [], new Date(whileOpen));
  const told = sayMistakes(folder, mistakes).split('\n').slice(1);
  assert.equal(told.length, 2, told.join('\n'));
  assert.match(told[0] ?? '', /^hall: This link is not read as a consultation/);
  assert.match(told[1] ?? '', /^site\.yaml: This is a folder\. Put a file with this name/);
});

test('a folder that cannot be read is told, with all other mistakes', async (t) => {
  const folder = await writeContent(t, { 'site.yaml': 'nam: x\n', 'park/pictures/map.png': 'x' });
  await chmod(folder, 0o755);
  await chmod(join(folder, 'park/pictures'), process.geteuid?.() === 0 ? 0o700 : 0);
  // Root can read everything.
  const nobody = 65534;
  if (process.geteuid?.() === 0) process.seteuid?.(nobody);
  const { mistakes } = await readContent(folder, [], new Date(whileOpen)).finally(() => {
    if (process.geteuid?.() === nobody) process.seteuid?.(0);
  });
  const told = sayMistakes(folder, mistakes);
  assert.match(
    told,
    /^park\/pictures: This folder cannot be read \(EACCES\)\. Change its permissions/m,
  );
  assert.match(told, /^site\.yaml, line 1: There is no key "nam" here/m);
  await chmod(join(folder, 'park/pictures'), 0o700);
});
