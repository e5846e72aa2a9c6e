/** Makes the modules of a new language from the English ones: typed by them, and with its own plural forms. */
import ts from 'typescript';
import { pluralCategories } from '../../src/languages/plural-categories.ts';
import { isOfPlural, parse } from './sentences.ts';

/** Returns the source for the new language. Its sentences are still the English ones. */
export function beginModule(name: string, source: string, code: string): string {
  if (name === 'say')
    return `import { formatsIn } from '../formats.ts';\n\nexport const say = formatsIn('${code}', '${code}');\n`;
  if (name === 'language')
    return source
      .replace(/^\/\*\*.*?\*\/\n/s, '')
      .replace(/import type \{ Written \} from [^\n]+/, "import type { en } from '../en/en.ts';")
      .replace('say as Written', 'say')
      .replace('export const en =', `export const ${code}: typeof en =`);
  const categories = [...pluralCategories(code).keys()];
  const up = '../'.repeat(name.split('/').length);
  const typed = ts.transform(parse(source), [
    (context) => (file) =>
      ts.visitEachChild(file, (node) => begin(node, categories, context), context),
  ]);
  const [file] = typed.transformed as [ts.SourceFile];
  const printer = ts.createPrinter({ removeComments: true });
  const statements = file.statements.map((statement) => {
    const text = printer.printNode(ts.EmitHint.Unspecified, statement, file);
    return ts.isImportDeclaration(statement) ? text : `\n${text}`;
  });
  return `import type * as english from '${up}en/${name}.ts';\n${statements.join('\n')}\n`;
}

function begin(
  node: ts.Node,
  categories: readonly string[],
  context: ts.TransformationContext,
): ts.Node {
  const { factory } = context;
  const visit = (child: ts.Node) => begin(child, categories, context);
  if (ts.isVariableStatement(node) && node.modifiers?.length) {
    const declarations = node.declarationList.declarations.map((declaration) => {
      const name = declaration.name as ts.Identifier;
      const qualified = factory.createQualifiedName(factory.createIdentifier('english'), name);
      const value = declaration.initializer && ts.visitNode(declaration.initializer, visit);
      const type = factory.createTypeQueryNode(qualified);
      return factory.createVariableDeclaration(name, undefined, type, value as ts.Expression);
    });
    const list = factory.createVariableDeclarationList(declarations, ts.NodeFlags.Const);
    return factory.createVariableStatement(node.modifiers, list);
  }
  if (ts.isObjectLiteralExpression(node) && isOfPlural(node)) {
    const forms = new Map(
      node.properties.filter(ts.isPropertyAssignment).map((form) => [form.name.getText(), form]),
    );
    const other = forms.get('other')?.initializer as ts.Expression;
    const own = categories.map((category) =>
      factory.createPropertyAssignment(category, forms.get(category)?.initializer ?? other),
    );
    return factory.createObjectLiteralExpression(own, true);
  }
  return ts.visitEachChild(node, visit, context);
}
