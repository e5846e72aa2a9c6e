/** What two elements must have in common to be painted alike, and what a picture shows. */
import assert from 'node:assert/strict';
import { glob, readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { openContext } from '../browser.ts';
import { looksOf, painted, takePicture } from './pictures.ts';

test('elements look the same if all that they are in has the same classes and styles', async (t) => {
  const page = await (await openContext(t)).newPage();
  /** The look of the element whose id is x. */
  const lookIn = async (body: string, css = 'b { color: red }') => {
    await page.setContent(`<style>${css}</style><main>${body}</main>`);
    const looks = await looksOf(page);
    const index = await page.evaluate(() =>
      [...document.querySelectorAll('*')].indexOf(document.querySelector('#x') as Element),
    );
    assert.ok(looks[index]);
    return looks[index];
  };
  const plain = await lookIn('<p>Words</p><div><b id="x">More</b></div>');
  const same = {
    words: '<p>Other words</p><div><b id="x">Others</b></div>',
    beside: '<div><b id="x">More</b></div>',
    attribute: '<p>Words</p><div><b id="x" title="x">More</b></div>',
    outside: '<section><div><b id="x">More</b></div></section>',
  };
  for (const [name, html] of Object.entries(same)) assert.equal(await lookIn(html), plain, name);
  const others = {
    parent: '<p>Words</p><p><b id="x">More</b></p>',
    class: '<div><b id="x" class="dark">More</b></div>',
    inside: '<section class="dark"><i><div><b id="x">More</b></div></i></section>',
    style: '<div style="color: red"><b id="x">More</b></div>',
    invalid: '<div aria-invalid="true"><b id="x">More</b></div>',
  };
  for (const [name, html] of Object.entries(others))
    assert.notEqual(await lookIn(html), plain, name);
  assert.notEqual(await lookIn('<div><b id="x">More</b></div>', 'b { color: blue }'), plain);
  const bar = (share: number) => lookIn(`<i id="x" style="width:${share}%"></i>`);
  assert.equal(await bar(10), await bar(31.5));
});

test('our style sheets select by no attribute that a look leaves out', async () => {
  const names = [];
  for await (const file of glob('src/styles/*.css')) {
    const css = await readFile(file, 'utf8');
    names.push(...[...css.matchAll(/\[([\w-]+)/g)].map(([, name = '']) => name));
  }
  assert.ok(names.length >= 4, names.join());
  // `dir` only moves what is painted.
  const leftOut = names.filter((name) => name !== 'dir' && !painted.includes(name));
  assert.deepEqual(leftOut, []);
});

test('a picture shows its part of the page, wherever the window is', async (t) => {
  const page = await (await openContext(t)).newPage();
  await page.setContent(`<body style="margin: 0; height: 5000px; background: #fff">
    <div style="position: absolute; left: 20px; top: 3000px; width: 10px; height: 10px; background: #123456">`);
  const area = { left: 18.5, top: 2998, right: 32, bottom: 3012 };
  const picture = await takePicture(page, area);
  assert.deepEqual(picture.area, { left: 18, top: 2998, right: 32, bottom: 3012 });
  assert.equal(picture.at(20, 3000), 0x123456);
  assert.equal(picture.at(29, 3009), 0x123456);
  assert.equal(picture.at(19, 3000), 0xffffff);
  assert.equal(picture.at(30, 3009), 0xffffff);
  const off = { left: -900, top: 0, right: -800, bottom: 10 };
  await assert.rejects(takePicture(page, off), /no picture/);
});
