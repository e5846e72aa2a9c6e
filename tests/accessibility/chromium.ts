import { findProgram } from '../../scripts/tools.ts';
import { chromiumArguments } from '../browser.ts';

/** How the system's Chromium is started for pa11y, without network access. */
export const chromium = {
  executablePath: await findProgram('chromium'),
  args: chromiumArguments,
};
