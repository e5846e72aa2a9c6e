/** Documents that are not read. */
import { staffWords } from '../../languages/staff.ts';

/** Says why a file is not read, and what to do, in a sentence that begins with its name, or with "It". */
export type SayUnreadable = (file: string) => string;

export class UnreadableDocument extends Error {
  readonly say: SayUnreadable;

  constructor(say: SayUnreadable, options?: ErrorOptions) {
    super(say(staffWords.reading.it), options);
    this.say = say;
  }
}
