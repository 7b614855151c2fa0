import { describe, expect, it } from 'vitest';
import type { Row } from '../../../src/core/model/row.ts';
import { facetsOf } from '../../../src/ui/state/facets.ts';
import { isGroup, linesOf, type Line } from '../../../src/ui/state/groups.ts';
import { Listing } from '../../../src/ui/state/listing.ts';
import { select } from '../../../src/ui/state/rows.ts';

const row = (key: string, issuer: string, notBefore: string, rules: readonly string[]): Row =>
  ({
    key,
    index: 0,
    name: key,
    issuer: issuer.replace('CN=', ''),
    latest: 'none',
    rules,
    entry: {
      issuer,
      notBefore,
      subject: key,
      dnsNames: [],
      serialNumber: key,
      verdict: 'warning',
      kind: 'final',
      statuses: [],
      issued: {},
    },
  }) as unknown as Row;

const rows = [
  row('a', 'CN=One', '2022-10-01T00:00:00Z', ['br/x', 'mrsp/y']),
  row('b', 'CN=Two', '2022-09-30T23:59:59Z', ['mrsp/y']),
  row('c', 'CN=One', '2022-10-31T23:59:59Z', []),
];

const words = (lines: readonly Line[]) =>
  lines.map((line) => (isGroup(line) ? `${line.name} (${line.rows})${line.folded ? ' folded' : ''}` : line.key));

it('facets are what there is, counted', () => {
  expect(facetsOf(rows)).toEqual({
    issuers: [
      { value: 'CN=One', name: 'One', rows: 2 },
      { value: 'CN=Two', name: 'Two', rows: 1 },
    ],
    months: [
      { value: '2022-09', name: '2022-09', rows: 1 },
      { value: '2022-10', name: '2022-10', rows: 2 },
    ],
    rules: [
      { value: 'mrsp/y', name: 'mrsp/y', rows: 2 },
      { value: 'br/x', name: 'br/x', rows: 1 },
    ],
  });
});

describe('lines', () => {
  it('are the rows, without groups', () => expect(words(linesOf(rows, '', new Set()))).toEqual(['a', 'b', 'c']));

  it('by issuer', () =>
    expect(words(linesOf(rows, 'issuer', new Set()))).toEqual(['One (2)', 'a', 'c', 'Two (1)', 'b']));

  it('by problem: each row under all of its own, and those without at the end', () =>
    expect(words(linesOf(rows, 'problem', new Set()))).toEqual([
      'mrsp/y (2)',
      'a',
      'b',
      'br/x (1)',
      'a',
      'No problem found (1)',
      'c',
    ]));

  it('a folded group is its head', () =>
    expect(words(linesOf(rows, 'problem', new Set(['mrsp/y', ''])))).toEqual([
      'mrsp/y (2) folded',
      'br/x (1)',
      'a',
      'No problem found (1) folded',
    ]));
});

it.each([
  [{ issuer: 'CN=One' }, ['a', 'c']],
  [{ month: '2022-09' }, ['b']],
  [{ rule: 'br/x' }, ['a']],
  [{ rule: 'mrsp/y', issuer: 'CN=Two' }, ['b']],
  [{ issuer: '', month: '', rule: '' }, ['a', 'b', 'c']],
])('%j keeps %j', (filter, expected) => {
  const all = { verdicts: new Set<never>(), status: '', kind: '', search: '' } as const;
  const kept = select(Listing.of(rows), { ...all, ...filter }, { by: 'kind', descending: false });
  expect(kept.map(({ key }) => key)).toEqual(expected);
});
