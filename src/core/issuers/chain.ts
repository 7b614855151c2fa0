import type { AnyCertificate } from '../model/certificate.ts';
import { equalBytes } from '../model/bytes.ts';
import { formatName } from '../decode/rfc4514.ts';
import { sameKey, type InHand } from '../verify/in-hand.ts';
import { checkCertificateSignature } from '../verify/issuer.ts';
import type { KnownRoots } from './roots.ts';

/** A certificate on the way up; each is signed by the one behind it. */
export interface ChainLink {
  readonly sha256: string;
  /** RFC 4514. */
  readonly subject: string;
  readonly from: 'case' | 'library' | 'roots';
}

/** The way from a certificate up, as far as it goes. Signatures are verified; dates, constraints and revocation are not judged. */
export interface Chain {
  /** The certificate itself first. */
  readonly links: readonly ChainLink[];
  /** The known root it leads to (its Name, RFC 4514), or `null`: not up to a known root. */
  readonly root: string | null;
  /** Which list of roots was asked: `KnownRoots.source` and `newest`. */
  readonly list: { readonly source: string; readonly newest: string };
}

/** Longer chains are made by hand. */
const LONGEST = 10;

/** A certificate that may be the next link. */
export interface ChainCandidate {
  readonly one: InHand;
  readonly from: ChainLink['from'];
}

/** @param issuersOf certificates, of the case and of the library, whose subject this Name may be */
export async function chainOf(
  start: InHand,
  issuersOf: (nameDer: Uint8Array) => Promise<readonly ChainCandidate[]>,
  { roots, source, newest }: KnownRoots,
): Promise<Chain> {
  const links: ChainLink[] = [];
  const list = { source, newest };
  let next: ChainCandidate | null = { one: start, from: 'case' };
  while (next && links.length < LONGEST) {
    const { sha256, certificate }: InHand = next.one;
    links.push({ sha256, subject: formatName(certificate.subject), from: next.from });
    // A root may also stand in a certificate of its own making, with the Name and the key of the known one.
    const known = roots.find(
      (root) =>
        sameKey(root.certificate, certificate) && equalBytes(root.certificate.subject.der, certificate.subject.der),
    );
    if (known) return { links, root: formatName(known.certificate.subject), list };
    const above = await issuersOf(certificate.issuer.der);
    next = await signerOf(
      certificate,
      [...roots.map((one) => ({ one, from: 'roots' as const })), ...above].filter(
        ({ one }) => !links.some((link) => link.sha256 === one.sha256),
      ),
    );
  }
  return { links, root: null, list };
}

async function signerOf(
  certificate: AnyCertificate,
  candidates: readonly ChainCandidate[],
): Promise<ChainCandidate | null> {
  for (const candidate of candidates)
    if (
      equalBytes(candidate.one.certificate.subject.der, certificate.issuer.der) &&
      (await checkCertificateSignature(certificate, candidate.one.certificate)).outcome === 'valid'
    )
      return candidate;
  return null;
}
