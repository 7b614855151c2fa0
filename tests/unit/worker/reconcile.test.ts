import { beforeEach, describe, expect, test } from 'vitest';
import type { Row } from '../../../src/core/model/row.ts';
import { NOTHING_STATED, type KeptList } from '../../../src/core/model/stated.ts';
import { parseInstant } from '../../../src/core/model/time.ts';
import {
  byRule,
  byVerdict,
  compareCounts,
  divide,
  matchLists,
  readStatedCounts,
  readStatedList,
  understandingsOf,
  type NamedList,
} from '../../../src/core/reconcile/index.ts';
import { ok } from '../../../src/core/model/result.ts';
import type { Current, Judgement } from '../../../src/worker/current.ts';
import type { EvidenceReader } from '../../../src/worker/evidence-reader.ts';
import type { Progress } from '../../../src/worker/actions.ts';
import { ReconcileDesk } from '../../../src/worker/reconcile.ts';
import { FIGURES, type ListKey, type ReconcileAsked } from '../../../src/worker/reconciled.ts';
import { hash, row, status } from '../reconcile/make.ts';
import { valueOf } from '../store/cases.ts';

/** The desk answers with what the functions of core/reconcile find, and hands out their lists line by line. */

const rows: readonly Row[] = [
  row(0, { final: true, notBefore: '2022-09-30T20:00:00Z' }, ['mrsp/final-status']),
  row(1, { notBefore: '2022-10-01T03:00:00Z' }, ['mrsp/precert-status']),
  row(2, { verdict: 'no-violation-found', statuses: [status('revoked', '2022-11-01T00:00:00Z')] }),
  row(3, { verdict: 'not-applicable', notAfter: '2022-10-20T00:00:00Z' }),
  row(4, { kind: 'ca' }),
];
const texts: Record<string, string> = {
  final: [hash(0, 'b'), hash(1), hash(1), 'ab'.repeat(32), 'no certificate at all'].join('\n'),
  pre: [hash(1), hash(2), 'https://crt.sh/?id=1'].join('\n'),
};
const kept: readonly KeptList[] = [
  { name: 'cert_urls.txt', listedAs: 'final', sha256: 'final' },
  { name: 'precert_urls.txt', listedAs: 'precertificate', sha256: 'pre' },
];
const named: readonly NamedList[] = kept.map(({ name, listedAs, sha256 }) => ({
  name,
  listedAs,
  list: readStatedList(texts[sha256]!),
}));

let reads: string[];
let said: [Progress['step'], number, number][];
let desk: ReconcileDesk;

const judged = (of: readonly Row[] = rows) =>
  ({
    evaluation: { head: { evaluatedAt: '2022-11-15T12:00:00Z' }, rows: of, sizes: { crls: 0 } },
  }) as unknown as Judgement;

function deskOf(judgement: Judgement): ReconcileDesk {
  const current = { of: (id: string) => (id === 'here' ? judgement : null) } as unknown as Current;
  const reader = {
    copy: async (sha256: string) => {
      reads.push(sha256);
      return ok(sha256 in texts ? new TextEncoder().encode(texts[sha256]) : null);
    },
  } as unknown as EvidenceReader;
  return new ReconcileDesk(current, reader);
}

beforeEach(() => {
  reads = [];
  said = [];
  desk = deskOf(judged());
});

const call = {
  key: '',
  signal: new AbortController().signal,
  progress: (...one: [Progress['step'], number, number]) => void said.push(one),
};
const WORDS = {
  counts: '1 final certificate and 5 precertificates, 2 revoked certificates',
  moment: '2022-10-01',
  zone: 'Europe/Athens',
  expiredAt: '',
};
const asked: ReconcileAsked = { lists: kept, words: WORDS, compared: 'all', shown: new Uint32Array() };
const ask = async (changes: Partial<ReconcileAsked> = {}) =>
  valueOf(await desk.reconcile(call, 'here', { ...asked, ...changes }))!;

describe('a reconciliation in the worker', () => {
  test('finds what core/reconcile finds', async () => {
    const found = await ask();
    const ends = rows.slice(0, 4);
    const matching = matchLists(named, ends, ends);
    expect(found).toMatchObject({ all: 4, rows: 4, distinct: matching.distinct, lists: matching.lists });
    for (const figure of FIGURES) expect([figure, found.figures[figure]]).toEqual([figure, matching[figure].length]);
    const expiredAt = parseInstant('2022-11-15T12:00:00Z')!;
    const counts = compareCounts(readStatedCounts(WORDS.counts), ends, { expiredAt, readMoment: () => null });
    expect(found.counts.map(({ found: n, difference }) => [n, difference])).toEqual(
      counts.map(({ rows: counted, difference }) => [counted.length, difference]),
    );
    expect(found.counts).toHaveLength(3);
    const { sides, movers, proven } = divide(ends, understandingsOf(WORDS.moment, WORDS.zone).ways);
    expect(found.sides.map(({ before, after }) => [before, after])).toEqual(
      sides.map(({ before, after }) => [before.length, after.length]),
    );
    expect([found.movers, found.proven]).toEqual([movers.length, proven]);
    expect(found.kinds).toEqual({
      final: { all: 1, expired: 0 },
      'precertificate-only': { all: 3, expired: 1 },
      both: { all: 4, expired: 1 },
    });
    expect(found.verdicts.map(({ of, rows: n }) => [of, n])).toEqual(
      byVerdict(ends).map(({ of, rows: group }) => [of, group.length]),
    );
    expect(found.rules).toMatchObject(byRule(ends).map(({ of, firstNotBefore }) => ({ of, firstNotBefore })));
  });

  test('compares with what is chosen', async () => {
    expect(await ask({ compared: 'violations' })).toMatchObject({ all: 4, rows: 2 });
    const shown = await ask({ compared: 'shown', shown: Uint32Array.of(3, 4) });
    expect(shown).toMatchObject({ rows: 1, figures: { notInLists: 1, outside: 3 } });
    expect(valueOf(await desk.reconcile(call, 'elsewhere', asked))).toBeNull();
  });

  test('reads a list once, whatever else changes, and again when it comes back', async () => {
    await ask();
    await ask({ words: { ...WORDS, counts: '' } });
    expect(reads).toEqual(['final', 'pre']);
    await ask({ lists: kept.slice(0, 1) });
    await ask();
    expect(reads).toEqual(['final', 'pre', 'pre']);
    const lost = await ask({ lists: [{ name: 'lost', listedAs: 'unsaid', sha256: 'gone' }] });
    expect(lost.figures).toMatchObject({ ignored: 1, inEvidence: 0 });
  });

  test('hands out every list that a number counts, as long as that number', async () => {
    const found = await ask();
    const keys: [ListKey, number][] = [
      ...FIGURES.map((figure): [ListKey, number] => [figure, found.figures[figure]]),
      ...found.counts.map(({ found: n }, at): [ListKey, number] => [`count:${at}`, n]),
      ...found.sides.flatMap(({ before, after }, at): [ListKey, number][] => [
        [`before:${at}`, before],
        [`after:${at}`, after],
      ]),
      ['movers', found.movers],
      ['kind:both:all', 4],
      ['kind:both:expired', 1],
      ['kind:final:valid', 1],
      ['kind:precertificate-only:valid', 2],
      ...found.verdicts.map(({ of, rows: n }): [ListKey, number] => [`verdict:${of}`, n]),
      ...found.rules.map(({ of, rows: n }): [ListKey, number] => [`rule:${of}`, n]),
    ];
    for (const [key, n] of keys) expect([key, desk.lines(found.serial, key, 0, 1000)?.length]).toEqual([key, n]);
    expect(desk.lines(found.serial, 'rule:none/such', 0, 9)).toBeNull();
    expect(desk.lines(found.serial, 'count:9', 0, 9)).toBeNull();
  });

  test('says in a line what stands where, and what of it', async () => {
    const { serial } = await ask();
    expect(desk.lines(serial, 'notInEvidence', 0, 9)).toEqual([
      { text: 'ab'.repeat(32), place: 'cert_urls.txt, line 4' },
    ]);
    expect(desk.lines(serial, 'doubles', 0, 1)).toEqual([
      { text: hash(1), place: 'cert_urls.txt, line 3', note: 'Named before: cert_urls.txt, line 2' },
    ]);
    expect(desk.lines(serial, 'contradictions', 0, 1)).toEqual([
      {
        row: { index: 1, key: hash(1) },
        text: hash(1),
        place: 'cert_urls.txt, line 2',
        note: 'Listed as a final certificate, but only a precertificate is in hand.',
      },
    ]);
    expect(desk.lines(serial, 'kind:both:all', 2, 1)).toEqual([{ row: { index: 2, key: hash(2) } }]);
    const text = await (await desk.file(serial, 'doubles'))!.text();
    expect(text).toBe(`${hash(1)}\tcert_urls.txt, line 3\tNamed before: cert_urls.txt, line 2\n`);
    expect(await (await desk.file(serial, 'kind:final:all'))!.text()).toBe(`https://crt.sh/?sha256=${hash(0, 'b')}\n`);
  });

  test('has none of the lists of an earlier one', async () => {
    const { serial } = await ask();
    await ask({ words: NOTHING_STATED });
    expect(desk.lines(serial, 'movers', 0, 1)).toBeNull();
    expect(await desk.file(serial, 'movers')).toBeNull();
  });

  test('says how far it has come', async () => {
    const many = Array.from({ length: 12_000 }, (_, n) => row(n));
    texts['many'] = many.map(({ key }) => key).join('\n');
    desk = deskOf(judged(many));
    const found = await ask({ lists: [{ name: 'many', listedAs: 'unsaid', sha256: 'many' }] });
    expect(found.figures).toMatchObject({ inEvidence: 12_000, notInLists: 0, doubles: 0 });
    expect(said).toEqual([
      ['loading', 0, 1],
      ['reconciling', 5000, 12_000],
      ['reconciling', 10_000, 12_000],
    ]);
  });
});
