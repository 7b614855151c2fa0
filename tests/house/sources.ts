/** Reading our own source text, for the house rules. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

export const root = fileURLToPath(new URL('../../', import.meta.url));

/** @param path relative to the repository, with forward slashes */
export const read = (path: string): string => readFileSync(join(root, path), 'utf8');

/** The modules and components under a folder, sorted; declaration files have no code to judge. */
export const modules = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((path) => `${folder}/${path.replaceAll('\\', '/')}`)
    .filter((path) => /\.(ts|svelte)$/.test(path) && !path.endsWith('.d.ts'))
    .sort();

/** What git keeps of this repository; `null` where there is no git to ask, as in an unpacked archive. */
export function trackedFiles(): string[] | null {
  try {
    return execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
      .split('\0')
      .filter((path) => path !== '');
  } catch {
    return null;
  }
}

/** The script of a component, with the line breaks before it, so that positions stay true; a module as it is. */
export function script(path: string, text: string): string {
  if (!path.endsWith('.svelte')) return text;
  return text
    .split(/(<script\b[^>]*>[\s\S]*?<\/script>)/)
    .map((part) =>
      part.startsWith('<script') ? part.replace(/^<script\b[^>]*>|<\/script>$/g, '') : part.replace(/[^\n]/g, ''),
    )
    .join('');
}

export interface Import {
  /** As written. */
  readonly specifier: string;
  /** The file in this repository, relative to it; `null` for a package. */
  readonly file: string | null;
  /** Erased by the build, so that it can neither run code nor make a cycle that matters. */
  readonly typeOnly: boolean;
}

/** Every static import, re-export, dynamic `import()`, type import and `new URL('./worker.ts', import.meta.url)`. */
export function importsOf(path: string, text: string = read(path)): Import[] {
  const found: Import[] = [];
  const add = (node: ts.Node | undefined, typeOnly: boolean) => {
    if (!node || !ts.isStringLiteralLike(node)) return;
    const specifier = node.text;
    const target = join(dirname(path), specifier.replace(/[?#].*$/, '')).replaceAll('\\', '/');
    found.push({ specifier, file: specifier.startsWith('.') ? target : null, typeOnly });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) {
      add(node.moduleSpecifier, node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword);
    } else if (ts.isExportDeclaration(node)) {
      add(node.moduleSpecifier, node.isTypeOnly);
    } else if (ts.isImportTypeNode(node)) {
      add(ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined, true);
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      add(node.arguments[0], false);
    } else if (ts.isNewExpression(node) && node.arguments?.[1]?.getText() === 'import.meta.url') {
      add(node.arguments[0], false);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, script(path, text), ts.ScriptTarget.Latest, true, ts.ScriptKind.TS));
  return found;
}

/** `@peculiar/x509` of `@peculiar/x509/build/thing`, `idb` of `idb`. */
export const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
