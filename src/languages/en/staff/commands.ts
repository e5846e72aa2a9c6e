/** What the staff commands ask, do and say. */
import { consultation } from './commands/consultation.ts';
import { deciding } from './commands/deciding.ts';
import { filing } from './commands/filing.ts';
import { looking } from './commands/looking.ts';
import { program } from './commands/program.ts';
import { store } from './commands/store.ts';
import { writing } from './commands/writing.ts';

export const commands = {
  program,
  ...looking,
  ...deciding,
  ...writing,
  ...filing,
  ...consultation,
  store,
};
