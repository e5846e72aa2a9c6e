/** A pair of scales: the default mark of a site, beside its name and as its icon. */
export const scales =
  'M4 21h16M12 3v18M3 8l18-3M0 14l3-6 3 6a3 3 0 01-6 0M18 11l3-6 3 6a3 3 0 01-6 0';

/** The icon as a data URL, so that browsers request no file. */
export const scalesAddress = `data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' viewBox='-3 -3 30 30'><path fill='none' stroke='%2398091c' stroke-width='3' d='${scales}'/></svg>`;
