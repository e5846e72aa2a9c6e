/** Drives Lynx with its keys. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { promisify } from 'node:util';
import { makeFolder } from '../site.ts';
import { tabsTo, type Stop } from './stops.ts';

const run = promisify(execFile);

/** Keys for Lynx, written as a person presses them; played back without a terminal. */
export class Keys {
  #keys: string[] = [];
  #at = 0;

  press(...keys: string[]): this {
    this.#keys.push(...keys);
    return this;
  }

  type(text: string): this {
    return this.press(...[...text].map((character) => (character === ' ' ? '<space>' : character)));
  }

  /** A new page has been loaded: Lynx is on its first stop. */
  atFirstStop(): this {
    this.#at = 0;
    return this;
  }

  goTo(stops: Stop[], words: RegExp, group?: RegExp): this {
    const target = tabsTo(stops, words, group);
    assert.ok(target >= this.#at, `${words} stands before where Lynx is`);
    this.press(...Array.from({ length: target - this.#at }, () => '<tab>'));
    this.#at = target;
    return this;
  }

  /** Saves what Lynx shows as text. In a text field "p" would be typed: be on a link or a button. */
  save(file: string): this {
    return this.press('p', '^J', '^U').type(file).press('^J');
  }

  async play(test: TestContext, url: string): Promise<void> {
    const home = await makeFolder(test);
    const script = join(home, 'keys');
    const keys = [...this.#keys, 'Q', 'y'];
    await writeFile(script, keys.map((key) => `key ${key}\n`).join(''));
    const options = {
      env: { ...process.env, TERM: 'xterm', HOME: home, LANG: 'C.UTF-8' },
      timeout: 60_000,
    };
    const playing = run('lynx', [`-cmd_script=${script}`, '-assume_charset=utf-8', url], options);
    playing.child.stdin?.end();
    await playing;
  }
}
