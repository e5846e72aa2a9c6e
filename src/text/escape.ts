/** Escapes texts for HTML. */

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Escapes a text for HTML, in elements and in quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] as string);
}

/**
 * Returns a text as the content of a `<textarea>`. It begins with a line break, which HTML parsers drop there. In a
 * long text, only characters that could be markup are escaped, because otherwise 2 MB of quotation marks would
 * become 12 MB.
 */
export function escapeBox(text: string): string {
  if (text.length < 100_000) return `\n${escapeHtml(text)}`;
  const escaped = text.replace(/&(?=[#\w])|<(?=\/)/g, (character) => entities[character] as string);
  return `\n${escaped}`;
}
