import { latin1, toHex } from '../model/bytes.ts';
import { checkNested } from '../der/nested.ts';
import type { DerReader } from '../der/reader.ts';
import { context, contextConstructed, TAG } from '../der/tags.ts';
import { expectOne } from './at-least-one.ts';

/** `GeneralName ::= CHOICE`, RFC 5280 section 4.2.1.6, as far as the rules and the screen read it. */
export type GeneralName =
  | { readonly type: 'dNSName' | 'rfc822Name' | 'uniformResourceIdentifier' | 'iPAddress'; readonly value: string }
  | { readonly type: 'otherName'; readonly value: string }
  | { readonly type: 'other'; readonly value: string };

/** x400Address, directoryName, ediPartyName, registeredID: kept, not read. */
const OTHER_CHOICES: readonly number[] = [
  contextConstructed(3),
  contextConstructed(4),
  contextConstructed(5),
  context(8),
];

/** IA5String contents are taken octet for octet; an iPAddress is shown as dotted quad or hex groups; an otherName by its type-id. */
export function readGeneralName(reader: DerReader, what: string): GeneralName {
  const tag = reader.nextTag;
  const tlv = reader.any(what);
  const content = reader.content(tlv);
  switch (tag) {
    case context(1):
      return { type: 'rfc822Name', value: latin1(content) };
    case context(2):
      return { type: 'dNSName', value: latin1(content) };
    case context(6):
      return { type: 'uniformResourceIdentifier', value: latin1(content) };
    case context(7):
      return { type: 'iPAddress', value: formatAddress(content) };
    case contextConstructed(0): {
      const inside = reader.into(tlv);
      const value = inside.objectIdentifier(`the type-id of ${what}`);
      checkNested(inside, inside.any(what), what);
      inside.finish(what);
      return { type: 'otherName', value };
    }
    default:
      checkNested(reader, tlv, what);
      if (!OTHER_CHOICES.includes(tag))
        reader.fail('der/wrong-tag', `${what} is none of the choices of a GeneralName`, tlv.start);
      return { type: 'other', value: toHex(reader.whole(tlv)) };
  }
}

/** `GeneralNames ::= SEQUENCE SIZE (1..MAX) OF GeneralName` */
export function readGeneralNames(reader: DerReader, what: string, tag: number = TAG.sequence): GeneralName[] {
  const tlv = reader.read(tag, what);
  const list = reader.into(tlv);
  expectOne(list, what, tlv.start);
  const names: GeneralName[] = [];
  while (list.more) names.push(readGeneralName(list, `a name in ${what}`));
  return names.slice();
}

function formatAddress(octets: Uint8Array): string {
  if (octets.length === 4) return octets.join('.');
  return toHex(octets).replace(/(.{4})(?=.)/g, '$1:');
}
