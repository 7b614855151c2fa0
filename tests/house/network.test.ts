/** Nothing leaves the device unless the user says so: one module of the app asks the network, and it asks Bugzilla. */
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { importsOf, modules, read, script } from './sources.ts';

/** What can open a connection. The service worker's own requests are workbox's; links are followed by the user. */
const WAYS = ['fetch', 'XMLHttpRequest', 'WebSocket', 'WebTransport', 'EventSource', 'RTCPeerConnection', 'sendBeacon'];

/** The names of all ways to the network that a module uses. */
function waysOut(path: string, text = read(path)): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && WAYS.includes(node.text) && !isNameOfItsOwn(node)) found.push(node.text);
    if (ts.isStringLiteral(node) && WAYS.includes(node.text) && ts.isElementAccessExpression(node.parent))
      found.push(node.text);
    if (!ts.isTypeNode(node)) ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, script(path, text), ts.ScriptTarget.Latest, true, ts.ScriptKind.TS));
  return found;
}

/** A property or method that a module of ours calls so. */
const isNameOfItsOwn = ({ parent }: ts.Node): boolean =>
  ts.isPropertyAssignment(parent) ||
  ts.isPropertySignature(parent) ||
  ts.isMethodDeclaration(parent) ||
  ts.isMethodSignature(parent);

describe('the network', () => {
  test('is asked in one place', () => {
    const asking = modules('src').filter((path) => waysOut(path).length > 0);
    expect(asking).toEqual(['src/bugzilla/ask.ts']);
  });

  test('is watched in every test of the built app, and so is the Content-Security-Policy', () => {
    const specs = modules('tests/e2e').filter((path) => path.endsWith('.spec.ts'));
    expect(specs.length).toBeGreaterThan(20);
    const unwatched = specs.filter((path) => importsOf(path).some(({ specifier }) => specifier === '@playwright/test'));
    expect(unwatched).toEqual([]);
  });

  test('is found however it is asked', () => {
    const ask = 'fetch(a); globalThis.fetch(b); const { fetch: c } = self; self["fetch"](d); new WebSocket(e);';
    expect(waysOut('a.ts', ask)).toEqual(['fetch', 'fetch', 'fetch', 'fetch', 'WebSocket']);
    expect(waysOut('a.svelte', '<p>fetch</p><script lang="ts">navigator.sendBeacon(a)</script>')).toEqual([
      'sendBeacon',
    ]);
    expect(waysOut('a.ts', '// fetch(a)\nconst b = { fetch: 1 }; "fetch"; fetchAll(b); let c: typeof fetch;')).toEqual(
      [],
    );
  });
});
