import { membersOf } from '../verify/entries.ts';
import { append, sameKey, type InHand } from '../verify/in-hand.ts';
import type { VerifiedCrl, VerifiedEntry, VerifiedSingle } from '../verify/index.ts';

/** Ways to find entries again: what the judge looks up for each subject. */

/** Which SingleResponses are authoritative for an entry: their findings stand there and not on the response. */
export function entriesBySingle(entries: readonly VerifiedEntry[]): ReadonlySet<VerifiedSingle> {
  return new Set(entries.flatMap(({ statuses }) => statuses.map(({ verifiedSingle }) => verifiedSingle)));
}

/** Entries by their certificates; of one that is several, by each. */
export function entriesByCertificate(entries: readonly VerifiedEntry[]): ReadonlyMap<InHand, VerifiedEntry> {
  const map = new Map<InHand, VerifiedEntry>();
  for (const entry of entries) for (const { inHand } of membersOf(entry)) map.set(inHand, entry);
  return map;
}

/** Entries whose signature is valid, by the certificate of their CA: a forged one says nothing about its issuer's CRLs. */
export function entriesByIssuer(entries: readonly VerifiedEntry[]): ReadonlyMap<InHand, readonly VerifiedEntry[]> {
  const map = new Map<InHand, VerifiedEntry[]>();
  for (const entry of entries) {
    const { issuer, signature } = entry.subject.issuance;
    if (issuer && signature === 'valid') append(map, issuer, entry);
  }
  return map;
}

export function issuedBy(
  { signer }: VerifiedCrl,
  entries: ReadonlyMap<InHand, readonly VerifiedEntry[]>,
): VerifiedEntry[] {
  if (!signer) return [];
  return [...entries].flatMap(([issuer, issued]) => (sameKey(issuer.certificate, signer.certificate) ? issued : []));
}
