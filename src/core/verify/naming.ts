import type { CertID } from '../model/ocsp.ts';
import { serialHex, toHex } from '../model/bytes.ts';
import { issuerKeyOf, matchCertId, type CertIdHasher } from './cert-id.ts';
import type { Issued } from './entries.ts';
import { append, type InHand } from './in-hand.ts';

/** The certificates in hand that a CertID is about, or might be. */
export interface Named {
  /** Certificates whose CertID this is, by all four fields. */
  readonly names: readonly InHand[];
  /** Those of them that are surely the CA's: whose own signature is valid. */
  readonly proven: readonly InHand[];
  /** Certificates whose CertID it may be, their issuer's certificate being missing. */
  readonly mayName: readonly InHand[];
  /** Certificates in hand with this serial number that it does not name: another issuer's. */
  readonly sameSerial: readonly InHand[];
}

/** More certificates of one CertID than are told what responses say. */
export interface Crowd {
  /** As the verdict writes it. */
  readonly serialNumber: string;
  readonly total: number;
  /** SHA-256 of those left out, sorted. */
  readonly leftOut: readonly string[];
}

/**
 * How many certificates of one CertID are told what responses say. Real ones are two, precertificate and certificate;
 * without a bound so many certificates and as many responses about them would cost their product.
 */
export const MAX_NAMED = 16;

/** Finds whom CertIDs name. */
export class Naming {
  readonly #bySerial = new Map<string, Issued[]>();
  readonly #hasher: CertIdHasher;
  readonly #ofCrowds = new Map<string, Promise<Named>>();
  readonly #crowds: Crowd[] = [];

  constructor(issued: readonly Issued[], hasher: CertIdHasher) {
    for (const one of issued) append(this.#bySerial, toHex(one.inHand.certificate.serialNumber), one);
    this.#hasher = hasher;
  }

  async of(certID: CertID): Promise<Named> {
    const serial = toHex(certID.serialNumber);
    const candidates = this.#bySerial.get(serial);
    if (!candidates) return NOBODY;
    if (candidates.length <= MAX_NAMED) return this.#among(candidates, certID);
    const key = `${serial} ${issuerKeyOf(certID)}`;
    let named = this.#ofCrowds.get(key);
    if (!named) this.#ofCrowds.set(key, (named = this.#inCrowd(candidates, certID)));
    return named;
  }

  /** Crowds that were met, in a stable order. */
  get crowds(): readonly Crowd[] {
    return [...this.#crowds].sort((a, b) => (a.leftOut[0]! < b.leftOut[0]! ? -1 : 1));
  }

  async #among(candidates: readonly Issued[], certID: CertID): Promise<Named> {
    const found = { names: NONE, proven: NONE, mayName: NONE, sameSerial: NONE };
    const add = (list: keyof typeof found, inHand: InHand) => {
      if (found[list] === NONE) found[list] = [inHand];
      else (found[list] as InHand[]).push(inHand);
    };
    for (const { inHand, issuance } of candidates) {
      const issuer = issuance.issuer?.certificate ?? null;
      const match = await matchCertId(certID, inHand.certificate, issuance.issuerName, issuer, this.#hasher);
      add(match === 'yes' ? 'names' : match === 'unproven' ? 'mayName' : 'sameSerial', inHand);
      if (match === 'yes' && issuance.signature === 'valid') add('proven', inHand);
    }
    // Nearly always the same ones.
    if (found.proven.length === found.names.length) found.proven = found.names;
    return found;
  }

  /** Of a crowd those that are surely the CA's come first: anybody can write others. */
  async #inCrowd(candidates: readonly Issued[], certID: CertID): Promise<Named> {
    const isProven = ({ issuance }: Issued): boolean => issuance.signature === 'valid';
    const ranked = [...candidates.filter(isProven), ...candidates.filter((one) => !isProven(one))];
    const { names, proven, mayName, sameSerial } = await this.#among(ranked, certID);
    const leftOut = [...names.slice(MAX_NAMED), ...mayName.slice(MAX_NAMED)].map(({ sha256 }) => sha256).sort();
    if (leftOut.length)
      this.#crowds.push({
        serialNumber: serialHex(certID.serialNumber),
        total: names.length + mayName.length,
        leftOut,
      });
    const some = (list: readonly InHand[]) => list.slice(0, MAX_NAMED);
    return { names: some(names), proven: some(proven), mayName: some(mayName), sameSerial: some(sameSerial) };
  }
}

/** One empty list for all: most lists of most objects are empty. */
const NONE: readonly InHand[] = [];
const NOBODY: Named = { names: NONE, proven: NONE, mayName: NONE, sameSerial: NONE };
