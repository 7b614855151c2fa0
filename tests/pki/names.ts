/** Names, through the asn1-x509 schemas; and attributes with any octets at all, for names that attackers choose. */
import { AsnConvert } from '@peculiar/asn1-schema';
import { AttributeTypeAndValue, AttributeValue, Name, RelativeDistinguishedName } from '@peculiar/asn1-x509';
import { objectIdentifier, sequence, set, tlv } from './der-writer.ts';
import type { Bytes } from './der-writer.ts';

const ATTRIBUTES = {
  CN: '2.5.4.3',
  serialNumber: '2.5.4.5',
  C: '2.5.4.6',
  L: '2.5.4.7',
  ST: '2.5.4.8',
  STREET: '2.5.4.9',
  O: '2.5.4.10',
  OU: '2.5.4.11',
  businessCategory: '2.5.4.15',
  organizationIdentifier: '2.5.4.97',
  emailAddress: '1.2.840.113549.1.9.1',
  DC: '0.9.2342.19200300.100.1.25',
  UID: '0.9.2342.19200300.100.1.1',
  jurisdictionC: '1.3.6.1.4.1.311.60.2.1.3',
} as const;

export type AttributeName = keyof typeof ATTRIBUTES;

/** X.520 wants PrintableString for these; RFC 5280 appendix A wants IA5String for e-mail addresses and domain components. */
const valueOf = (attribute: AttributeName, text: string): AttributeValue => {
  if (['C', 'serialNumber', 'jurisdictionC'].includes(attribute)) return new AttributeValue({ printableString: text });
  if (['emailAddress', 'DC'].includes(attribute)) return new AttributeValue({ ia5String: text });
  return new AttributeValue({ utf8String: text });
};

/** A Name with one attribute an RDN, in the order given (the order of the encoding, so country first). */
export function name(attributes: Partial<Record<AttributeName, string>>): Bytes {
  const rdns = (Object.entries(attributes) as [AttributeName, string][]).map(
    ([attribute, text]) =>
      new RelativeDistinguishedName([
        new AttributeTypeAndValue({ type: ATTRIBUTES[attribute], value: valueOf(attribute, text) }),
      ]),
  );
  return new Uint8Array(AsnConvert.serialize(new Name(rdns)));
}

/** The tags of the ASN.1 string types that a Name may carry. */
export const STRING_TAGS = {
  UTF8String: 0x0c,
  NumericString: 0x12,
  PrintableString: 0x13,
  TeletexString: 0x14,
  VideotexString: 0x15,
  IA5String: 0x16,
  GraphicString: 0x19,
  VisibleString: 0x1a,
  GeneralString: 0x1b,
  UniversalString: 0x1c,
  BMPString: 0x1e,
} as const;

/** One RDN whose value has exactly these octets under this string type, valid in it or not. */
export const rawAttribute = (attribute: AttributeName, type: keyof typeof STRING_TAGS, octets: Bytes): Bytes =>
  set(sequence(objectIdentifier(ATTRIBUTES[attribute]), tlv(STRING_TAGS[type], octets)));

/** A Name of RDNs made by {@link rawAttribute}. */
export const rawName = (...rdns: readonly Bytes[]): Bytes => sequence(...rdns);
