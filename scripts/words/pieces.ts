/** A text as a translator sees it: words, and {names} in the place of what is put in. */
import ts from 'typescript';

/** A string or a template in the source. */
export type Text = ts.StringLiteralLike | ts.TemplateExpression;

interface Piece {
  /** The name between brackets, or `null` for words. */
  name: string | null;
  words: string;
}

/** Splits a text at its {names}. Double brackets stand for one that belongs to the words. */
export function piecesOf(text: string): Piece[] {
  return text.split(/(\{\{|\}\}|\{[^{}]*\})/).map((piece) => {
    if (piece === '{{' || piece === '}}') return { name: null, words: piece.slice(1) };
    return /^\{.*\}$/s.test(piece)
      ? { name: piece.slice(1, -1), words: '' }
      : { name: null, words: piece };
  });
}

export function hasLetters(text: string): boolean {
  return piecesOf(text).some(({ words }) => /\p{L}/u.test(words));
}

export function isText(node: ts.Node): node is Text {
  return ts.isStringLiteralLike(node) || ts.isTemplateExpression(node);
}

/** Returns the text of a string or template, and the sources of its values by their names. */
export function readText(
  node: Text,
  imported: Set<string>,
): { text: string; values: Map<string, string> } {
  const values = new Map<string, string>();
  if (ts.isStringLiteralLike(node)) return { text: escapeBrackets(node.text), values };
  const parts = node.templateSpans.map(({ expression, literal }) => {
    const value = expression.getText();
    const known = [...values].find(([, other]) => other === value)?.[0];
    const name = known ?? unused(nameOfValue(expression, imported), values);
    values.set(name, value);
    return `{${name}}${escapeBrackets(literal.text)}`;
  });
  return { text: escapeBrackets(node.head.text) + parts.join(''), values };
}

/** "over" for `over`, `say.number(over)` and `characters(over)`; "of, in words" where other sentences say it. */
function nameOfValue(expression: ts.Expression, imported: Set<string>): string {
  if (ts.isPropertyAccessExpression(expression)) return expression.name.text;
  let hasWords = false;
  const names: string[] = [];
  function visit(node: ts.Node): void {
    if (isText(node)) hasWords ||= hasLetters(readText(node, imported).text);
    else if (ts.isIdentifier(node)) names.push(node.text);
    else if (ts.isPropertyAccessExpression(node)) visit(node.expression);
    else if (ts.isPropertyAssignment(node)) visit(node.initializer);
    else if (ts.isCallExpression(node) && ts.isIdentifier(node.expression))
      node.arguments.forEach(visit);
    else ts.forEachChild(node, visit);
  }
  visit(expression);
  const name = [...new Set(names)].filter((one) => !imported.has(one)).join(', ') || 'words';
  return hasWords ? `${name}, in words` : name;
}

/** Returns the names that are not those of values: what a module imports, and what the language has. */
export function importedNames(file: ts.SourceFile): Set<string> {
  const names = ['String', 'Number', 'Math'];
  for (const statement of file.statements) {
    const bindings = ts.isImportDeclaration(statement) && statement.importClause?.namedBindings;
    if (bindings && ts.isNamedImports(bindings))
      names.push(...bindings.elements.map(({ name }) => name.text));
  }
  return new Set(names);
}

function unused(name: string, taken: Map<string, string>): string {
  if (!taken.has(name)) return name;
  let number = 2;
  while (taken.has(`${name} ${number}`)) number += 1;
  return `${name} ${number}`;
}

const escapeBrackets = (text: string) => text.replace(/[{}]/g, '$&$&');
