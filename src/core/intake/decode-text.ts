/** How many octets from the start decide whether something is text. */
const SAMPLE = 4096;

/**
 * UTF-16 whose byte order mark was lost: of every two octets of Latin text, one is zero, always the same. Not a static CT
 * tile nor any other binary data: the other one has to be a character.
 */
function utf16Order(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (bytes.length < 8 || bytes.length % 2 !== 0) return null;
  const zero = bytes[0] === 0 ? 0 : 1;
  for (let at = 0; at < Math.min(bytes.length, SAMPLE); at += 2) {
    const character = bytes[at + 1 - zero]!;
    if (bytes[at + zero] !== 0 || character === 0 || isControl(character)) return null;
  }
  return zero === 0 ? 'utf-16be' : 'utf-16le';
}

/**
 * Octets as text, or `null` when they are binary. UTF-8 with or without a byte order mark, UTF-16 with one
 * (Windows consoles write it) or without, and Windows-1252 for what is none of these but has no control characters.
 */
export function decodeText(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  const order = utf16Order(bytes);
  if (order) return new TextDecoder(order).decode(bytes);
  if (!startsAsText(bytes)) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return bytes.some(isControl) ? null : new TextDecoder('windows-1252').decode(bytes);
  }
}

/** Whether the first octets are free of control characters. UTF-16 with a byte order mark counts as text too. */
export function startsAsText(bytes: Uint8Array): boolean {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) return true;
  if (utf16Order(bytes)) return true;
  return !bytes.subarray(0, SAMPLE).some(isControl);
}

/** Control characters that no text has; tab, line ends, form feed and escape occur in consoles' output. */
const isControl = (octet: number): boolean =>
  (octet < 0x20 && octet !== 0x09 && octet !== 0x0a && octet !== 0x0c && octet !== 0x0d && octet !== 0x1b) ||
  octet === 0x7f;
