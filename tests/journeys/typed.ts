/** What a person types into a page. These functions run inside it, in any browser. */

/**
 * Types and ticks as a person does: Firefox keeps what was edited, and not what a script set. Of the options, only
 * those that the page has are ticked.
 *
 * @param answers by the names of the fields
 */
export function fillIn(answers: Record<string, string | readonly string[]>): void {
  for (const [name, values] of Object.entries(answers)) {
    for (const field of document.getElementsByName(name) as NodeListOf<HTMLInputElement>) {
      if (/radio|checkbox/.test(field.type)) {
        if ([values].flat().includes(field.value) && !field.checked) field.click();
      } else {
        field.focus();
        document.execCommand('selectAll');
        document.execCommand('insertText', false, [values].flat().join());
      }
    }
  }
}

/** Returns everything that is typed and ticked, as the browser would send it. */
export function readTyped(): string[] {
  return [...new FormData(document.forms[0])]
    .filter(([name, value]) => !name.startsWith('_') && value !== '')
    .map(([name, value]) => `${name}=${String(value)}`)
    .sort();
}
