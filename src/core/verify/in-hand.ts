import type { AnyCertificate } from '../model/certificate.ts';
import { equalBytes, latin1, toHex } from '../model/bytes.ts';
import { OID } from '../model/oid.ts';
import { digest, sha256Hex } from './digest.ts';

/** A certificate whose bytes we have, wherever it came from: handed in, or in the `certs` of a response. */
export interface InHand {
  readonly certificate: AnyCertificate;
  /** SHA-256 of its exact bytes. */
  readonly sha256: string;
  /** Whether it was handed in by itself; one that only stands in a response is no entry of the verdict by itself. */
  readonly handedIn: boolean;
}

/** What a certificate is for (verdict-format section 1): only `subscriber` ones are entries of their own accord. */
export type Purpose = 'subscriber' | 'ca' | 'precertificate-signing' | 'responder';

export function purposeOf({ known, version, issuer, subject }: AnyCertificate): Purpose {
  const purposes = known.extKeyUsage ?? [];
  if (purposes.includes(OID.kpPrecertificateSigning)) return 'precertificate-signing';
  if (known.basicConstraints?.cA) return 'ca';
  // Roots older than X.509 v3 cannot say that they are CAs; they can only be recognised by signing themselves.
  if (version < 3 && equalBytes(issuer.der, subject.der)) return 'ca';
  const subscriber = purposes.includes(OID.kpServerAuth) || purposes.includes(OID.kpEmailProtection);
  return purposes.includes(OID.kpOCSPSigning) && !subscriber ? 'responder' : 'subscriber';
}

/**
 * Whether a certificate says nothing of what it is for, and nothing of a subscriber: neither basicConstraints, purposes
 * nor names. Old CA certificates are like that; only what they do shows that they are CAs.
 */
export const saysNothing = ({ kind, known }: AnyCertificate): boolean =>
  kind === 'certificate' && !known.basicConstraints && !known.extKeyUsage && !known.subjectAltName;

/** Finds certificates by what a CertID, a ResponderID or an issuer field says of them. Answers are sorted by fingerprint, so nothing depends on the order of arrival. */
export class CertificateIndex {
  readonly all: readonly InHand[];
  readonly #bySubject = new Map<string, InHand[]>();
  #byKeyHash: Promise<Map<string, InHand[]>> | undefined;
  #bySigningKeyHash: Promise<Map<string, InHand[]>> | undefined;

  constructor(certificates: readonly InHand[]) {
    this.all = [...certificates].sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1));
    for (const one of this.all) append(this.#bySubject, nameKey(one.certificate.subject.der), one);
  }

  /** Certificates whose subject is exactly this Name, by its DER. */
  bySubject(nameDer: Uint8Array): readonly InHand[] {
    return this.#bySubject.get(nameKey(nameDer)) ?? [];
  }

  /**
   * Certificates whose key has this SHA-1 (ResponderID byKey, RFC 6960 section 4.2.1). CAs and responders are asked
   * first, because hashing the keys of 100,000 subscribers to find none of them is most of the work of an import.
   */
  async byKeyHash(keyHash: Uint8Array): Promise<readonly InHand[]> {
    const wanted = toHex(keyHash);
    this.#bySigningKeyHash ??= hashKeys(this.all.filter(({ certificate }) => purposeOf(certificate) !== 'subscriber'));
    const likely = (await this.#bySigningKeyHash).get(wanted);
    if (likely) return likely;
    this.#byKeyHash ??= hashKeys(this.all);
    return (await this.#byKeyHash).get(wanted) ?? [];
  }
}

async function hashKeys(certificates: readonly InHand[]): Promise<Map<string, InHand[]>> {
  const hashes = await Promise.all(certificates.map(({ certificate }) => keyHash(certificate)));
  const map = new Map<string, InHand[]>();
  certificates.forEach((one, index) => append(map, toHex(hashes[index]!), one));
  return map;
}

/** SHA-1 over the subjectPublicKey BIT STRING's content, tag, length and unused-bits octet left out (RFC 6960 section 4.2.1). */
export function keyHash(certificate: AnyCertificate): Promise<Uint8Array> {
  let hash = keyHashes.get(certificate);
  if (!hash)
    keyHashes.set(certificate, (hash = digest('SHA-1', certificate.subjectPublicKeyInfo.subjectPublicKey.bytes)));
  return hash;
}

const keyHashes = new WeakMap<AnyCertificate, Promise<Uint8Array>>();
const spkiHashes = new WeakMap<AnyCertificate, Promise<string>>();

/** SHA-256 over the whole SubjectPublicKeyInfo, lower-case hex. */
export function spkiSha256(certificate: AnyCertificate): Promise<string> {
  let hash = spkiHashes.get(certificate);
  if (!hash) spkiHashes.set(certificate, (hash = sha256Hex(certificate.subjectPublicKeyInfo.der)));
  return hash;
}

/** Whether two certificates carry the same public key. */
export const sameKey = (a: AnyCertificate, b: AnyCertificate): boolean =>
  equalBytes(a.subjectPublicKeyInfo.der, b.subjectPublicKeyInfo.der);

/** A Name's octets as a map key. */
export const nameKey = (der: Uint8Array): string => latin1(der);

export function append<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
