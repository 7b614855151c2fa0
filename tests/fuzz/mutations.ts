/** Changes to octets and to TLVs, as data, so that fast-check can make and shrink them. */
import fc from 'fast-check';
import { concatBytes } from '../../src/core/model/bytes.ts';
import {
  changeAt,
  children,
  headerAt,
  tlv,
  withIndefiniteLengthForm,
  withLongLengthForm,
  type Bytes,
  type Path,
} from '../pki/der-writer.ts';

// Without bias: fast-check's numbers would crowd at the beginning of the input.
const share = fc.noBias(fc.nat(9_999)).map((part) => part / 10_000);

/** One change: what to do, where (a share of the length), with which octets. */
export interface Mutation {
  readonly how: 'set' | 'flip' | 'insert' | 'remove' | 'repeat' | 'truncate' | 'add';
  readonly where: number;
  readonly octet: number;
  readonly count: number;
}
const mutation: fc.Arbitrary<Mutation> = fc.record({
  how: fc.constantFrom('set', 'flip', 'flip', 'insert', 'remove', 'repeat', 'truncate', 'add'),
  where: share,
  // The octets that mean something: zero, signs, lengths, tags.
  octet: fc.oneof(
    fc.constantFrom(
      0x00,
      0x01,
      0x02,
      0x05,
      0x06,
      0x30,
      0x31,
      0x7f,
      0x80,
      0x81,
      0x82,
      0x84,
      0x85,
      0xa0,
      0xa1,
      0xfe,
      0xff,
    ),
    fc.nat(255),
  ),
  count: fc.integer({ min: 1, max: 8 }),
});
export const mutations = fc.array(mutation, { minLength: 1, maxLength: 3 });

export function mutated(bytes: Bytes, changes: readonly Mutation[]): Bytes {
  let now: Bytes = Uint8Array.from(bytes);
  for (const { how, where, octet, count } of changes) {
    const at = Math.floor(where * now.length);
    const before = now.subarray(0, at);
    if (how === 'set') now[at] = octet;
    else if (how === 'flip' && now.length > 0) now[at]! ^= 1 << (count - 1);
    else if (how === 'insert') now = concatBytes([before, new Uint8Array(count).fill(octet), now.subarray(at)]);
    else if (how === 'remove') now = concatBytes([before, now.subarray(at + count)]);
    else if (how === 'repeat') now = concatBytes([before, now.subarray(at, at + count), now.subarray(at)]);
    else if (how === 'truncate') now = now.slice(0, at);
    else if (how === 'add') now = concatBytes([now, new Uint8Array(count).fill(octet)]);
  }
  return now;
}

/** One change to one TLV, after which every length around it is right again: deeper than random octets reach. */
export interface Restructuring {
  readonly how: (typeof RESTRUCTURINGS)[number];
  readonly where: number;
  readonly octets: Bytes;
}
const RESTRUCTURINGS = [
  'long-length',
  'indefinite',
  'pad',
  'replace',
  'retag',
  'constructed',
  'empty',
  'drop',
  'twice',
  'reverse',
  'nest',
] as const;
export const restructuring: fc.Arbitrary<Restructuring> = fc.record({
  how: fc.constantFrom(...RESTRUCTURINGS),
  where: share,
  octets: fc.uint8Array({ minLength: 1, maxLength: 6 }),
});

/** The paths of all TLVs, through OCTET STRINGs that hold a SEQUENCE too. */
function paths(bytes: Bytes, path: Path = []): Path[] {
  const wraps = bytes[0] === 0x04 && bytes[headerAt(bytes, 0).content] === 0x30;
  const open = (bytes[0]! & 0x20) !== 0 || (wraps && headerAt(bytes, headerAt(bytes, 0).content).end === bytes.length);
  if (!open) return [path];
  return [path, ...children(bytes).flatMap((child, index) => paths(child, [...path, wraps ? '*' : index]))];
}

const known = new WeakMap<Bytes, Path[]>();

export function restructured(bytes: Bytes, { how, where, octets }: Restructuring): Bytes {
  const all = known.get(bytes) ?? paths(bytes);
  known.set(bytes, all);
  return changeAt(bytes, all[Math.floor(where * all.length)]!, (found) => {
    const content = found.subarray(headerAt(found, 0).content);
    const constructed = (found[0]! & 0x20) !== 0;
    switch (how) {
      case 'long-length':
        return withLongLengthForm(found);
      case 'indefinite':
        return withIndefiniteLengthForm(found);
      case 'pad':
        return tlv(
          found[0]!,
          octets.subarray(0, 1).map((octet) => (octet % 2 === 0 ? 0 : 0xff)),
          content,
        );
      case 'replace':
        return tlv(found[0]!, octets);
      case 'retag':
        return tlv(octets[0]! & 0xde, content);
      case 'constructed':
        return tlv(found[0]! ^ 0x20, content);
      case 'empty':
        return tlv(found[0]!);
      case 'drop':
        return new Uint8Array(0);
      case 'twice':
        return concatBytes([found, found]);
      case 'reverse':
        return constructed ? tlv(found[0]!, ...children(found).reverse()) : found;
      case 'nest':
        return tlv(found[0]!, found);
    }
  });
}
