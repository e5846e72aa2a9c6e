/** Pages that staff open by the links in their emails. */
export const pages = {};
