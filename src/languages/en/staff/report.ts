/** The report, for the committee and for the public. */
export const report = {};
