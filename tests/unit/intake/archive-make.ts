import { concatBytes } from '../../../src/core/model/bytes.ts';

/** A tar header and its content, padded to blocks. */
export function tarMember(
  path: string,
  content: Uint8Array,
  { type = '0', prefix = '', magic = 'ustar\u000000' }: { type?: string; prefix?: string; magic?: string } = {},
): Uint8Array {
  const header = new Uint8Array(512);
  const put = (at: number, text: string): void => header.set(new TextEncoder().encode(text), at);
  put(0, path);
  put(100, '0000644\0');
  put(124, `${content.length.toString(8).padStart(11, '0')}\0`);
  put(136, '00000000000\0');
  put(148, '        ');
  put(156, type);
  put(257, magic);
  put(345, prefix);
  const sum = header.reduce((total, octet) => total + octet, 0);
  put(148, `${sum.toString(8).padStart(6, '0')}\0 `);
  const padding = new Uint8Array((512 - (content.length % 512)) % 512);
  return concatBytes([header, content, padding]);
}

export const tarArchive = (...members: Uint8Array[]): Uint8Array => concatBytes([...members, new Uint8Array(1024)]);

/** Where a signature stands in a ZIP file, counted from the first. */
export function find(bytes: Uint8Array, signature: number, nth = 0): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = 0; at + 4 <= bytes.length; at++) if (view.getUint32(at, true) === signature && nth-- === 0) return at;
  throw new Error(`no signature ${signature.toString(16)}`);
}

/** A copy with other octets at an offset. */
export function patched(bytes: Uint8Array, at: number, ...octets: number[]): Uint8Array {
  const copy = bytes.slice();
  copy.set(octets, at);
  return copy;
}
