import type { AlgorithmIdentifier, Extension, Name } from '../model/asn1.ts';
import type { CertID, ResponderID } from '../model/ocsp.ts';

export type CertIdIssuer = Pick<CertID, 'hashAlgorithm' | 'issuerNameHash' | 'issuerKeyHash'>;

/** As many different parts as are remembered; a part with another's slot takes it over. */
const SLOTS = 1024;

interface Slot<Value> {
  readonly bytes: Uint8Array;
  readonly value: Value;
}

/** What was read of certain octets, for the next time that the very same octets stand somewhere. */
export class Repeats<Value> {
  readonly #slots: (Slot<Value> | undefined)[] = Array.from({ length: SLOTS });

  find(bytes: Uint8Array, start: number, end: number): Value | undefined {
    const slot = this.#slots[slotOf(bytes, start, end)];
    if (!slot) return undefined;
    const { length } = slot.bytes;
    if (length !== end - start) return undefined;
    for (let at = 0; at < length; at++) if (slot.bytes[at] !== bytes[start + at]) return undefined;
    return slot.value;
  }

  keep(bytes: Uint8Array, value: Value): void {
    this.#slots[slotOf(bytes, 0, bytes.length)] = { bytes, value };
  }
}

/** A few octets are enough to tell parts apart nearly always; the comparison that follows is of all. */
function slotOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = end - start;
  const step = Math.max(1, (end - start) >> 4);
  for (let at = end - 1; at >= start; at -= step) hash = (hash * 31 + bytes[at]!) | 0;
  return (hash ^ (hash >>> 10)) & (SLOTS - 1);
}

/**
 * Parts that stand alike in thousands of certificates and responses: issuer Names, algorithms, most extensions, the
 * responder's certificate. They are read and kept once in one evaluation. Only what was read without a failure and
 * without a defect is kept, nothing whose parts could be nested too deep in another place, and only equal octets are
 * taken for equal: so what an object says never depends on what was read before it. A shared part's octets are a view into the object it was first seen in.
 */
export class SharedParts {
  readonly names = new Repeats<Name>();
  readonly algorithms = new Repeats<AlgorithmIdentifier>();
  readonly extensions = new Repeats<Extension>();
  readonly certificates = new Repeats<Uint8Array>();
  readonly responderIDs = new Repeats<ResponderID>();
  /** What CertIDs say of the issuer: their first three fields. */
  readonly certIdIssuers = new Repeats<CertIdIssuer>();
  /** The decoded values of shared extensions. */
  readonly values = new WeakMap<Extension, object>();

  /** An extension whose value was read too, and cleanly. */
  shareExtension(extension: Extension, value: object): void {
    this.values.set(extension, value);
    this.extensions.keep(extension.der, extension);
  }
}
