/** The receipt, changing and withdrawing. */
export const receipt = {};
