import type { BasicOCSPResponse, ResponderID } from '../model/ocsp.ts';
import { equalBytes } from '../model/bytes.ts';
import type { Hand } from './authorization.ts';
import { oneForEachIssuer, oneForEachKey } from './cert-id.ts';
import { keyHash, sameKey, type InHand } from './in-hand.ts';
import { checkCertificateSignature } from './issuer.ts';
import { Kin } from './kin.ts';

/**
 * How many certificates are considered as the signer of one response. Real signers have a handful (renewals,
 * cross-certificates); without a bound, thousands of made-up namesakes would cost their square.
 */
export const MAX_CANDIDATES = 32;

/** Certificates that a ResponderID names. */
export interface Candidates {
  readonly named: readonly InHand[];
  /** Whether there were more than are considered. */
  readonly cutOff: boolean;
}

/**
 * The certificates that the response's ResponderID names (RFC 6960 section 4.2.1), wherever they came from. Of a crowd,
 * those that may speak for an issuer that a CertID names come first: that nobody can make up; then the response's own.
 */
export async function findCandidates(
  response: BasicOCSPResponse,
  embedded: readonly InHand[],
  hand: Hand,
): Promise<Candidates> {
  const { responderID } = response.tbsResponseData;
  const { index } = hand;
  const inHand =
    responderID.by === 'name' ? index.bySubject(responderID.name.der) : await index.byKeyHash(responderID.keyHash);
  const own: InHand[] = [];
  for (const one of embedded.slice(0, MAX_CANDIDATES)) if (await isNamed(responderID, one)) own.push(one);
  const isCrowd = inHand.length > MAX_CANDIDATES;
  const first = isCrowd ? await entitledAmong(inHand, response, hand) : NONE;
  const named = new Set([...first, ...own, ...inHand.slice(0, MAX_CANDIDATES)]);
  return { named: [...named].slice(0, MAX_CANDIDATES), cutOff: isCrowd };
}

async function isNamed(responderID: ResponderID, { certificate }: InHand): Promise<boolean> {
  return responderID.by === 'name'
    ? equalBytes(certificate.subject.der, responderID.name.der)
    : equalBytes(await keyHash(certificate), responderID.keyHash);
}

async function entitledAmong(
  crowd: readonly InHand[],
  { tbsResponseData }: BasicOCSPResponse,
  hand: Hand,
): Promise<readonly InHand[]> {
  const { producedAt, responses } = tbsResponseData;
  // One issuer decides: a response that speaks for several is sorted by the first of them in hand.
  for (const certID of oneForEachIssuer(responses.map((single) => single.certID)))
    for (const issuer of oneForEachKey(await hand.issuers.issuersNamed(certID))) {
      const entitled = await entitledOf(crowd, issuer, hand);
      if (!entitled) continue;
      // A CA's key is no secret: anybody can write certificates with it, of other dates, and put them before the real one.
      const valid = entitled.validAt(producedAt.instant);
      return [...(valid ? [valid] : []), ...entitled.all.slice(0, MAX_CANDIDATES)];
    }
  return NONE;
}

const NONE: readonly InHand[] = [];

/** Thousands of responses meet the same crowd, so it is sorted once for each issuer. */
const sortedCrowds = new WeakMap<readonly InHand[], WeakMap<InHand, Promise<Kin | null>>>();

function entitledOf(crowd: readonly InHand[], issuer: InHand, hand: Hand): Promise<Kin | null> {
  let byIssuer = sortedCrowds.get(crowd);
  if (!byIssuer) sortedCrowds.set(crowd, (byIssuer = new WeakMap()));
  let entitled = byIssuer.get(issuer);
  if (!entitled) byIssuer.set(issuer, (entitled = filterEntitled(crowd, issuer, hand)));
  return entitled;
}

/** Those of a crowd that may speak for one issuer, if only they are valid. */
async function filterEntitled(crowd: readonly InHand[], issuer: InHand, { credible }: Hand): Promise<Kin | null> {
  const entitled: InHand[] = [];
  for (const one of crowd) {
    const isIssuer = sameKey(one.certificate, issuer.certificate);
    if (isIssuer || (await checkCertificateSignature(one.certificate, issuer.certificate)).outcome === 'valid')
      entitled.push(one);
  }
  return entitled.length ? new Kin(credible.among(entitled)) : null;
}
