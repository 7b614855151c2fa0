import type { BitString } from '../model/asn1.ts';
import type { Defect, Failure } from '../model/result.ts';
import { fail } from '../model/result.ts';
import { BitsInPlace, hasStrayBits } from './bits.ts';
import { readObjectIdentifier } from './object-identifier.ts';
import type { SharedParts } from './shared-parts.ts';
import { context, contextConstructed, describeTag, isPrimitive, TAG } from './tags.ts';

/** Deepest nesting that is followed; certificates and OCSP responses need about 12. */
const MAX_DEPTH = 40;

/** Where one TLV stands: offsets into the whole object. */
export interface Tlv {
  readonly tag: number;
  readonly start: number;
  readonly contentStart: number;
  readonly end: number;
}

/**
 * What one object's readers share: its bytes, the first failure, and the defects found on the way.
 * The failure sticks: after it every read yields an empty value, so a decoder reads straight through
 * its production and asks once, at the end, whether all went well. Nothing is thrown.
 */
export class DerSession {
  failure: Failure | null = null;
  readonly defects: Defect[] = [];
  readonly bytes: Uint8Array;
  /** `null` when the object is read by itself. */
  readonly shared: SharedParts | null;

  constructor(bytes: Uint8Array, shared: SharedParts | null = null) {
    this.bytes = bytes;
    this.shared = shared;
  }

  /** Whether nothing was off since there were so many defects: only then may others share what was read. */
  isClean(defects: number): boolean {
    return this.failure === null && this.defects.length === defects;
  }

  /** Records the first failure; later ones are consequences of it. */
  fail(code: string, message: string, offset: number): void {
    this.failure ??= fail(code, `${message}, at offset ${offset}`, offset);
  }

  /** A reader over the whole object. */
  reader(): DerReader {
    return new DerReader(this, 0, this.bytes.length, 0);
  }
}

/**
 * Reads DER (X.690 section 10) forward inside one constructed value. Strict: definite, minimal lengths;
 * minimal INTEGERs; BOOLEAN 00 or FF; low tag numbers only. Every refusal has its own code and offset.
 */
export class DerReader {
  readonly session: DerSession;
  at: number;
  readonly end: number;
  readonly depth: number;

  constructor(session: DerSession, at: number, end: number, depth: number) {
    this.session = session;
    this.at = at;
    this.end = end;
    this.depth = depth;
    if (depth > MAX_DEPTH) session.fail('der/too-deep', `Nested deeper than ${MAX_DEPTH} levels`, at);
  }

  /** Whether another TLV follows; false after a failure, so loops end. */
  get more(): boolean {
    return this.session.failure === null && this.at < this.end;
  }

  /** The identifier octet that comes next, or -1 at the end. */
  get nextTag(): number {
    return this.more ? this.session.bytes[this.at]! : -1;
  }

  /** Refuses the object, unless something before was refused already; the offset is added to the message. */
  fail(code: string, message: string, offset = this.at): void {
    this.session.fail(code, message, offset);
  }

  /** The next TLV, whatever its tag. */
  any(what: string): Tlv {
    const { bytes } = this.session;
    const start = this.at;
    if (this.session.failure !== null) return this.nothing();
    if (this.end - start < 2) return this.refuse('der/truncated', `${what} is missing or cut off`, start);
    const tag = bytes[start]!;
    if ((tag & 0x1f) === 0x1f) return this.refuse('der/high-tag-number', `${what} has a tag number above 30`, start);
    // X.690 section 8.1.5: end-of-contents octets, which other readers take for the end of what they are in.
    if ((tag & 0xdf) === 0) return this.refuse('der/reserved-tag', `${what} has the tag 0, which no value has`, start);

    let length = bytes[start + 1]!;
    let contentStart = start + 2;
    if (length === 0x80)
      return this.refuse('der/indefinite-length', `${what} has an indefinite length, which DER forbids`, start + 1);
    if (length > 0x80) {
      const octets = length & 0x7f;
      if (octets > 4) return this.refuse('der/length-too-large', `${what} claims more than 4 GiB`, start + 1);
      if (contentStart + octets > this.end)
        return this.refuse('der/truncated', `The length of ${what} is cut off`, start + 1);
      length = 0;
      for (let index = 0; index < octets; index++) length = length * 256 + bytes[contentStart + index]!;
      if (length < 0x80 || bytes[contentStart] === 0)
        return this.refuse(
          'der/non-minimal-length',
          `${what} spells its length with more octets than needed`,
          start + 1,
        );
      contentStart += octets;
    }
    const end = contentStart + length;
    if (end > this.end)
      return this.refuse(
        'der/truncated',
        `${what} claims ${length} octets but only ${this.end - contentStart} are left`,
        start,
      );
    this.at = end;
    return { tag, start, contentStart, end };
  }

  /** The next TLV, which must have this tag. */
  read(tag: number, what: string): Tlv {
    if (this.more && this.nextTag !== tag)
      return this.refuse(
        'der/wrong-tag',
        `${what} should be ${describeTag(tag)} but is ${describeTag(this.nextTag)}`,
        this.at,
      );
    return this.any(what);
  }

  /** The next TLV if it has this tag, else `null` and nothing is consumed. */
  optional(tag: number, what: string): Tlv | null {
    return this.nextTag === tag ? this.any(what) : null;
  }

  /** A reader over the content of a TLV just read. */
  into(tlv: Tlv): DerReader {
    return new DerReader(this.session, tlv.contentStart, tlv.end, this.depth + 1);
  }

  /** A reader over the content of the SEQUENCE that must come next. */
  sequence(what: string): DerReader {
    return this.into(this.read(TAG.sequence, what));
  }

  /** The content of `[number] EXPLICIT`, or `null` when it is absent. */
  explicit(number: number, what: string): DerReader | null {
    const tlv = this.optional(contextConstructed(number), what);
    return tlv && this.into(tlv);
  }

  /** Says that the production ends here: anything left is an error. */
  finish(what: string): void {
    if (this.more) this.fail('der/trailing-bytes', `${this.end - this.at} octets are left over at the end of ${what}`);
  }

  /** The octets of a whole TLV, header included, as a view. */
  whole(tlv: Tlv): Uint8Array {
    return this.session.bytes.subarray(tlv.start, tlv.end);
  }

  /** The content octets of a TLV, as a view. */
  content(tlv: Tlv): Uint8Array {
    return this.session.bytes.subarray(tlv.contentStart, tlv.end);
  }

  /** INTEGER (or a type tagged like one): content octets, checked to be minimal (X.690 section 8.3.2). */
  integer(what: string, tag: number = TAG.integer): Uint8Array {
    return this.content(this.integerInPlace(what, tag));
  }

  /** The same; where it stands. */
  integerInPlace(what: string, tag: number = TAG.integer): Tlv {
    const tlv = this.read(tag, what);
    const { bytes, failure } = this.session;
    if (failure) return tlv;
    const { contentStart: at, end } = tlv;
    if (end === at) this.fail('der/empty-integer', `${what} has no octets`, tlv.start);
    else if (
      end - at > 1 &&
      ((bytes[at] === 0 && bytes[at + 1]! < 0x80) || (bytes[at] === 0xff && bytes[at + 1]! >= 0x80))
    )
      this.fail('der/non-minimal-integer', `${what} is spelled with more octets than needed`, at);
    return tlv;
  }

  /** A non-negative INTEGER or ENUMERATED that fits in 31 bits. */
  smallInteger(what: string, tag: number = TAG.integer): number {
    const offset = this.at;
    const { bytes } = this.session;
    // Nearly all have one octet, which is its own value.
    if (
      this.more &&
      bytes[offset] === tag &&
      bytes[offset + 1] === 1 &&
      offset + 3 <= this.end &&
      bytes[offset + 2]! < 0x80
    ) {
      this.at = offset + 3;
      return bytes[offset + 2]!;
    }
    const content = this.integer(what, tag);
    if (this.session.failure) return 0;
    if (content.length > 4 || content[0]! >= 0x80) {
      this.fail('der/integer-out-of-range', `${what} is negative or far too large`, offset);
      return 0;
    }
    return content.reduce((value, octet) => value * 256 + octet, 0);
  }

  /** BOOLEAN: 00 or FF and nothing else (X.690 section 11.1); false after a failure. */
  boolean(what: string): boolean {
    const tlv = this.read(TAG.boolean, what);
    const content = this.content(tlv);
    if (this.session.failure) return false;
    if (content.length !== 1 || (content[0] !== 0 && content[0] !== 0xff))
      this.fail('der/boolean', `${what} must be the single octet 00 or FF`, tlv.start);
    return content[0] === 0xff;
  }

  /** OCTET STRING (or a type tagged like one): its content, as a view. */
  octetString(what: string, tag: number = TAG.octetString): Uint8Array {
    return this.content(this.read(tag, what));
  }

  /** NULL (or a type tagged like one), which must be empty. */
  null(what: string, tag: number = TAG.null): void {
    const tlv = this.read(tag, what);
    if (tlv.end > tlv.contentStart) this.fail('der/null', `${what} must be empty`, tlv.start);
  }

  /** OBJECT IDENTIFIER as dotted decimal; empty after a failure. */
  objectIdentifier(what: string): string {
    const tlv = this.read(TAG.objectIdentifier, what);
    if (this.session.failure) return '';
    const text = readObjectIdentifier(this.session.bytes, tlv.contentStart, tlv.end);
    if (text === null) this.fail('der/object-identifier', `${what} is not a well-formed OBJECT IDENTIFIER`, tlv.start);
    return text ?? '';
  }

  /** BIT STRING: unused bits (0–7, and zero in DER) and content. */
  bitString(what: string, tag: number = TAG.bitString): BitString {
    const value = this.bits(what, tag);
    if (hasStrayBits(value)) this.fail('der/bit-string', `${what} has unused bits that are not zero`, this.at - 1);
    return value;
  }

  /**
   * BIT STRING whose unused bits may be set, which is then a defect: a signature that is not a whole number of octets
   * is readable, and invalid, which says more than refusing the whole object would.
   */
  signatureBits(what: string): BitString {
    const value = this.bits(what, TAG.bitString);
    const offset = this.at - 1;
    if (!this.session.failure && hasStrayBits(value))
      this.session.defects.push({
        code: 'der/bit-string',
        message: `${what} has unused bits that are not zero, at offset ${offset}`,
        offset,
        signed: false,
      });
    return value;
  }

  private bits(what: string, tag: number): BitString {
    const tlv = this.read(tag, what);
    const { bytes } = this.session;
    const length = tlv.end - tlv.contentStart;
    const unusedBits = length === 0 ? 0 : bytes[tlv.contentStart]!;
    if (!this.session.failure && (length === 0 || unusedBits > 7 || (length === 1 && unusedBits !== 0)))
      this.fail('der/bit-string', `${what} has an impossible count of unused bits`, tlv.start);
    return new BitsInPlace(unusedBits, bytes, Math.min(tlv.contentStart + 1, tlv.end), tlv.end);
  }

  /** A reader that stands before a TLV already read. */
  again(tlv: Tlv): DerReader {
    return new DerReader(this.session, tlv.start, tlv.end, this.depth);
  }

  private refuse(code: string, message: string, offset: number): Tlv {
    this.session.fail(code, message, offset);
    return this.nothing();
  }

  private nothing(): Tlv {
    return { tag: -1, start: this.at, contentStart: this.at, end: this.at };
  }
}

export { context, contextConstructed, isPrimitive, TAG };
