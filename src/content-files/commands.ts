/** How to run a command here: with npm or, if the package is unpacked, with its own command. */

const own = process.env['WEIGH_IN_COMMAND']?.trim();

export const staffCommand = own || 'npm run staff --';
export const buildCommand = own ? `${own} build` : 'npm run build';
/** Whether `npm run dev` can show an editor what they have written. */
export const hasDev = !own;
