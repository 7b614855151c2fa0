import type { Name } from '../model/asn1.ts';
import type { AnyCertificate } from '../model/certificate.ts';
import type { CertID } from '../model/ocsp.ts';
import { equalBytes, toHex } from '../model/bytes.ts';
import { hashOf, keyKindOf, type HashName } from './algorithms.ts';
import { inBatches } from './batches.ts';
import { digest } from './digest.ts';
import { append, nameKey, purposeOf, type CertificateIndex, type InHand } from './in-hand.ts';

/**
 * How far a CertID is that of a certificate (RFC 6960 section 4.1.1): `yes` when all four fields are; `unproven`
 * when the issuer's certificate is missing, so that issuerKeyHash cannot be computed and nothing speaks against it.
 */
export type CertIdMatch = 'yes' | 'unproven' | 'no';

/** Hashes of issuer Names and keys, each computed once. */
export class CertIdHasher {
  readonly #names = new Map<string, Promise<Uint8Array>>();
  /** The same, by the decoded Name: the one that thousands of certificates share is one. */
  readonly #decoded = new WeakMap<Name, Map<HashName, Promise<Uint8Array>>>();
  readonly #keys = new WeakMap<AnyCertificate, Map<HashName, Promise<Uint8Array>>>();

  /** Over the DER of the issuer Name. */
  nameHash(hash: HashName, name: Name): Promise<Uint8Array> {
    const seen = this.#decoded.get(name) ?? new Map<HashName, Promise<Uint8Array>>();
    this.#decoded.set(name, seen);
    let value = seen.get(hash);
    if (!value) seen.set(hash, (value = this.#hashOnce(hash, name.der)));
    return value;
  }

  #hashOnce(hash: HashName, nameDer: Uint8Array): Promise<Uint8Array> {
    const key = hash + nameKey(nameDer);
    let value = this.#names.get(key);
    if (!value) this.#names.set(key, (value = digest(hash, nameDer)));
    return value;
  }

  /** Over the subjectPublicKey BIT STRING's content. */
  keyHash(hash: HashName, issuer: AnyCertificate): Promise<Uint8Array> {
    const cached = this.#keys.get(issuer) ?? new Map<HashName, Promise<Uint8Array>>();
    this.#keys.set(issuer, cached);
    let value = cached.get(hash);
    if (!value) cached.set(hash, (value = digest(hash, issuer.subjectPublicKeyInfo.subjectPublicKey.bytes)));
    return value;
  }
}

/**
 * The certificates whose Name and key a CertID's issuer fields hash to. Empty also when the hash function is one
 * WebCrypto lacks. CAs are asked first; only when none fits are the keys of all certificates hashed, because any
 * certificate in hand may serve as issuer.
 */
export class IssuerFinder {
  readonly #cas: HashTable;
  readonly #others: HashTable;

  constructor(index: CertificateIndex, hasher: CertIdHasher) {
    const isCa = ({ certificate }: InHand) => purposeOf(certificate) !== 'subscriber';
    this.#cas = new HashTable(index.all.filter(isCa), hasher);
    this.#others = new HashTable(
      index.all.filter((one) => !isCa(one)),
      hasher,
    );
  }

  async issuersNamed(certID: CertID): Promise<readonly InHand[]> {
    const hash = hashOf(certID.hashAlgorithm.algorithm);
    if (!hash) return [];
    const wanted = hashesIn(certID);
    return (await this.#cas.find(hash, wanted)) ?? (await this.#others.find(hash, wanted)) ?? [];
  }
}

const hashesIn = ({ issuerNameHash, issuerKeyHash }: CertID): string => toHex(issuerNameHash) + toHex(issuerKeyHash);

/** What a CertID says of the issuer, as a map key: thousands of SingleResponses say the same. */
export function issuerKeyOf(certID: CertID): string {
  const { hashAlgorithm, issuerNameHash, issuerKeyHash } = certID;
  const known = issuerKeys.get(issuerKeyHash);
  if (known?.hashAlgorithm === hashAlgorithm && known.issuerNameHash === issuerNameHash) return known.key;
  const key = `${hashAlgorithm.algorithm} ${hashesIn(certID)}`;
  issuerKeys.set(issuerKeyHash, { hashAlgorithm, issuerNameHash, key });
  return key;
}

/** By the parts that CertIDs of one issuer share. */
const issuerKeys = new WeakMap<
  Uint8Array,
  Pick<CertID, 'hashAlgorithm' | 'issuerNameHash'> & { readonly key: string }
>();

/** One CertID for each issuer that these name, in their order. */
export function oneForEachIssuer(certIDs: readonly CertID[]): readonly CertID[] {
  if (certIDs.length < 2) return certIDs;
  const found = new Map<string, CertID>();
  for (const certID of certIDs) {
    const key = issuerKeyOf(certID);
    if (!found.has(key)) found.set(key, certID);
  }
  return [...found.values()];
}

/** More kinds than one key can be written as, so a made-up crowd costs no more than this many checks. */
const MAX_KEYS = 8;

/**
 * One certificate for each kind of key among those that one CertID names. The octets that issuerKeyHash is made of are
 * the same in all of them, but the AlgorithmIdentifier beside them is not hashed, and anybody can write a certificate
 * with another one: it must not stand in for the real key. Kinds that nobody verifies with count only by themselves.
 */
export function oneForEachKey(named: readonly InHand[]): readonly InHand[] {
  if (named.length < 2) return named;
  const kinds = new Map<string, InHand>();
  for (const one of named) {
    const kind = keyKindOf(one.certificate.subjectPublicKeyInfo);
    // Only a key for RSASSA-PSS binds its own parameters.
    const own = kind.type === 'EC' ? kind.curve : kind.type === 'RSA-PSS' ? toHex(kind.parameters ?? NONE) : '';
    const label = `${kind.type} ${own}`;
    if (!kinds.has(label)) kinds.set(label, one);
  }
  const of = (wanted: (label: string) => boolean) =>
    [...kinds].filter(([label]) => wanted(label)).map(([, one]) => one);
  const restricted = (label: string) => label.startsWith('RSA-PSS');
  const unsupported = (label: string) => label.startsWith('unsupported');
  const usable = [...of((label) => !restricted(label) && !unsupported(label)), ...of(restricted)];
  return usable.length ? usable.slice(0, MAX_KEYS) : named.slice(0, 1);
}

const NONE = new Uint8Array(0);

/** Certificates by the hashes of their subject Name and key, made for one hash function when it is first asked for. */
class HashTable {
  readonly #certificates: readonly InHand[];
  readonly #hasher: CertIdHasher;
  readonly #tables = new Map<HashName, Promise<Map<string, InHand[]>>>();

  constructor(certificates: readonly InHand[], hasher: CertIdHasher) {
    this.#certificates = certificates;
    this.#hasher = hasher;
  }

  async find(hash: HashName, nameAndKeyHash: string): Promise<readonly InHand[] | undefined> {
    let table = this.#tables.get(hash);
    if (!table) this.#tables.set(hash, (table = this.#build(hash)));
    return (await table).get(nameAndKeyHash);
  }

  async #build(hash: HashName): Promise<Map<string, InHand[]>> {
    const keys = await inBatches(this.#certificates, async ({ certificate }) => {
      const name = await this.#hasher.nameHash(hash, certificate.subject);
      return toHex(name) + toHex(await this.#hasher.keyHash(hash, certificate));
    });
    const table = new Map<string, InHand[]>();
    this.#certificates.forEach((one, at) => append(table, keys[at]!, one));
    return table;
  }
}

/**
 * Whether `certID` names the certificate with this serial number, issuer Name and issuer.
 * `issuer` is the CA of the final certificate, also for a precertificate signed by a precertificate signing certificate.
 */
export async function matchCertId(
  certID: CertID,
  certificate: AnyCertificate,
  issuerName: Name,
  issuer: AnyCertificate | null,
  hasher: CertIdHasher,
): Promise<CertIdMatch> {
  if (!equalBytes(certID.serialNumber, certificate.serialNumber)) return 'no';
  const hash = hashOf(certID.hashAlgorithm.algorithm);
  if (!hash) return 'no';
  if (!equalBytes(await hasher.nameHash(hash, issuerName), certID.issuerNameHash)) return 'no';
  if (issuer) return equalBytes(await hasher.keyHash(hash, issuer), certID.issuerKeyHash) ? 'yes' : 'no';
  // RFC 5280 section 4.2.1.2 method (1): an identifier of 20 octets is almost always the SHA-1 that a SHA-1 CertID
  // carries, so one that differs points at another key.
  const identifier = certificate.known.authorityKeyIdentifier?.keyIdentifier;
  if (hash === 'SHA-1' && certificate.kind === 'certificate' && identifier?.length === 20)
    return equalBytes(identifier, certID.issuerKeyHash) ? 'unproven' : 'no';
  return 'unproven';
}
