/** Mistakes in Markdown that people would see, or through which words would be lost. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import sharp from 'sharp';
import { sayMistakes } from '../../src/content-files/mistake.ts';
import { readContent } from '../../src/content-files/read-content.ts';
import { whileOpen } from '../site.ts';
import { inSection, onePixel, prose, testCases, type Case } from './cases.ts';
import { writeContent } from './content.ts';

const warned = (to: string, said: string, at = to) => inSection(prose, to, said, at, true);
const refused = (to: string, said: string, at = to) => inSection(prose, to, said, at);
const withMap = (one: Case): Case => ({
  ...one,
  files: { ...one.files, 'park/map.gif': onePixel },
});

const likeLink = 'This looks like a link or an image, and people see it as it is written';
const words = 'This image has no words for people who cannot see it';

testCases({
  'an image whose name has a space': warned('![A map](my map.gif)', likeLink),
  'a space between the brackets of a link': warned('See [it] (https://example.org).', likeLink),
  'a link the wrong way round': warned('See (it)[https://example.org].', likeLink),
  'a link that does not end': warned('See [it](https://example.org', likeLink),
  'an email address without mailto': refused(
    'Write to [us](park@example.org).',
    'There is no file "park@example.org".* write mailto:park@example\\.org\\.$',
  ),
  'a space after mailto': warned('Write to [us](mailto: park@example.org).', likeLink),
  'a telephone number without tel': refused(
    'Ring [us](01632-960001).',
    'There is no file "01632-960001".* write tel:01632960001\\.$',
  ),
  'an address without its colon': refused(
    'See [it](https//example.org/x).',
    'This address is not complete\\. Write https://example\\.org/x\\.$',
  ),
  'an address of one’s own computer': refused(
    'See [it](http://localhost:4321/park/).',
    'This address leads each person to their own computer',
  ),
  'a document of a site without https': refused(
    'See [it](example.org/plan.pdf).',
    'There is no file .* write https://example\\.org/plan\\.pdf\\.$',
  ),
  'a place on its own page that is gone': warned(
    'See [it](/park/#nowhere).',
    'There is no place "#nowhere" on this page',
  ),
  'a picture in HTML without words': withMap(warned('<img src="map.gif">', words)),
  'a picture whose words are its name': withMap(
    warned('![map.gif](map.gif)', 'The words of this image are the name of its file'),
  ),
  'bold words that do not end': warned(
    'This is **very important.',
    'People see these \\*\\* as they are written',
  ),
  'a table without its second line': warned(
    '| A | B |\n| 1 | 2 |',
    'This line is plain text, not a table',
    '| A | B |',
  ),
  'a row with too many cells': refused(
    '| A | B |\n| --- | --- |\n| 1 | 2 | lost |',
    'This row has 3 cells, and the first line of the table has 2',
    '| 1 | 2 | lost |',
  ),
  'a note that is here twice': refused(
    'A note.[^1]\n\n[^1]: The first.\n\n[^1]: The second.',
    'The note \\[\\^1\\] is here twice, and people would see only the first',
    '[^1]: The second.',
  ),
  'words that became the code of a program': warned(
    'Words.\n\n    Pasted words.',
    'This text begins with spaces, so people see it as the code of a program',
    '    Pasted words.',
  ),
  'spaces in the place of the closing date': refused(
    'By { closes } please.',
    'Write \\{closes\\}, with one bracket on each side and no spaces\\.$',
  ),
  'two brackets around the closing date': refused(
    'By {{closes}} please.',
    'Write \\{closes\\}, with one bracket on each side',
  ),
  'a heading with = below it': warned(
    'A title\n=======',
    'A heading with one #, or with = below it, would be a second title',
    'A title',
  ),
  'a name for a character between HTML': refused(
    '<p>From 5&euro; to 6 &amp; 7</p>',
    'The forms to download would have &euro; as it is written\\. Write the character itself\\.$',
  ),
  'a heading that hyphens make': warned(
    'A sentence.\n---',
    'People see this as a heading, because of the hyphens on the line below it',
    'A sentence.',
  ),
  'a list without its third number': warned(
    '1. One\n2. Two\n4. Four\n5. Five',
    'People would see 3 here, .* with \\\\ after its number: 4\\\\\\.$',
    '4. Four',
  ),
  'a list that goes on in the middle': warned(
    '> 3. Three\n> 5. Five',
    'People would see 4 here',
    '> 5. Five',
  ),
  'a sign for a small letter that strikes it out': warned(
    'The pond has H~2~O.',
    'People see the words between these two ~ struck out',
  ),
  'a document in the place of a picture': {
    files: {
      'park/3-more.md': '---\ntitle: More\n---\n\n![A plan](plan.pdf)\n',
      'park/plan.pdf': 'x',
    },
    said: [/^park\/3-more\.md, line 5: No browser shows "plan\.pdf" as an image\. Write a link/],
  },
  'two versions that Git has left in prose': refused(
    '<<<<<<< HEAD\nOne.\n=======\nTwo.\n>>>>>>> theirs',
    'Git has left two versions of some lines here',
    '<<<<<<< HEAD',
  ),
});

test('signs that are meant as they are written are no mistake', async (t) => {
  const folder = await writeContent(t, {
    'park/3-more.md': [
      '---\ntitle: More\n---\n',
      'As some say [1] (p. 4), and others (see there) [sic].\n',
      '2 \\*\\* 3 \\| and ~~old~~ **new** words, `a ** b`.\n',
      '| A | B |\n| --- | --- |\n| a \\| b | 2 |\n| only one |\n',
      '```\ncode | that | is meant **\n```\n',
      '- one\n\n  more of it\n\n- two\n',
      '1. one\n1. two\n\nAnd:\n\n3. three\n4. four\n\nAbout ~5 and ~10 trees.\n\n---\n\n5\\. five\n',
    ].join('\n'),
  });
  const { mistakes } = await readContent(folder, [], new Date(whileOpen));
  assert.deepEqual(mistakes, []);
});

test('a large picture to which a link leads too is warned about', async (t) => {
  const photo = await sharp({
    create: {
      ...{ width: 1_600, height: 1_600, channels: 3 as const },
      background: '#fff',
      noise: { type: 'gaussian', mean: 128, sigma: 60 },
    },
  })
    .jpeg({ quality: 95 })
    .toBuffer();
  const link = '[![A map](map.jpg)](map.jpg)';
  for (const [shown, isWarned] of [
    [link, true],
    ['![A map](map.jpg)', false],
  ] as const) {
    const folder = await writeContent(t, {
      'park/map.jpg': photo,
      'park/3-more.md': `---\ntitle: More\n---\n\n${shown}\n`,
    });
    const { content, mistakes } = await readContent(folder, [], new Date(whileOpen));
    assert.ok(content);
    const told = sayMistakes(folder, mistakes);
    if (isWarned)
      assert.match(told, /^Warning: park\/map\.jpg: This picture is \d\.\d MB, .*because a link/);
    else assert.equal(told, '');
  }
});
