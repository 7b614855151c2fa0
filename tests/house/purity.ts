import ts from 'typescript';

/** Calls of these answer differently in another place of the world. */
const LOCAL =
  /^(toLocale\w*|localeCompare|[gs]et(FullYear|Month|Date|Day|Hours|Minutes|Seconds|Milliseconds|Year)|getTimezoneOffset|to(Date|Time)String)$/;

/**
 * Uses of the clock, of chance and of the locale in a module of core. What else core may not know (DOM, storage, network)
 * does not even compile there: src/core/platform.d.ts.
 * @returns one line each, `line 3: Date.now`
 */
export function impurities(path: string, text: string): string[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const report = (node: ts.Node, what: string) => {
    found.push(`line ${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}: ${what}`);
  };

  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node)) return;
    if (ts.isIdentifier(node)) judge(node);
    ts.forEachChild(node, visit);
  };

  const judge = (node: ts.Identifier): void => {
    const { parent, text: name } = node;
    const isMember = ts.isPropertyAccessExpression(parent) && parent.name === node;
    if (isMember) {
      if (LOCAL.test(name)) report(node, name);
      return;
    }
    if ((ts.isPropertyAssignment(parent) || ts.isPropertySignature(parent)) && parent.name === node) return;
    if (name === 'Intl' || name === 'globalThis') report(node, name);
    if (name === 'Date' && !isTimelessDate(node)) report(parent, parent.getText());
    if (name === 'Math' && !(ts.isPropertyAccessExpression(parent) && parent.name.text !== 'random')) {
      report(parent, parent.getText());
    }
  };

  /** `new Date(instant)` and `Date.UTC(…)` depend on their arguments alone. */
  const isTimelessDate = ({ parent }: ts.Identifier): boolean =>
    ts.isNewExpression(parent)
      ? parent.arguments?.length === 1
      : ts.isPropertyAccessExpression(parent) && parent.name.text === 'UTC';

  visit(source);
  return found;
}
