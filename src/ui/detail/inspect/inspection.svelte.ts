import { fieldAround, innermost, partWith, type Part } from '../../../core/inspect/index.ts';
import { around, inner, openedAtFirst, PORTION, treeRows, type View } from './tree-rows.ts';

/** Where a choice was made; the other side then follows it into view. */
export type Side = 'tree' | 'hex' | 'address';

/** One object that is looked at from two sides, and the only writer of what is chosen. */
export class Inspection {
  readonly whole: Part;
  view = $state.raw<View>('fields');
  chosen = $state.raw<Part | null>(null);
  /** Under the pointer. */
  hovered = $state.raw<Part | null>(null);
  /** The octet that the keyboard stands on. */
  cursor = $state.raw(0);
  by = $state.raw<Side>('address');

  #open = $state.raw<ReadonlySet<Part>>(new Set());
  #limits = $state.raw<ReadonlyMap<Part, number>>(new Map());
  readonly rows = $derived.by(() => treeRows(this.whole, this.view, this.#open, this.#limits));
  readonly chosenRow = $derived(this.rows.findIndex((row) => 'part' in row && row.part === this.chosen));
  readonly #changed: (chosen: Part) => void;

  /** @param changed told when the user has chosen another part, so that the address can follow */
  constructor(whole: Part, changed: (chosen: Part) => void) {
    this.whole = whole;
    this.#changed = changed;
    this.#open = openedAtFirst(whole, 'fields');
  }

  choose(part: Part, by: Side): void {
    const shown = this.#shown(part);
    this.by = by;
    this.#reveal(shown);
    this.chosen = shown;
    if (by !== 'hex') this.cursor = shown.start;
    if (by !== 'address') this.#changed(shown);
  }

  /** The field that an octet belongs to. */
  chooseOctet(offset: number): void {
    const last = this.whole.end - 1;
    this.cursor = Math.max(0, Math.min(last, offset));
    this.choose(innermost(this.whole, this.cursor), 'hex');
  }

  /** A place as an address names it; what it names may not be a part of this object. */
  chooseRange([start, end]: readonly [number, number]): void {
    const part = partWith(this.whole, start, end);
    if (!part) return;
    if (fieldAround(part) !== part) this.view = 'asn1';
    this.choose(part, 'address');
  }

  hover(part: Part | null): void {
    this.hovered = part && this.#shown(part);
  }

  hoverOctet(offset: number): void {
    this.hover(innermost(this.whole, offset));
  }

  show(view: View): void {
    this.view = view;
    this.#open = new Set([...this.#open, ...openedAtFirst(this.whole, view)]);
    if (this.chosen) this.choose(this.chosen, 'address');
  }

  toggle(part: Part, to = !this.#open.has(part)): void {
    const open = new Set(this.#open);
    if (to) open.add(part);
    else open.delete(part);
    this.#open = open;
  }

  more(part: Part): void {
    this.#limits = new Map(this.#limits).set(part, (this.#limits.get(part) ?? PORTION) + PORTION);
  }

  #shown(part: Part): Part {
    return this.view === 'fields' ? fieldAround(part) : part;
  }

  /** Opens all around a part, and as much of long lists as it takes. */
  #reveal(part: Part): void {
    const open = new Set(this.#open);
    const limits = new Map(this.#limits);
    let inside = part;
    const boxes = [...new Set(around(part).map((box) => this.#shown(box)))].filter((box) => box !== part);
    for (const box of [this.whole, ...boxes].reverse()) {
      if (box !== this.whole) open.add(box);
      const parts = inner(box, this.view);
      if (parts.length > PORTION) {
        const at = parts.indexOf(inside);
        if (at >= (limits.get(box) ?? PORTION)) limits.set(box, at + PORTION);
      }
      inside = box;
    }
    if (open.size !== this.#open.size) this.#open = open;
    this.#limits = limits;
  }
}
