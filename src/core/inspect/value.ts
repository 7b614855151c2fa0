import { readObjectIdentifier } from '../der/object-identifier.ts';
import { DerReader, DerSession, TAG } from '../der/reader.ts';
import { describeTag } from '../der/tags.ts';
import { readTime } from '../der/time.ts';
import { decodeText } from '../decode/name.ts';
import { toHex } from '../model/bytes.ts';
import { formatInstant } from '../model/time.ts';
import { oidName } from './oid-names.ts';
import { NO_TAG, type Part } from './part.ts';

/** Octets of which a value shows all; of longer ones it shows the beginning and says how long they are. */
const MOST_OCTETS = 64;
/** Longest INTEGER (octets) that is written in decimal too. */
const MOST_DECIMAL = 8;

/** What a part says: by its shape, else by its ASN.1 type. Empty for what only holds other parts. */
export function valueOf(part: Part): string {
  if (part.problem) return `${octets(part.end - part.start)} that cannot be taken apart: ${hexOf(part.content)}`;
  return part.shape?.say ? part.shape.say(part) : typeValue(part);
}

/** The name of a part: the RFC's, else that of its ASN.1 type. */
export function nameOf(part: Part): string {
  if (part.problem) return 'cannot be read';
  return part.shape?.title?.(part) ?? part.shape?.name ?? typeOf(part);
}

/** `SEQUENCE`, `[0]`; empty for what is no TLV. */
export const typeOf = (part: Part): string => (part.tag === NO_TAG ? '' : describeTag(part.tag));

/** The value of an ASN.1 type, whatever it stands for. */
export function typeValue(part: Part): string {
  const { content, tag } = part;
  switch (tag) {
    case TAG.boolean:
      return content.length === 1 ? (content[0] === 0 ? 'FALSE' : 'TRUE') : hexOf(content);
    case TAG.integer:
    case TAG.enumerated:
      return integerText(content);
    case TAG.null:
      return 'NULL';
    case TAG.objectIdentifier:
      return oidText(oidOf(part));
    case TAG.bitString:
      return part.parts.length > 0 ? '' : bitsText(content);
    case TAG.octetString:
      return part.parts.length > 0 ? '' : hexOf(content);
    case TAG.utcTime:
    case TAG.generalizedTime:
      return timeText(part);
  }
  if ((tag & 0x20) !== 0) return '';
  const text = tag === NO_TAG ? null : decodeText(tag, content);
  return text ?? hexOf(content);
}

/** The identifier of an OBJECT IDENTIFIER in dotted decimal; `null` for anything else. */
export const oidOf = (part: Part | undefined): string | null =>
  part?.tag === TAG.objectIdentifier ? readObjectIdentifier(part.bytes, part.contentStart, part.end) : null;

/** `2.5.29.17 subjectAltName (RFC 5280)` */
export function oidText(oid: string | null): string {
  if (oid === null) return 'not well-formed';
  const known = oidName(oid);
  return known ? `${known.name} (${oid}, ${known.source})` : oid;
}

/** Octets as hex; of many, the first ones and how many there are. */
export function hexOf(content: Uint8Array): string {
  if (content.length <= MOST_OCTETS) return toHex(content);
  return `${toHex(content.subarray(0, MOST_OCTETS))}… (${octets(content.length)})`;
}

/** `1 octet`, `102,400 octets` */
export const octets = (n: number): string =>
  `${String(n).replace(/\B(?=(\d{3})+$)/g, ',')} ${n === 1 ? 'octet' : 'octets'}`;

/** Octets as the characters of their numbers: an IA5String as it stands in a GeneralName. */
export function latin1Of(part: Part): string {
  let text = '';
  for (const octet of part.content) text += String.fromCharCode(octet);
  return text;
}

function integerText(content: Uint8Array): string {
  if (content.length === 0) return 'empty';
  const hex = hexOf(content);
  if (content.length > MOST_DECIMAL) return hex;
  const value = content.reduce((sum, octet) => (sum << 8n) | BigInt(octet), 0n);
  const signed = BigInt.asIntN(content.length * 8, value);
  return signed >= 0n && signed < 10n ? `${signed}` : `${signed} (0x${hex})`;
}

function bitsText(content: Uint8Array): string {
  const unused = content[0];
  if (unused === undefined) return 'empty';
  return `${hexOf(content.subarray(1))}${unused === 0 ? '' : `, ${unused} unused ${unused === 1 ? 'bit' : 'bits'}`}`;
}

function timeText(part: Part): string {
  const session = new DerSession(part.bytes);
  const time = readTime(new DerReader(session, part.start, part.end, part.depth), 'The time');
  return session.failure
    ? `${latin1Of(part).slice(0, 64)}, which is no time of RFC 5280`
    : `${formatInstant(time.instant)} (${time.raw})`;
}
