/** This program, as reports and exports name it. A test holds the version to package.json. */
export const program = 'Weigh In 0.2.0';
