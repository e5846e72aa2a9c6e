/** The privacy notice. */
export const privacy = {};
