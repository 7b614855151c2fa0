import type { StatusEntry, Verdict } from '../../../../src/core/model/verdict.ts';
import type { Row } from '../../../../src/core/model/row.ts';
import { rowOf } from '../../../../src/core/verdict/rows.ts';
import { formatInstant } from '../../../../src/core/model/time.ts';

/** Rows as an evaluation makes them, from a few words. */
export interface Wanted {
  readonly name?: string;
  readonly issued: string;
  readonly notBefore?: string;
  readonly verdict?: Verdict;
  readonly kind?: 'final' | 'precertificate-only';
  readonly rules?: readonly string[];
  readonly answers?: readonly (readonly [StatusEntry['certStatus'], string, string | null])[];
}

export const at = (text: string): number => Date.parse(text.length === 10 ? `${text}T00:00:00Z` : text);

const full = (text: string): string => formatInstant(at(text));

export const rowsOf = (wanted: readonly Wanted[]): Row[] =>
  wanted.map((one, index) =>
    rowOf(
      {
        kind: one.kind ?? 'precertificate-only',
        subject: `CN=${one.name ?? `host-${index}.example`}`,
        dnsNames: [],
        issuer: 'CN=Example CA',
        issuerSpkiSha256: null,
        serialNumber: String(index),
        precertificateSha256: String(index).padStart(64, '0'),
        certificateSha256: null,
        notBefore: full(one.notBefore ?? one.issued),
        notAfter: full('2023-10-01'),
        issued: { instant: full(one.issued), basis: one.notBefore ? 'sct' : 'notBefore', notAfter: null },
        signature: 'valid',
        verdict: one.verdict ?? 'violation',
        statuses: (one.answers ?? []).map(([certStatus, from, until], answer) => ({
          evidence: `${index}-${answer}`,
          certStatus,
          producedAt: full(from),
          thisUpdate: full(from),
          nextUpdate: until === null ? null : full(until),
          revocationTime: null,
          revocationReason: null,
          responder: 'issuer',
        })),
      },
      index,
      one.rules ?? [],
    ),
  );
