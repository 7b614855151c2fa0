import type { AnyCertificate } from '../model/certificate.ts';
import type { CertificateList } from '../model/crl.ts';
import type { Evidence } from '../model/evidence.ts';
import type { OCSPResponse } from '../model/ocsp.ts';
import type { Failure, Result } from '../model/result.ts';
import { equalBytes } from '../model/bytes.ts';
import { SharedParts } from '../der/shared-parts.ts';
import { decodeCertificate } from '../decode/certificate.ts';
import { decodeCertificateList } from '../decode/crl.ts';
import { decodeCtLogEntry } from '../decode/ct-log-entry.ts';
import { decodeOCSPRequest } from '../decode/ocsp-request.ts';
import { decodeOCSPResponse } from '../decode/ocsp-response.ts';
import { sha256Hex } from './digest.ts';
import type { Ahead } from './ahead.ts';
import { append, nameKey, purposeOf, type InHand } from './in-hand.ts';
import type { LogEntryInHand } from './log-entries.ts';

/** A response as it was read, with the certificates of its own `certs` that could be read. */
export interface ResponseInHand {
  readonly evidence: Evidence;
  readonly decoded: Result<OCSPResponse>;
  readonly embedded: readonly InHand[];
}

/** A CRL as it was read. */
export interface CrlInHand {
  readonly evidence: Evidence;
  readonly decoded: Result<CertificateList>;
}

/** All evidence, decoded. */
export interface Gathered {
  /** Handed in or embedded, each once. */
  readonly certificates: readonly InHand[];
  readonly responses: readonly ResponseInHand[];
  readonly crls: readonly CrlInHand[];
  /** CT log entries (kind `ct-log-entry`) and, as they came, lists of CT logs. */
  readonly logEntries: readonly LogEntryInHand[];
  readonly logLists: readonly Evidence[];
  /** Certificates, requests and log entries that intake took for such but that do not decode: kept, reported, never used. */
  readonly undecodable: readonly { readonly evidence: Evidence; readonly failure: Failure }[];
}

/** Pieces that are decoded between two pauses: some milliseconds. */
const STRETCH = 256;

/**
 * Decodes every piece of evidence once. A certificate that stands in thousands of responses is decoded and hashed once.
 * @param ahead begins on the way what will have to be verified
 * @param pause lets other work of this thread be done
 */
export async function gather(
  evidence: readonly Evidence[],
  ahead: Ahead | null = null,
  pause: () => Promise<void> = async () => undefined,
): Promise<Gathered> {
  let done = 0;
  const isStretch = (): boolean => ++done % STRETCH === 0;
  const rest = (): Promise<void> => {
    ahead?.begin();
    return pause();
  };
  const shared = new SharedParts();
  const pool = new CertificatePool(shared);
  const undecodable: Gathered['undecodable'][number][] = [];
  for (const piece of evidence) {
    if (piece.kind !== 'certificate' && piece.kind !== 'precertificate') continue;
    const decoded = decodeCertificate(piece.bytes, shared);
    if (decoded.ok) pool.addHandedIn(decoded.value, piece.sha256);
    else undecodable.push({ evidence: piece, failure: decoded });
    if (isStretch()) await rest();
  }
  if (ahead) expectCertificates(pool.all, ahead);
  for (const piece of evidence) {
    const request = piece.kind === 'ocsp-request' ? decodeOCSPRequest(piece.bytes) : null;
    if (request && !request.ok) undecodable.push({ evidence: piece, failure: request });
  }
  const responses: ResponseInHand[] = [];
  for (const piece of evidence) {
    if (piece.kind !== 'ocsp-response') continue;
    const decoded = decodeOCSPResponse(piece.bytes, shared);
    const certs = (decoded.ok && decoded.value.basicOCSPResponse?.certs) || [];
    const embedded: InHand[] = [];
    for (const der of certs) {
      const one = await pool.addEmbedded(der);
      if (one && !embedded.includes(one)) embedded.push(one);
    }
    // Copied, because an array that grew keeps room for more, and there are many.
    responses.push({ evidence: piece, decoded, embedded: embedded.slice() });
    if (ahead && decoded.ok) expectResponse(decoded.value, embedded, ahead);
    if (isStretch()) await rest();
  }
  const logEntries: LogEntryInHand[] = [];
  for (const piece of evidence) {
    if (piece.kind !== 'ct-log-entry') continue;
    const decoded = decodeCtLogEntry(piece.bytes);
    if (decoded.ok) logEntries.push({ evidence: piece, entry: decoded.value });
    else undecodable.push({ evidence: piece, failure: decoded });
  }
  const crls = evidence
    .filter(({ kind }) => kind === 'crl')
    .map((piece) => ({ evidence: piece, decoded: decodeCertificateList(piece.bytes) }));
  const logLists = evidence.filter(({ kind }) => kind === 'ct-log-list');
  return { certificates: pool.all, responses, crls, logEntries, logLists, undecodable };
}

/** A certificate whose issuer's Name only one CA in hand has will be verified under its key. */
function expectCertificates(all: readonly InHand[], ahead: Ahead): void {
  const cas = new Map<string, InHand[]>();
  for (const one of all)
    if (purposeOf(one.certificate) !== 'subscriber') append(cas, nameKey(one.certificate.subject.der), one);
  for (const { certificate } of all) {
    const [issuer, another] = cas.get(nameKey(certificate.issuer.der)) ?? [];
    if (another) continue;
    const { tbsCertificate, signatureAlgorithm, signatureValue } = certificate;
    ahead.expect(tbsCertificate, signatureAlgorithm, signatureValue, issuer?.certificate.subjectPublicKeyInfo);
  }
}

/** A response that brings one certificate was nearly always signed by it. */
function expectResponse({ basicOCSPResponse }: OCSPResponse, embedded: readonly InHand[], ahead: Ahead): void {
  if (!basicOCSPResponse || embedded.length !== 1) return;
  const { tbsResponseData, signatureAlgorithm, signature } = basicOCSPResponse;
  ahead.expect(tbsResponseData.der, signatureAlgorithm, signature, embedded[0]!.certificate.subjectPublicKeyInfo);
}

class CertificatePool {
  readonly all: InHand[] = [];
  readonly #shared: SharedParts;
  /** By the octets: the certificates of `certs` are shared, so those of thousands of responses are one view. */
  readonly #byView = new Map<Uint8Array, InHand | null>();
  readonly #byTail = new Map<string, InHand[]>();

  constructor(shared: SharedParts) {
    this.#shared = shared;
  }

  addHandedIn(certificate: AnyCertificate, sha256: string): void {
    this.#add({ certificate, sha256, handedIn: true });
  }

  /** `null` when it does not decode. */
  async addEmbedded(der: Uint8Array): Promise<InHand | null> {
    let one = this.#byView.get(der);
    if (one === undefined) this.#byView.set(der, (one = await this.#find(der)));
    return one;
  }

  /** The end of a certificate is its signature, so equal ends mean, nearly always, equal certificates. */
  async #find(der: Uint8Array): Promise<InHand | null> {
    const known = this.#byTail.get(tailOf(der))?.find(({ certificate }) => equalBytes(certificate.der, der));
    if (known) return known;
    const decoded = decodeCertificate(der, this.#shared);
    if (!decoded.ok) return null;
    return this.#add({ certificate: decoded.value, sha256: await sha256Hex(der), handedIn: false });
  }

  #add(one: InHand): InHand {
    this.all.push(one);
    append(this.#byTail, tailOf(one.certificate.der), one);
    return one;
  }
}

const tailOf = (der: Uint8Array): string => nameKey(der.subarray(-16));
