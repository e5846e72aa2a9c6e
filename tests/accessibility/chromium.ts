import { findProgram } from '../../scripts/tools.ts';
import { chromiumArguments } from '../browser.ts';

/** How the system's Chromium is started for pa11y: it asks no one outside for anything. */
export const chromium = {
  executablePath: await findProgram('chromium'),
  args: chromiumArguments,
};
