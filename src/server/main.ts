/** Starts the site from the environment, and stops it when asked. */
import { createLog } from './log.ts';
import { readSettings } from './settings.ts';
import { startSite } from './start.ts';

try {
  const settings = readSettings(process.env);
  const log = createLog(settings.logFormat);
  const site = await startSite(settings, { log });
  let isStopping = false;
  const stop = async () => {
    // npm and a terminal may both pass the signal on: once is enough, and the stop is bounded.
    if (isStopping) return;
    isStopping = true;
    log('Stopping: what is in flight is finished first');
    await site.stop();
    process.exit(0);
  };
  process.on('SIGTERM', () => void stop());
  process.on('SIGINT', () => void stop());

  log(`Weigh In is at ${site.url}`);
  if (site.metricsUrl) log(`Metrics are at ${site.metricsUrl}`);
  const place = settings.databaseUrl === null ? '' : 'PostgreSQL, and a second copy of each in ';
  log(`Contributions are kept in ${place}${settings.dataDir}; emails go ${site.mailDestination}`);
} catch (error) {
  console.error(`Weigh In cannot start. ${(error as Error).message}`);
  process.exit(1);
}
