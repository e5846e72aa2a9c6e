/**
 * A desktop without a screen or sound, on which Orca reads a browser aloud into a file. It must run inside
 * `dbus-run-session` (see `npm run orca`).
 */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { readFile, mkdir } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { atEnd } from '../../cleanup.ts';
import { makeFolder, until } from '../../site.ts';

export interface Orca {
  /** Everything said so far, and the keys pressed in between. */
  transcript: string[];
  start(program: string, programArguments: string[]): void;
  /** Presses a key, and resolves to what Orca says. */
  press(key: string): Promise<string>;
  type(text: string): Promise<void>;
  /** Presses Tab until Orca says matching words. Throws after a while. */
  tabUntil(words: RegExp): Promise<void>;
  /** Waits until Orca has said something since the last key. */
  hear(words: RegExp): Promise<void>;
}

/** How long Orca must be silent before it counts as finished, in ms. */
const silence = 500;
/** How long a page may take to be read, in ms: on a busy machine Orca falls behind. */
const patience = 90_000;
/** How long to wait for the effect of a key, in ms. Some keys do nothing that Orca says. */
const longest = 5000;

/**
 * Orca buffers 8 KB of its log, so that the effect of a key appeared after the next key. Started like this, it
 * writes each line at once.
 */
const orcaByLines = `
import builtins, runpy
opened = builtins.open
builtins.open = lambda file, mode='r', *others, **named: (
    opened(file, mode, 1) if mode == 'w' and not others else opened(file, mode, *others, **named))
runpy.run_path('/usr/bin/orca', run_name='__main__')
`;

export async function startOrca(test: TestContext): Promise<Orca> {
  const home = await makeFolder(test);
  const runtime = join(home, 'runtime');
  await mkdir(runtime, { mode: 0o700 });
  const log = join(home, 'orca.log');
  const display = `:${90 + (process.pid % 100)}`;
  const environment = {
    ...process.env,
    HOME: home,
    XDG_RUNTIME_DIR: runtime,
    XDG_CONFIG_HOME: join(home, '.config'),
    DISPLAY: display,
    GNOME_ACCESSIBILITY: '1',
    ACCESSIBILITY_ENABLED: '1',
    LANG: 'C.UTF-8',
    // There is no speech server: Orca writes what it would say. With a real one it hangs if there is no sound device
    // (Orca 43.1).
    SPEECHD_ADDRESS: 'inet_socket:127.0.0.1:1',
  };
  const start = (program: string, programArguments: string[]): ChildProcess => {
    const child = spawn(program, programArguments, {
      env: environment,
      stdio: 'ignore',
      detached: true,
    });
    atEnd(test, () => {
      try {
        if (child.pid) process.kill(-child.pid, 'SIGKILL');
      } catch {
        // It has already ended.
      }
    });
    return child;
  };
  start('Xvfb', [display, '-screen', '0', '1280x1024x24', '-nolisten', 'tcp']);
  await until('the display is there', () => existsSync(`/tmp/.X11-unix/X${display.slice(1)}`));
  start('openbox', []);
  start('/usr/libexec/at-spi-bus-launcher', ['--launch-immediately']);
  await wait(1000);
  const setting = ['set', 'org.gnome.desktop.interface', 'toolkit-accessibility', 'true'];
  spawnSync('gsettings', setting, { env: environment });
  // Only one at a time on a machine, because Orca ends any other Orca.
  start('/usr/bin/python3', ['-c', orcaByLines, '--replace', `--debug-file=${log}`]);
  await until('Orca has started', () => existsSync(log));
  await wait(3000);

  const transcript: string[] = [];
  let seen = 0;
  /** What has been said since this was last asked. */
  async function listen(): Promise<string[]> {
    const text = await readFile(log, 'utf8').catch(() => '');
    const all = [...text.matchAll(/SPEECH OUTPUT: '(.*)/g)].map(([, said = '']) =>
      said.replace(/\s*'(\s*\{.*)?$/, '').trim(),
    );
    const fresh = all.slice(seen).filter((said) => said !== '');
    seen = all.length;
    transcript.push(...fresh.map((said) => `    ${said}`));
    return fresh;
  }
  /** Listens until Orca has been silent for a moment. */
  async function listenOut(atMost = 4000): Promise<string> {
    const said: string[] = [];
    let quiet = 0;
    for (let passed = 0; passed < atMost && quiet < silence; passed += 100) {
      await wait(100);
      const fresh = await listen();
      quiet = fresh.length > 0 || said.length === 0 ? 0 : quiet + 100;
      said.push(...fresh);
    }
    return said.join(' ');
  }
  function key(...names: string[]): void {
    spawnSync('xdotool', ['key', '--clearmodifiers', ...names], { env: environment });
  }
  const orca: Orca = {
    transcript,
    start,
    async press(name) {
      await listenOut(300);
      transcript.push(`KEY ${name}`);
      key(name);
      // Orca names the key, and then says what the key has done.
      const echo = (name.split('+').at(-1) as string).toLowerCase();
      const said: string[] = [];
      let quiet = 0;
      for (let passed = 0; passed < longest && quiet < silence; passed += 100) {
        await wait(100);
        said.push(...(await listen()));
        const at = said.findIndex((words) => words.toLowerCase() === echo);
        quiet = at !== -1 && at < said.length - 1 ? quiet + 100 : 0;
      }
      const at = said.findIndex((words) => words.toLowerCase() === echo);
      return said.slice(at + 1).join(' ');
    },
    async type(text) {
      await listen();
      transcript.push(`TYPES ${text}`);
      spawnSync('xdotool', ['type', '--delay', '80', text], { env: environment });
      await listenOut(1500);
    },
    async tabUntil(words) {
      for (let count = 0; count < 90; count += 1) {
        if (words.test(await orca.press('Tab'))) return;
      }
      throw new Error(`Tab never comes to ${words}:\n${transcript.slice(-40).join('\n')}`);
    },
    async hear(words) {
      const from = Math.max(
        0,
        transcript.findLastIndex((line) => line.startsWith('KEY ')),
      );
      for (let passed = 0; !words.test(transcript.slice(from).join(' ')); passed += 250) {
        if (passed > patience) throw new Error(`Orca does not say ${words}`);
        await wait(250);
        await listen();
      }
      await listenOut(2000);
    },
  };
  return orca;
}
