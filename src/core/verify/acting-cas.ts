import type { Issued } from './entries.ts';
import { purposeOf, sameKey, saysNothing, type CertificateIndex, type InHand, type Purpose } from './in-hand.ts';
import type { VerifiedResponse } from './status.ts';

/**
 * What certificates are for, those too that do not say it: one that says nothing and has verifiably issued another
 * certificate, or answers as the issuer that a CertID names, is a CA's. One with a subscriber's names or purposes stays a
 * subscriber's whatever its key signs, so nobody gets rid of an entry in that way.
 */
export function purposesIn(
  issued: readonly Issued[],
  responses: readonly VerifiedResponse[],
  index: CertificateIndex,
): (one: InHand) => Purpose {
  const acting = new Set<InHand>();
  const act = (signer: InHand | null) => {
    if (!signer || acting.has(signer) || !saysNothing(signer.certificate)) return;
    for (const kin of index.bySubject(signer.certificate.subject.der))
      if (saysNothing(kin.certificate) && sameKey(kin.certificate, signer.certificate)) acting.add(kin);
  };
  for (const { inHand, issuance } of issued)
    if (issuance.signature === 'valid' && issuance.signer !== inHand) act(issuance.signer);
  for (const { responder } of responses)
    if (responder?.signature === 'valid' && responder.role === 'issuer') act(responder.signer);
  return (one) => (acting.has(one) ? 'ca' : purposeOf(one.certificate));
}
