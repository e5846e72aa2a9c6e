/** How somebody runs a command here: with npm or, where the package is unpacked, with its own command. */

const own = process.env['WEIGH_IN_COMMAND']?.trim();

export const staffCommand = own || 'npm run staff --';
export const buildCommand = own ? `${own} build` : 'npm run build';
/** How an editor sees what they have written. */
export const wayToSee = own
  ? `"${own} build" builds the site with it, or says what is wrong`
  : '"npm run dev" shows each change';
