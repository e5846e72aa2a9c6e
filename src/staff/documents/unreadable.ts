/** A document that is not read. The message completes a sentence that begins with its name. */
export class UnreadableDocument extends Error {}
