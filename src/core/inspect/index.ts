import type { EvidenceKind } from '../model/evidence.ts';
import { Part, readTlvs, type PartInit } from './part.ts';
import { arrange } from './shape.ts';
import { SHAPES } from './shapes.ts';

export { KNOWN_OIDS, oidName, shortOid } from './oid-names.ts';
export { NO_TAG, type Part } from './part.ts';
export { nameOf, octets, typeOf, valueOf } from './value.ts';

/**
 * The exact bytes of a piece of evidence as a tree of parts, each with its offsets, the RFCs' names where the octets are
 * what the kind says, and what they mean. Total: whatever cannot be read is a part too, with the reason, so every octet
 * belongs to exactly one innermost part. The whole is a part without header or name.
 */
export function inspect(bytes: Uint8Array, kind: EvidenceKind): Part {
  const { tlvs, rest } = readTlvs(bytes, 0, bytes.length, 0);
  const shape = SHAPES[kind];
  const shapes = shape ? arrange([shape], tlvs) : [];
  const inner: PartInit[] = tlvs.map((tlv, at) => ({ ...tlv, shape: shapes[at] ?? null }));
  return new Part(bytes, null, {
    start: 0,
    contentStart: 0,
    end: bytes.length,
    inner: rest ? [...inner, tlvs.length > 0 ? { ...rest, problem: 'Octets that follow the object' } : rest] : inner,
  });
}

/** The innermost part that an octet belongs to; the whole itself when the offset is outside. */
export function innermost(whole: Part, offset: number): Part {
  let found = whole;
  for (let next: Part | undefined = whole; next; next = partAt(found.parts, offset)) found = next;
  return found;
}

/** The part with exactly these bounds, the outer one where one fills another; `null` when there is none. */
export function partWith(whole: Part, start: number, end: number): Part | null {
  let part: Part | undefined = whole;
  while (part && !(part.parent && part.start === start && part.end === end)) part = partAt(part.parts, start);
  return part ?? null;
}

/** By halving: a list may have hundreds of thousands of parts. */
function partAt(parts: readonly Part[], offset: number): Part | undefined {
  let low = 0;
  let high = parts.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const part = parts[middle]!;
    if (offset < part.start) high = middle - 1;
    else if (offset >= part.end) low = middle + 1;
    else return part;
  }
  return undefined;
}

/**
 * The parts to show under a part where fields are listed: without the wrapping that only DER needs, and without what its
 * neighbours say already.
 */
export function fieldsOf(part: Part): readonly Part[] {
  if (part.shape?.shown === 'leaf') return [];
  return part.parts.flatMap((inner) => {
    if (inner.shape?.shown === 'hidden') return [];
    // A wrapping that holds nothing with parts of its own is the only one that can speak for its octets.
    return inner.shape?.shown === 'through' && inner.parts.length > 0 ? fieldsOf(inner) : [inner];
  });
}

/** The field that a part belongs to in that list: itself, or the nearest one around it that is shown. */
export function fieldAround(part: Part): Part {
  const line: Part[] = [];
  for (let at: Part | null = part; at; at = at.parent) line.unshift(at);
  let shown = line[0]!;
  for (const inner of line.slice(1)) {
    if (shown.shape?.shown === 'leaf') break;
    const how = inner.shape?.shown;
    if (how !== 'hidden' && !(how === 'through' && inner.parts.length > 0)) shown = inner;
    else if (how === 'hidden') break;
  }
  return shown;
}
