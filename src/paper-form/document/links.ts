/** Finds addresses in the text of a document, to make links of them. */

interface Stretch {
  text: string;
  /** Where the link leads. `null`: this is not an address. */
  href: string | null;
}

const address =
  /(?<web>https?:\/\/[^\s()<>“”"]*[^\s()<>“”".,;:!?])|(?<mail>[^\s()<>“”",;:@]+@[^\s()<>“”",;:@]+\.[a-z]{2,})/giu;

export function splitLinks(text: string): Stretch[] {
  const stretches: Stretch[] = [];
  let at = 0;
  for (const { index, 0: found, groups } of text.matchAll(address)) {
    if (index > at) stretches.push({ text: text.slice(at, index), href: null });
    stretches.push({ text: found, href: groups?.['web'] ? found : `mailto:${found}` });
    at = index + found.length;
  }
  if (at < text.length || stretches.length === 0) {
    stretches.push({ text: text.slice(at), href: null });
  }
  return stretches;
}
