import type { BasicOCSPResponse, ResponderID } from '../model/ocsp.ts';
import type { Instant } from '../model/time.ts';
import { equalBytes } from '../model/bytes.ts';
import { oneForEachIssuer, oneForEachKey, type IssuerFinder } from './cert-id.ts';
import { keyHash, sameKey, type CertificateIndex, type InHand } from './in-hand.ts';
import { checkCertificateSignature } from './issuer.ts';

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
 * The certificates that the response's ResponderID names (RFC 6960 section 4.2.1): its own first, then all in hand.
 * Of a crowd, those that may speak for an issuer that a CertID names come first: that nobody can make up.
 */
export async function findCandidates(
  response: BasicOCSPResponse,
  embedded: readonly InHand[],
  index: CertificateIndex,
  issuers: IssuerFinder,
): Promise<Candidates> {
  const { responderID } = response.tbsResponseData;
  const named: InHand[] = [];
  for (const one of embedded.slice(0, MAX_CANDIDATES)) if (await isNamed(responderID, one)) named.push(one);
  const inHand =
    responderID.by === 'name' ? index.bySubject(responderID.name.der) : await index.byKeyHash(responderID.keyHash);
  const ordered = inHand.length > MAX_CANDIDATES ? await entitledFirst(inHand, response, issuers) : inHand;
  for (const one of ordered) if (!named.includes(one) && named.length < MAX_CANDIDATES) named.push(one);
  return { named, cutOff: inHand.length > MAX_CANDIDATES };
}

async function isNamed(responderID: ResponderID, { certificate }: InHand): Promise<boolean> {
  return responderID.by === 'name'
    ? equalBytes(certificate.subject.der, responderID.name.der)
    : equalBytes(await keyHash(certificate), responderID.keyHash);
}

async function entitledFirst(
  crowd: readonly InHand[],
  { tbsResponseData }: BasicOCSPResponse,
  issuers: IssuerFinder,
): Promise<readonly InHand[]> {
  const { producedAt, responses } = tbsResponseData;
  // One issuer decides: a response that speaks for several is sorted by the first of them in hand.
  for (const certID of oneForEachIssuer(responses.map((single) => single.certID)))
    for (const issuer of oneForEachKey(await issuers.issuersNamed(certID))) {
      const entitled = await entitledOf(crowd, issuer);
      if (!entitled.all.length) continue;
      // A CA's key is no secret: anybody can write certificates with it, of other dates, and put them before the real one.
      const valid = entitled.validAt(producedAt.instant);
      const some = entitled.all.slice(0, MAX_CANDIDATES);
      return [...(valid ? [valid] : []), ...some, ...crowd.slice(0, MAX_CANDIDATES)];
    }
  return crowd;
}

/** Thousands of responses meet the same crowd, so it is sorted once for each issuer. */
const sortedCrowds = new WeakMap<readonly InHand[], WeakMap<InHand, Promise<Entitled>>>();

function entitledOf(crowd: readonly InHand[], issuer: InHand): Promise<Entitled> {
  let byIssuer = sortedCrowds.get(crowd);
  if (!byIssuer) sortedCrowds.set(crowd, (byIssuer = new WeakMap()));
  let entitled = byIssuer.get(issuer);
  if (!entitled) byIssuer.set(issuer, (entitled = filterEntitled(crowd, issuer)));
  return entitled;
}

async function filterEntitled(crowd: readonly InHand[], issuer: InHand): Promise<Entitled> {
  const entitled: InHand[] = [];
  for (const one of crowd) {
    const isIssuer = sameKey(one.certificate, issuer.certificate);
    if (isIssuer || (await checkCertificateSignature(one.certificate, issuer.certificate)).outcome === 'valid')
      entitled.push(one);
  }
  return new Entitled(entitled);
}

/** Those of a crowd that may speak for one issuer, if only they are valid. */
class Entitled {
  readonly all: readonly InHand[];
  /** By notBefore; beside each, the one that lasts longest of it and those before it. */
  readonly #byStart: readonly { readonly from: Instant; readonly longest: InHand }[];

  constructor(all: readonly InHand[]) {
    this.all = all;
    const startOf = ({ certificate }: InHand) => certificate.validity.notBefore.instant;
    let longest: InHand | null = null;
    this.#byStart = [...all]
      .sort((a, b) => startOf(a) - startOf(b))
      .map((one) => {
        if (!longest || endOf(one) > endOf(longest)) longest = one;
        return { from: startOf(one), longest };
      });
  }

  /** One that is valid at this moment; `null` when none is. */
  validAt(moment: Instant): InHand | null {
    let low = 0;
    let high = this.#byStart.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#byStart[middle]!.from <= moment) low = middle + 1;
      else high = middle;
    }
    const longest = this.#byStart[low - 1]?.longest;
    return longest && endOf(longest) >= moment ? longest : null;
  }
}

const endOf = ({ certificate }: InHand): Instant => certificate.validity.notAfter.instant;
