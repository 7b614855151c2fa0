import type { Tlv } from '../der/reader.ts';
import type { Part } from './part.ts';

/** How a part is shown where the fields of an object are listed, without the wrapping that DER needs. */
export type Showing =
  /** Itself and its parts. */
  | 'whole'
  /** Itself, its parts only in the ASN.1 tree. */
  | 'leaf'
  /** Its parts in its place. */
  | 'through'
  /** Not at all: its neighbours say it. */
  | 'hidden';

/**
 * One production of an RFC's ASN.1, as far as it gives names to the parts of an object. A shape never refuses anything:
 * where the octets are not what it says, the names end.
 */
export interface Shape {
  /** As the RFC calls it. */
  readonly name: string;
  /** Identifier octets that it may have; absent: any. */
  readonly tags?: readonly number[];
  readonly optional?: boolean;
  /** The parts of a SEQUENCE or SET in order, or of what a string holds. */
  readonly parts?: readonly Shape[] | ((part: Part, tlvs: readonly Tlv[]) => readonly Shape[]);
  /** What every part of a SEQUENCE OF is. */
  readonly each?: Shape;
  /** One of these, told apart by their tags; everything else here but `optional` is then the choice's own. */
  readonly choices?: readonly Shape[];
  /** What the octets of a string are besides octets; absent for a string of a known shape: nothing. */
  readonly holds?: 'der' | 'sct-list';
  readonly shown?: Showing;
  /** A better name than the production's, once the octets are known. */
  readonly title?: (part: Part) => string;
  /** What it says, where that is not the value of its ASN.1 type. */
  readonly say?: (part: Part) => string;
}

/** What a TLV of this tag is under a shape; `null` when it is something else. */
export function matching(shape: Shape, tag: number): Shape | null {
  if (shape.choices) {
    for (const choice of shape.choices) if (matching(choice, tag)) return choice;
    return null;
  }
  return !shape.tags || shape.tags.includes(tag) ? shape : null;
}

/** The shape of each of these TLVs, which stand in order; `null` from where they are not what the production says. */
export function arrange(shapes: readonly Shape[], tlvs: readonly Tlv[]): readonly (Shape | null)[] {
  let at = 0;
  return tlvs.map(({ tag }) => {
    for (; at < shapes.length; at++) {
      const found = matching(shapes[at]!, tag);
      if (found) {
        at++;
        return found;
      }
      if (!shapes[at]!.optional) at = shapes.length;
    }
    return null;
  });
}
