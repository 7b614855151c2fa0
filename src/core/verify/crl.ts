import type { CertificateList, RevokedCertificate } from '../model/crl.ts';
import type { Failure } from '../model/result.ts';
import type { CertificateSignature } from '../model/verdict.ts';
import { equalBytes } from '../model/bytes.ts';
import { sameAlgorithm } from './algorithms.ts';
import type { Entry } from './entries.ts';
import type { CrlInHand } from './gather.ts';
import { append, nameKey, sameKey, type CertificateIndex, type InHand } from './in-hand.ts';
import { findSigner } from './issuer.ts';
import { verifySignature } from './signature.ts';

/** One CRL and all that verifying found out about it. */
export interface VerifiedCrl {
  readonly sha256: string;
  /** `null` when it could not be decoded; then `failure` says why. */
  readonly list: CertificateList | null;
  readonly failure: Failure | null;
  /** `null` for one that could not be decoded. */
  readonly signature: CertificateSignature | null;
  /** Why the signature is not valid, when it is not. */
  readonly why: string | null;
  /** The certificate of the key that signed, when it is in hand; for an invalid signature, the one it claims. */
  readonly signer: InHand | null;
  /** Whether a certificate of that key lets it sign CRLs (RFC 5280 section 6.3.3 (f)); `null` without a signer. */
  readonly mayBeSigned: boolean | null;
}

declare const proven: unique symbol;

/**
 * What a CRL says about a certificate, proven: its signature is valid under the certificate's own issuer key, that
 * key may sign CRLs, and nothing critical in it is unknown. Only `CrlIndex` makes one.
 */
export interface CrlStatus {
  readonly [proven]: true;
  readonly crl: VerifiedCrl;
  readonly list: CertificateList;
  /** Its entry; `null` when the CRL covers the certificate and does not list it. */
  readonly revoked: RevokedCertificate | null;
}

/** Decodes nothing and judges nothing: finds the issuer among the certificates in hand and checks the signature. */
export async function verifyCrl(
  { evidence: { sha256 }, decoded }: CrlInHand,
  index: CertificateIndex,
): Promise<VerifiedCrl> {
  if (!decoded.ok)
    return { sha256, list: null, failure: decoded, signature: null, why: null, signer: null, mayBeSigned: null };
  const list = decoded.value;
  const { signature, why, signer } = await findSigner(list, index, async (candidate) =>
    sameAlgorithm(list.signature, list.signatureAlgorithm)
      ? verifySignature(list.tbsCertList, list.signatureAlgorithm, list.signatureValue, candidate.subjectPublicKeyInfo)
      : {
          outcome: 'invalid',
          why: 'The signature algorithms inside and outside tbsCertList differ (RFC 5280 section 5.1.1.2)',
        },
  );
  return { sha256, list, failure: null, signature, why, signer, mayBeSigned: signer && maySignCrls(signer, index) };
}

/** A CA may have several certificates for one key; keyUsage of one of them is enough, and its absence allows all. */
function maySignCrls({ certificate: signer }: InHand, index: CertificateIndex): boolean {
  return index
    .bySubject(signer.subject.der)
    .some(({ certificate }) => sameKey(certificate, signer) && certificate.known.keyUsage?.has('cRLSign') !== false);
}

/** CRLs whose signature is valid, by the Name of who signed them. */
export class CrlIndex {
  readonly #byIssuer = new Map<string, VerifiedCrl[]>();

  constructor(crls: readonly VerifiedCrl[]) {
    for (const crl of crls)
      if (crl.list && crl.signature === 'valid') append(this.#byIssuer, nameKey(crl.list.issuer.der), crl);
  }

  /** What they say about an entry; sorted by thisUpdate, then fingerprint. */
  about(entry: Entry): readonly CrlStatus[] {
    const { issuer, issuerName } = entry.subject.issuance;
    if (!issuer || this.#byIssuer.size === 0) return NONE;
    const ofIssuer = this.#byIssuer.get(nameKey(issuerName.der)) ?? [];
    return ofIssuer
      .filter(({ signer }) => sameKey(signer!.certificate, issuer.certificate))
      .flatMap((crl) => statusOf(crl, entry) ?? [])
      .sort((a, b) => a.list.thisUpdate.instant - b.list.thisUpdate.instant || (a.crl.sha256 < b.crl.sha256 ? -1 : 1));
  }
}

const NONE: readonly CrlStatus[] = [];

function statusOf(crl: VerifiedCrl, entry: Entry): CrlStatus | null {
  const list = crl.list!;
  if (!crl.mayBeSigned || list.unknownCritical.length) return null;
  const { certificate } = entry.subject.inHand;
  const entries = list.revokedCertificates
    .find(certificate.serialNumber)
    .filter((one) => isOfIssuer(one, entry.subject.issuance.issuerName.der));
  const revoked = entries.at(-1) ?? null;
  return revoked || covers(list, entry) ? ({ crl, list, revoked } as CrlStatus) : null;
}

/** An entry of an indirect CRL may be about another CA's certificate of the same serial number. */
const isOfIssuer = ({ certificateIssuer }: RevokedCertificate, issuerNameDer: Uint8Array): boolean =>
  certificateIssuer === undefined || (certificateIssuer !== null && equalBytes(certificateIssuer.der, issuerNameDer));

/**
 * Whether the certificate would stand in the list if it were revoked (RFC 5280 section 6.3.3 (b)). Not before it
 * existed, and not after it ended, when entries may go; not in a list of changes; not in one of some reasons only; and
 * a list for one distribution point is about the certificates that name that point.
 */
function covers({ thisUpdate, known }: CertificateList, entry: Entry): boolean {
  const { certificate } = entry.subject.inHand;
  const { notBefore, notAfter } = certificate.validity;
  if (thisUpdate.instant < notBefore.instant || thisUpdate.instant > notAfter.instant) return false;
  if (known.deltaCRLIndicator) return false;
  const scope = known.issuingDistributionPoint;
  if (!scope) return true;
  const isCa = certificate.known.basicConstraints?.cA === true;
  if (scope.onlySomeReasons || scope.onlyContainsAttributeCerts) return false;
  if (isCa ? scope.onlyContainsUserCerts : scope.onlyContainsCACerts) return false;
  return scope.distributionPoint ? sharesUri(scope.distributionPoint, certificate.known.crlDistributionPoints) : true;
}

const sharesUri = (
  point: NonNullable<NonNullable<CertificateList['known']['issuingDistributionPoint']>['distributionPoint']>,
  named: readonly string[] | undefined,
): boolean => point.type === 'fullName' && point.uniformResourceIdentifiers.some((uri) => named?.includes(uri));
