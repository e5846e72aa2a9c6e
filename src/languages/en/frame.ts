/** What stands on every page: the layout, its links and its breadcrumbs, and the page that is not there. */
export const frame = {};
