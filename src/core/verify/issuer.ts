import type { Name } from '../model/asn1.ts';
import type { AnyCertificate, KnownExtensions } from '../model/certificate.ts';
import type { CertificateSignature } from '../model/verdict.ts';
import { equalBytes } from '../model/bytes.ts';
import { OID } from '../model/oid.ts';
import { sameAlgorithm } from './algorithms.ts';
import { keyHash, purposeOf, type CertificateIndex, type InHand } from './in-hand.ts';
import { verifySignature, type SignatureCheck } from './signature.ts';

/** Who signed a certificate, and for which CA. */
export interface Issuance {
  readonly signature: CertificateSignature;
  /** Why the signature is not valid, when it is not. */
  readonly why: string | null;
  /** The certificate of the key that signed, when it is in hand; for an invalid signature, the one it claims. */
  readonly signer: InHand | null;
  /** The CA of the final certificate: the signer, or the CA that certified a precertificate signing certificate. */
  readonly issuer: InHand | null;
  /** That CA's Name, as the final certificate's issuer field has it. Unknown only for a precertificate whose signing certificate is missing. */
  readonly issuerName: Name;
}

/** One certificate's own signature under one candidate's key (RFC 5280 section 6.1.3 (a)(1)). Times play no part. */
export function checkCertificateSignature(
  certificate: AnyCertificate,
  signer: AnyCertificate,
): Promise<SignatureCheck> {
  if (!sameAlgorithm(certificate.signature, certificate.signatureAlgorithm))
    return Promise.resolve({
      outcome: 'invalid',
      why: 'The signature algorithms inside and outside tbsCertificate differ (RFC 5280 section 4.1.1.2)',
    });
  if (!isAskedAgain(certificate)) return verifyUnder(certificate, signer);
  let checks = checked.get(certificate);
  if (!checks) checked.set(certificate, (checks = new WeakMap()));
  let check = checks.get(signer);
  if (!check) checks.set(signer, (check = verifyUnder(certificate, signer)));
  return check;
}

const verifyUnder = (certificate: AnyCertificate, signer: AnyCertificate): Promise<SignatureCheck> =>
  verifySignature(
    certificate.tbsCertificate,
    certificate.signatureAlgorithm,
    certificate.signatureValue,
    signer.subjectPublicKeyInfo,
  );

/** A subscriber's certificate is verified once by nature, and there are many of them. */
const isAskedAgain = (certificate: AnyCertificate): boolean =>
  purposeOf(certificate) !== 'subscriber' || !!certificate.known.extKeyUsage?.includes(OID.kpOCSPSigning);

/** One delegated responder's certificate stands in thousands of responses; within one evaluation it is verified once. */
const checked = new WeakMap<AnyCertificate, WeakMap<AnyCertificate, Promise<SignatureCheck>>>();

/** Finds and verifies a certificate's issuer among all certificates in hand. */
export async function findIssuance(certificate: AnyCertificate, index: CertificateIndex): Promise<Issuance> {
  const direct = await signerOf(certificate, index);
  const { signature, why, signer } = direct;
  const viaSigningCertificate =
    certificate.kind === 'precertificate' && signer && purposeOf(signer.certificate) === 'precertificate-signing';
  if (!viaSigningCertificate) return { signature, why, signer, issuer: signer, issuerName: certificate.issuer };

  // RFC 6962 section 3.1: the precertificate signing certificate must itself be certified by the CA of the final certificate.
  const above = await signerOf(signer.certificate, index);
  const issuerName = signer.certificate.issuer;
  if (signature !== 'valid' || above.signature === 'valid')
    return { signature, why, signer, issuer: above.signer, issuerName };
  const reason =
    above.signature === 'no-issuer'
      ? 'The CA that certified the precertificate signing certificate is not in hand'
      : `The precertificate signing certificate: ${above.why}`;
  return { signature: above.signature, why: reason, signer, issuer: above.signer, issuerName };
}

/** Who signed something, as far as the certificates in hand show. */
export interface Signer {
  readonly signature: CertificateSignature;
  /** Why the signature is not valid, when it is not. */
  readonly why: string | null;
  readonly signer: InHand | null;
}

/** What a certificate and a CRL say about who signed them. */
interface Claim {
  readonly issuer: Name;
  readonly known: Pick<KnownExtensions, 'authorityKeyIdentifier'>;
}

const signerOf = (certificate: AnyCertificate, index: CertificateIndex): Promise<Signer> =>
  findSigner(certificate, index, (candidate) => checkCertificateSignature(certificate, candidate));

/** How many namesakes are tried as the issuer of one certificate; without a bound, made-up ones would cost their square. */
const MAX_CANDIDATES = 32;

/** The certificate in hand of the Name and key that `signed` claims, under whose key its signature is checked. */
export async function findSigner(
  signed: Claim,
  index: CertificateIndex,
  checkUnder: (candidate: AnyCertificate) => Promise<SignatureCheck>,
): Promise<Signer> {
  const namesakes = index.bySubject(signed.issuer.der);
  const candidates = namesakes.length < 2 ? namesakes : await byLikelihood(signed, namesakes);
  let unsupported: Signer | null = null;
  let invalid: Signer | null = null;
  for (const candidate of candidates.slice(0, MAX_CANDIDATES)) {
    const check = await checkUnder(candidate.certificate);
    if (check.outcome === 'valid') return { signature: 'valid', why: null, signer: candidate };
    // A CA of the same Name with another key is not the issuer; failing under its key says nothing.
    if (!(await couldBeIssuer(signed, candidate.certificate))) continue;
    if (check.outcome === 'unsupported')
      unsupported ??= { signature: 'unsupported', why: check.why, signer: candidate };
    else invalid ??= { signature: 'invalid', why: check.why, signer: candidate };
  }
  // A search that was cut off accuses nobody.
  if (candidates.length > MAX_CANDIDATES)
    return {
      signature: 'no-issuer',
      why: `Not one of ${MAX_CANDIDATES} certificates of its Name verifies`,
      signer: null,
    };
  return (
    unsupported ?? invalid ?? { signature: 'no-issuer', why: 'No certificate of the issuer is in hand', signer: null }
  );
}

/**
 * Candidates whose SKI is the AKI first: nearly always the first one verifies. In a crowd, where anybody can copy an
 * SKI, those whose key really hashes to the AKI (RFC 5280 section 4.2.1.2 method (1)) come before them.
 */
async function byLikelihood(
  { known: { authorityKeyIdentifier } }: Claim,
  candidates: readonly InHand[],
): Promise<readonly InHand[]> {
  const wanted = authorityKeyIdentifier?.keyIdentifier;
  if (!wanted) return candidates;
  const hashed = await Promise.all(
    candidates.map(
      async ({ certificate }) => candidates.length > MAX_CANDIDATES && equalBytes(await keyHash(certificate), wanted),
    ),
  );
  const likelihood = ({ certificate: { known } }: InHand, at: number): number => {
    if (hashed[at]) return 0;
    return known.subjectKeyIdentifier !== undefined && equalBytes(known.subjectKeyIdentifier, wanted) ? 1 : 2;
  };
  const ranked = candidates.map((one, at) => ({ one, rank: likelihood(one, at) }));
  return ranked.sort((a, b) => a.rank - b.rank).map(({ one }) => one);
}

/** Whether the authority key identifier leaves room for this key; without one, the Name decides alone. */
async function couldBeIssuer({ known }: Claim, candidate: AnyCertificate): Promise<boolean> {
  const wanted = known.authorityKeyIdentifier?.keyIdentifier;
  if (!wanted) return true;
  const identifier = candidate.known.subjectKeyIdentifier ?? (await keyHash(candidate));
  return equalBytes(identifier, wanted);
}
