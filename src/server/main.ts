/** Starts the site from the environment, and stops it when asked. */
import { checkFolders } from './settings/check-folders.ts';
import { createLog } from './watch/log.ts';
import { readSettings } from './settings/settings.ts';
import { SettingError } from './settings/settings-error.ts';
import { loadSettingsFile } from './settings/settings-file.ts';
import { startSite } from './start.ts';
import { findUnknownSettings } from './settings/unknown-settings.ts';

// Only the owner can open our files, including those that SQLite makes.
process.umask(0o077);

try {
  loadSettingsFile(process.env);
  const settings = readSettings(process.env);
  const log = createLog(settings.logFormat);
  let isStopping = false;
  const stop = async () => {
    // A terminal signals both npm and Node, and npm passes its signal on. One signal is enough, because stopping
    // takes a limited time.
    if (isStopping) return;
    isStopping = true;
    log('Stopping: finishing open requests first');
    await (await starting).stop();
    process.exit(0);
  };
  process.on('SIGTERM', () => void stop());
  process.on('SIGINT', () => void stop());

  for (const sentence of findUnknownSettings(process.env)) log(sentence);
  const starting = checkFolders(settings).then(() => startSite(settings, { log }));
  const site = await starting;

  log(`Weigh In is at ${site.url}`);
  if (site.metricsUrl) log(`Metrics are at ${site.metricsUrl}`);
  const place = settings.databaseUrl === null ? '' : 'PostgreSQL, and a second copy of each in ';
  log(`Contributions are stored in ${place}${settings.dataDir}; emails go ${site.mailDestination}`);
} catch (error) {
  console.error(`Weigh In cannot start. ${(error as Error).message}`);
  // A missing setting may be there, but misspelt.
  if (error instanceof SettingError) {
    for (const sentence of findUnknownSettings(process.env)) console.error(sentence);
  }
  process.exit(1);
}
