import { createHash } from 'node:crypto';
import type { Taken } from '../../../src/core/model/evidence.ts';
import { concatBytes, fromHex, toBase64, toHex } from '../../../src/core/model/bytes.ts';
import { takeIn } from '../../../src/core/intake/index.ts';

/** Made-up objects with the outward structure of the real ones: all that intake looks at. */

export const tlv = (tag: number, ...content: Uint8Array[]): Uint8Array => {
  const body = concatBytes(content);
  const { length } = body;
  const header = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return concatBytes([Uint8Array.of(tag, ...header), body]);
};
export const sequence = (...content: Uint8Array[]): Uint8Array => tlv(0x30, ...content);
export const integer = (...octets: number[]): Uint8Array => tlv(0x02, Uint8Array.from(octets));
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const algorithm = sequence(fromHex('06092a864886f70d01010b'), fromHex('0500'));
const name = (text: string): Uint8Array => sequence(tlv(0x31, sequence(fromHex('0603550403'), tlv(0x0c, utf8(text)))));
const time = tlv(0x17, utf8('220808235500Z'));
/** Octets that look random but are the same every time. */
export const noise = (seed: number, length: number): Uint8Array => {
  const bytes = new Uint8Array(length);
  for (let at = 0, state = seed * 2654435761 + 1; at < length; at++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    bytes[at] = state >>> 24;
  }
  return bytes;
};
const signature = (seed: number): Uint8Array => tlv(0x03, Uint8Array.of(0), noise(seed, 256));
const POISON = sequence(fromHex('060a2b06010401d679020403'), fromHex('0101ff'), fromHex('04020500'));
const KEY_USAGE = sequence(fromHex('0603551d0f'), fromHex('0101ff'), fromHex('0404030205a0'));

const withExtensions = (serial: number, ...extensions: Uint8Array[]): Uint8Array =>
  sequence(
    sequence(
      tlv(0xa0, integer(2)),
      integer(0x42, serial >> 8, serial & 0xff),
      algorithm,
      name('Example Issuing CA'),
      sequence(time, time),
      name(`host${serial}.example`),
      sequence(algorithm, tlv(0x03, Uint8Array.of(0), noise(serial + 7, 64))),
      tlv(0xa3, sequence(...extensions)),
    ),
    algorithm,
    signature(serial),
  );

export const certificate = (serial = 1): Uint8Array => withExtensions(serial, KEY_USAGE);
export const precertificate = (serial = 1): Uint8Array => withExtensions(serial, KEY_USAGE, POISON);
const certID = (serial: number): Uint8Array =>
  sequence(
    sequence(fromHex('06052b0e03021a'), fromHex('0500')),
    tlv(0x04, noise(1, 20)),
    tlv(0x04, noise(2, 20)),
    integer(0x42, serial >> 8, serial & 0xff),
  );
export const response = (serial = 1): Uint8Array =>
  sequence(
    Uint8Array.of(0x0a, 1, 0),
    tlv(0xa0, sequence(fromHex('06092b0601050507300101'), tlv(0x04, sequence(certID(serial), signature(serial))))),
  );
export const unauthorized = fromHex('30030a0106');
export const request = (serial = 1): Uint8Array => sequence(sequence(sequence(sequence(certID(serial)))));
export const crl = (): Uint8Array =>
  sequence(sequence(integer(1), algorithm, name('Example Issuing CA'), time, time), algorithm, signature(3));

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
export const base64 = (bytes: Uint8Array): string => toBase64(bytes);
export const wrap = (text: string, width: number): string =>
  text.replace(new RegExp(`(.{${width}})(?=.)`, 'g'), '$1\n');
export const pem = (bytes: Uint8Array, label = 'CERTIFICATE'): string =>
  `-----BEGIN ${label}-----\n${wrap(base64(bytes), 64)}\n-----END ${label}-----\n`;
export const groups = (bytes: Uint8Array, separator: string): string =>
  toHex(bytes).replace(/(..)(?=.)/g, `$1${separator}`);

/** Hands in one text. */
export const paste = (text: string): Promise<Taken> => takeIn([{ name: 'pasted text', bytes: utf8(text) }]);
/** Hands in one file. */
export const file = (name: string, bytes: Uint8Array): Promise<Taken> => takeIn([{ name, bytes }]);
export const files = (...entries: (readonly [string, Uint8Array | string])[]): Promise<Taken> =>
  takeIn(entries.map(([name, content]) => ({ name, bytes: typeof content === 'string' ? utf8(content) : content })));

/** What was taken, in few words: `kind sha256-prefix` for evidence, sorted; everything else by its key. */
export const summary = (taken: Taken) => ({
  evidence: taken.evidence.map(({ kind, sha256, names }) => `${kind} ${sha256} ${names.join(' | ')}`).sort(),
  references: taken.references.map(({ sha256 }) => sha256),
  lookups: taken.lookups.map(({ by, value }) => `${by} ${value}`),
  problems: taken.problems.map(({ name, code }) => `${name} ${code}`),
});
/** The same for expectations. */
export const expected = (
  evidence: readonly (readonly [kind: string, bytes: Uint8Array, names?: string])[],
  rest: { references?: string[]; lookups?: string[]; problems?: string[] } = {},
) => ({
  evidence: evidence.map(([kind, bytes, names = 'pasted text']) => `${kind} ${sha256(bytes)} ${names}`).sort(),
  references: rest.references ?? [],
  lookups: rest.lookups ?? [],
  problems: rest.problems ?? [],
});
