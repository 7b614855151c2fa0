import type { Inspection } from './inspection.svelte.ts';

/**
 * What a key does in the tree (WAI-ARIA authoring practices, tree view): up, down, Home, End and pages choose another line;
 * right opens, then goes inside; left closes, then goes out; Enter and space open or close. Answers whether the key meant
 * something.
 */
export function move(inspection: Inspection, key: string, page: number): boolean {
  const { rows } = inspection;
  const at = Math.max(0, inspection.chosenRow);
  const row = rows[at];
  if (!row) return false;
  const go = (to: number): true => {
    // The offer of more stands between parts: it is taken on the way past it.
    const target = rows[Math.max(0, Math.min(rows.length - 1, to))]!;
    if ('moreOf' in target) {
      inspection.more(target.moreOf);
      const opened = inspection.rows[Math.min(rows.length - 1, to)];
      if (opened && 'part' in opened) inspection.choose(opened.part, 'tree');
    } else inspection.choose(target.part, 'tree');
    return true;
  };
  if ('moreOf' in row) return false;
  switch (key) {
    case 'ArrowDown':
      return go(inspection.chosen ? at + 1 : 0);
    case 'ArrowUp':
      return go(at - 1);
    case 'Home':
      return go(0);
    case 'End':
      return go(rows.length - 1);
    case 'PageDown':
      return go(at + page);
    case 'PageUp':
      return go(at - page);
    case 'ArrowRight':
      if (!row.expandable) return true;
      if (row.expanded) return go(at + 1);
      inspection.toggle(row.part, true);
      return true;
    case 'ArrowLeft': {
      if (row.expanded) {
        inspection.toggle(row.part, false);
        return true;
      }
      const outer = rows.findLastIndex((other, n) => n < at && 'part' in other && other.level < row.level);
      return outer < 0 ? true : go(outer);
    }
    case 'Enter':
    case ' ':
      if (row.expandable) inspection.toggle(row.part);
      inspection.choose(row.part, 'tree');
      return true;
    default:
      return false;
  }
}
