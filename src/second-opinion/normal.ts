import { AsnConvert } from '@peculiar/asn1-schema';
import type {
  AlgorithmIdentifier as TheirAlgorithm,
  AttributeTypeAndValue,
  Name as TheirName,
} from '@peculiar/asn1-x509';
import type { AlgorithmIdentifier, Name } from '../core/model/asn1.ts';
import { toHex } from '../core/model/bytes.ts';
import type { Time } from '../core/model/time.ts';
import { ABSENT, type Fields } from './comparison.ts';

/** Forms in which both decoders' values can be compared: the library keeps some of them in a form of its own. */

export const hex = (bytes: ArrayBuffer | Uint8Array): string =>
  toHex(bytes instanceof Uint8Array ? bytes : new Uint8Array(bytes));

/** An INTEGER's value, whatever sign padding was kept: the library keeps the padding in some places and drops it in others. */
export function integer(bytes: ArrayBuffer | Uint8Array): string {
  const digits = hex(bytes);
  if (digits === '') return '0';
  const value = BigInt(`0x${digits}`);
  return (Number.parseInt(digits[0]!, 16) >= 8 ? value - (1n << BigInt(digits.length * 4)) : value).toString();
}

/** A moment, UTC. The library computes fractions of a second in floating point, so a millisecond more or less is the same. */
export function addMoment(into: Fields, path: string, ours: Time, theirs: () => Date): void {
  const text = (time: Date | number): string => new Date(time).toISOString();
  into.add(
    path,
    text(ours.instant),
    () => text(theirs()),
    (their) => Math.abs(Date.parse(their) - ours.instant) <= 1,
  );
}

export const list = (items: readonly string[]): string => (items.length === 0 ? 'none' : items.join(', '));

/** The OID and the parameters; the library writes NULL parameters as `null` and absent ones as `undefined`. */
export function addAlgorithm(
  into: Fields,
  path: string,
  ours: AlgorithmIdentifier,
  theirs: () => TheirAlgorithm,
): void {
  const text = (algorithm: string, parameters: string): string => `${algorithm} (parameters ${parameters})`;
  into.add(path, text(ours.algorithm, ours.parameters ? hex(ours.parameters) : ABSENT), () => {
    const { algorithm, parameters } = theirs();
    return text(algorithm, parameters === undefined ? ABSENT : parameters === null ? '0500' : hex(parameters));
  });
}

/**
 * A Name. The library keeps no raw slice, and writing a Name anew may normalise it, so two Names also agree
 * when they hold the same attributes with the same text in the same order.
 */
export function addName(into: Fields, path: string, ours: Name, theirs: () => TheirName): void {
  const raw = (): string => hex(AsnConvert.serialize(theirs()));
  into.add(
    path,
    ours.rdnSequence
      .map((rdn) => rdn.map(({ type, text, value }) => `${type}=${text ?? `#${hex(value)}`}`).join('+'))
      .join(','),
    () =>
      theirs()
        .map((rdn, outer) =>
          rdn
            .map((attribute, inner) => attributeText(attribute, ours.rdnSequence[outer]?.[inner]?.text ?? null))
            .join('+'),
        )
        .join(','),
  );
  const field = into.all[into.all.length - 1]!;
  field.agree ||= sameOctets(hex(ours.der), raw);
}

function sameOctets(ours: string, theirs: () => string): boolean {
  try {
    return ours === theirs();
  } catch {
    return false;
  }
}

/** `ourText` null means that ours shows this value as octets, so theirs must be shown so too. */
function attributeText({ type, value }: AttributeTypeAndValue, ourText: string | null): string {
  const octets = ourText === null || value.anyValue !== undefined;
  return `${type}=${octets ? `#${hex(value.anyValue ?? AsnConvert.serialize(value))}` : value.toString()}`;
}
