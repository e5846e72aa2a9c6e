/** Installs what the reading with Orca needs, from the system's packages. Debian and Ubuntu only. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const programs = ['/usr/bin/orca', '/usr/bin/Xvfb', '/usr/bin/xdotool', '/usr/bin/openbox'];
const packages = [
  'orca',
  'at-spi2-core',
  'dbus-x11',
  'python3-pyatspi',
  'python3-speechd',
  'xdotool',
  'xvfb',
  'openbox',
  'libglib2.0-bin',
  'gsettings-desktop-schemas',
  'gir1.2-wnck-3.0',
  'chromium',
  'firefox-esr',
];

if (![...programs, '/usr/bin/firefox-esr', '/usr/bin/chromium'].every((file) => existsSync(file))) {
  for (const words of [['update'], ['install', '-y', '--no-install-recommends', ...packages]]) {
    const { status } = spawnSync('apt-get', words, { stdio: 'inherit' });
    if (status === 0) continue;
    console.error(`Orca needs these packages, which could not be installed: ${packages.join(' ')}`);
    process.exit(1);
  }
}
