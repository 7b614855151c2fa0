/** The same few dozen identifiers make up all certificates, so each spelling is read once. */
const known = new Map<string, string>();
/** Attackers choose identifiers too: the table must not grow with the input. */
const MAX_KNOWN = 2000;

/**
 * Content octets of an OBJECT IDENTIFIER (X.690 section 8.19) as dotted decimal; `null` when they are not
 * well-formed: empty, an arc padded with 0x80, or cut off inside an arc; or longer than 128 octets.
 */
export function readObjectIdentifier(bytes: Uint8Array, start: number, end: number): string | null {
  let key = '';
  for (let at = start; at < end; at++) key += String.fromCharCode(bytes[at]!);
  const seen = known.get(key);
  if (seen !== undefined) return seen;
  const text = parse(bytes, start, end);
  if (text !== null && known.size < MAX_KNOWN) known.set(key, text);
  return text;
}

function parse(bytes: Uint8Array, start: number, end: number): string | null {
  // A longer one is no identifier of this field, and BigInt arcs would make it quadratic.
  if (start === end || end - start > 128 || bytes[end - 1]! >= 0x80) return null;
  const arcs: bigint[] = [];
  let arc = 0n;
  let first = true;
  for (let at = start; at < end; at++) {
    const octet = bytes[at]!;
    if (first && octet === 0x80) return null;
    arc = (arc << 7n) | BigInt(octet & 0x7f);
    first = octet < 0x80;
    if (!first) continue;
    if (arcs.length === 0) {
      const top = arc < 80n ? arc / 40n : 2n;
      arcs.push(top, arc - top * 40n);
    } else arcs.push(arc);
    arc = 0n;
  }
  return arcs.join('.');
}
