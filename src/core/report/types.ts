import { byCodeUnit } from '../model/bytes.ts';

/** What a certificate's policies say of how its subject was validated. */
export const VALIDATIONS = ['DV', 'OV', 'IV', 'EV'] as const;
export type Validation = (typeof VALIDATIONS)[number];

/** The CA/Browser Forum's reserved policy OIDs (TLS Baseline Requirements 7.1.6.1; EV Guidelines). */
export const POLICY_OID: Readonly<Record<Validation, string>> = {
  DV: '2.23.140.1.2.1',
  OV: '2.23.140.1.2.2',
  IV: '2.23.140.1.2.3',
  EV: '2.23.140.1.1',
};

/** In the order of {@link VALIDATIONS}; empty when none of the OIDs is among these. */
export const validationsOf = (policies: readonly string[]): readonly Validation[] =>
  VALIDATIONS.filter((one) => policies.includes(POLICY_OID[one]));

/** `OV`, `OV and EV`; `unknown` where no OID says it. */
export const typeWord = (validations: readonly Validation[]): string => validations.join(' and ') || UNKNOWN;

const UNKNOWN = 'unknown';

const OIDS = VALIDATIONS.map((one) => `${one} ${POLICY_OID[one]}`).join(', ');

/** `3 DV; 1 OV and EV; 2 unknown (by policy OID: …)`, of so many certificates; `null` when nothing is known of any. */
export function sayTypes(certificates: readonly (readonly Validation[])[]): string | null {
  const counts = new Map<string, number>();
  for (const one of certificates) counts.set(typeWord(one), (counts.get(typeWord(one)) ?? 0) + 1);
  const unknown = counts.get(UNKNOWN) ?? 0;
  counts.delete(UNKNOWN);
  if (counts.size === 0) return null;
  const told = [...counts].sort(([a, n], [b, m]) => m - n || byCodeUnit(a, b)).map(([word, n]) => `${n} ${word}`);
  if (unknown > 0) told.push(`${unknown} unknown, with none of these OIDs`);
  return `${told.join('; ')} (by policy OID in the certificates: ${OIDS})`;
}
