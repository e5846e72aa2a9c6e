/** An error to show to staff, on a page or at the command line. Its message is written for them. */
export class StaffError extends Error {}
