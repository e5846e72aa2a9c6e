/** The frame of the accessibility statement. */
export const accessibility = {};
