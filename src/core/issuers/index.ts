import type { AnyCertificate } from '../model/certificate.ts';
import { toHex } from '../model/bytes.ts';
import { sha256Hex } from '../verify/digest.ts';
import { keyHash, purposeOf, spkiSha256, type InHand } from '../verify/in-hand.ts';

export { chainOf, type Chain, type ChainCandidate, type ChainLink } from './chain.ts';
export { readRoots, type KnownRoots } from './roots.ts';
export { suppliedBy, wantedBy, type Gaps, type Wanted } from './wanted.ts';

/** The name under which a certificate of the library joins the evidence of a case. */
export const LIBRARY_NAME = 'issuer library';

/** A CA, precertificate signing or responder certificate, as the issuer library keeps it across cases. */
export interface LibraryCertificate {
  /** Of its bytes, lower-case hex: the key. */
  readonly sha256: string;
  readonly bytes: Uint8Array;
  /** Over the DER of its subject Name, lower-case hex. */
  readonly subjectSha256: string;
  /** Over its SubjectPublicKeyInfo, lower-case hex. */
  readonly spkiSha256: string;
  /** Over the content of its subjectPublicKey, lower-case hex: what a ResponderID byKey is (RFC 6960 section 4.2.1). */
  readonly keySha1: string;
}

/** Those among these certificates that may sign for others, whichever way they came. */
export async function libraryCertificates(certificates: readonly InHand[]): Promise<LibraryCertificate[]> {
  return Promise.all(
    certificates
      .filter(({ certificate }) => maySign(certificate))
      .map(async ({ certificate, sha256 }) => ({
        sha256,
        // A copy: what was decoded may be a view into a whole response or pack.
        bytes: certificate.der.slice(),
        subjectSha256: await sha256Hex(certificate.subject.der),
        spkiSha256: await spkiSha256(certificate),
        keySha1: toHex(await keyHash(certificate)),
      })),
  );
}

const maySign = (certificate: AnyCertificate): boolean =>
  certificate.kind === 'certificate' && purposeOf(certificate) !== 'subscriber';
