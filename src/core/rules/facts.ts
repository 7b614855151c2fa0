import type { Claim } from '../model/evidence.ts';
import { byCodeUnit } from '../model/bytes.ts';
import { formatName } from '../decode/rfc4514.ts';
import { signedPublicationOf } from '../verify/index.ts';
import type { AuthoritativeStatus, InHand, Issued, Publication } from '../verify/index.ts';
import type { Capture } from './captures.ts';
import type { Situation } from './situation.ts';

/** What a rule may declare in `needs`, and gets in `check` once it is there. */
export interface Facts {
  /** That the certificate is the CA's: its signature verifies under the issuer's key. Without that nothing binds the CA. */
  readonly issuance: Issued;
  readonly issuer: InHand;
  readonly status: AuthoritativeStatus;
  readonly signer: InHand;
  /** The certificate of the CA that signed the CRL. */
  readonly crlSigner: InHand;
  readonly finalCertificate: Issued;
  readonly precertificate: Issued;
  readonly publication: Publication;
  /** The same, by a log's signature: a log's entry is unsigned, so anybody could have written it. */
  readonly signedPublication: Publication;
  /** When the response was served, as somebody claims; earliest first. Unsigned, so never more than a claim. */
  readonly captures: readonly Capture[];
  /** The same, for rules that can also do without: empty when nobody claims anything. */
  readonly claims: readonly Capture[];
}
export type FactName = keyof Facts;

/** What the facts are looked up in, beside the situation. */
export interface FactSources {
  /** Claims about a response, by its SHA-256. */
  readonly claims: ReadonlyMap<string, readonly Claim[]>;
}

type Lookups = { readonly [N in FactName]: (situation: Situation, sources: FactSources) => Facts[N] | string };

/** What `missing` says where nobody knows who signed. */
export const SIGNER_MISSING = 'the certificate of the key that signed the response';

/** Each fact's value, or the words that `missing` names it with. */
const LOOKUPS: Lookups = {
  issuance: ({ entry }) => {
    if (!entry) return 'the certificate that the response speaks about';
    const { issuance, inHand } = entry.subject;
    switch (issuance.signature) {
      case 'valid':
        return entry.subject;
      case 'no-issuer':
        return issuerMissing(formatName(inHand.certificate.issuer), issuance.why, formatName(issuance.issuerName));
      case 'unsupported':
        return `a browser that can verify the certificate's signature (${issuance.why})`;
      case 'invalid':
        return `a certificate that ${formatName(issuance.issuerName)} has signed: the signature of this one is invalid`;
    }
  },
  issuer: ({ entry }) => {
    const issuance = entry?.subject.issuance;
    if (!issuance) return 'the certificate that the response speaks about';
    return issuance.issuer ?? `issuer certificate: ${formatName(issuance.issuerName)}`;
  },
  status: ({ status }) =>
    status ?? 'an OCSP response about this certificate, validly signed by its CA or an authorised responder',
  signer: ({ response }) => response?.responder?.signer ?? SIGNER_MISSING,
  crlSigner: ({ crl }) =>
    crl?.signer ?? `issuer certificate: ${crl?.list ? formatName(crl.list.issuer) : 'that of the CRL'}`,
  finalCertificate: ({ entry }) => verifiable(entry?.final) ?? 'the final certificate',
  precertificate: ({ entry }) => verifiable(entry?.precertificate) ?? 'the precertificate',
  publication: ({ entry }) =>
    entry?.publication ??
    'proof of when it was first public: a signed certificate timestamp of a known log, or a CT log entry',
  signedPublication: ({ entry }) =>
    (entry && signedPublicationOf(entry)) ??
    'a signed certificate timestamp of a known log, which proves when it was first public',
  captures: (situation, sources) => {
    const captures = capturesOf(situation, sources);
    return captures.length
      ? captures
      : 'when the response was served (an HTTP capture with its Date header, or a HAR file)';
  },
  claims: capturesOf,
};

const NONE: readonly Capture[] = [];

function capturesOf({ response }: Situation, { claims }: FactSources): readonly Capture[] {
  if (claims.size === 0) return NONE;
  return (claims.get(response?.sha256 ?? '') ?? [])
    .flatMap((claim) => (claim.capturedAt === undefined ? [] : [{ ...claim, capturedAt: claim.capturedAt }]))
    .sort((a, b) => a.capturedAt - b.capturedAt || byCodeUnit(a.from, b.from));
}

/** Anybody can write a half of a pair whose signature nobody can verify: it proves nothing, so it is as good as missing. */
function verifiable(issued: Issued | null | undefined): Issued | string | null | undefined {
  if (issued?.issuance.signature !== 'unsupported') return issued;
  return `a browser that can verify the signature of the ${issued.inHand.certificate.kind} (${issued.issuance.why})`;
}

function issuerMissing(direct: string, why: string | null, final: string): string {
  return direct === final ? `issuer certificate: ${direct}` : `issuer certificate: ${final} (${why})`;
}

/** One fact, or the words for what is missing. */
export const lookUp = <N extends FactName>(name: N, situation: Situation, sources: FactSources): Facts[N] | string =>
  LOOKUPS[name](situation, sources);
