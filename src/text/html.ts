/** HTML in which every text is escaped, unless it is already HTML. */
import { escapeHtml } from './escape.ts';

export interface Html {
  readonly html: string;
}

/** Tags a template. Texts are escaped, numbers and HTML stay as they are, and arrays become their parts. */
export function html(parts: TemplateStringsArray, ...values: Value[]): Html {
  return raw(String.raw({ raw: parts }, ...values.map(toHtml)));
}

type Value = string | number | Html | readonly Html[];

function toHtml(value: Value): string {
  if (typeof value === 'string') return escapeHtml(value);
  if (typeof value === 'number') return String(value);
  return 'html' in value ? value.html : joinHtml(value).html;
}

/** Treats a text as HTML. Only for texts that neither a person nor an editor wrote. */
export function raw(text: string): Html {
  return { html: text };
}

export function joinHtml(pieces: readonly Html[], between = ''): Html {
  return raw(pieces.map((piece) => piece.html).join(between));
}
