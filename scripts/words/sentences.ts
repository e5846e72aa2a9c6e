/**
 * Finds the sentences in a module of a catalogue: each string and template of the source that has words, by its place.
 */
import ts from 'typescript';
import { hasLetters, importedNames, isText, readText, type Text } from './pieces.ts';

export interface Sentence {
  /** Where it stands, from the module on: "form.answerNeeded", "check.answered.one". */
  place: string;
  /** The place of the whole that it is a part of: "check.answered". */
  key: string;
  /** The plural category, if it is one form of several. */
  category: string | null;
  text: string;
  /** What is put into it, by the names in its text. */
  values: Map<string, string>;
  isHtml: boolean;
  node: Text;
}

/** @param module the path in the folder of the language, without its ending: "questions/choices" */
export function sentencesIn(module: string, source: string): Sentence[] {
  const file = parse(source);
  const imported = importedNames(file);
  const found: Sentence[] = [];

  function visit(node: ts.Node, path: string[], category: string | null): void {
    if (ts.isTypeNode(node) || ts.isImportDeclaration(node)) return;
    if (isText(node)) add(node, path, category);
    const isForms = ts.isObjectLiteralExpression(node) && isOfPlural(node);
    ts.forEachChild(node, (child) => {
      const name = nameOf(child);
      if (name === null || (path.length > 0 && !isMember(child))) visit(child, path, category);
      else if (isForms) visit(child, path, name);
      else visit(child, [...path, name], category);
    });
  }

  function add(node: Text, path: string[], category: string | null): void {
    const { text, values } = readText(node, imported);
    if (!isWords(node, text)) return;
    const [first = '', ...rest] = path;
    const isNamedAlike = module === 'language' || toCamel(module.replace(/.*\//, '')) === first;
    const key = [module, ...(isNamedAlike ? rest : path)].join('.');
    const wanted = category === null ? key : `${key}.${category}`;
    const same = found.filter((one) => one.place === wanted || one.place.startsWith(`${wanted}#`));
    const place = same.length === 0 ? wanted : `${wanted}#${same.length + 1}`;
    const isHtml = ts.isTaggedTemplateExpression(node.parent);
    found.push({ place, key, category, text, values, isHtml, node });
  }

  visit(file, [], null);
  return found;
}

export function parse(source: string): ts.SourceFile {
  return ts.createSourceFile('catalogue.ts', source, ts.ScriptTarget.Latest, true);
}

/** The name of a part of the module that has a place of its own. */
function nameOf(node: ts.Node): string | null {
  const named =
    ts.isVariableDeclaration(node) || ts.isFunctionDeclaration(node) || isMember(node)
      ? node
      : null;
  const name = named?.name;
  return name && (ts.isIdentifier(name) || ts.isStringLiteral(name)) ? name.text : null;
}

function isMember(node: ts.Node): node is ts.PropertyAssignment | ts.MethodDeclaration {
  return ts.isPropertyAssignment(node) || ts.isMethodDeclaration(node);
}

/** Whether an object has the forms of `say.plural`, as its argument or spread into it. */
export function isOfPlural(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isSpreadAssignment(parent)) return isOfPlural(parent.parent);
  return ts.isCallExpression(parent) && /\.plural$/.test(parent.expression.getText());
}

/** Whether a text is for people: has letters, or is all that stands at its place, such as a comma. */
function isWords(node: Text, text: string): boolean {
  const { parent } = node;
  if (ts.isPropertyAssignment(parent) && parent.name === node) return false;
  if (ts.isBinaryExpression(parent) && parent.operatorToken.kind !== ts.SyntaxKind.PlusToken)
    if (/===|!==/.test(parent.operatorToken.getText())) return false;
  // "padStart(2, '0')", "startsWith('from')".
  if (ts.isCallExpression(parent) && ts.isPropertyAccessExpression(parent.expression)) return false;
  if (hasLetters(text)) return true;
  const outer = ts.isTaggedTemplateExpression(parent) ? parent.parent : parent;
  const isWhole =
    isMember(outer) ||
    ts.isVariableDeclaration(outer) ||
    (ts.isArrowFunction(outer) && text !== '');
  return isWhole && text !== '';
}

const toCamel = (name: string) =>
  name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
