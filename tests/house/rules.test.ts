/** Every rule is complete, dated, cited, and tested at its edges. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { RULES } from '../../src/core/rules/index.ts';
import type { AnyRule, Window } from '../../src/core/rules/rule.ts';
import { cite, editionAt } from '../../src/core/rules/sources.ts';
import { formatInstant } from '../../src/core/model/time.ts';
import { KINDS } from '../rules/judge.ts';
import type { Kind } from '../rules/judge.ts';
import { modules, read, root } from './sources.ts';

/** The ids that the verdict's format promises, stable for ever. */
const PROMISED = [
  ...of(
    'mrsp',
    'precert-status final-status final-matches-precert precert-logged next-update-present validity-max-10d',
  ),
  ...of('mrsp', 'next-update-within-signer update-every-4d responder-nocheck duplicate-serial eku-present'),
  ...of('mrsp', 'crl-reason crl-idp sha1-ocsp sha1-precert'),
  ...of('br', 'unknown-after-15-minutes reserved-serial good-unassigned validity-min-8h validity-max-10d refresh-half'),
  ...of('br', 'refresh-8h-4d ca-status-12mo responder-nocheck responder-profile ca-signer-digital-signature'),
  ...of('br', 'signature-algorithm sha1-ocsp no-certificate-hold ca-revocation-reason revocation-reason-permitted'),
  ...of('br', 'no-reasoncode-extension revoked-stays-revoked aia-ocsp-present crldp-present not-before-48h'),
  ...of('br', 'precert-poison precert-no-scts precert-final-match embedded-scts precert-signing-ca validity-period'),
  ...of(
    'rfc6960',
    'der unsigned-error signature responder-authorized responder-valid responder-id cert-id cert-id-hash',
  ),
  ...of('rfc6960', 'time-encoding time-order future fresh nonce archive-cutoff extended-revoke critical-extension'),
  ...of('rfc6960', 'multiple-statuses contradictory-statuses'),
  ...of('sbr', 'validity responder certificate-hold'),
];

function of(maker: string, slugs: string): string[] {
  return slugs.split(' ').map((slug) => `${maker}/${slug}`);
}

const ids = [...new Set(RULES.map(({ id }) => id))].sort();
const rulesOf = (id: string): AnyRule[] => RULES.filter((rule) => rule.id === id);

test('every promised rule is there, and no other', () => {
  expect(ids).toEqual([...PROMISED].sort());
});

test('an id stands once for each kind of subject', () => {
  const kinds = RULES.map(({ id, judges }) => `${id} judges a ${judges}`);
  expect(kinds).toEqual([...new Set(kinds)]);
});

test('every rule has a file of its own, which its id names', () => {
  const files = modules('src/core/rules').filter((path) => /\bid: '/.test(read(path)));
  const named = files.map((path) => path.replace(/^src\/core\/rules\/|\.ts$/g, ''));
  expect(named.sort()).toEqual(ids);
});

describe.each(ids)('%s', (id) => {
  test.each(rulesOf(id).map((rule) => [rule.judges, rule] as const))('judging a %s is complete', (_judges, rule) => {
    expect(rule.id).toMatch(/^(mrsp|br|rfc6960|sbr)\/[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(rule.requirement).toMatch(/^\S.{20,}\.$/);
    expect(['MUST', 'MUST NOT', 'SHOULD', 'SHOULD NOT', 'MAY', 'note']).toContain(rule.level);
    expect(rule.source.editions.length).toBeGreaterThan(0);
    expect(rule.windows.length).toBeGreaterThan(0);
    // A clock that never moves can enter and leave no window.
    if (rule.clock === 'always') expect(datesOf(rule)).toEqual([]);
  });

  test.each(rulesOf(id).map((rule) => [rule.judges, rule] as const))('judging a %s has windows in order', (_, rule) => {
    const spans = rule.windows.map(({ from = -Infinity, until = Infinity }) => ({ from, until }));
    for (const [at, { from, until }] of spans.entries()) {
      expect(from).toBeLessThan(until);
      // Half-open: the next one may begin at the very end of this one, and never before.
      expect(from).toBeGreaterThanOrEqual(spans[at - 1]?.until ?? -Infinity);
    }
    // A date in a policy is the first moment of a day (BR 1.6.4).
    for (const date of datesOf(rule)) expect(formatInstant(date)).toMatch(/T00:00:00Z$/);
  });

  test.each(rulesOf(id).map((rule) => [rule.judges, rule] as const))('judging a %s is cited', (_judges, rule) => {
    for (const window of rule.windows) {
      const { document, edition, section, quote, url } = citationOf(rule, window);
      expect(document).not.toBe('');
      expect(edition).not.toBe('');
      expect(section).toMatch(/^\d+(\.\d+)*[a-z]?$/);
      expect(quote.length).toBeGreaterThanOrEqual(10);
      expect(quote).toBe(quote.trim());
      expect(quote).not.toMatch(/\s{2}|[\n\t]/);
      // An address with the fragment of the section, where the document has any.
      expect(url).toMatch(/^https:\/\/[^\s#]+(#[^\s#]+)?$/);
    }
  });

  test('is tested: fails, passes, not applicable, and at its edges', () => {
    const path = `tests/rules/${id}.test.ts`;
    expect(existsSync(join(root, path)) ? '' : `missing: ${path}`).toBe('');
    const shown = coverage(read(path));
    expect(shown.covers).toEqual([id]);
    const lacking = KINDS.filter((kind) => !shown.kinds.has(kind));
    expect(lacking.sort()).toEqual([...shown.without].sort());
    for (const kind of shown.without) expect(excuse(kind, rulesOf(id))).toBe('');
  });
});

test('no test covers a rule that is not there', () => {
  const paths = modules('tests/rules').filter((path) => /^tests\/rules\/\w+\/.*\.test\.ts$/.test(path));
  const covered = paths.map((path) => path.replace(/^tests\/rules\/|\.test\.ts$/g, ''));
  expect(covered.filter((id) => !ids.includes(id))).toEqual([]);
});

const datesOf = (rule: AnyRule): number[] =>
  rule.windows.flatMap(({ from, until }) => [from, until]).filter((date) => date !== undefined);

function citationOf(rule: AnyRule, { from, section, quote, ...window }: Window) {
  const source = window.source ?? rule.source;
  return cite(source, section, quote, window.edition ?? editionAt(source, from ?? 0));
}

/** Why a kind may not be left out; `''` when it may. */
function excuse(kind: Kind, rules: readonly AnyRule[]): string {
  switch (kind) {
    case 'fails':
      return 'every rule can find something';
    case 'passes':
      return rules.some(({ check }) => /\bpass\(/.test(check.toString())) ? 'the rule can pass' : '';
    case 'boundary':
      return rules.some((rule) => datesOf(rule).length > 0) ? 'the rule has dates' : '';
    case 'notApplicable':
      return rules.some(({ applies }) => !/^\(?\)?\s*=>\s*true$/.test(applies.toString().replace(/^\(\)/, '')))
        ? 'the rule does not apply to everything'
        : '';
  }
}

interface Coverage {
  readonly covers: string[];
  readonly without: Kind[];
  readonly kinds: Set<string>;
}

/** What a test file says: `covers(id, without)`, and which kinds of tests it has. */
function coverage(text: string): Coverage {
  const file = ts.createSourceFile('test.ts', text, ts.ScriptTarget.ESNext, true);
  const constants = new Map<string, string>();
  const found: Coverage = { covers: [], without: [], kinds: new Set() };
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && node.initializer && ts.isStringLiteral(node.initializer))
      constants.set(node.name.getText(), node.initializer.text);
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) {
      const called = node.expression.text;
      const [first, second] = node.arguments;
      if ((KINDS as readonly string[]).includes(called)) found.kinds.add(called);
      if (called === 'covers' && first)
        found.covers.push(ts.isStringLiteral(first) ? first.text : (constants.get(first.getText()) ?? first.getText()));
      if (called === 'covers' && second && ts.isObjectLiteralExpression(second))
        for (const { name } of second.properties) found.without.push(name!.getText() as Kind);
    }
    node.forEachChild(visit);
  };
  visit(file);
  return found;
}

describe('the reader of test files', () => {
  test('finds what is covered, with and without a constant', () => {
    expect(coverage(`const RULE = 'br/x'; covers(RULE); fails('a', f); boundary('b', f);`)).toEqual({
      covers: ['br/x'],
      without: [],
      kinds: new Set(['fails', 'boundary']),
    });
    expect(coverage(`covers('br/x', { passes: 'never' });`)).toEqual({
      covers: ['br/x'],
      without: ['passes'],
      kinds: new Set(),
    });
  });

  test('a kind in a comment or a string is none', () => {
    expect(coverage(`// fails('a', f)\nconst words = "passes('b', f)";`).kinds).toEqual(new Set());
  });
});
