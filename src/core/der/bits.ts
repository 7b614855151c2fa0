import type { BitString } from '../model/asn1.ts';
import { InPlace } from './in-place.ts';

/** A BIT STRING, as it stands in the object. */
export class BitsInPlace extends InPlace implements BitString {
  readonly unusedBits: number;

  /** @param start of the content, behind the octet that counts the unused bits */
  constructor(unusedBits: number, object: Uint8Array, start: number, end: number) {
    super(object, start, end);
    this.unusedBits = unusedBits;
  }

  get bytes(): Uint8Array {
    return this.octets();
  }
}

/** Whether bits that are not used are set, which DER forbids (X.690 section 11.2.1). */
export const hasStrayBits = (value: BitString): boolean =>
  value.unusedBits > 0 && ((value.bytes.at(-1) ?? 0) & ((1 << value.unusedBits) - 1)) !== 0;
