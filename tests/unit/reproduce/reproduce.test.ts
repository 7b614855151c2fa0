import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { differencesBetween } from '../../../src/core/reproduce/differences.ts';
import { parseForeignVerdict } from '../../../src/core/reproduce/index.ts';
import { codeOf, valueOf } from '../store/cases.ts';

const A = 'aa'.repeat(32);
const B = 'bb'.repeat(32);
const tool = { name: 'presumed', version: '0.1.0', rulesVersion: '2026-11-23' };
const whole = {
  format: 'presumed/verdict',
  formatVersion: 1,
  tool,
  title: 'Theirs',
  evaluatedAt: '2022-11-15T12:00:00Z',
  reading: 'ruling',
  evidence: [{ sha256: A, names: ['a.der'] }],
  references: [{ sha256: B, resolved: false, from: ['x'] }],
};

describe('a foreign verdict', () => {
  test('gives what is needed to make it again', () => {
    expect(valueOf(parseForeignVerdict(JSON.stringify(whole)))).toEqual({
      whole,
      title: 'Theirs',
      evaluatedAt: Date.UTC(2022, 10, 15, 12),
      reading: 'ruling',
      tool,
      evidence: [{ sha256: A, names: ['a.der'] }],
      references: [B],
    });
  });

  test.each([
    ['{', 'verdict/not-json'],
    ['null', 'verdict/not-a-verdict'],
    ['[]', 'verdict/not-a-verdict'],
    [JSON.stringify({ ...whole, format: 'other' }), 'verdict/not-a-verdict'],
    [JSON.stringify({ ...whole, formatVersion: 2 }), 'verdict/unknown-version'],
    [JSON.stringify({ ...whole, title: null }), 'verdict/bad-field'],
    [JSON.stringify({ ...whole, evaluatedAt: 'soon' }), 'verdict/bad-field'],
    [JSON.stringify({ ...whole, reading: 'mine' }), 'verdict/bad-field'],
    [JSON.stringify({ ...whole, tool: { name: 1 } }), 'verdict/bad-field'],
    [JSON.stringify({ ...whole, evidence: [{ sha256: 'short' }] }), 'verdict/bad-field'],
    [JSON.stringify({ ...whole, references: {} }), 'verdict/bad-field'],
  ])('%s is refused as %s', (text, code) => {
    expect(codeOf(parseForeignVerdict(text))).toBe(code);
  });

  test('nested without end, of the wrong types and huge, it is refused or read in a moment', () => {
    const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
    const version = JSON.stringify({ ...whole, formatVersion: 'DEEP' }).replace('"DEEP"', deep);
    const refused = parseForeignVerdict(version);
    expect(refused).toMatchObject({ ok: false, code: 'verdict/unknown-version' });
    expect(refused.ok || refused.message).toMatch(/format version a list,/);
    const long = 'x'.repeat(5_000_000);
    const read = valueOf(parseForeignVerdict(JSON.stringify({ ...whole, tool: { ...tool, name: long } })));
    expect(read.tool.name).toHaveLength(61);

    const nested = JSON.parse(JSON.stringify({ a: 'DEEP', b: 1 }).replace('"DEEP"', deep)) as unknown;
    const { listed, total } = differencesBetween(nested, { a: 'flat', b: { c: 1 } });
    expect([total, listed.map(({ path }) => path)]).toEqual([2, ['a', 'b']]);
    expect(listed[0]!.theirs).toHaveLength(401);
    const wide = { certificates: Array.from({ length: 200_000 }, (_, at) => ({ sha256: at, text: 'x'.repeat(20) })) };
    expect(differencesBetween(wide, { certificates: [] })).toMatchObject({ total: 200_000 });
    expect(differencesBetween({ a: [long] }, { a: { b: long } }).listed[0]!.theirs!.length).toBeLessThan(500);
  });

  test('whatever it holds, nothing is thrown', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...Object.keys(whole)), fc.jsonValue()), (changes) => {
        const read = parseForeignVerdict(JSON.stringify({ ...whole, ...changes }));
        return read.ok || /^verdict\/[a-z-]+$/.test(read.code);
      }),
    );
  });
});

describe('differences', () => {
  const listed = (a: unknown, b: unknown) => differencesBetween(a, b).listed;

  test('elements are paired by what they are about, so one that is missing is one difference', () => {
    const finding = (rule: string, outcome: string) => ({ rule, outcome, evidence: [A] });
    const theirs = { responses: [{ sha256: A, findings: [finding('x/a', 'warning'), finding('x/b', 'info')] }] };
    const ours = { responses: [{ sha256: A, findings: [finding('x/b', 'violation')] }] };
    expect(listed(theirs, ours)).toEqual([
      {
        path: `responses[${A}].findings[x/a ${A}]`,
        theirs: JSON.stringify(finding('x/a', 'warning')),
        ours: null,
      },
      { path: `responses[${A}].findings[x/b ${A}].outcome`, theirs: '"info"', ours: '"violation"' },
    ]);
  });

  test('a value and its absence, and two about the same, are told apart', () => {
    expect(listed({ a: null }, {})).toEqual([{ path: 'a', theirs: 'null', ours: null }]);
    expect(listed({ names: ['x', 'x'] }, { names: ['x'] })).toEqual([
      { path: 'names[x 2]', theirs: '"x"', ours: null },
    ]);
  });

  test('keys that every object has are keys like others', () => {
    const theirs = JSON.parse('{"__proto__": 1, "constructor": 2}') as unknown;
    expect(listed(theirs, {}).map(({ path }) => path)).toEqual(['__proto__', 'constructor']);
  });

  test('long lists and long values are cut, and counted whole', () => {
    const many = Array.from({ length: 600 }, (_, at) => `${at} ${'x'.repeat(1000)}`);
    const { listed: some, total } = differencesBetween(many, []);
    expect([some.length, total, some[0]!.theirs!.length]).toEqual([500, 600, 401]);
  });

  test('equal values differ nowhere, in whatever order their keys stand', () => {
    expect(listed({ a: 1, b: [{ sha256: A }] }, { b: [{ sha256: A }], a: 1 })).toEqual([]);
  });
});
