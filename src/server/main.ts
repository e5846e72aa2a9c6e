/** Starts the site from the environment, and stops it when asked. */
import { readSettings } from './settings.ts';
import { startSite } from './start.ts';

try {
  const settings = readSettings(process.env);
  const site = await startSite(settings);
  console.log(`Weigh In is at ${site.url}`);
  console.log(`Contributions are kept in ${settings.dataDir}; emails go ${site.mailDestination}`);

  const stop = async () => {
    console.log('Stopping: what is in flight is finished first');
    await site.stop();
    process.exit(0);
  };
  process.once('SIGTERM', () => void stop());
  process.once('SIGINT', () => void stop());
} catch (error) {
  console.error(`Weigh In cannot start. ${(error as Error).message}`);
  process.exit(1);
}
