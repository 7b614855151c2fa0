import { fieldsOf, type Part } from '../../../core/inspect/index.ts';

/** The fields by their names, without what only DER needs; or every element, with tags, lengths and offsets. */
export type View = 'fields' | 'asn1';

/** A line of the tree: a part, or the offer to show more of a long list. */
export type TreeRow = PartRow | MoreRow;
export interface PartRow {
  readonly part: Part;
  /** From 1. */
  readonly level: number;
  /** Among its neighbours, from 1. */
  readonly position: number;
  readonly neighbours: number;
  readonly expandable: boolean;
  readonly expanded: boolean;
}
export interface MoreRow {
  readonly moreOf: Part;
  readonly level: number;
  readonly left: number;
}

/** How many parts of one list are shown at first, and more each time. */
export const PORTION = 200;
/** So many lines are opened without being asked for. */
const OPENED = 48;

export const inner = (part: Part, view: View): readonly Part[] => (view === 'fields' ? fieldsOf(part) : part.parts);

/** The lines of a tree of which `open` parts show what is inside them, `limits` telling how much of it. */
export function treeRows(
  whole: Part,
  view: View,
  open: ReadonlySet<Part>,
  limits: ReadonlyMap<Part, number>,
): readonly TreeRow[] {
  const rows: TreeRow[] = [];
  const walk = (around: Part, level: number) => {
    const parts = inner(around, view);
    const shown = Math.min(parts.length, limits.get(around) ?? PORTION);
    for (let at = 0; at < shown; at++) {
      const part = parts[at]!;
      const expandable = isExpandable(part, view);
      const expanded = expandable && open.has(part);
      rows.push({ part, level, position: at + 1, neighbours: parts.length, expandable, expanded });
      if (expanded) walk(part, level + 1);
    }
    if (shown < parts.length) rows.push({ moreOf: around, level, left: parts.length - shown });
  };
  walk(whole, 1);
  return rows;
}

/** Without looking at all that a long list holds. */
const isExpandable = (part: Part, view: View): boolean =>
  part.parts.length > 0 && (view === 'asn1' || inner(part, view).length > 0);

/** What stands open at first: level by level, as long as a screen has room for it. */
export function openedAtFirst(whole: Part, view: View): ReadonlySet<Part> {
  const open = new Set<Part>();
  let lines = inner(whole, view).length;
  for (let level: readonly Part[] = inner(whole, view); level.length > 0;) {
    const next: Part[] = [];
    for (const part of level) {
      const parts = inner(part, view);
      if (parts.length === 0 || lines + parts.length > OPENED) continue;
      lines += parts.length;
      open.add(part);
      next.push(...parts);
    }
    level = next;
  }
  return open;
}

/** The parts around one, the outermost first, without the whole. */
export function around(part: Part): readonly Part[] {
  const line: Part[] = [];
  for (let at = part.parent; at?.parent; at = at.parent) line.unshift(at);
  return line;
}
