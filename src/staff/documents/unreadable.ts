/** The error of a document that cannot be read. */
import { staffWords } from '../../languages/staff.ts';

/** Returns a sentence that says why a file cannot be read, and what to do. It begins with the given name, or "It". */
export type SayUnreadable = (file: string) => string;

export class UnreadableDocument extends Error {
  readonly say: SayUnreadable;

  constructor(say: SayUnreadable, options?: ErrorOptions) {
    super(say(staffWords.reading.it), options);
    this.say = say;
  }
}
