import type { AttributeTypeAndValue, Name } from '../model/asn1.ts';
import { toHex } from '../model/bytes.ts';
import { DecodedName } from './name.ts';

/** RFC 4514 section 3's short names, and the longer ones verdict-format section 1 adds. */
const SHORT_NAMES = new Map([
  ['2.5.4.3', 'CN'],
  ['2.5.4.7', 'L'],
  ['2.5.4.8', 'ST'],
  ['2.5.4.10', 'O'],
  ['2.5.4.11', 'OU'],
  ['2.5.4.6', 'C'],
  ['2.5.4.9', 'STREET'],
  ['0.9.2342.19200300.100.1.25', 'DC'],
  ['0.9.2342.19200300.100.1.1', 'UID'],
  ['2.5.4.5', 'serialNumber'],
  ['1.2.840.113549.1.9.1', 'emailAddress'],
  ['2.5.4.97', 'organizationIdentifier'],
  ['2.5.4.15', 'businessCategory'],
  ['1.3.6.1.4.1.311.60.2.1.3', 'jurisdictionC'],
  ['1.3.6.1.4.1.311.60.2.1.2', 'jurisdictionST'],
  ['1.3.6.1.4.1.311.60.2.1.1', 'jurisdictionL'],
]);

/** A Name as an RFC 4514 string: the RDNs in reverse order, values escaped, unknown types as dotted OID with `#hex`. */
export const formatName = (name: Name): string => DecodedName.textOf(name, format);

const format = ({ rdnSequence }: Name): string =>
  [...rdnSequence]
    .reverse()
    .map((attributes) => attributes.map(formatAttribute).join('+'))
    .join(',');

function formatAttribute({ type, value, text }: AttributeTypeAndValue): string {
  const short = SHORT_NAMES.get(type);
  if (short === undefined || text === null) return `${short ?? type}=#${toHex(value)}`;
  return `${short}=${escapeValue(text)}`;
}

/** RFC 4514 section 2.4. The last space goes before the first one: in a value of one space they are the same. */
function escapeValue(text: string): string {
  if (!/["+,;<>\\\0]|^[ #]| $/.test(text)) return text;
  return text
    .replace(/["+,;<>\\]/g, '\\$&')
    .replace(/\0/g, '\\00')
    .replace(/ $/, '\\$&')
    .replace(/^[ #]/, '\\$&');
}
