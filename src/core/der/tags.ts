/** Identifier octets that X.509 and OCSP use (X.690 section 8.1.2): universal ones, and context-specific makers. */
export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  objectIdentifier: 0x06,
  enumerated: 0x0a,
  utf8String: 0x0c,
  numericString: 0x12,
  printableString: 0x13,
  teletexString: 0x14,
  ia5String: 0x16,
  utcTime: 0x17,
  generalizedTime: 0x18,
  visibleString: 0x1a,
  universalString: 0x1c,
  bmpString: 0x1e,
  sequence: 0x30,
  set: 0x31,
} as const;

/** `[n]` around a primitive value (IMPLICIT). */
export const context = (number: number): number => 0x80 | number;
/** `[n]` around a constructed value (EXPLICIT, or IMPLICIT of a SEQUENCE). */
export const contextConstructed = (number: number): number => 0xa0 | number;

/** Whether a TLV has content and no parts. */
export const isPrimitive = (tlv: Uint8Array): boolean => (tlv[0]! & 0x20) === 0;

const NAMES = new Map<number, string>(
  Object.entries({
    BOOLEAN: 0x01,
    INTEGER: 0x02,
    'BIT STRING': 0x03,
    'OCTET STRING': 0x04,
    NULL: 0x05,
    'OBJECT IDENTIFIER': 0x06,
    ENUMERATED: 0x0a,
    UTF8String: 0x0c,
    NumericString: 0x12,
    PrintableString: 0x13,
    TeletexString: 0x14,
    IA5String: 0x16,
    UTCTime: 0x17,
    GeneralizedTime: 0x18,
    VisibleString: 0x1a,
    UniversalString: 0x1c,
    BMPString: 0x1e,
    SEQUENCE: 0x30,
    SET: 0x31,
  }).map(([name, tag]) => [tag, name]),
);

/** An identifier octet as people write it: `SEQUENCE`, `[0]`, `primitive [1]`, `tag 0x7f`. */
export function describeTag(tag: number): string {
  const name = NAMES.get(tag);
  if (name) return name;
  if ((tag & 0xe0) === 0xa0) return `[${tag & 0x1f}]`;
  if ((tag & 0xe0) === 0x80) return `primitive [${tag & 0x1f}]`;
  return `tag 0x${tag.toString(16).padStart(2, '0')}`;
}
