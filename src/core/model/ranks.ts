import { byCodeUnit } from './bytes.ts';

/** For each text its place when all are sorted by code unit, counted from 0; equal texts have one place. */
export function ranksOf(texts: readonly string[]): Uint32Array<ArrayBuffer> {
  const order = [...texts.keys()].sort((a, b) => byCodeUnit(texts[a]!, texts[b]!));
  const ranks = new Uint32Array(texts.length);
  let rank = 0;
  for (const [place, at] of order.entries()) {
    if (place > 0 && texts[at] !== texts[order[place - 1]!]) rank++;
    ranks[at] = rank;
  }
  return ranks;
}
