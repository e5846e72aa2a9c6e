/** Figures of the questions: their names, what they rest on, and what is said beside them. */
export const figures = {};
