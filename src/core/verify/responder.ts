import type { BasicOCSPResponse } from '../model/ocsp.ts';
import type { Instant } from '../model/time.ts';
import type { ResponderRole, ResponseSignature } from '../model/verdict.ts';
import { equalBytes } from '../model/bytes.ts';
import { authorize, type Authorization, type Hand } from './authorization.ts';
import { findCandidates, MAX_CANDIDATES, type Candidates } from './candidates.ts';
import { oneForEachIssuer, oneForEachKey, type IssuerFinder } from './cert-id.ts';
import type { Credible } from './credible.ts';
import { nameKey, sameKey, type InHand } from './in-hand.ts';
import { Kin } from './kin.ts';
import { verifySignature, type SignatureCheck } from './signature.ts';

/** Who signed a response, and for whom they may speak. */
export interface Responder {
  readonly signature: ResponseSignature;
  /** Why the signature is not valid, when it is not. */
  readonly why: string | null;
  readonly signer: InHand | null;
  /** The signer's certificate, and those in hand that may stand for it: somebody is accused only of what all of them show. */
  readonly signers: Kin | null;
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
  hand: Hand,
): Promise<Responder> {
  const { responses } = response.tbsResponseData;
  const { issuers } = hand;
  const named = await findCandidates(response, embedded, hand);
  const verified = await pickVerified(response, named, embedded, issuers);
  if (!verified.candidates.length)
    return {
      signature: 'no-key',
      why: verified.why,
      signer: null,
      signers: null,
      role: 'unknown',
      reason: verified.why,
      authorizations: responses.map(() => ({ authorized: null, by: null, reason: verified.why, issuers: null })),
      unnamedSigner: await findUnnamedSigner(response, embedded, issuers),
    };

  const judged = await mostAuthorized(verified.candidates, response, embedded, hand);
  const { signer, authorizations } = judged[0]!;
  const { role, reason } = roleOf(authorizations);
  return {
    signature: verified.signature,
    why: verified.why,
    signer,
    signers: signersOf(judged, hand),
    role,
    reason,
    authorizations,
    unnamedSigner: null,
  };
}

interface Judged {
  readonly signer: InHand;
  readonly authorizations: readonly Authorization[];
}

/**
 * Several certificates may carry the signer's key (cross-certificates, renewals): those that may speak for most, a
 * preferred one first.
 */
async function mostAuthorized(
  candidates: readonly InHand[],
  response: BasicOCSPResponse,
  embedded: readonly InHand[],
  hand: Hand,
): Promise<readonly Judged[]> {
  const { responses, producedAt } = response.tbsResponseData;
  let best: Judged[] = [];
  for (const signer of candidates) {
    const authorizations: Authorization[] = [];
    for (const single of responses) authorizations.push(await authorize(signer, single, producedAt.instant, hand));
    const more = best[0] ? rank(authorizations) - rank(best[0].authorizations) : 1;
    if (more > 0) best = [];
    // Copied, because an array that grew keeps room for more, and there are many.
    if (more >= 0) best.push({ signer, authorizations: authorizations.slice() });
  }
  if (best.length < 2) return best;
  const preference = (judged: Judged) => preferenceOf(judged, producedAt.instant, embedded, hand.credible);
  return best
    .map((judged) => ({ judged, preference: preference(judged) }))
    .sort((a, b) => b.preference - a.preference || inOrder(a.judged.signer, b.judged.signer))
    .map(({ judged }) => judged);
}

/**
 * A delegate's certificate may be the CA's only if the CA signed it, so the one that came with the response is meant. Of
 * the CA's own key anybody can write certificates: those that count come first, then those that were valid.
 */
function preferenceOf(
  { signer, authorizations }: Judged,
  producedAt: Instant,
  embedded: readonly InHand[],
  credible: Credible,
): number {
  const { notBefore, notAfter } = signer.certificate.validity;
  const wasValid = notBefore.instant <= producedAt && producedAt <= notAfter.instant ? 1 : 0;
  const isEmbedded = embedded.includes(signer) ? 1 : 0;
  const isOfCa = ownKin(signer, authorizations).size > 0;
  return isOfCa ? (credible.has(signer) ? 4 : 0) + 2 * wasValid + isEmbedded : 2 * isEmbedded + wasValid;
}

/** Those that last longer first, then by fingerprint. */
const inOrder = (a: InHand, b: InHand): number =>
  b.certificate.validity.notAfter.instant - a.certificate.validity.notAfter.instant || (a.sha256 < b.sha256 ? -1 : 1);

/** The certificates of CAs that the CertIDs name, where the signer has their key. */
function ownKin(signer: InHand, authorizations: readonly Authorization[]): ReadonlySet<Kin> {
  const own = new Set<Kin>();
  for (const { issuers } of authorizations)
    if (issuers && !own.has(issuers) && sameKey(issuers.all[0]!.certificate, signer.certificate)) own.add(issuers);
  return own;
}

/** A CA that signs itself is held to all its certificates of the key; a delegate to those that may say as much. */
function signersOf(judged: readonly Judged[], { credible }: Hand): Kin {
  const { signer, authorizations } = judged[0]!;
  const own = [...ownKin(signer, authorizations)];
  if (own.length === 1 && own[0]!.all.includes(signer)) return own[0]!;
  if (judged.length === 1 && own.length === 0) return Kin.alone(signer);
  const all = new Set([...judged.map((one) => one.signer), ...own.flatMap((kin) => kin.all)]);
  return new Kin(credible.among([...all]));
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
  const [only, another] = named;
  const checks =
    only && !another ? [{ one: only, check: await verifyWith(response, only) }] : await checkAll(response, named);
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
  const meant: Checked[] = [];
  for (const failed of checks) if (await isMeant(response, failed.one, embedded, issuers)) meant.push(failed);
  // What nobody can verify here may be the one that signed, so it comes before a failure.
  for (const signature of ['unsupported', 'invalid'] as const) {
    const those = meant.filter(({ check }) => check.outcome === signature);
    if (those.length) return { signature, why: those[0]!.check.why, candidates: those.map(({ one }) => one) };
  }
  return { signature: 'no-key', why: noKey(named.length, of('unsupported')[0]?.check.why), candidates: [] };
}

interface Checked {
  readonly one: InHand;
  readonly check: SignatureCheck;
}

function checkAll(response: BasicOCSPResponse, named: readonly InHand[]): Promise<Checked[]> {
  // Certificates that share a key share its answer.
  const byKey = new Map<string, Promise<SignatureCheck>>();
  const checkOnce = (one: InHand): Promise<SignatureCheck> => {
    const key = nameKey(one.certificate.subjectPublicKeyInfo.der);
    const check = byKey.get(key) ?? verifyWith(response, one);
    byKey.set(key, check);
    return check;
  };
  return Promise.all(named.map(async (one) => ({ one, check: await checkOnce(one) })));
}

function noKey(namesakes: number, unsupported: string | null | undefined): string {
  if (unsupported)
    return `Certificates of the name in the ResponderID are in hand, but which of them signed, if any, cannot be told: ${unsupported}`;
  return namesakes
    ? 'Certificates of the name in the ResponderID are in hand, but none carries the key that signed'
    : 'No certificate in hand is the one that the ResponderID names';
}

/**
 * Whether a signature that fails, or cannot be verified, under this certificate's key says something of it, and it is
 * not just a namesake. A key hash names one
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
  for (const certID of oneForEachIssuer(responses.map((single) => single.certID))) {
    const issuersNamed = await issuers.issuersNamed(certID);
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
  for (const certID of oneForEachIssuer(response.tbsResponseData.responses.map((single) => single.certID)))
    for (const issuer of oneForEachKey(await issuers.issuersNamed(certID))) candidates.add(issuer);
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
