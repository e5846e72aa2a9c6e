/** Each mistake is reported with its file, its line as an editor counts, and what to do. */
import assert from 'node:assert/strict';
import { rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { sayMistakes } from '../../src/content-files/mistake.ts';
import { readContent } from '../../src/content-files/read-content.ts';
import { whileOpen } from '../site.ts';
import {
  change,
  inSection,
  inSettings,
  onePixel,
  places,
  prose,
  settings,
  testCases,
  type Case,
} from './cases.ts';
import { parkFiles, writeContent, writeFiles } from './content.ts';

const section = '---\ntitle: More\n---\n\nMore.\n';

const cases: Record<string, Case> = {
  'a misspelt key of consultation.yaml': inSettings(
    'graceHours: 24',
    'graceHour: 24',
    'There is no key "graceHour" here. Did you mean "graceHours"\\? The keys are: title, ',
  ),
  'a misspelt key in a question': {
    files: { 'park/2-places.md': change(places, '    ask: Which place', '    aks: Which place') },
    said: [
      /^park\/2-places\.md, line \d+: "ask" is missing\. Add a line that begins "ask:"/,
      /^park\/2-places\.md, line \d+: There is no key "aks" here\. Did you mean "ask"\?/,
    ],
  },
  'a key that is missing': {
    files: { 'park/consultation.yaml': change(settings, /^summary: .*\n/m, '') },
    said: [
      /^park\/consultation\.yaml, line \d+: "summary" is missing\. Add a line that begins "summary:"/,
    ],
  },
  'a language by its name': inSettings(
    'language: en-GB',
    'language: Welsh',
    '"language" must be the code of a language, not "Welsh": cy for Welsh\\.$',
  ),
  'a language that nobody speaks': inSettings(
    'language: en-GB',
    'language: english',
    '"language" must be the code of a language, not "english": en for english\\.$',
  ),
  'minutes the wrong way round': inSettings(
    'minutes:\n  - 10\n  - 20',
    'minutes: [20, 10]',
    '"minutes" goes from 20 to 10\\. Write the smaller number first: \\[10, 20\\]\\.$',
  ),
  'a time zone that does not exist': inSettings(
    'Europe/London',
    'Europe/Lodnon',
    'There is no time zone "Europe/Lodnon"\\. Did you mean "Europe/London"\\?',
  ),
  'a time zone by its abbreviation': inSettings(
    'Europe/London',
    'BST',
    'There is no time zone "BST"\\..* Write one such as Europe/London\\.$',
  ),
  'an offset of another season': inSettings(
    /^closes: .*$/m,
    'closes: 2027-07-20T23:59:59+00:00',
    '"closes" ends in \\+00:00, but on that day Europe/London has \\+01:00\\.',
  ),
  'a day that does not exist': inSettings(
    /^closes: .*$/m,
    'closes: 2027-02-30T23:59:59+00:00',
    '"closes" cannot be "2027-02-30T23:59:59\\+00:00": there is no such day or time\\. Correct it\\.$',
  ),
  'a closing date that has passed': {
    files: {
      'park/consultation.yaml': change(
        change(settings, /^opens: .*$/m, 'opens: 2026-01-01T00:00:00+00:00'),
        /^closes: .*$/m,
        'closes: 2026-02-01T00:00:00+00:00',
      ),
    },
    said: [
      /^Warning: park\/consultation\.yaml, line \d+: The closing date has passed \(2026-02-01/,
    ],
  },
  'a title that is a number': inSettings(
    /^title: .*$/m,
    'title: 2027',
    '"title" must be text, and 2027 is read as a number\\. Put it in quotes: "2027"\\.$',
  ),
  'a title that is empty': inSettings(
    /^title: .*$/m,
    'title:',
    '"title" is empty\\. Write something there\\.$',
  ),
  'a text with a colon': inSettings(
    /^title: .*$/m,
    'title: Parks: a plan',
    'There is a second colon on this line\\. ',
  ),
  'a text that is cut by a remark': inSettings(
    /^title: .*$/m,
    'title: Plan #3',
    'The text ends before the #',
  ),
  'the same key twice': {
    files: {
      'park/consultation.yaml': change(
        settings,
        'graceHours: 24',
        'graceHours: 24\ngraceHours: 48',
      ),
    },
    said: [/^park\/consultation\.yaml, line \d+: This key is here twice\. Delete one of them\.$/],
  },
  'one recipient instead of a list': inSettings(
    'recipients:\n  - park@example.org',
    'recipients: park@example.org',
    '"recipients" must be a list, with each item on a line',
  ),
  'a recipient that is no address': inSettings(
    '  - park@example.org',
    '  - park at example.org',
    'Item 1 of "recipients" must be one email address',
  ),
  'a number in quotes': inSettings(
    'graceHours: 24',
    'graceHours: "24"',
    '"graceHours" must be a number, without quotes, not "24"\\.$',
  ),
  'an id with a capital': inSection(
    'id: comment-question',
    'id: Comment Question',
    '"id" cannot be "Comment Question": use small letters.*Write, for example, "comment-question"\\.$',
  ),
  'an unknown kind': inSection(
    'kind: comment',
    'kind: coment',
    'There is no kind "coment"\\. Did you mean "comment"\\? The kinds are: choice, ',
  ),
  'a label that is a number': inSection(
    '        label: The pond\n      - id: meadow\n        label: The meadow\n    # How',
    '        label: 16\n      - id: meadow\n        label: The meadow\n    # How',
    '"label" must be text, and 16 is read as a number\\. Put it in quotes: "16"\\.$',
  ),
  'a promised format whose file is not there': {
    files: {
      'park/consultation.yaml': `${settings}formats: [{ label: Easy Read, link: easy-raed.pdf }]\n`,
      'park/easy-read.pdf': 'x',
    },
    said: [
      /^Warning: park\/consultation\.yaml, line \d+: You promise “Easy Read”, and there is no file "easy-raed\.pdf" beside this one\. Did you mean "easy-read\.pdf"\? The consultation is open: put the file there now,/,
    ],
  },
  'a format that links to a telephone': {
    files: {
      'park/consultation.yaml': `${settings}formats: [{ label: Braille, link: "tel:01632960001" }]\n`,
    },
    said: [/line \d+: "link" of “Braille” must be the name of a file.* write "ask"\.$/],
  },
  'a format that links to a site without https': {
    files: {
      'park/consultation.yaml': `${settings}formats: [{ label: BSL, link: www.example.org/bsl }]\n`,
    },
    said: [/line \d+: "link" of “BSL” is read as the name of a file\..*https:\/\/www\.example/],
  },
  'a format twice, in a language that nobody speaks': {
    files: {
      'park/consultation.yaml': `${settings}formats: [{ label: Audio }, { label: Audio, language: Welsh }]\n`,
    },
    said: [
      /line \d+: "language" must be the code of a language, not "Welsh": cy for Welsh/,
      /line \d+: “Audio” is here twice\./,
    ],
  },
  'a title that is read as another number': inSettings(
    /^title: .*$/m,
    'title: 1.10',
    '"title" must be text, and 1\\.1 is read as a number\\. Put it in quotes: "1\\.10"\\.$',
  ),
  'a space before the first key, once': {
    files: { 'park/consultation.yaml': change(settings, /^title:/m, ' title:') },
    said: [
      /^park\/consultation\.yaml, line 3: This line begins with spaces, and lines below it do not\. Delete the spaces/,
    ],
  },
  'a group whose key is gone, once': {
    files: { 'park/consultation.yaml': change(settings, /^privacy:\n/m, '') },
    said: [/^park\/consultation\.yaml, line \d+: This line is not indented as its neighbours are/],
  },
  'a space before the first key of a section, once': {
    files: { 'park/2-places.md': change(places, /^title:/m, '  title:') },
    said: [/^park\/2-places\.md, line \d+: This line begins with spaces/],
  },
  'a link whose address is missing': inSection(
    prose,
    'One line.\nSee [the **plan**][the-plan].',
    'This link has no address\\. .*"\\[the-plan\\]: https://…"',
    'See [the **plan**]',
    true,
  ),
  'a note that is missing': inSection(
    prose,
    'See the note.[^2]',
    'There is no note \\[\\^2\\] in this file\\. Write it on a line',
    'See the note.[^2]',
    true,
  ),
  'a note that nothing leads to': inSection(
    prose,
    `${prose}\n\n[^lost]: A note.`,
    'Nobody sees the note \\[\\^lost\\], because nothing leads to it',
    '[^lost]',
    true,
  ),
  'a heading without a space': inSection(
    prose,
    '##Places',
    'This line is plain text, not a heading\\. If it is a heading, write a space after the last #',
    '##Places',
    true,
  ),
  'a heading that skips a level': inSection(
    prose,
    '### One\n\n##### Two',
    'This heading skips a level, .* Write #### instead of #####\\.$',
    '##### Two',
    true,
  ),
  'two files whose names look the same': {
    files: { 'park/caf\u00e9.pdf': 'x', 'park/cafe\u0301.pdf': 'x' },
    said: [/^park\/caf.*\.pdf: There are two files with this name: it looks the same/],
  },
  'a name that only looks like that of a file': {
    files: {
      'park/cafe\u0301.pdf': 'x',
      'park/2-places.md': change(places, prose, '[The caf\u00e9](caf\u00e9.pdf)'),
    },
    said: [/^park\/2-places\.md, line \d+: The name of the file .* looks the same here and in/],
  },
  'an option id twice': inSection(
    '      - id: meadow\n        label: The meadow\n    # How',
    '      - id: pond\n        label: Another\n    # How',
    'The id "pond" of an option of the question "ranking-question" is used twice\\. Give each a different id\\.$',
    '      - id: pond\n        label: Another',
  ),
  'from and options together': inSection(
    '    from: places',
    '    from: places\n    options: [{id: a, label: A}, {id: b, label: B}]',
    'This question has both "from" and "options"\\. Keep one of them\\.$',
  ),
  'a choice without options': inSection(
    '    # The rows of the table are its options.\n    from: places\n',
    '',
    'This question has no options\\. Write "options:" with a list',
    'id: choice-question',
  ),
  'a comment that may be longer than any': inSection(
    '    # most: 2000',
    '    most: 20000',
    '"most" must be 10000 or less, not 20000\\.$',
  ),
  'a line for something unknown': inSection(
    '    # for: postcode',
    '    for: post-code',
    '"for" must be .*"postcode"',
  ),
  'a range that is upside down': inSection(
    '    # from: 0\n    # The greatest number. Not set: there is none.\n    # to: 240',
    '    from: 10\n    to: 5',
    '"to" cannot be less than "from"\\.$',
    'to: 5',
  ),
  'options for a comment': inSection(
    '    kind: comment',
    '    from: table\n    kind: comment',
    'A comment takes no options\\. Delete the line "from"\\.$',
  ),
  'a table that does not exist': inSection(
    '    from: places',
    '    from: place',
    'There is no table "place" in this file’s front matter\\. Did you mean "places"\\? It has: places\\.$',
  ),
  'a table that is a number': inSection(
    '    from: places',
    '    from: 3',
    'There is no table "3" in this file’s front matter\\. It has: places\\.$',
  ),
  'a place for a table that does not exist': {
    files: { 'park/2-places.md': change(places, '\n{places}', '\n{place}') },
    said: [
      /line \d+: The table "places" has no place in the prose\. Write \{places\} there/,
      /line \d+: \{place\}: There is no table or question "place".*Did you mean "places"\?/,
    ],
  },
  'a place for a table in the middle of a text': inSection(
    prose,
    'See {places} below.',
    '{places} is in the middle of a text\\.',
  ),
  'a reserved id of a question': inSection(
    'id: comment-question',
    'id: constructor',
    'The id "constructor" is taken: the page itself uses it\\. Choose another, such as "our-constructor"\\.$',
  ),
  'two options with the same words': {
    files: {
      'park/2-places.md': change(
        places,
        '        label: The meadow\n    # How',
        '        label: The pond\n    # How',
      ),
    },
    said: [
      /^Warning: park\/2-places\.md, line \d+: Two options of the question "ranking-question" have the same words: The pond\./,
    ],
  },
  'the end of the form in Markdown': inSection(
    prose,
    'Ends </form> here.',
    '</form> is not possible in a section: it would break the form that people answer\\.',
  ),
  'a box in Markdown': inSection(
    prose,
    'A <input name="x"> here.',
    '<input> is not possible in a section: it would break the form',
  ),
  'a button in Markdown': inSection(
    prose,
    'A <button>Go</button> here.',
    '<button> is not possible in a section: it would break the form',
  ),
  'a style sheet in Markdown': inSection(
    prose,
    '<style>p { color: red }</style>',
    '<style> is not possible in a section: the site’s style sheet',
  ),
  'a script in Markdown': inSection(
    prose,
    '<script>alert(1)</script>',
    '<script> is not possible in a section: the site works without scripts',
  ),
  'a frame in Markdown': inSection(
    prose,
    '<iframe></iframe>',
    '<iframe> is not possible in a section',
  ),
  'a remark that does not end': inSection(
    '\n{places}\n',
    '\n{places}\n\n<!-- to do\n',
    'This HTML cannot be read',
    '<!-- to do',
  ),
  'HTML that is not closed': inSection(
    prose,
    'Some <b>bold words.',
    '<b> is not closed\\. Write </b> where it ends',
  ),
  'HTML that closes nothing': inSection(
    prose,
    'Some bold</b> words.',
    '</b> has no opening tag here',
  ),
  'an attribute that does something': inSection(
    prose,
    'Some <b onclick="x()">bold</b> words.',
    '<b> has "onclick": it is not allowed here',
  ),
  'an image that is missing': inSection(
    prose,
    '![A map](map.png)',
    'There is no file "map.png" beside this one\\. Put it there, or correct the name\\.$',
  ),
  'an image of another site': inSection(
    prose,
    '![A map](https://a.example/map.png)',
    'The site does not show an image from another site',
  ),
  'a document that is missing': inSection(
    prose,
    'Read [the plan](plan.pdf).',
    'There is no file "plan.pdf" beside this one\\.',
  ),
  'a link without https': inSection(
    prose,
    'See [us](www.example.org).',
    'There is no file "www.example.org".*write https://www\\.example\\.org\\.$',
  ),
  'a link that is a script': inSection(
    prose,
    'See [us](javascript:alert%281%29).',
    'A link cannot lead to "javascript:',
  ),
  'a link to the file of a section': inSection(
    prose,
    'See [it](1-introduction.md).',
    'All sections are on one page\\. Write #introduction instead',
  ),
  'a place on the page that does not exist': inSection(
    prose,
    'See [it](#placs).',
    'There is no place "#placs" on this page\\. Did you mean "places"\\?',
    'See [it](#placs).',
    true,
  ),
  'a heading by its words alone': inSection(
    prose,
    'See [it](#benches).\n\n### Benches',
    'There is no place "#benches" on this page\\. Did you mean "places--benches"\\?',
    'See [it](#benches).',
    true,
  ),
  'front matter without an end': {
    files: { 'park/3-more.md': '---\ntitle: More\n\nMore.\n' },
    said: [
      /^park\/3-more\.md, line 1: The front matter has no end\. Write a line "---" below it\.$/,
    ],
  },
  'front matter without its lines': {
    files: { 'park/3-more.md': 'title: More\n\nMore.\n' },
    said: [
      /^park\/3-more\.md, line 1: Write the title, tables and questions at the top of the file, between two lines/,
    ],
  },
  'no consultation.yaml': {
    files: {},
    without: ['park/consultation.yaml'],
    said: [/^park\/consultation\.yaml: This file is missing\. Write one/],
  },
  'consultation.yml': {
    files: { 'park/consultation.yml': settings },
    without: ['park/consultation.yaml'],
    said: [/^park\/consultation\.yml: Rename this file to "consultation\.yaml"\.$/],
  },
  'a section that ends in .MD': {
    files: { 'park/3-more.MD': section },
    said: [/^park\/3-more\.MD: .*Rename it, for example to "3-more\.md"/],
  },
  'a section without a number': {
    files: { 'park/more.md': section },
    said: [
      /^park\/more\.md: A section’s file name is a number, a hyphen and an id.*for example to "3-more\.md"/,
    ],
  },
  'two sections with one number': {
    files: { 'park/2-more.md': section },
    said: [
      /^park\/2-places\.md: "2-more\.md" has the same number\. Give each section a number of its own/,
    ],
  },
  'an empty section': {
    files: { 'park/3-more.md': '\n' },
    said: [/^park\/3-more\.md: This file is empty\. Write the section, or delete the file\.$/],
  },
  'a section in Windows-1252': {
    files: { 'park/3-more.md': Buffer.from('---\ntitle: More\n---\n\ncaf\xe9\n', 'latin1') },
    said: [/^park\/3-more\.md, line 5: This file is not in UTF-8: .*Save it as UTF-8/],
  },
  'a section in UTF-16': {
    files: { 'park/3-more.md': Buffer.from(`\uFEFF${section}`, 'utf16le') },
    said: [/^park\/3-more\.md: This file is in UTF-16\. Save it as UTF-8/],
  },
  'a section whose id is the page’s': {
    files: { 'park/3-main.md': section },
    said: [
      /^park\/3-main\.md: The id "main" is taken: the page itself uses it\. Rename the file, such as "3-our-main\.md"\.$/,
    ],
  },
  'two sections with one id': {
    files: { 'park/3-places.md': section },
    said: [
      /^park\/3-places\.md: The id "places" is used twice: the section in 2-places\.md has it too/,
    ],
  },
  'the address of a page of the site': {
    files: { 'accessibility/consultation.yaml': settings, 'accessibility/1-a.md': section },
    said: [
      /^accessibility\/: The site itself uses the address \/accessibility\/\. Rename the folder\.$/,
    ],
  },
  'an address with a capital': {
    files: { 'Our Park/consultation.yaml': settings, 'Our Park/1-a.md': section },
    said: [/^Our Park\/: The name of the folder is the consultation’s address.*such as "our-park"/],
  },
  'a page of HTML beside a section': {
    files: { 'park/more.html': '<p>' },
    said: [/^park\/more\.html: You cannot put pages, scripts or style sheets here/],
  },
  'a file at an address of the site': {
    files: { 'park/form.txt': 'x' },
    said: [/^park\/form\.txt: The site itself uses this address/],
  },
  'site.yml': {
    files: { 'site.yml': 'name: x' },
    said: [/^site\.yml: Rename this file to "site\.yaml"\.$/],
  },
  'a consultation with the code of a language as its name': {
    files: { 'cy/consultation.yaml': settings },
    said: [
      /^cy\/: This is the address of the site’s pages in the language "cy"\. Rename the folder of the consultation\.$/,
    ],
  },
  'a language of the site without pages': {
    files: { 'site.yaml': 'name: x\nlanguages: [en-GB, fr]\n' },
    said: [
      /^site\.yaml, line 2: "languages": this site has no pages in "fr", only in en, cy, ar\./,
    ],
  },
  'a language of the site twice': {
    files: { 'site.yaml': 'name: x\nlanguages: [en-GB, en]\n' },
    said: [/^site\.yaml, line 2: "languages": "en" would have the same pages as another/],
  },
  'words of the site in a language that it does not have': {
    files: { 'site.yaml': 'name: x\n', 'cy/site.yaml': 'name: y\n' },
    said: [
      /^cy\/site\.yaml: "languages" in site\.yaml does not have "cy" after the main language\./,
    ],
  },
  'a key that words of the site cannot have, and a file that nobody reads': {
    files: {
      'site.yaml': 'name: x\nlanguages: [en-GB, cy]\n',
      'cy/site.yaml': 'name: y\ncontact: hello@elmton.example\n',
      'cy/1-more.md': section,
    },
    said: [
      /^cy\/1-more\.md: Only "site\.yaml" is read in this folder/,
      /^cy\/site\.yaml, line 2: There is no key "contact" here\./,
    ],
  },
  'a misspelt key of site.yaml': {
    files: { 'site.yaml': 'name: x\ncolor: "#000000"\n' },
    said: [/^site\.yaml, line 2: There is no key "color" here\. Did you mean "colour"\?/],
  },
  'a colour that is too light': {
    files: { 'site.yaml': 'name: x\ncolour: "#777777"\n' },
    said: [
      /^site\.yaml, line 2: "colour": #777777 is too light: its contrast is 4\.44:1 on the page and 3\.98:1 on a tint\. Links need 7:1\. Choose a darker one, such as "#[0-9a-f]{6}"\.$/,
    ],
  },
  'a colour with less than 3:1': {
    files: { 'site.yaml': 'name: x\ncolour: "#eeee00"\n' },
    said: [/Links need 7:1, and the ring of the focus 3:1\./],
  },
  'a mark that is missing': {
    files: { 'site.yaml': 'name: x\nmark: a.svg\n' },
    said: [/^site\.yaml, line 2: "mark": there is no such file beside site\.yaml/],
  },
  'a mark that is no picture': {
    files: { 'site.yaml': 'name: x\nmark: a.png\n', 'a.png': 'x' },
    said: [/^site\.yaml, line 2: "mark": this file is not PNG/],
  },
  'two rows of a grid with one id': {
    files: {
      'park/3-more.md': `---\nquestions:\n  - kind: grid\n    id: views\n    ask: How much?\n    rows:\n      - { id: clean, label: Clean }\n      - { id: clean, label: Safe }\n    scale:\n      - { id: yes, label: Agree }\n      - { id: no, label: Disagree }\n---\n`,
    },
    said: [
      /^park\/3-more\.md, line 8: The id "clean" of a row of the question "views" is used twice/,
    ],
  },
  'two rows of a grid with the same words': {
    files: {
      'park/3-more.md': `---\nquestions:\n  - kind: grid\n    id: views\n    ask: How much?\n    rows:\n      - { id: clean, label: Clean }\n      - { id: tidy, label: clean }\n    scale:\n      - { id: yes, label: Agree }\n      - { id: no, label: Disagree }\n---\n`,
    },
    said: [
      /^Warning: park\/3-more\.md, line 8: Two rows of the question "views" have the same words: clean/,
    ],
  },
  'two answers about publishing with the same words': {
    files: {
      'park/2-places.md': change(
        places,
        '    # labels:\n    #   with-name: Yes, with my name\n',
        '    labels:\n      without-name: Yes\n      with-name: Yes\n',
      ),
    },
    said: [
      /^Warning: park\/2-places\.md, line \d+: Two options of the question "consent-question" have the same words: Yes\./,
    ],
  },
  'a scale of one': {
    files: {
      'park/3-more.md': `---\nquestions:\n  - kind: grid\n    id: views\n    ask: How much?\n    rows:\n      - { id: clean, label: Clean }\n    scale:\n      - { id: yes, label: Agree }\n---\n`,
    },
    said: [/^park\/3-more\.md, line 8: "scale" needs 2 or more, but has 1/],
  },
  'a grid without rows or scale': {
    files: {
      'park/3-more.md': `---\nquestions:\n  - { kind: grid, id: views, ask: How much? }\n---\n`,
    },
    said: [
      /^park\/3-more\.md, line 3: "rows" is missing\. Add a line that begins "rows:"/,
      /^park\/3-more\.md, line 3: "scale" is missing\. Add a line that begins "scale:"/,
    ],
  },
  'an id on a scale and besides it': {
    files: {
      'park/3-more.md': `---\nquestions:\n  - kind: grid\n    id: views\n    ask: How much?\n    rows:\n      - { id: clean, label: Clean }\n    scale:\n      - { id: yes, label: Agree }\n      - { id: no, label: Disagree }\n    besides:\n      - { id: no, label: None }\n---\n`,
    },
    said: [
      /^park\/3-more\.md, line 12: The id "no" of an option of the question "views" is used twice/,
    ],
  },
  'a row that is the field of another question': {
    files: {
      'park/3-more.md': `---\nquestions:\n  - kind: grid\n    id: views\n    ask: How much?\n    rows:\n      - { id: clean, label: Clean }\n    scale:\n      - { id: yes, label: Agree }\n      - { id: no, label: Disagree }\n  - { kind: comment, id: views-clean, ask: Why? }\n---\n`,
    },
    said: [/^park\/3-more\.md, line 11: The id "views-clean" is used twice/],
  },
  'a row with the id of a hint': {
    files: {
      'park/3-more.md': `---\nquestions:\n  - kind: grid\n    id: views\n    ask: How much?\n    rows:\n      - { id: hint, label: Hints }\n    scale:\n      - { id: yes, label: Agree }\n      - { id: no, label: Disagree }\n---\n`,
    },
    said: [
      /^park\/3-more\.md, line 3: The id "hint" cannot be used in the question "views": .* Choose another, such as "our-hint"/,
    ],
  },
  'more boxes than a form can carry': {
    files: {
      'park/3-more.md': `---\nquestions:\n  - kind: ranking\n    id: many\n    ask: Which?\n    options:\n${Array.from({ length: 500 }, (_, index) => `      - { id: o${index}, label: Option ${index} }\n`).join('')}---\n`,
    },
    said: [
      /^park\/3-more\.md, line 3: Together, the questions have \d+ boxes, but a form can have at most 500\./,
    ],
  },
};

/** What an editor may write by mistake instead of any value. */
const strange = [
  '',
  '16',
  'true',
  '[]',
  '{}',
  '[null]',
  '"',
  '" "',
  '@x',
  '*x',
  '&x',
  '- x',
  'x: y',
  '|',
  '? x',
];

// Each line gets a third of them, and the next line the next third. With FUZZ_RUNS set, each gets all.
const turns = process.env['FUZZ_RUNS'] ? 1 : 3;

test('whatever replaces a value, nothing is thrown, and each mistake has a file', async (t) => {
  const folder = await writeContent(t);
  for (const [name, text] of Object.entries(parkFiles)) {
    const lines = text.split('\n');
    for (const [at, line] of lines.entries()) {
      if (!/^[ -]*[a-zA-Z]+:/.test(line)) continue;
      for (const value of strange.filter((_, index) => (index + at) % turns === 0)) {
        const changed = lines
          .with(
            at,
            line.replace(/:.*$/, () => `: ${value}`),
          )
          .join('\n');
        await writeFiles(folder, { [`park/${name}`]: changed });
        const { mistakes } = await readContent(folder, [], new Date(whileOpen));
        assert.ok(
          mistakes.every(({ file, message }) => file && /[.?]$/.test(message)),
          changed,
        );
        if (value === '" "') assert.notEqual(mistakes.length, 0, `${line} is blank`);
      }
    }
    await writeFiles(folder, { [`park/${name}`]: text });
  }
});

testCases(cases);

test('a right folder has no mistake, and files that are set aside are not read', async (t) => {
  const folder = await writeContent(t, {
    'site.yaml': 'name: x\ncolour: "#0a3f8f"\nmark: mark.svg\n',
    'mark.svg': '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>',
    'README.md': 'About this folder',
    '.git/HEAD': 'x',
    '_old/1-A.md': 'x',
    'park/_notes.md': 'x',
    'park/.DS_Store': 'x',
    'park/~$plan.docx': 'x',
    'park/plan.docx': 'x',
    'park/my map.jpg': onePixel,
    'park/3-more.md':
      '---\ntitle: More\n---\n\n![A map](my%20map.jpg) [plan](plan.docx) [up](#places) [form](form.txt) [Word](form-large.docx) [here](/park/form.odt) ' +
      '\\[a][b] \\[^9] `[c][d]` #1 [last](#places) \n\\#ParkPlan\n' +
      '<abbr title="and so on">etc.</abbr> H<sub>2</sub>O<br> <!-- a remark --> [us](https://a.example) ' +
      '[other](/park/privacy/) note[^1]\n\n<details>\n<summary>More</summary>\n\nWords\n\n</details>\n\n[^1]: A note.\n',
  });
  const { content, mistakes } = await readContent(folder, [], new Date(whileOpen));
  assert.deepEqual(mistakes, []);
  const files = content?.files.map(({ to }) => to);
  assert.deepEqual(files, ['/mark.svg', '/park/my map.jpg', '/park/plan.docx']);
});

test('links that lead out of the folder or nowhere, and empty files, are reported and never published', async (t) => {
  const folder = await writeContent(t, { 'park/empty.pdf': '', 'park/plan.pdf': 'x' });
  const link = (to: string, name: string) => symlink(to, join(folder, 'park', name));
  await link('/etc/hostname', 'out.txt');
  await link('/nowhere', '3-more.md');
  await link('plan.pdf', 'same-plan.pdf');
  const { content, mistakes } = await readContent(folder, [], new Date(whileOpen));
  assert.equal(content, null);
  const told = sayMistakes(folder, mistakes).split('\n').slice(1);
  assert.equal(told.length, 3, told.join('\n'));
  assert.match(told[0] ?? '', /^park\/3-more\.md: This link leads to no file\./);
  assert.match(told[1] ?? '', /^park\/empty\.pdf: This file is empty\./);
  assert.match(told[2] ?? '', /^park\/out\.txt: This link leads out of the content folder/);
});

test('pictures that are large, or that browsers do not show, are warned about', async (t) => {
  const folder = await writeContent(t, {
    'park/map.gif': Buffer.concat([onePixel, new Uint8Array(2_500_000)]),
    'park/photo.jpg': new Uint8Array(2_500_000),
    'park/photo.HEIC': 'x',
  });
  const { content, mistakes } = await readContent(folder, [], new Date(whileOpen));
  assert.ok(content);
  const told = sayMistakes(folder, mistakes);
  assert.match(told, /^Warning: park\/map\.gif: This picture is 2\.5 MB/m);
  assert.match(told, /^Warning: park\/photo\.jpg: This picture cannot be read\. Save it again/m);
  assert.match(told, /^Warning: park\/photo\.HEIC: Most browsers do not show/m);
});

test('all mistakes in all files are reported at once', async (t) => {
  const all = ['a title that is a number', 'a box in Markdown', 'an empty section', 'site.yml'];
  const folder = await writeContent(t, Object.assign({}, ...all.map((name) => cases[name]?.files)));
  const { mistakes } = await readContent(folder, [], new Date(whileOpen));
  assert.match(sayMistakes(folder, mistakes), /^There are 4 mistakes in .*:\n/);
});

test('a folder that does not exist, or has no consultation, is reported', async (t) => {
  const folder = await writeContent(t);
  const missing = await readContent(join(folder, 'nowhere'), [], new Date());
  assert.match(missing.mistakes[0]?.message ?? '', /^There is no such folder\. Set CONTENT_DIR/);
  const file = await readContent(join(folder, 'park/1-introduction.md'), [], new Date());
  assert.match(file.mistakes[0]?.message ?? '', /^There is no such folder\. Set CONTENT_DIR/);
  await rm(join(folder, 'park'), { recursive: true });
  const empty = await readContent(folder, [], new Date());
  assert.match(empty.mistakes[0]?.message ?? '', /npm run staff -- new/);
});
