/** Where one TLV stands in the bytes around it. */
export interface Header {
  readonly tag: number;
  readonly start: number;
  readonly content: number;
  /** As the length says; an indefinite length reaches to the end of what is around it. */
  readonly end: number;
  readonly indefinite: boolean;
}

/**
 * The TLV at `start`, read leniently: it may claim more than there is. `null` when not even its length is whole.
 * Only for telling things apart and taking wrappings off; what evidence says is for the strict reader in `der/`.
 */
export function headerAt(bytes: Uint8Array, start: number, limit: number): Header | null {
  if (start + 2 > limit) return null;
  const tag = bytes[start]!;
  const length = bytes[start + 1]!;
  if (length < 0x80) return { tag, start, content: start + 2, end: start + 2 + length, indefinite: false };
  if (length === 0x80) return { tag, start, content: start + 2, end: limit, indefinite: true };
  const content = start + 2 + (length & 0x7f);
  if (content > limit) return null;
  let value = 0;
  for (let at = start + 2; at < content; at++) value = value * 256 + bytes[at]!;
  return { tag, start, content, end: content + value, indefinite: false };
}

/** The first `count` elements inside; fewer when it ends or is cut off. */
export function childrenOf(bytes: Uint8Array, parent: Header, count: number): Header[] {
  const found: Header[] = [];
  const limit = Math.min(parent.end, bytes.length);
  for (let at = parent.content; found.length < count;) {
    const child = headerAt(bytes, at, limit);
    // A child that claims more than its parent has makes this no such structure, unless the whole object is cut off.
    if (!child || (child.end > parent.end && !child.indefinite)) break;
    found.push(child);
    at = child.end;
  }
  return found;
}
