/** How many octets from the start decide whether something is text. */
const SAMPLE = 4096;

/**
 * Octets as text, or `null` when they are binary. UTF-8 with or without a byte order mark, UTF-16 with one
 * (Windows consoles write it), and Windows-1252 for what is none of these but has no control characters.
 */
export function decodeText(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
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
  return !bytes.subarray(0, SAMPLE).some(isControl);
}

/** Control characters that no text has; tab, line ends, form feed and escape occur in consoles' output. */
const isControl = (octet: number): boolean =>
  (octet < 0x20 && octet !== 0x09 && octet !== 0x0a && octet !== 0x0c && octet !== 0x0d && octet !== 0x1b) ||
  octet === 0x7f;
