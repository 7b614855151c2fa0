/** Small functions on octets. Text forms are lower case and carry no separators. */

/** How many characters are made in one call: with too many arguments the stack overflows. */
const AT_ONCE = 4096;
const DIGITS = Array.from('0123456789abcdef', (digit) => digit.charCodeAt(0));
/** Used again for every text, because a list of arguments is what a text is made of fastest. */
const codes: number[] = [];

/** Octets as lower-case hex. */
export function toHex(bytes: Uint8Array): string {
  let text = '';
  for (let start = 0; start < bytes.length; start += AT_ONCE / 2) {
    const count = Math.min(AT_ONCE / 2, bytes.length - start);
    codes.length = count * 2;
    for (let at = 0; at < count; at++) {
      const octet = bytes[start + at]!;
      codes[at * 2] = DIGITS[octet >> 4]!;
      codes[at * 2 + 1] = DIGITS[octet & 15]!;
    }
    text += String.fromCharCode.apply(null, codes);
  }
  return text;
}

/**
 * Octets as ISO 8859-1: every one becomes the character of its number. Made in one piece: a text put together letter by
 * letter is kept as a chain of its beginnings, many times its size.
 */
export function latin1(bytes: Uint8Array, from = 0, to = bytes.length): string {
  let text = '';
  for (let start = from; start < to; start += AT_ONCE) {
    const count = Math.min(AT_ONCE, to - start);
    codes.length = count;
    for (let at = 0; at < count; at++) codes[at] = bytes[start + at]!;
    text += String.fromCharCode.apply(null, codes);
  }
  return text;
}

/**
 * An INTEGER's content octets as the verdict writes and sorts serial numbers (verdict-format section 1): lower-case hex,
 * without a leading `00` that is there only so that the number is not negative.
 */
export function serialHex(content: Uint8Array): string {
  return toHex(content.length > 1 && content[0] === 0 && content[1]! >= 0x80 ? content.subarray(1) : content);
}

/** Hex (any case, an even number of digits, nothing else) as octets. */
export function fromHex(hex: string): Uint8Array {
  const bytes = new Uint8Array(hex.length / 2);
  for (let at = 0; at < bytes.length; at++) bytes[at] = Number.parseInt(hex.slice(at * 2, at * 2 + 2), 16);
  return bytes;
}

export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return false;
  return true;
}

export function concatBytes(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Order of two strings by UTF-16 code unit: the only order the verdict uses (verdict-format section 1). */
export const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Octets as base64 with padding, RFC 4648 section 4. */
export function toBase64(bytes: Uint8Array): string {
  return btoa(latin1(bytes));
}
