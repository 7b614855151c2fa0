import type { AnyCertificate } from '../model/certificate.ts';
import type { Evidence } from '../model/evidence.ts';
import type { Instant } from '../model/time.ts';
import { decodeCertificate } from '../decode/certificate.ts';
import { decodeOCSPResponse } from '../decode/ocsp-response.ts';
import { CertIdHasher, IssuerFinder } from '../verify/cert-id.ts';
import { sha256Hex } from '../verify/digest.ts';
import { CertificateIndex, purposeOf, saysNothing, type InHand } from '../verify/in-hand.ts';
import { bundlePath } from '../verdict/file-name.ts';

/**
 * Certificates of CAs and responders that openssl can be given: files of the bundle, and those that stand in the `certs`
 * of one response, which are cut out of its file.
 */
export class Shelf {
  readonly index: CertificateIndex;
  readonly finder: IssuerFinder;
  readonly #embedded: ReadonlyMap<string, string>;

  constructor(certificates: readonly InHand[], embedded: ReadonlyMap<string, string>) {
    this.index = new CertificateIndex(certificates);
    this.finder = new IssuerFinder(this.index, new CertIdHasher());
    this.#embedded = embedded;
  }

  /** The same with the certificates of a response's own `certs`. */
  async with(response: Evidence): Promise<Shelf> {
    const decoded = decodeOCSPResponse(response.bytes);
    const certs = (decoded.ok && decoded.value.basicOCSPResponse?.certs) || [];
    const all = new Map(this.index.all.map((one) => [one.sha256, one]));
    const embedded = new Map<string, string>();
    for (const der of certs) {
      const certificate = decodeCertificate(der);
      const sha256 = await sha256Hex(der);
      if (!certificate.ok || all.has(sha256)) continue;
      all.set(sha256, { certificate: certificate.value, sha256, handedIn: false });
      const start = der.byteOffset - response.bytes.byteOffset;
      const file = bundlePath(response.sha256, response.kind);
      embedded.set(sha256, `tail -c +${start + 1} ${file} | head -c ${der.length} | openssl x509 -inform DER`);
    }
    return new Shelf([...all.values()], embedded);
  }

  bySha256(sha256: string | null | undefined): InHand | null {
    return this.index.all.find((one) => one.sha256 === sha256) ?? null;
  }

  /** The shell command that writes a certificate as PEM, which is all that `-CAfile` and older openssl read. */
  toPem({ sha256 }: InHand, to: string): string {
    const cut = this.#embedded.get(sha256);
    return cut ? `${cut} -out ${to}` : toPem(bundlePath(sha256, 'certificate'), to);
  }
}

export const toPem = (file: string, to: string): string => `openssl x509 -inform DER -in ${file} -out ${to}`;

/** All certificates among the evidence that may have signed something. */
export function shelve(evidence: readonly Evidence[]): Shelf {
  const signers: InHand[] = [];
  for (const { sha256, kind, bytes } of evidence) {
    if (kind !== 'certificate') continue;
    const decoded = decodeCertificate(bytes);
    if (decoded.ok && (purposeOf(decoded.value) !== 'subscriber' || saysNothing(decoded.value)))
      signers.push({ certificate: decoded.value, sha256, handedIn: true });
  }
  return new Shelf(signers, new Map());
}

/** Of several certificates of one key the one that was valid at a moment, for that is what openssl looks at. */
export const validAt = (certificates: readonly InHand[], instant: Instant): InHand | null =>
  certificates.find(({ certificate }) => isValidAt(certificate, instant)) ?? certificates[0] ?? null;

const isValidAt = ({ validity: { notBefore, notAfter } }: AnyCertificate, instant: Instant): boolean =>
  notBefore.instant <= instant && instant <= notAfter.instant;
