/** The decision table of `mrsp/precert-status`, row by row, under both readings (policy.md section 5.4). */
import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../src/core/model/verdict.ts';
import {
  ecLog,
  errorResponse,
  finalCertificate,
  issuerKeyHash,
  later,
  loggedTbs,
  logEntry,
  logList,
  precertificate,
  rsaLog,
  tlsCertificate,
} from '../pki/index.ts';
import type { LeafOptions, Status } from '../pki/index.ts';
import type { Piece } from './judge.ts';
import { answer, issuer, judge, judgeAll, judgeCase, outcomes } from './judge.ts';

const RULE = 'mrsp/precert-status';
const CUTOFF = '2022-10-01T00:00:00Z';
const HOURS = 3_600;

/** The log's entry for a precertificate, which proves when it was public. */
function logged(leaf: LeafOptions, at: string): string {
  const entry = logEntry({
    timestamp: Date.parse(at),
    issuerKeyHash: issuerKeyHash(leaf),
    tbs: loggedTbs(leaf),
    precertificate: precertificate(leaf),
    chain: [issuer()],
  });
  return JSON.stringify({ entries: [entry] });
}

interface Row {
  readonly row: string;
  /** D: the precertificate's notBefore. */
  readonly notBefore: string;
  readonly notAfter?: string;
  /** E: producedAt. */
  readonly producedAt: string;
  /** When a log's entry says that it was public. */
  readonly public?: string;
  readonly status?: Status;
  readonly ruling: Outcome;
  readonly retroactive: Outcome;
  /** Words of the ruling's message. */
  readonly says?: string;
}

const YEAR = '2023-11-02T00:00:00Z';
const both = (outcome: Outcome): Pick<Row, 'ruling' | 'retroactive'> => ({ ruling: outcome, retroactive: outcome });

const ROWS: readonly Row[] = [
  {
    row: '0a signed before notBefore',
    notBefore: '2022-10-15T12:00:00Z',
    producedAt: '2022-10-15T11:59:59Z',
    says: 'a CA may sign before it issues',
    ...both('not-applicable'),
  },
  {
    row: '0a signed before the proven issuance',
    notBefore: '2022-10-15T12:00:00Z',
    public: '2022-10-16T12:00:00Z',
    producedAt: '2022-10-16T11:59:59Z',
    says: 'before the certificate was first provably public',
    ...both('not-applicable'),
  },
  {
    row: '0a comes before row 1',
    notBefore: '2022-09-15T00:00:00Z',
    producedAt: '2022-09-14T00:00:00Z',
    ...both('not-applicable'),
  },
  {
    row: '1 signed in the last second before the duty',
    notBefore: '2022-09-01T00:00:00Z',
    producedAt: later(CUTOFF, -1),
    says: 'Not in force at 2022-09-30T23:59:59Z',
    ...both('not-effective'),
  },
  {
    row: '1 even inside the band of row 5a',
    notBefore: '2022-09-30T00:00:00Z',
    producedAt: later(CUTOFF, -1),
    ...both('not-effective'),
  },
  {
    row: '2 issued and answered after the band',
    notBefore: '2022-10-15T12:00:00Z',
    producedAt: '2022-11-01T10:00:00Z',
    says: 'It was issued on or after 2022-10-01',
    ...both('violation'),
  },
  {
    row: '2 first second after the band',
    notBefore: later(CUTOFF, 48 * HOURS),
    producedAt: '2022-11-01T10:00:00Z',
    says: 'It was issued on or after 2022-10-01',
    ...both('violation'),
  },
  {
    row: '2 under the text without a date',
    notBefore: '2023-10-15T12:00:00Z',
    producedAt: '2023-11-01T10:00:00Z',
    ...both('violation'),
  },
  {
    row: '3 first second',
    notBefore: '2022-09-01T00:00:00Z',
    producedAt: CUTOFF,
    says: 'comment 9 leaves those outside the duty, which bug 1793443 comments 6 and 17 contest',
    ruling: 'not-effective',
    retroactive: 'violation',
  },
  {
    row: '3 last second',
    notBefore: '2022-09-01T00:00:00Z',
    notAfter: YEAR,
    producedAt: '2023-08-31T23:59:59Z',
    ruling: 'not-effective',
    retroactive: 'violation',
  },
  {
    row: '3 last second before the band of row 5a',
    notBefore: later(CUTOFF, -48 * HOURS - 1),
    producedAt: '2022-11-01T10:00:00Z',
    ruling: 'not-effective',
    retroactive: 'violation',
  },
  {
    row: '4 first second of the text without a date',
    notBefore: '2022-09-01T00:00:00Z',
    notAfter: YEAR,
    producedAt: '2023-09-01T00:00:00Z',
    says: 'carries no date any more',
    ruling: 'warning',
    retroactive: 'violation',
  },
  {
    row: '4 last second of the certificate',
    notBefore: '2022-09-29T00:00:00Z',
    notAfter: YEAR,
    public: '2022-09-29T00:00:10Z',
    producedAt: YEAR,
    ruling: 'warning',
    retroactive: 'violation',
  },
  {
    row: '5a first second, nothing proven',
    notBefore: later(CUTOFF, -48 * HOURS),
    producedAt: '2022-11-01T10:00:00Z',
    says: 'nothing proves when it was signed',
    ruling: 'cannot-tell',
    retroactive: 'violation',
  },
  {
    row: '5a last second, nothing proven',
    notBefore: later(CUTOFF, -1),
    producedAt: '2022-11-01T10:00:00Z',
    ruling: 'cannot-tell',
    retroactive: 'violation',
  },
  {
    row: '5a comes before row 4',
    notBefore: later(CUTOFF, -1),
    notAfter: YEAR,
    producedAt: '2023-09-01T00:00:00Z',
    ruling: 'cannot-tell',
    retroactive: 'violation',
  },
  {
    row: '5a proven before the cutoff: row 3',
    notBefore: '2022-09-30T12:00:00Z',
    public: later(CUTOFF, -1),
    producedAt: '2022-11-01T10:00:00Z',
    ruling: 'not-effective',
    retroactive: 'violation',
  },
  {
    row: '5a proven before the cutoff: row 4',
    notBefore: '2022-09-30T12:00:00Z',
    notAfter: YEAR,
    public: later(CUTOFF, -1),
    producedAt: '2023-09-01T00:00:00Z',
    ruling: 'warning',
    retroactive: 'violation',
  },
  {
    row: '5a proven at the cutoff',
    notBefore: '2022-09-30T12:00:00Z',
    public: CUTOFF,
    producedAt: '2022-11-01T10:00:00Z',
    says: 'backdating is possible',
    ruling: 'warning',
    retroactive: 'violation',
  },
  {
    row: '5b first second, nothing proven',
    notBefore: CUTOFF,
    producedAt: '2022-11-01T10:00:00Z',
    says: 'within 48 hours of the cutoff',
    ...both('violation'),
  },
  {
    row: '5b last second, nothing proven',
    notBefore: later(CUTOFF, 48 * HOURS - 1),
    producedAt: '2022-11-01T10:00:00Z',
    says: 'proof of an earlier signing would change this',
    ...both('violation'),
  },
  {
    row: '5b proven before the cutoff: row 3',
    notBefore: '2022-10-01T12:00:00Z',
    public: later(CUTOFF, -1),
    producedAt: '2022-11-01T10:00:00Z',
    says: 'proven public at 2022-09-30T23:59:59Z',
    ruling: 'not-effective',
    retroactive: 'violation',
  },
  {
    row: '5b proven before the cutoff: row 4',
    notBefore: '2022-10-01T12:00:00Z',
    notAfter: YEAR,
    public: later(CUTOFF, -1),
    producedAt: '2023-09-01T00:00:00Z',
    ruling: 'warning',
    retroactive: 'violation',
  },
  {
    row: '5b proven at the cutoff',
    notBefore: '2022-10-01T12:00:00Z',
    public: CUTOFF,
    producedAt: '2022-11-01T10:00:00Z',
    ...both('violation'),
  },
  {
    row: '9 good',
    notBefore: '2022-10-15T12:00:00Z',
    producedAt: '2022-11-01T10:00:00Z',
    status: 'good',
    ...both('pass'),
  },
  {
    row: '9 revoked',
    notBefore: '2022-10-15T12:00:00Z',
    producedAt: '2022-11-01T10:00:00Z',
    status: { revokedAt: '2022-10-20T00:00:00Z' },
    ...both('pass'),
  },
  {
    row: 'precondition: the last second of the validity',
    notBefore: '2022-10-15T12:00:00Z',
    notAfter: '2022-11-01T10:00:00Z',
    producedAt: '2022-11-01T10:00:00Z',
    ...both('violation'),
  },
  {
    row: 'precondition: a second after the validity',
    notBefore: '2022-10-15T12:00:00Z',
    notAfter: '2022-11-01T09:59:59Z',
    producedAt: '2022-11-01T10:00:00Z',
    says: 'the duty is for unexpired certificates',
    ...both('not-applicable'),
  },
  {
    row: '15 minutes: the last second of grace',
    notBefore: '2022-10-15T12:00:00Z',
    public: '2022-10-15T12:30:00Z',
    producedAt: '2022-10-15T12:44:59Z',
    says: 'grant 15 minutes',
    ...both('warning'),
  },
  {
    row: '15 minutes: over',
    notBefore: '2022-10-15T12:00:00Z',
    public: '2022-10-15T12:30:00Z',
    producedAt: '2022-10-15T12:45:00Z',
    ...both('violation'),
  },
  {
    row: '15 minutes: no grace without proof of publication',
    notBefore: '2022-10-15T12:00:00Z',
    producedAt: '2022-10-15T12:00:01Z',
    ...both('violation'),
  },
];

describe.each(ROWS)('$row', (row) => {
  const leaf: LeafOptions = { notBefore: row.notBefore, ...(row.notAfter && { notAfter: row.notAfter }) };
  const about = precertificate(leaf);
  const response = answer(about, { status: row.status ?? 'unknown', producedAt: row.producedAt });
  const pieces: Piece[] = [issuer(), about, response, ...(row.public ? [logged(leaf, row.public)] : [])];

  it.each(['ruling', 'retroactive'] as const)('%s', async (reading) => {
    const found = await judge(RULE, pieces, { reading });
    expect(`${found.outcome}: ${found.message}`).toMatch(new RegExp(`^${row[reading]}: `));
    if (reading === 'ruling' && row.says) expect(found.message).toContain(row.says);
  });
});

const unlogged = precertificate();

describe('row 0: no authoritative status', () => {
  it('once cannot-tell, and what to fetch', async () => {
    for (const reading of ['ruling', 'retroactive'] as const) {
      const found = await judge(RULE, [issuer(), unlogged], { reading });
      expect(found).toMatchObject({
        outcome: 'cannot-tell',
        missing: ['an OCSP response about this certificate, validly signed by its CA or an authorised responder'],
      });
    }
  });
});

describe('row 6: the final certificate is in hand', () => {
  const leaf: LeafOptions = { notBefore: '2022-09-30T12:00:00Z' };
  const pre = precertificate(leaf);
  const find = (pieces: readonly Piece[], rule = RULE) => judge(rule, [issuer(), pre, ...pieces, answer(pre)]);

  it('is judged by mrsp/final-status, which comment 9 does not spare', async () => {
    const pieces = [tlsCertificate(leaf)];
    expect(await find(pieces)).toMatchObject({ outcome: 'not-applicable' });
    expect(await find(pieces, 'mrsp/final-status')).toMatchObject({ outcome: 'violation' });
  });

  it('whatever its timestamps prove, by an RSA and by an ECDSA log', async () => {
    for (const log of [rsaLog(), ecLog()]) {
      const at = '2022-09-30T12:00:30Z';
      const pieces = [finalCertificate(leaf, [{ log, at }]), logList([log], '2026-01-01T00:00:00Z')];
      expect(await find(pieces, 'mrsp/final-status')).toMatchObject({ outcome: 'violation' });
      const { document } = await judgeCase([issuer(), pre, ...pieces, answer(pre)]);
      expect(document.certificates[0]!.issued).toEqual({ instant: at, basis: 'sct', notAfter: at });
    }
  });
});

describe('row 7: the BRs besides, since 2025-01-15', () => {
  const leaf: LeafOptions = { notBefore: '2025-01-10T00:00:00Z' };
  const pre = precertificate(leaf);
  it.each([
    ['2025-01-14T23:59:59Z', 'not-effective'],
    ['2025-01-15T00:00:00Z', 'warning'],
  ])('%s: %s, and Mozilla’s rule is violated either way', async (producedAt, outcome) => {
    const pieces = [issuer(), pre, answer(pre, { producedAt })];
    expect(await judge('br/unknown-after-15-minutes', pieces)).toMatchObject({ outcome });
    expect(await judge(RULE, pieces)).toMatchObject({ outcome: 'violation' });
  });
});

describe('row 8: errors', () => {
  it.each(['malformedRequest', 'internalError', 'tryLater', 'sigRequired', 'unauthorized'] as const)(
    '%s cannot be pinned on the CA',
    async (status) => {
      const pieces = [issuer(), unlogged, errorResponse(status)];
      expect(await judge(RULE, pieces)).toMatchObject({ outcome: 'cannot-tell' });
      expect(outcomes(await judgeAll('rfc6960/unsigned-error', pieces))).toEqual(['cannot-tell', 'info']);
      const { document } = await judgeCase(pieces);
      expect(document.certificates).toMatchObject([{ verdict: 'cannot-tell', statuses: [] }]);
    },
  );

  it('beside a signed answer they change nothing', async () => {
    const pieces = [issuer(), unlogged, answer(unlogged, { status: 'good' }), errorResponse('unauthorized')];
    expect(await judge(RULE, pieces)).toMatchObject({ outcome: 'pass' });
  });
});

describe('several statuses', () => {
  const good = answer(unlogged, { status: 'good', producedAt: '2022-11-03T12:30:00Z' });

  it('a later good does not undo an earlier unknown; the time to repair is told', async () => {
    const found = await judgeAll(RULE, [issuer(), unlogged, answer(unlogged), good]);
    expect(outcomes(found).sort()).toEqual(['pass', 'violation']);
    expect(found.find(({ outcome }) => outcome === 'violation')!.message).toContain(
      '2022-11-03T12:30:00Z, 2 days, 2 hours and 30 minutes later, says good',
    );
    const { document } = await judgeCase([issuer(), unlogged, answer(unlogged), good]);
    expect(document.certificates[0]).toMatchObject({
      verdict: 'violation',
      statuses: [{ certStatus: 'unknown' }, { certStatus: 'good' }],
    });
    expect(document.summary.statuses).toMatchObject({ good: 1, unknown: 0 });
  });

  it('an unknown after a good is judged too, and nothing is repaired', async () => {
    const again = answer(unlogged, { producedAt: '2022-11-05T00:00:00Z' });
    const found = await judgeAll(RULE, [issuer(), unlogged, good, again]);
    expect(outcomes(found).sort()).toEqual(['pass', 'violation']);
    expect(found.find(({ outcome }) => outcome === 'violation')!.message).not.toContain('later, says');
  });
});
