import type { AnyCertificate } from '../model/certificate.ts';
import type { CertID, SingleResponse } from '../model/ocsp.ts';
import type { Instant } from '../model/time.ts';
import { equalBytes } from '../model/bytes.ts';
import { OID } from '../model/oid.ts';
import { formatInstant } from '../model/time.ts';
import { hashOf, hashName } from './algorithms.ts';
import { issuerKeyOf, oneForEachKey, type IssuerFinder } from './cert-id.ts';
import type { Credible } from './credible.ts';
import { digest } from './digest.ts';
import { nameKey, sameKey, type CertificateIndex, type InHand } from './in-hand.ts';
import { checkCertificateSignature, findIssuance } from './issuer.ts';
import { Kin } from './kin.ts';

/** Whether the signer may speak for the issuer that one CertID names (RFC 6960 section 4.2.2.2). */
export interface Authorization {
  readonly authorized: boolean | null;
  readonly by: 'issuer' | 'delegated' | null;
  /** Why not, or what is missing; `null` when it may. */
  readonly reason: string | null;
  /** The CA's certificates that count, of the Name in the CertID and one key; `null` when none is in hand. */
  readonly issuers: Kin | null;
}

/** What is in hand beside the response. */
export interface Hand {
  readonly index: CertificateIndex;
  readonly issuers: IssuerFinder;
  readonly credible: Credible;
}

/**
 * RFC 6960 section 4.2.2.2: the issuing CA's key itself, or a certificate with id-kp-OCSPSigning issued directly by
 * that same key. anyExtendedKeyUsage is not accepted; authority key identifiers and Names above are not consulted.
 */
export async function authorize(
  signer: InHand,
  { certID }: SingleResponse,
  producedAt: Instant,
  hand: Hand,
): Promise<Authorization> {
  if (!hashOf(certID.hashAlgorithm.algorithm))
    return unknown(
      `The CertID uses hash algorithm ${hashName(certID.hashAlgorithm.algorithm)}, which cannot be computed here`,
    );
  const standing = await standingOf(signer, certID, hand);
  if (!standing.authorized || standing.signers.validAt(producedAt)) return standing;
  const { notBefore, notAfter } = standing.signers.longest.certificate.validity;
  return no(
    `The signer's certificate was valid from ${formatInstant(notBefore.instant)} to ${formatInstant(notAfter.instant)}, ` +
      `but the response was produced at ${formatInstant(producedAt)}`,
    standing.issuers,
  );
}

/** An authorisation whenever it is, and the certificates whose dates decide whether it was one at a moment. */
interface Standing extends Authorization {
  readonly signers: Kin;
}

/** Thousands of responses in one evaluation ask the same of the same certificate. */
const standings = new WeakMap<IssuerFinder, Map<InHand, Map<string, Promise<Standing>>>>();

/** As whom a certificate may answer for the issuer that a CertID names, whenever that is; or why it may not. */
function standingOf(signer: InHand, certID: CertID, hand: Hand): Promise<Standing> {
  const ofAll = standings.get(hand.issuers) ?? new Map<InHand, Map<string, Promise<Standing>>>();
  standings.set(hand.issuers, ofAll);
  const ofSigner = ofAll.get(signer) ?? new Map<string, Promise<Standing>>();
  ofAll.set(signer, ofSigner);
  const key = issuerKeyOf(certID);
  let standing = ofSigner.get(key);
  if (!standing) ofSigner.set(key, (standing = findStanding(signer, certID, hand)));
  return standing;
}

async function findStanding(signer: InHand, certID: CertID, hand: Hand): Promise<Standing> {
  const named = await hand.issuers.issuersNamed(certID);
  if (!named.length) return { ...unknown(await whyOpen(signer, certID, hand)), signers: new Kin([signer]) };
  const issuers = kinOf(named, signer, hand);
  if (!issuers) return { ...(await judgeDelegate(signer, named, hand)), signers: new Kin([signer]) };
  // Made-up certificates of the CA's key cannot speak while a real one is in hand, whatever Name they are of.
  const signers = named.includes(signer) ? issuers : new Kin(hand.credible.among([signer, ...issuers.all]));
  return { authorized: true, by: 'issuer', reason: null, issuers, signers };
}

/** What can be said of a signer while the issuer that the CertID names is not in hand: never that it may not speak. */
async function whyOpen({ certificate }: InHand, certID: CertID, { index }: Hand): Promise<string> {
  if (await hasIssuerKey(certificate, certID)) return OTHER_NAME;
  if (!certificate.known.extKeyUsage?.includes(OID.kpOCSPSigning))
    return `${NOT_IN_HAND}; the signer is another, and its certificate lacks id-kp-OCSPSigning`;
  const { signature, issuer } = await findIssuance(certificate, index);
  if (signature !== 'valid') return NOT_IN_HAND;
  return (await hasIssuerKey(issuer!.certificate, certID))
    ? OTHER_NAME
    : `${NOT_IN_HAND}; the responder's certificate was issued by another CA`;
}

const NOT_IN_HAND = 'The certificate of the issuer that the CertID names is not in hand';

const kins = new WeakMap<readonly InHand[], Map<string, Kin | null>>();

/** Those of `named` that have this key and count; `null` when none has it. */
function kinOf(named: readonly InHand[], { certificate }: InHand, { credible }: Hand): Kin | null {
  const ofNamed = kins.get(named) ?? new Map<string, Kin | null>();
  kins.set(named, ofNamed);
  const key = nameKey(certificate.subjectPublicKeyInfo.der);
  let kin = ofNamed.get(key);
  if (kin === undefined) {
    const ofKey = named.filter((one) => sameKey(one.certificate, certificate));
    ofNamed.set(key, (kin = ofKey.length ? new Kin(credible.among(ofKey)) : null));
  }
  return kin;
}

/** Whether a certificate that is not the issuer's own may answer for the issuer. `named`: the issuer's certificates. */
async function judgeDelegate({ certificate }: InHand, named: readonly InHand[], hand: Hand): Promise<Authorization> {
  const purposes = certificate.known.extKeyUsage ?? [];
  const issuers = oneForEachKey(named);
  const kin = kinOf(named, issuers[0]!, hand);
  if (!purposes.includes(OID.kpOCSPSigning))
    return no(
      purposes.includes(OID.anyExtendedKeyUsage)
        ? 'The signer is not the issuer that the CertID names, and anyExtendedKeyUsage does not stand for id-kp-OCSPSigning'
        : 'The signer is not the issuer that the CertID names, and its certificate lacks id-kp-OCSPSigning',
      kin,
    );
  const checks = await Promise.all(issuers.map((issuer) => checkCertificateSignature(certificate, issuer.certificate)));
  const issuer = issuers[checks.findIndex(({ outcome }) => outcome === 'valid')];
  if (issuer) return { authorized: true, by: 'delegated', reason: null, issuers: kinOf(named, issuer, hand) };
  const unsupported = checks.find(({ outcome }) => outcome === 'unsupported');
  return unsupported
    ? unknown(`The responder's certificate cannot be verified here: ${unsupported.why}`, kin)
    : no("The responder's certificate was not issued by the key of the issuer that the CertID names", kin);
}

const OTHER_NAME = 'The CertID names an issuer with this key, but under a Name that no certificate in hand has';

/** Whether a CertID's issuerKeyHash is that of this certificate's key, whatever its Name. */
async function hasIssuerKey({ subjectPublicKeyInfo }: AnyCertificate, certID: CertID): Promise<boolean> {
  const hash = hashOf(certID.hashAlgorithm.algorithm)!;
  return equalBytes(await digest(hash, subjectPublicKeyInfo.subjectPublicKey.bytes), certID.issuerKeyHash);
}

const no = (reason: string, issuers: Kin | null = null): Authorization => ({
  authorized: false,
  by: null,
  reason,
  issuers,
});
const unknown = (reason: string, issuers: Kin | null = null): Authorization => ({
  authorized: null,
  by: null,
  reason,
  issuers,
});
