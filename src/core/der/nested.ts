import { describeTag, TAG } from './tags.ts';
import type { DerReader, Tlv } from './reader.ts';

/** Universal types that have parts: EXTERNAL, EMBEDDED PDV, SEQUENCE, SET, CHARACTER STRING. */
const CONSTRUCTED_TYPES = new Set([0x08, 0x0b, 0x10, 0x11, 0x1d]);

/**
 * Checks that everything inside a TLV is DER too, the universal types whose spelling can vary included; for values
 * whose type the reader does not know.
 */
export function checkNested(reader: DerReader, tlv: Tlv, what: string): void {
  if (reader.session.failure) return;
  switch (tlv.tag) {
    case TAG.boolean:
      return void reader.again(tlv).boolean(what);
    case TAG.integer:
    case TAG.enumerated:
      return void reader.again(tlv).integer(what, tlv.tag);
    case TAG.bitString:
      return void reader.again(tlv).bitString(what);
    case TAG.null:
      return reader.again(tlv).null(what);
    case TAG.objectIdentifier:
      return void reader.again(tlv).objectIdentifier(what);
  }
  // X.690 section 10.2: strings are primitive, and what is made of parts is constructed.
  const constructed = (tlv.tag & 0x20) !== 0;
  if (tlv.tag < 0x40 && constructed !== CONSTRUCTED_TYPES.has(tlv.tag & 0x1f))
    return reader.fail(
      'der/wrong-form',
      `${what} has the form of ${describeTag(tlv.tag)}, which DER forbids`,
      tlv.start,
    );
  if (!constructed) return;
  const inside = reader.into(tlv);
  while (inside.more) checkNested(inside, inside.any(what), what);
}
