import { html, joinHtml } from '../text/html.ts';

/** A text as HTML with its references marked: no translation may change them, and they are no words. */
export function withReferences(text: string): string {
  const parts = text.split(/([A-Z]{3}-\d{3}-[A-Z]{3})/);
  const marked = parts.map((part, index) =>
    index % 2 === 1 ? html`<span class="reference" translate="no">${part}</span>` : html`${part}`,
  );
  return joinHtml(marked).html;
}
