/** The address of a link beside its words, so that it is not lost in plain text. */

/** Returns the address to write after the words of a link, or `null` if they have it, or if it is a place in the text. */
export function addressBeside(said: string, href: string | undefined): string | null {
  if (href === undefined || !/^(?:https?|mailto|ftp|tel):/i.test(href)) return null;
  const address = href
    .replace(/^(?:mailto|tel):/i, '')
    .replace(/\?.*$/, (query) => (/^mailto:/i.test(href) ? '' : query));
  const bare = (text: string) => text.toLowerCase().replace(/^https?:\/\/|\/$/g, '');
  return bare(said).includes(bare(address)) ? null : address;
}
