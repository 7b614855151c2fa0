import type { EntryHead } from '../model/row.ts';
import { ENTRY_KINDS, VERDICTS, type CertStatusName, type Summary } from '../model/verdict.ts';

/** Counts of `certificates`; each group adds up to their number. */
export function summarize(certificates: readonly EntryHead[]): Summary {
  const dates = certificates.map(({ notBefore }) => notBefore).sort();
  return {
    certificates: certificates.length,
    verdicts: count(
      VERDICTS,
      certificates.map(({ verdict }) => verdict),
    ),
    kinds: count(
      ENTRY_KINDS,
      certificates.map(({ kind }) => kind),
    ),
    statuses: count(STATUSES, certificates.map(lastStatus)),
    firstNotBefore: dates[0] ?? null,
    lastNotBefore: dates.at(-1) ?? null,
  };
}

const STATUSES = ['good', 'revoked', 'unknown', 'none'] as const;

/** The authoritative status with the latest producedAt; `statuses` are sorted by it. */
const lastStatus = ({ statuses }: EntryHead): CertStatusName | 'none' => statuses.at(-1)?.certStatus ?? 'none';

function count<Key extends string>(keys: readonly Key[], values: readonly Key[]): Record<Key, number> {
  const counts = Object.fromEntries(keys.map((key) => [key, 0])) as Record<Key, number>;
  for (const value of values) counts[value]++;
  return counts;
}
