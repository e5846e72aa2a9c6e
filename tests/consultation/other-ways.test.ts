/** Other formats and ways to take part: what the site says of files, and which number is dialled. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { findNumber, showFormat } from '../../src/consultation/other-ways.ts';
import { readContent } from '../../src/content-files/read-content.ts';
import { parkFiles, writeContent } from '../content-files/content.ts';
import { whileOpen } from '../site.ts';

test('a file is shown with its type and size, so that people on a slow connection can decide', () => {
  const sayFile = (link: string, size: number, language = 'en-GB') =>
    showFormat({ label: 'x', link }, { size }, language)?.file;
  assert.equal(sayFile('easy-read.pdf', 12), '.pdf, 1 kB');
  assert.equal(sayFile('easy-read.pdf', 345_678), '.pdf, 346 kB');
  assert.equal(sayFile('audio.mp3', 1_960_000), '.mp3, 2 MB');
  assert.equal(sayFile('audio.mp3', 12_600_000), '.mp3, 13 MB');
  assert.equal(sayFile('plan', 1_250_000), '1.3 MB');
  assert.equal(sayFile('audio.mp3', 1_960_000, 'ar'), '\u200e.mp3، 2 ميغابايت');
  assert.equal(sayFile('easy-read.pdf', 345_678, 'cy'), '.pdf, 346 kB');
  assert.equal(sayFile('https://a.example/bsl', 0), undefined);
  assert.equal(showFormat({ label: 'x', link: 'easy-read.pdf' }, null, 'en-GB'), null);
});

test('a telephone number is found in a sentence, and dialled without its punctuation', () => {
  const dialled = (text: string) => findNumber(text)?.dialled;
  assert.equal(dialled('01632 960 001, Monday to Friday, 9am to 5pm'), '01632960001');
  assert.equal(dialled('on +44 (0)20 7946 0000'), '+442079460000');
  assert.equal(dialled('(020) 7946-0000'), '02079460000');
  assert.equal(dialled('ask at the desk from 9 to 5'), undefined);
});

test('a file that is not there is left out until it is, and the text has the same version', async (t) => {
  const yaml = `${parkFiles['consultation.yaml']}formats: [{ label: Easy Read, link: easy/read.pdf }]\n`;
  const read = async (files: Record<string, string>) => {
    const folder = await writeContent(t, { 'park/consultation.yaml': yaml, ...files });
    const { content } = await readContent(folder, [], new Date(whileOpen));
    return content?.consultations[0];
  };
  const without = await read({});
  const withFile = await read({ [join('park', 'easy/read.pdf')]: 'x' });
  assert.deepEqual(without?.formats, [{ label: 'Easy Read' }]);
  assert.deepEqual(withFile?.formats, [
    { label: 'Easy Read', link: 'easy/read.pdf', file: '.pdf, 1 kB' },
  ]);
  assert.equal(without?.version, withFile?.version);
});
