/** Everything that staff and the person who runs the site read, in English. */
import { checking } from './staff/checking.ts';
import { commands } from './staff/commands.ts';
import { contributions } from './staff/contributions.ts';
import { emails } from './staff/emails.ts';
import { exports } from './staff/exports.ts';
import { figures } from './staff/figures.ts';
import { pages } from './staff/pages.ts';
import { reading } from './staff/reading.ts';
import { report } from './staff/report.ts';

export const staff = {
  contributions,
  figures,
  emails,
  report,
  exports,
  pages,
  commands,
  checking,
  reading,
};
