/** Counting in bins: exact, and quick enough to be done again for every frame of a drag. */

/** What of each class falls into each bin. */
export interface Histogram {
  /** Borders of the bins, ms; one more than there are bins. */
  readonly edges: Float64Array;
  /** Of what the table lists: by class, then bin. */
  readonly shown: readonly Uint32Array[];
  /** Of all, by bin. */
  readonly all: Uint32Array;
  /** The largest of `all`. */
  readonly most: number;
}

interface Counted {
  /** Classes, as small numbers. */
  readonly classOf: Uint8Array;
  readonly classes: number;
  /** Which row each belongs to; absent: the row of its own position. */
  readonly rowOf?: Int32Array;
  /** Rows that count; `null`: all. */
  readonly shown: Uint8Array | null;
}

/** Moments in bins; a border belongs to the bin that it begins. */
export function countMoments(
  at: Float64Array,
  edges: Float64Array,
  { classOf, classes, rowOf, shown }: Counted,
): Histogram {
  const bins = edges.length - 1;
  const counts = Array.from({ length: classes }, () => new Uint32Array(bins));
  const all = new Uint32Array(bins);
  const find = finder(edges);
  for (let index = 0; index < at.length; index++) {
    const bin = find(at[index]!);
    // Also false for what is no number.
    if (!(bin >= 0 && bin < bins)) continue;
    all[bin]!++;
    if (shown === null || shown[rowOf ? rowOf[index]! : index] === 1) counts[classOf[index]!]![bin]!++;
  }
  return { edges, shown: counts, all, most: largest(all) };
}

/** How many spans [from, until) have a moment in common with each bin; one without length counts where it stands. */
export function countTouching(
  from: Float64Array,
  until: Float64Array,
  edges: Float64Array,
  { classOf, classes, rowOf, shown }: Counted,
): readonly Uint32Array[] {
  const bins = edges.length - 1;
  const changes = Array.from({ length: classes }, () => new Int32Array(bins + 1));
  const find = finder(edges);
  for (let index = 0; index < from.length; index++) {
    if (shown !== null && shown[rowOf ? rowOf[index]! : index] !== 1) continue;
    const [start, end] = [from[index]!, until[index]!];
    let first = find(start);
    let last = find(end);
    // What ends at a border has no moment in the bin that begins there.
    if (last >= 0 && last <= bins && end > start && edges[Math.min(last, bins)] === end) last--;
    if (Number.isNaN(first) || Number.isNaN(last) || first >= bins || last < 0 || last < first) continue;
    first = Math.max(0, first);
    last = Math.min(bins - 1, last);
    changes[classOf[index]!]![first]!++;
    changes[classOf[index]!]![last + 1]!--;
  }
  return changes.map((steps) => {
    const counts = new Uint32Array(bins);
    let open = 0;
    for (let bin = 0; bin < bins; bin++) counts[bin] = open += steps[bin]!;
    return counts;
  });
}

/**
 * The bin of a moment: -1 before the first, the number of bins at or after the last border. Bins are of nearly one
 * length, so a division is at most a few steps off.
 */
function finder(edges: Float64Array): (at: number) => number {
  const bins = edges.length - 1;
  const [first, last] = [edges[0]!, edges[bins]!];
  const perMs = bins / (last - first);
  return (at) => {
    if (at < first) return -1;
    if (at >= last) return bins;
    let bin = Math.min(bins - 1, Math.floor((at - first) * perMs));
    while (edges[bin]! > at) bin--;
    while (edges[bin + 1]! <= at) bin++;
    return bin;
  };
}

function largest(counts: Uint32Array): number {
  let most = 0;
  for (const count of counts) if (count > most) most = count;
  return most;
}

/** The sum over the bins from `first` to `last`, both included. */
export function sumOf(counts: Uint32Array, first: number, last: number): number {
  let sum = 0;
  for (let bin = first; bin <= last; bin++) sum += counts[bin]!;
  return sum;
}

/** A round number not above `most` that says how high the bars are: 1, 2 or 5 times a power of ten. */
export function roundBelow(most: number): number {
  if (most < 1) return 0;
  const power = 10 ** Math.floor(Math.log10(most));
  return [5, 2, 1].map((times) => times * power).find((value) => value <= most)!;
}
