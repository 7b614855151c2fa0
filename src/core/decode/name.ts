import type { AttributeTypeAndValue, Name } from '../model/asn1.ts';
import { byCodeUnit, latin1, toHex } from '../model/bytes.ts';
import { InPlace } from '../der/in-place.ts';
import { checkNested } from '../der/nested.ts';
import { DerSession, isPrimitive, TAG, type DerReader, type Tlv } from '../der/reader.ts';

/**
 * `Name ::= CHOICE { rdnSequence SEQUENCE OF SET SIZE (1..MAX) OF AttributeTypeAndValue }`, RFC 5280 section 4.1.2.4.
 * Thousands of certificates share one issuer, so the text of a value is made when it is asked for.
 * Attributes out of DER's order keep their meaning, so they are a defect.
 */
export function readName(reader: DerReader, what: string): Name {
  const tlv = reader.read(TAG.sequence, what);
  const { session } = reader;
  const { shared, defects } = session;
  const same = shared?.names.find(session.bytes, tlv.start, tlv.end);
  if (same) return same;
  const defectsBefore = defects.length;
  const rdns = reader.into(tlv);
  const rdnSequence: AttributeTypeAndValue[][] = [];
  while (rdns.more) {
    const rdn = rdns.read(TAG.set, `a RelativeDistinguishedName of ${what}`);
    const set = rdns.into(rdn);
    const attributes: AttributeTypeAndValue[] = [];
    const tlvs: Tlv[] = [];
    do {
      const tlv = set.read(TAG.sequence, `an AttributeTypeAndValue of ${what}`);
      const pair = set.into(tlv);
      tlvs.push(tlv);
      const type = pair.objectIdentifier(`an attribute type of ${what}`);
      const value = pair.any(`an attribute value of ${what}`);
      checkNested(pair, value, `an attribute value of ${what}`);
      pair.finish(`an AttributeTypeAndValue of ${what}`);
      attributes.push(new AttributeInPlace(type, session.bytes, value));
    } while (set.more);
    if (!inSetOrder(set, tlvs))
      reader.session.defects.push({
        code: 'der/set-order',
        message: `The attributes of an RDN of ${what} are not in the order of DER, at offset ${rdn.start}`,
        offset: rdn.start,
        signed: true,
      });
    rdnSequence.push(attributes.length === 1 ? [attributes[0]!] : attributes);
  }
  // Copied, because an array that grew keeps room for more, and there are many.
  const name = new DecodedName(session.bytes, tlv, rdnSequence.slice());
  if (shared && isFlat(name) && session.isClean(defectsBefore)) shared.names.keep(name.der, name);
  return name;
}

/** A Name that remembers its text: many findings speak of it. A table of texts beside the Names would outgrow them. */
export class DecodedName extends InPlace implements Name {
  readonly rdnSequence: Name['rdnSequence'];
  #text: string | null = null;

  constructor(object: Uint8Array, { start, end }: Tlv, rdnSequence: Name['rdnSequence']) {
    super(object, start, end);
    this.rdnSequence = rdnSequence;
  }

  get der(): Uint8Array {
    return this.octets();
  }

  static textOf(name: Name, format: (name: Name) => string): string {
    return #text in name ? (name.#text ??= format(name)) : format(name);
  }
}

const isFlat = ({ rdnSequence }: Name): boolean =>
  rdnSequence.every((attributes) => attributes.every(({ value }) => isPrimitive(value)));

/** X.690 section 11.6: the encodings of a SET OF ascend. */
function inSetOrder(set: DerReader, tlvs: readonly Tlv[]): boolean {
  if (tlvs.length < 2 || set.session.failure) return true;
  const encodings = tlvs.map((tlv) => toHex(set.whole(tlv)));
  return encodings.every((one, index) => index === 0 || byCodeUnit(encodings[index - 1]!, one) <= 0);
}

/** A Name that stands alone, such as an issuer taken from a CRL entry. */
export function decodeName(der: Uint8Array): Name | null {
  const session = new DerSession(der);
  const reader = session.reader();
  const name = readName(reader, 'the Name');
  reader.finish('the Name');
  return session.failure ? null : name;
}

class AttributeInPlace extends InPlace implements AttributeTypeAndValue {
  readonly type: string;
  /** Octets of tag and length, in front of the content. */
  readonly #header: number;

  constructor(type: string, object: Uint8Array, { start, contentStart, end }: Tlv) {
    super(object, start, end);
    this.type = type;
    this.#header = contentStart - start;
  }

  get value(): Uint8Array {
    return this.octets();
  }

  get text(): string | null {
    return decodeText(this.value[0]!, this.octets(this.#header));
  }
}

/** The characters of an ASN.1 string type; `null` when the tag is none of them or the octets do not decode. */
export function decodeText(tag: number, content: Uint8Array): string | null {
  switch (tag) {
    case TAG.utf8String:
      return utf8(content);
    case TAG.numericString:
    case TAG.printableString:
    case TAG.ia5String:
    case TAG.visibleString:
      return content.some((octet) => octet > 0x7f) ? null : latin1(content);
    case TAG.teletexString:
      // T.61 in theory; every known CA meant ISO 8859-1.
      return latin1(content);
    case TAG.bmpString:
      return wide(content, 2);
    case TAG.universalString:
      return wide(content, 4);
    default:
      return null;
  }
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function utf8(content: Uint8Array): string | null {
  if (!content.some((octet) => octet > 0x7f)) return latin1(content);
  try {
    return strictUtf8.decode(content);
  } catch {
    return null;
  }
}

function wide(content: Uint8Array, width: 2 | 4): string | null {
  if (content.length % width !== 0) return null;
  let text = '';
  for (let at = 0; at < content.length; at += width) {
    let point = 0;
    for (let index = 0; index < width; index++) point = point * 256 + content[at + index]!;
    if (point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) return null;
    text += String.fromCodePoint(point);
  }
  return text;
}
