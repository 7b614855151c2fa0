/** policy.md 5.4, the table of `mrsp/precert-status`, row by row under both readings, with its boundary seconds. */
import type { Outcome, Verdict } from '../../../src/core/model/verdict.ts';
import * as pki from '../../pki/index.ts';
import { answer, EVALUATED_AT, files } from './define.ts';
import type { CaseDefinition } from './define.ts';

/** D and E are the precertificate's notBefore and the response's producedAt, both RFC 3339 UTC. */
interface Row {
  readonly slug: string;
  readonly title: string;
  readonly note: string;
  readonly d: string;
  readonly e: string;
  readonly ruling: Outcome;
  readonly retroactive: Outcome;
  /** When a CT log entry shows that the precertificate was logged; RFC 3339 UTC. */
  readonly logged?: string;
}

const ROWS: readonly Row[] = [
  {
    slug: 'row-0a-before-issuance',
    title: 'Row 0a: signed before the precertificate',
    note: 'The `unknown` was signed 40 seconds before notBefore: nothing existed to know about (bug 1793443, comments 11 to 16).',
    d: '2022-10-20T12:00:40Z',
    e: '2022-10-20T12:00:00Z',
    ruling: 'not-applicable',
    retroactive: 'not-applicable',
  },
  {
    slug: 'row-1-last-second',
    title: 'Row 1: the last second before the duty',
    note: 'Signed at 2022-09-30T23:59:59Z, one second before MRSP 5.4 asks for OCSP service for precertificates.',
    d: '2022-09-20T12:00:00Z',
    e: '2022-09-30T23:59:59Z',
    ruling: 'not-effective',
    retroactive: 'not-effective',
  },
  {
    slug: 'row-1-in-the-band',
    title: 'Row 1 wins over row 5a',
    note: 'notBefore lies in the 48 hours before the date, but the response too is from before it: the duty was not in force for anybody.',
    d: '2022-09-30T06:00:00Z',
    e: '2022-09-30T18:00:00Z',
    ruling: 'not-effective',
    retroactive: 'not-effective',
  },
  {
    slug: 'row-2-violation',
    title: 'Row 2: unknown for a precertificate after the date',
    note: 'Issued and asked about after 2022-10-01, well clear of the boundary: MRSP 5.4 in its plainest form.',
    d: '2022-10-10T12:00:00Z',
    e: '2022-10-15T12:00:00Z',
    ruling: 'violation',
    retroactive: 'violation',
  },
  {
    slug: 'row-2-after-the-band',
    title: 'Row 2 begins 48 hours after the date',
    note: 'notBefore 2022-10-03T00:00:00Z is the first second outside the band of row 5b.',
    d: '2022-10-03T00:00:00Z',
    e: '2022-10-05T00:00:00Z',
    ruling: 'violation',
    retroactive: 'violation',
  },
  {
    slug: 'row-3-contested',
    title: 'Row 3: the contested reading',
    note: 'A precertificate from before the date, asked about after it, as in comments 4 and 5 of the bug: outside by Mozilla’s ruling (comment 9), inside by the reading of comments 6 and 17.',
    d: '2022-09-20T12:00:00Z',
    e: '2022-10-10T12:00:00Z',
    ruling: 'not-effective',
    retroactive: 'violation',
  },
  {
    slug: 'row-3-first-second',
    title: 'Row 3: the first second of the duty',
    note: 'The response was signed at 2022-10-01T00:00:00Z exactly, about a precertificate from before the date.',
    d: '2022-09-20T12:00:00Z',
    e: '2022-10-01T00:00:00Z',
    ruling: 'not-effective',
    retroactive: 'violation',
  },
  {
    slug: 'row-3-before-the-band',
    title: 'Row 3 ends where the band begins',
    note: 'notBefore 2022-09-28T23:59:59Z is one second outside the 48 hours before the date.',
    d: '2022-09-28T23:59:59Z',
    e: '2022-10-10T12:00:00Z',
    ruling: 'not-effective',
    retroactive: 'violation',
  },
  {
    slug: 'row-3-last-second',
    title: 'Row 3: the last second of MRSP 2.8.1',
    note: 'Signed at 2023-08-31T23:59:59Z, while the text still said "Effective October 1, 2022".',
    d: '2022-09-20T12:00:00Z',
    e: '2023-08-31T23:59:59Z',
    ruling: 'not-effective',
    retroactive: 'violation',
  },
  {
    slug: 'row-4-first-second',
    title: 'Row 4: the first second of MRSP 2.9',
    note: 'Signed at 2023-09-01T00:00:00Z, when the text of MRSP 5.4 no longer names a date; the ruling is older than that text.',
    d: '2022-09-20T12:00:00Z',
    e: '2023-09-01T00:00:00Z',
    ruling: 'warning',
    retroactive: 'violation',
  },
  {
    slug: 'row-4-undated-text',
    title: 'Row 4: late evidence about an old precertificate',
    note: 'Ten days before the last precertificates of before 2022-10-01 can have expired.',
    d: '2022-09-25T12:00:00Z',
    e: '2023-10-20T12:00:00Z',
    ruling: 'warning',
    retroactive: 'violation',
  },
  {
    slug: 'row-5a-first-second',
    title: 'Row 5a: the first second of the band',
    note: 'notBefore 2022-09-29T00:00:00Z is 48 hours before the date. notBefore may be backdated, and nothing proves when the precertificate was signed.',
    d: '2022-09-29T00:00:00Z',
    e: '2022-10-10T12:00:00Z',
    ruling: 'cannot-tell',
    retroactive: 'violation',
  },
  {
    slug: 'row-5a-last-second',
    title: 'Row 5a: the last second of the band',
    note: 'notBefore 2022-09-30T23:59:59Z, one second before the date, without an SCT or a log entry.',
    d: '2022-09-30T23:59:59Z',
    e: '2022-10-10T12:00:00Z',
    ruling: 'cannot-tell',
    retroactive: 'violation',
  },
  {
    slug: 'row-5a-undated-text',
    title: 'Row 5a comes before row 4',
    note: 'The same band, asked about under MRSP 2.9: still undecided, because the band is judged before rows 2 to 4.',
    d: '2022-09-30T12:00:00Z',
    e: '2023-09-10T12:00:00Z',
    ruling: 'cannot-tell',
    retroactive: 'violation',
  },
  {
    slug: 'row-5a-logged-before',
    title: 'Row 5a: logged before the date',
    note: 'The log entry is from 2022-09-30T23:59:59Z, so the precertificate was signed before the date: row 3.',
    d: '2022-09-30T12:00:00Z',
    e: '2022-10-10T12:00:00Z',
    logged: '2022-09-30T23:59:59Z',
    ruling: 'not-effective',
    retroactive: 'violation',
  },
  {
    slug: 'row-5a-logged-after',
    title: 'Row 5a: logged after the date',
    note: 'The log entry is from 2022-10-01T00:00:00Z: notBefore may be backdated, but the timestamp is an upper bound only.',
    d: '2022-09-30T12:00:00Z',
    e: '2022-10-10T12:00:00Z',
    logged: '2022-10-01T00:00:00Z',
    ruling: 'warning',
    retroactive: 'violation',
  },
  {
    slug: 'row-5b-logged-before',
    title: 'Row 5b: a notBefore after the date and a log entry before it',
    note: 'The log entry of 2022-09-30T23:00:00Z proves that it was signed earlier than notBefore says: row 3.',
    d: '2022-10-01T06:00:00Z',
    e: '2022-10-10T12:00:00Z',
    logged: '2022-09-30T23:00:00Z',
    ruling: 'not-effective',
    retroactive: 'violation',
  },
  {
    slug: 'row-5b-first-second',
    title: 'Row 5b: the first second of the duty',
    note: 'notBefore and producedAt are both 2022-10-01T00:00:00Z: "on October 1, 2022, or later" includes it (comment 9).',
    d: '2022-10-01T00:00:00Z',
    e: '2022-10-01T00:00:00Z',
    ruling: 'violation',
    retroactive: 'violation',
  },
  {
    slug: 'row-5b-last-second',
    title: 'Row 5b: the last second of the band',
    note: 'notBefore 2022-10-02T23:59:59Z: inside the 48 hours after the date, so the message says that it is dated by notBefore.',
    d: '2022-10-02T23:59:59Z',
    e: '2022-10-05T00:00:00Z',
    ruling: 'violation',
    retroactive: 'violation',
  },
];

/** verdict-format section 2: a status rule that only says not-applicable or not-effective leaves `not-applicable`. */
const verdictOf = (outcome: Outcome): Verdict =>
  outcome === 'violation' || outcome === 'warning' || outcome === 'cannot-tell' ? outcome : 'not-applicable';

const HOST = 'host.example.test';

/** A `get-entries` answer that holds the precertificate. */
function logEntries(leaf: pki.LeafOptions, logged: string): Record<string, Uint8Array> {
  const entry = pki.logEntry({
    timestamp: Date.parse(logged),
    issuerKeyHash: pki.issuerKeyHash(leaf),
    tbs: pki.loggedTbs(leaf),
    precertificate: pki.precertificate(leaf),
    chain: [pki.issuingA().certificate, pki.rootA().certificate],
  });
  return { 'get-entries.json': new TextEncoder().encode(JSON.stringify({ entries: [entry] })) };
}

function fromRow({ d, e, slug, title, note, ruling, retroactive, logged }: Row): CaseDefinition {
  const leaf = { host: HOST, notBefore: d, notAfter: pki.later(d, 398 * pki.DAY - 1) };
  const precertificate = pki.precertificate(leaf);
  const expectation = (outcome: Outcome) => ({
    certificates: [
      {
        host: HOST,
        kind: 'precertificate-only',
        signature: 'valid',
        verdict: verdictOf(outcome),
        statuses: ['unknown'],
        rules: { 'mrsp/precert-status': [outcome] },
      } as const,
    ],
  });
  return {
    slug: `precert-status-${slug}`,
    title,
    note: `${note} policy.md 5.4.`,
    evaluatedAt: EVALUATED_AT,
    input: files({
      certificates: { precertificate },
      responses: { response: answer({ about: precertificate, status: 'unknown', at: e }) },
      others: logged ? logEntries(leaf, logged) : {},
    }),
    expect: { ruling: expectation(ruling), retroactive: expectation(retroactive) },
  };
}

export const decisionTable = (): CaseDefinition[] => ROWS.map(fromRow);
