import type { AnyCertificate } from '../model/certificate.ts';
import type { CertID, SingleResponse } from '../model/ocsp.ts';
import type { Instant } from '../model/time.ts';
import { equalBytes } from '../model/bytes.ts';
import { OID } from '../model/oid.ts';
import { formatInstant } from '../model/time.ts';
import { hashOf, hashName } from './algorithms.ts';
import { issuerKeyOf, oneForEachKey, type IssuerFinder } from './cert-id.ts';
import { digest } from './digest.ts';
import { sameKey, type CertificateIndex, type InHand } from './in-hand.ts';
import { checkCertificateSignature, findIssuance } from './issuer.ts';

/** Whether the signer may speak for the issuer that one CertID names (RFC 6960 section 4.2.2.2). */
export interface Authorization {
  readonly authorized: boolean | null;
  readonly by: 'issuer' | 'delegated' | null;
  /** Why not, or what is missing; `null` when it may. */
  readonly reason: string | null;
  /** Of a delegate: the CA whose key issued its certificate, and whose name the CertID holds. */
  readonly issuer?: InHand;
}

/**
 * RFC 6960 section 4.2.2.2: the issuing CA's key itself, or a certificate with id-kp-OCSPSigning issued directly by
 * that same key. anyExtendedKeyUsage is not accepted; authority key identifiers and Names above are not consulted.
 */
export async function authorize(
  signer: InHand,
  { certID }: SingleResponse,
  producedAt: Instant,
  index: CertificateIndex,
  issuers: IssuerFinder,
): Promise<Authorization> {
  if (!hashOf(certID.hashAlgorithm.algorithm))
    return unknown(
      `The CertID uses hash algorithm ${hashName(certID.hashAlgorithm.algorithm)}, which cannot be computed here`,
    );
  const { certificate } = signer;
  const standing = await standingOf(signer, certID, index, issuers);
  if (!standing.authorized) return standing;
  const { notBefore, notAfter } = certificate.validity;
  if (producedAt < notBefore.instant || producedAt > notAfter.instant)
    return no(
      `The signer's certificate was valid from ${formatInstant(notBefore.instant)} to ${formatInstant(notAfter.instant)}, ` +
        `but the response was produced at ${formatInstant(producedAt)}`,
    );
  return standing;
}

const BY_ISSUER: Authorization = { authorized: true, by: 'issuer', reason: null };

/** Thousands of responses in one evaluation ask the same of the same certificate. */
const standings = new WeakMap<IssuerFinder, Map<InHand, Map<string, Promise<Authorization>>>>();

/** As whom a certificate may answer for the issuer that a CertID names, whenever that is; or why it may not. */
function standingOf(
  signer: InHand,
  certID: CertID,
  index: CertificateIndex,
  issuers: IssuerFinder,
): Promise<Authorization> {
  const ofAll = standings.get(issuers) ?? new Map<InHand, Map<string, Promise<Authorization>>>();
  standings.set(issuers, ofAll);
  const ofSigner = ofAll.get(signer) ?? new Map<string, Promise<Authorization>>();
  ofAll.set(signer, ofSigner);
  const key = issuerKeyOf(certID);
  let standing = ofSigner.get(key);
  if (!standing) ofSigner.set(key, (standing = findStanding(signer, certID, index, issuers)));
  return standing;
}

async function findStanding(
  signer: InHand,
  certID: CertID,
  index: CertificateIndex,
  issuers: IssuerFinder,
): Promise<Authorization> {
  const named = await issuers.issuersNamed(certID);
  if (named.some((issuer) => sameKey(issuer.certificate, signer.certificate))) return BY_ISSUER;
  return judgeDelegate(signer, certID, named, index);
}

/** Whether a certificate that is not the issuer's own may answer for the issuer. */
async function judgeDelegate(
  { certificate }: InHand,
  certID: CertID,
  named: readonly InHand[],
  index: CertificateIndex,
): Promise<Authorization> {
  const purposes = certificate.known.extKeyUsage ?? [];
  if (!purposes.includes(OID.kpOCSPSigning)) {
    if (!named.length && (await hasIssuerKey(certificate, certID))) return unknown(OTHER_NAME);
    return no(
      purposes.includes(OID.anyExtendedKeyUsage)
        ? 'The signer is not the issuer that the CertID names, and anyExtendedKeyUsage does not stand for id-kp-OCSPSigning'
        : 'The signer is not the issuer that the CertID names, and its certificate lacks id-kp-OCSPSigning',
    );
  }
  const issuers = oneForEachKey(named);
  const checks = await Promise.all(issuers.map((issuer) => checkCertificateSignature(certificate, issuer.certificate)));
  const issuer = issuers[checks.findIndex(({ outcome }) => outcome === 'valid')];
  if (issuer) return { authorized: true, by: 'delegated', reason: null, issuer };
  const unsupported = checks.find(({ outcome }) => outcome === 'unsupported');
  if (unsupported) return unknown(`The responder's certificate cannot be verified here: ${unsupported.why}`);
  if (checks.length)
    return no("The responder's certificate was not issued by the key of the issuer that the CertID names");
  const issuance = await findIssuance(certificate, index);
  if (issuance.signature === 'valid' && (await hasIssuerKey(issuance.issuer!.certificate, certID)))
    return unknown(OTHER_NAME);
  return issuance.signature === 'valid'
    ? no("The responder's certificate was issued by another CA than the one the CertID names")
    : unknown('The certificate of the issuer that the CertID names is not in hand');
}

const OTHER_NAME = 'The CertID names an issuer with this key, but under a Name that no certificate in hand has';

/** Whether a CertID's issuerKeyHash is that of this certificate's key, whatever its Name. */
async function hasIssuerKey({ subjectPublicKeyInfo }: AnyCertificate, certID: CertID): Promise<boolean> {
  const hash = hashOf(certID.hashAlgorithm.algorithm)!;
  return equalBytes(await digest(hash, subjectPublicKeyInfo.subjectPublicKey.bytes), certID.issuerKeyHash);
}

const no = (reason: string): Authorization => ({ authorized: false, by: null, reason });
const unknown = (reason: string): Authorization => ({ authorized: null, by: null, reason });
