/** HTML in which every text is escaped, unless it is HTML already. */
import { escapeHtml } from './escape.ts';

export interface Html {
  readonly html: string;
}

/** Tags a template: numbers and HTML stand as they are, arrays as their parts, and texts are escaped. */
export function html(parts: TemplateStringsArray, ...values: Value[]): Html {
  return raw(String.raw({ raw: parts }, ...values.map(toHtml)));
}

type Value = string | number | Html | readonly Html[];

function toHtml(value: Value): string {
  if (typeof value === 'string') return escapeHtml(value);
  if (typeof value === 'number') return String(value);
  return 'html' in value ? value.html : joinHtml(value).html;
}

/** Takes a text for HTML. Only for texts that no person and no editor wrote. */
export function raw(text: string): Html {
  return { html: text };
}

export function joinHtml(pieces: readonly Html[], between = ''): Html {
  return raw(pieces.map((piece) => piece.html).join(between));
}
