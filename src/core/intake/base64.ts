/** Value of each base64 or base64url character by its code; 255 for every other. */
const VALUES = new Uint8Array(128).fill(255);
[...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'].forEach((character, value) => {
  VALUES[character.charCodeAt(0)] = value;
});
for (const [character, value] of [
  ['+', 62],
  ['-', 62],
  ['/', 63],
  ['_', 63],
] as const)
  VALUES[character.charCodeAt(0)] = value;

export const isBase64Code = (code: number): boolean => code < 128 && VALUES[code] !== 255;

/**
 * Base64 or base64url (RFC 4648), padded or not, without white space; `null` when it is not that. Bits left over in
 * the last character are ignored.
 */
export function fromBase64(text: string): Uint8Array | null {
  let length = text.length;
  while (length > 0 && text.length - length < 2 && text.charCodeAt(length - 1) === 0x3d) length--;
  if (length % 4 === 1) return null;
  const bytes = new Uint8Array(Math.floor((length * 3) / 4));
  let bits = 0;
  let count = 0;
  let to = 0;
  for (let at = 0; at < length; at++) {
    const code = text.charCodeAt(at);
    const value = code < 128 ? VALUES[code]! : 255;
    if (value === 255) return null;
    bits = ((bits << 6) | value) & 0xffff;
    count += 6;
    if (count >= 8) {
      count -= 8;
      bytes[to++] = bits >> count;
    }
  }
  return bytes;
}
