/** What a person at the command line can mend: its message is one sentence that says what to do. */
export class StaffError extends Error {}
