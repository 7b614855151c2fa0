import type { AnyCertificate } from '../model/certificate.ts';
import type { BasicOCSPResponse, CertID, SingleResponse } from '../model/ocsp.ts';
import type { Instant } from '../model/time.ts';
import type { ResponderRole, ResponseSignature } from '../model/verdict.ts';
import { equalBytes } from '../model/bytes.ts';
import { OID } from '../model/oid.ts';
import { formatInstant } from '../model/time.ts';
import { hashOf, hashName } from './algorithms.ts';
import { findCandidates, MAX_CANDIDATES, type Candidates } from './candidates.ts';
import { oneForEachKey, type IssuerFinder } from './cert-id.ts';
import { digest } from './digest.ts';
import { nameKey, sameKey, type CertificateIndex, type InHand } from './in-hand.ts';
import { checkCertificateSignature, findIssuance } from './issuer.ts';
import { verifySignature, type SignatureCheck } from './signature.ts';

/** Whether the signer may speak for the issuer that one CertID names (RFC 6960 section 4.2.2.2). */
export interface Authorization {
  readonly authorized: boolean | null;
  readonly by: 'issuer' | 'delegated' | null;
  /** Why not, or what is missing; `null` when it may. */
  readonly reason: string | null;
}

/** Who signed a response, and for whom they may speak. */
export interface Responder {
  readonly signature: ResponseSignature;
  /** Why the signature is not valid, when it is not. */
  readonly why: string | null;
  readonly signer: InHand | null;
  readonly role: ResponderRole;
  readonly reason: string | null;
  /** One a SingleResponse, in their order. */
  readonly authorizations: readonly Authorization[];
  /** A certificate whose key does verify the signature though the ResponderID does not name it: mentioned, never accepted. */
  readonly unnamedSigner: InHand | null;
}

/**
 * Finds, verifies and judges the signer of a response. Four separate questions, as RFC 6960 section 3.2 asks them:
 * who is named, does the signature verify, may they speak for this issuer, could they at producedAt.
 * `embedded` are the certificates of the response's own `certs`.
 */
export async function judgeResponder(
  response: BasicOCSPResponse,
  embedded: readonly InHand[],
  index: CertificateIndex,
  issuers: IssuerFinder,
): Promise<Responder> {
  const { responses } = response.tbsResponseData;
  const named = await findCandidates(response, embedded, index, issuers);
  const verified = await pickVerified(response, named, embedded, issuers);
  if (!verified.candidates.length)
    return {
      signature: 'no-key',
      why: verified.why,
      signer: null,
      role: 'unknown',
      reason: verified.why,
      authorizations: responses.map(() => ({ authorized: null, by: null, reason: verified.why })),
      unnamedSigner: await findUnnamedSigner(response, embedded, issuers),
    };

  const best = await mostAuthorized(verified.candidates, response, index, issuers);
  const { role, reason } = roleOf(best.authorizations);
  return {
    signature: verified.signature,
    why: verified.why,
    signer: best.signer,
    role,
    reason,
    authorizations: best.authorizations,
    unnamedSigner: null,
  };
}

interface Judged {
  readonly signer: InHand;
  readonly authorizations: readonly Authorization[];
}

/** Several certificates may carry the signer's key (cross-certificates, renewals): the one that may speak counts. */
async function mostAuthorized(
  candidates: readonly InHand[],
  response: BasicOCSPResponse,
  index: CertificateIndex,
  issuers: IssuerFinder,
): Promise<Judged> {
  const { responses, producedAt } = response.tbsResponseData;
  let best: Judged | null = null;
  for (const signer of candidates) {
    const authorizations = await Promise.all(
      responses.map((single) => authorize(signer, single, producedAt.instant, index, issuers)),
    );
    if (!best || rank(authorizations) > rank(best.authorizations)) best = { signer, authorizations };
    if (authorizations.every(({ authorized }) => authorized)) break;
  }
  return best!;
}

interface Picked {
  readonly signature: ResponseSignature;
  readonly why: string | null;
  readonly candidates: readonly InHand[];
}

async function pickVerified(
  response: BasicOCSPResponse,
  { named, cutOff }: Candidates,
  embedded: readonly InHand[],
  issuers: IssuerFinder,
): Promise<Picked> {
  // Certificates that share a key share its answer.
  const byKey = new Map<string, Promise<SignatureCheck>>();
  const checkOnce = (one: InHand): Promise<SignatureCheck> => {
    const key = nameKey(one.certificate.subjectPublicKeyInfo.der);
    const check = byKey.get(key) ?? verifyWith(response, one);
    byKey.set(key, check);
    return check;
  };
  const checks = await Promise.all(named.map(async (one) => ({ one, check: await checkOnce(one) })));
  const of = (outcome: ResponseSignature) => checks.filter(({ check }) => check.outcome === outcome);
  const valid = of('valid');
  if (valid.length) return { signature: 'valid', why: null, candidates: valid.map(({ one }) => one) };
  // A search that was cut off accuses nobody.
  if (cutOff)
    return {
      signature: 'no-key',
      why: `Not one of ${MAX_CANDIDATES} certificates that the ResponderID fits has the key that signed`,
      candidates: [],
    };
  const unsupported = of('unsupported');
  if (unsupported.length)
    return { signature: 'unsupported', why: unsupported[0]!.check.why, candidates: unsupported.map(({ one }) => one) };
  const meant: typeof checks = [];
  for (const failed of checks) if (await isMeant(response, failed.one, embedded, issuers)) meant.push(failed);
  if (meant.length) return { signature: 'invalid', why: meant[0]!.check.why, candidates: meant.map(({ one }) => one) };
  const why = named.length
    ? 'Certificates of the name in the ResponderID are in hand, but none carries the key that signed'
    : 'No certificate in hand is the one that the ResponderID names';
  return { signature: 'no-key', why, candidates: [] };
}

/**
 * Whether a failed signature under this certificate's key is a failure, and not just a namesake. A key hash names one
 * key. A Name may be shared by renewed and re-keyed certificates, so it counts only for one that came with the
 * response or whose key the CertIDs name.
 */
async function isMeant(
  response: BasicOCSPResponse,
  candidate: InHand,
  embedded: readonly InHand[],
  issuers: IssuerFinder,
): Promise<boolean> {
  const { responderID, responses } = response.tbsResponseData;
  if (responderID.by === 'key' || embedded.includes(candidate)) return true;
  for (const single of responses) {
    const issuersNamed = await issuers.issuersNamed(single.certID);
    for (const issuer of issuersNamed) {
      if (sameKey(issuer.certificate, candidate.certificate)) return true;
      // A delegate handed in beside the response, certified by the CA in question, is as good as one inside it.
      if (equalBytes(candidate.certificate.issuer.der, issuer.certificate.subject.der)) return true;
    }
  }
  return false;
}

async function findUnnamedSigner(
  response: BasicOCSPResponse,
  embedded: readonly InHand[],
  issuers: IssuerFinder,
): Promise<InHand | null> {
  const candidates = new Set<InHand>(embedded.slice(0, MAX_CANDIDATES));
  for (const single of response.tbsResponseData.responses)
    for (const issuer of oneForEachKey(await issuers.issuersNamed(single.certID))) candidates.add(issuer);
  for (const candidate of candidates) if ((await verifyWith(response, candidate)).outcome === 'valid') return candidate;
  return null;
}

const verifyWith = (response: BasicOCSPResponse, { certificate }: InHand) =>
  verifySignature(
    response.tbsResponseData.der,
    response.signatureAlgorithm,
    response.signature,
    certificate.subjectPublicKeyInfo,
  );

/**
 * RFC 6960 section 4.2.2.2: the issuing CA's key itself, or a certificate with id-kp-OCSPSigning issued directly by
 * that same key. anyExtendedKeyUsage is not accepted; authority key identifiers and Names above are not consulted.
 */
async function authorize(
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
  const named = await issuers.issuersNamed(certID);
  const by = named.some((issuer) => sameKey(issuer.certificate, certificate)) ? 'issuer' : 'delegated';
  if (by === 'delegated') {
    const refusal = await refuseDelegate(signer, certID, named, index);
    if (refusal) return refusal;
  }
  const { notBefore, notAfter } = certificate.validity;
  if (producedAt < notBefore.instant || producedAt > notAfter.instant)
    return no(
      `The signer's certificate was valid from ${formatInstant(notBefore.instant)} to ${formatInstant(notAfter.instant)}, ` +
        `but the response was produced at ${formatInstant(producedAt)}`,
    );
  return { authorized: true, by, reason: null };
}

/** Why a certificate that is not the issuer's own may not answer for the issuer; `null` when it may. */
async function refuseDelegate(
  { certificate }: InHand,
  certID: CertID,
  named: readonly InHand[],
  index: CertificateIndex,
): Promise<Authorization | null> {
  const purposes = certificate.known.extKeyUsage ?? [];
  if (!purposes.includes(OID.kpOCSPSigning)) {
    if (!named.length && (await hasIssuerKey(certificate, certID))) return unknown(OTHER_NAME);
    return no(
      purposes.includes(OID.anyExtendedKeyUsage)
        ? 'The signer is not the issuer that the CertID names, and anyExtendedKeyUsage does not stand for id-kp-OCSPSigning'
        : 'The signer is not the issuer that the CertID names, and its certificate lacks id-kp-OCSPSigning',
    );
  }
  const checks = await Promise.all(
    oneForEachKey(named).map((issuer) => checkCertificateSignature(certificate, issuer.certificate)),
  );
  if (checks.some(({ outcome }) => outcome === 'valid')) return null;
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

/** How much a signer may say: any authorisation outweighs doubts, doubts outweigh refusals. */
const rank = (authorizations: readonly Authorization[]): number =>
  authorizations.reduce((sum, { authorized }) => sum + (authorized ? 1e6 : authorized === null ? 1 : 0), 0);

function roleOf(authorizations: readonly Authorization[]): { role: ResponderRole; reason: string | null } {
  const speaking = authorizations.find(({ authorized }) => authorized);
  if (speaking) return { role: speaking.by!, reason: null };
  const open = authorizations.find(({ authorized }) => authorized === null);
  if (open) return { role: 'unknown', reason: open.reason };
  const refused = authorizations[0];
  return refused
    ? { role: 'unauthorized', reason: refused.reason }
    : { role: 'unknown', reason: 'The response holds no SingleResponse, so it speaks for no issuer' };
}
