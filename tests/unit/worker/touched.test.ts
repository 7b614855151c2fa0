import { describe, expect, it } from 'vitest';
import type { Evaluation } from '../../../src/core/evaluate.ts';
import type { Finding, Outcome } from '../../../src/core/model/verdict.ts';
import { touchedBy } from '../../../src/worker/touched.ts';
import type { Judgement } from '../../../src/worker/current.ts';

const finding = (rule: string, outcome: Outcome, message = ''): Finding => ({
  rule,
  outcome,
  message,
  citation: { document: '', edition: '', section: '', quote: '', url: '' },
  evidence: [],
  missing: [],
});

interface Certificate {
  readonly key: string;
  readonly heard: readonly string[];
  readonly findings: readonly Finding[];
}
const certificate = (key: string, heard: readonly string[], findings: readonly Finding[]): Certificate => ({
  key,
  heard,
  findings,
});

function judged(certificates: readonly Certificate[], responses: Readonly<Record<string, Finding[]>> = {}): Judgement {
  const evaluation = {
    rows: certificates.map(({ key, heard }, index) => ({
      key,
      index,
      name: `${key}.example`,
      entry: { statuses: heard.map((evidence) => ({ evidence })) },
    })),
    certificate: (index: number) => ({ findings: certificates[index]!.findings }),
    response: (sha256: string) => ({ findings: responses[sha256] }),
  } as unknown as Evaluation;
  const evidence = Object.keys(responses).map((sha256) => ({ sha256, kind: 'ocsp-response' }));
  return { evaluation, evidence } as unknown as Judgement;
}

const goOn = async () => true;

describe('what a rule touched', () => {
  it('lists certificates, the gravest finding first, and leaves out what was not found', async () => {
    const touched = await touchedBy(
      judged([
        certificate('a', [], [finding('x/y', 'warning'), finding('x/z', 'pass')]),
        certificate('b', [], [finding('x/y', 'violation')]),
        certificate('c', [], [finding('x/y', 'not-applicable'), finding('x/y', 'warning')]),
      ]),
      goOn,
    );
    expect(touched!.map(({ rule }) => rule)).toEqual(['x/y']);
    const { counts, certificates, touches } = touched![0]!;
    expect(counts).toEqual([
      { outcome: 'violation', n: 1 },
      { outcome: 'warning', n: 2 },
    ]);
    expect(certificates).toBe(3);
    expect(touches.map(({ name, certificate: key }) => [name, key])).toEqual([
      ['b.example', 'b'],
      ['a.example', 'a'],
      ['c.example', 'c'],
    ]);
  });

  it('counts a finding on a response once, and lists every certificate whose status it carries', async () => {
    const [touched] = (await touchedBy(
      judged([certificate('a', ['r1', 'r1'], []), certificate('b', ['r1'], [])], {
        r1: [finding('x/y', 'violation')],
        r2: [finding('x/y', 'violation')],
      }),
      goOn,
    ))!;
    expect(touched!.counts).toEqual([{ outcome: 'violation', n: 2 }]);
    expect(touched!.certificates).toBe(2);
    expect(touched!.touches.map(({ name, certificate: key }) => [name, key])).toEqual([
      ['a.example', 'a'],
      ['b.example', 'b'],
      ['OCSP response r2…', null],
    ]);
  });

  it('of thousands it keeps the gravest hundreds, and says how many there are', async () => {
    const many = Array.from({ length: 1000 }, (_, at) =>
      certificate(`${at}`, [], [finding('x/y', at === 999 ? 'violation' : 'warning')]),
    );
    const [touched] = (await touchedBy(judged(many), goOn))!;
    expect(touched).toMatchObject({ certificates: 1000, total: 1000 });
    expect(touched!.touches).toHaveLength(200);
    expect(touched!.touches[0]!.certificate).toBe('999');
  });

  it('stops when nobody wants it any more', async () => {
    const slow = {
      ...judged([certificate('a', [], []), certificate('b', [], [])]),
    };
    const wait = () => {
      for (const until = performance.now() + 60; performance.now() < until;);
      return { findings: [] };
    };
    const stopped = { ...slow, evaluation: { ...slow.evaluation, certificate: wait } } as unknown as Judgement;
    expect(await touchedBy(stopped, async () => false)).toBeNull();
  });
});
