import { checkNested } from '../der/nested.ts';
import { DerReader, DerSession, TAG, type Tlv } from '../der/reader.ts';
import { readSctList } from './sct-parts.ts';
import { arrange, matching, type Shape } from './shape.ts';

/** Octets of a part that is no TLV. */
export const NO_TAG = -1;
/** Longest string of unknown meaning (octets) that is tried as DER. */
const MOST_TRIED = 65_536;

/** What is known of a part before its own parts are looked for. */
export interface PartInit {
  readonly start: number;
  /** Where the content begins: the same as `start` for what has no header. */
  readonly contentStart: number;
  /** The first offset that does not belong to it. */
  readonly end: number;
  /** Identifier octet, or `NO_TAG`. */
  readonly tag?: number;
  readonly shape?: Shape | null;
  /** Why these octets could not be taken apart. */
  readonly problem?: string;
  /** For what is no TLV and has parts, such as an SCT. */
  readonly inner?: readonly PartInit[];
}

/**
 * A stretch of an object that means something: a TLV, a field of a TLS structure, or octets that cannot be read. Its own
 * parts lie inside it, in order, and do not overlap; they are looked for when asked for, so that a CRL of 300,000 entries
 * costs what is looked at.
 */
export class Part {
  readonly bytes: Uint8Array;
  readonly parent: Part | null;
  readonly start: number;
  readonly contentStart: number;
  readonly end: number;
  readonly tag: number;
  readonly shape: Shape | null;
  readonly problem: string | null;
  readonly depth: number;
  readonly #inner: readonly PartInit[] | undefined;
  #parts: readonly Part[] | undefined;

  constructor(bytes: Uint8Array, parent: Part | null, init: PartInit) {
    this.bytes = bytes;
    this.parent = parent;
    this.start = init.start;
    this.contentStart = init.contentStart;
    this.end = init.end;
    this.tag = init.tag ?? NO_TAG;
    this.shape = init.shape ?? null;
    this.problem = init.problem ?? null;
    this.depth = parent ? parent.depth + 1 : 0;
    this.#inner = init.inner;
  }

  get content(): Uint8Array {
    return this.bytes.subarray(this.contentStart, this.end);
  }

  get parts(): readonly Part[] {
    return (this.#parts ??= this.#look().map((init) => new Part(this.bytes, this, init)));
  }

  #look(): readonly PartInit[] {
    if (this.#inner) return this.#inner;
    if (this.tag === NO_TAG || this.start === this.end) return [];
    if ((this.tag & 0x20) !== 0) return readParts(this, this.contentStart);
    const from = this.tag === TAG.bitString ? this.contentStart + 1 : this.contentStart;
    if (from >= this.end) return [];
    if (this.shape) {
      if (this.shape.holds === 'der') return readParts(this, from);
      return this.shape.holds === 'sct-list' ? readSctList(this.bytes, from, this.end) : [];
    }
    return this.#looksLikeDer(from) ? readParts(this, from) : [];
  }

  /** Whether a string of unknown meaning holds exactly one DER value, whole and well-formed. */
  #looksLikeDer(from: number): boolean {
    if (this.tag !== TAG.octetString && this.tag !== TAG.bitString) return false;
    if (this.tag === TAG.bitString && this.bytes[this.contentStart] !== 0) return false;
    if (this.end - from < 3 || this.end - from > MOST_TRIED) return false;
    const session = new DerSession(this.bytes);
    const reader = new DerReader(session, from, this.end, this.depth);
    const only = reader.any('The value');
    if (session.failure || reader.more || only.tag >= 0x40) return false;
    checkNested(reader, only, 'The value');
    return session.failure === null;
  }
}

/** The TLVs from an offset to the end of a part, named by the part's shape; what cannot be read is the last one. */
function readParts(part: Part, from: number): readonly PartInit[] {
  const { tlvs, rest } = readTlvs(part.bytes, from, part.end, part.depth);
  const shapes = shapesOf(part, tlvs);
  const found: PartInit[] = tlvs.map((tlv, at) => ({ ...tlv, shape: shapes[at] ?? null }));
  return rest ? [...found, rest] : found;
}

function shapesOf(part: Part, tlvs: readonly Tlv[]): readonly (Shape | null)[] {
  const { shape } = part;
  if (shape?.each) {
    const { each } = shape;
    return tlvs.map(({ tag }) => matching(each, tag));
  }
  if (!shape?.parts) return [];
  return arrange(typeof shape.parts === 'function' ? shape.parts(part, tlvs) : shape.parts, tlvs);
}

/** TLVs one behind the other, read strictly; from the first that is no DER, the rest is one piece with the reason. */
export function readTlvs(
  bytes: Uint8Array,
  from: number,
  end: number,
  depth: number,
): { readonly tlvs: readonly Tlv[]; readonly rest: PartInit | null } {
  const session = new DerSession(bytes);
  const reader = new DerReader(session, from, end, depth);
  const tlvs: Tlv[] = [];
  while (reader.more) {
    const tlv = reader.any('The next element');
    if (session.failure === null) tlvs.push(tlv);
  }
  const { at: start } = reader;
  const { failure } = session;
  const rest = failure && start < end ? { start, contentStart: start, end, problem: failure.message } : null;
  return { tlvs, rest };
}
