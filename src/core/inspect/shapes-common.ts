import { decodeName } from '../decode/name.ts';
import { formatName } from '../decode/rfc4514.ts';
import { context, contextConstructed, TAG } from '../der/tags.ts';
import { serialHex } from '../model/bytes.ts';
import { shortOid } from './oid-names.ts';
import type { Part } from './part.ts';
import type { Shape } from './shape.ts';
import { hexOf, latin1Of, oidOf, oidText, typeValue } from './value.ts';

/** The small productions that certificates, CRLs, requests and responses share. */

export const SEQUENCE = [TAG.sequence];
export const OCTETS = [TAG.octetString];
export const OID_TAG = [TAG.objectIdentifier];

/** A part with nothing inside it that has a name. */
export const leaf = (name: string, tags: readonly number[], more: Partial<Shape> = {}): Shape => ({
  name,
  tags,
  shown: 'leaf',
  ...more,
});

export const optional = (shape: Shape): Shape => ({ ...shape, optional: true });

/** `[n] EXPLICIT`: a wrapping that only the ASN.1 tree shows. */
export const explicit = (number: number, name: string, inner: Shape, more: Partial<Shape> = {}): Shape => ({
  name: `${name} [${number}]`,
  tags: [contextConstructed(number)],
  parts: [inner],
  shown: 'through',
  ...more,
});

export const serialNumber = (name: string): Shape =>
  leaf(name, [TAG.integer], { say: (part) => serialHex(part.content) });

/** `Version ::= INTEGER { v1(0), v2(1), v3(2) }` */
export const version: Shape = leaf('version', [TAG.integer], {
  say: (part) => (part.content.length === 1 && part.content[0]! < 8 ? `v${part.content[0]! + 1}` : typeValue(part)),
});

export const time = (name: string): Shape => leaf(name, [TAG.utcTime, TAG.generalizedTime]);

/** `AlgorithmIdentifier ::= SEQUENCE { algorithm OBJECT IDENTIFIER, parameters ANY OPTIONAL }` */
export const algorithm = (name: string): Shape => ({
  name,
  tags: SEQUENCE,
  shown: 'leaf',
  parts: [
    { name: 'algorithm', tags: OID_TAG },
    { name: 'parameters', optional: true },
  ],
  say: ({ parts: [first, parameters] }) => {
    const curve = oidOf(parameters);
    return `${oidText(oidOf(first))}${curve === null ? '' : `, ${oidText(curve)}`}`;
  },
});

/** `BIT STRING`: the signature over the part before the algorithm. */
export const signature = (name: string): Shape =>
  leaf(name, [TAG.bitString], { say: (part) => hexOf(part.content.subarray(1)) });

const attribute: Shape = {
  name: 'AttributeTypeAndValue',
  tags: SEQUENCE,
  shown: 'leaf',
  parts: [{ name: 'type', tags: OID_TAG }, { name: 'value' }],
  title: ({ parts: [type] }) => {
    const oid = oidOf(type);
    return oid === null ? 'AttributeTypeAndValue' : shortOid(oid);
  },
  say: ({ parts: [, value] }) => (value ? typeValue(value) : ''),
};

/** `Name ::= SEQUENCE OF RelativeDistinguishedName SET OF AttributeTypeAndValue` */
export const name = (as: string): Shape => ({
  name: as,
  tags: SEQUENCE,
  each: { name: 'RelativeDistinguishedName', tags: [TAG.set], each: attribute, shown: 'through' },
  say: (part) => {
    const read = decodeName(part.bytes.subarray(part.start, part.end));
    return read ? formatName(read) || '(empty)' : '';
  },
});

const ia5 = (number: number, as: string): Shape => leaf(as, [context(number)], { say: latin1Of });

/** An IPv4 or IPv6 address, or the same with its mask as name constraints have it. */
function address({ content }: Part): string {
  if (content.length === 4) return content.join('.');
  if (content.length === 8) return `${content.subarray(0, 4).join('.')}/${content.subarray(4).join('.')}`;
  return hexOf(content).replace(/(.{4})(?=.)/g, '$1:');
}

/** `GeneralName ::= CHOICE`, RFC 5280 section 4.2.1.6. */
export const generalName: Shape = {
  name: 'GeneralName',
  choices: [
    { name: 'otherName', tags: [contextConstructed(0)], parts: [leaf('type-id', OID_TAG), { name: 'value [0]' }] },
    ia5(1, 'rfc822Name'),
    ia5(2, 'dNSName'),
    { name: 'x400Address', tags: [contextConstructed(3)] },
    { name: 'directoryName [4]', tags: [contextConstructed(4)], parts: [name('directoryName')], shown: 'through' },
    { name: 'ediPartyName', tags: [contextConstructed(5)] },
    ia5(6, 'uniformResourceIdentifier'),
    leaf('iPAddress', [context(7)], { say: address }),
    leaf('registeredID', [context(8)]),
  ],
};

export const generalNames = (as: string, tags: readonly number[] = SEQUENCE): Shape => ({
  name: as,
  tags,
  each: generalName,
});
