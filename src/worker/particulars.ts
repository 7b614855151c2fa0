import { revocationOf, type Revocation } from '../core/model/revocation.ts';
import type { Row } from '../core/model/row.ts';
import { decodeCertificate } from '../core/decode/index.ts';
import { SharedParts } from '../core/der/shared-parts.ts';
import type { Particulars } from '../core/report/index.ts';
import { validationsOf, type Validation } from '../core/report/types.ts';
import type { Judgement } from './current.ts';

const made = new WeakMap<Judgement, Particulars>();

/** What the rows of an evaluation do not have; found for a row when it is first asked for, and kept. */
export function particularsOf(judged: Judgement): Particulars {
  let particulars = made.get(judged);
  if (!particulars) made.set(judged, (particulars = find(judged)));
  return particulars;
}

function find({ evaluation, responses }: Judgement): Particulars {
  const shared = new SharedParts();
  const bytesOf = (sha256: string | null) => (sha256 === null ? null : responses.bytes(sha256));
  return {
    revocation: byPosition(({ index, entry }): Revocation | null => {
      // An entry is made with all of its findings, which takes its time and is only worth it where there are CRLs.
      const crls = evaluation.sizes.crls > 0 ? evaluation.certificate(index).crls : [];
      return revocationOf(entry.statuses, crls);
    }),
    validations: byPosition(({ entry }): readonly Validation[] => {
      // A precertificate's policies are its certificate's. One that came inside something else has no file of its own.
      const bytes = bytesOf(entry.certificateSha256) ?? bytesOf(entry.precertificateSha256);
      const decoded = bytes && decodeCertificate(bytes, shared);
      return decoded?.ok ? validationsOf(decoded.value.known.certificatePolicies ?? []) : [];
    }),
  };
}

function byPosition<Found>(found: (row: Row) => Found): (row: Row) => Found {
  const known = new Map<number, Found>();
  return (row) => {
    if (!known.has(row.index)) known.set(row.index, found(row));
    return known.get(row.index)!;
  };
}
