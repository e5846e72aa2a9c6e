/** The name of this program in reports and exports. A test compares the version with package.json. */
export const program = 'Weigh In 0.2.0';
