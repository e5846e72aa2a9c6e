/** An error that a person at the command line can fix. Its message is one sentence that says what to do. */
export class StaffError extends Error {}
