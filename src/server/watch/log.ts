/** The log: in words for a person, or as JSON lines for a program. */
import type { LogFormat } from '../settings/settings.ts';
import { destination, pino, stdTimeFunctions } from 'pino';

/** Lines that a person should act on. */
const urgent = /^ALARM: |: HELD|cannot be/;

/** Returns a function that writes a line. No line has an answer, an address or an IP address. */
export function createLog(format: LogFormat): (line: string) => void {
  if (format === 'words') return console.log;
  const options = { base: null, timestamp: stdTimeFunctions.isoTime };
  const logger = pino(options, destination({ fd: 1, sync: true }));
  return (line) => (urgent.test(line) ? logger.error(line) : logger.info(line));
}
