import { byCodeUnit } from './bytes.ts';

/** For each text its place when all are sorted by code unit, counted from 0; equal texts have one place. */
export function ranksOf(texts: readonly string[]): Uint32Array<ArrayBuffer> {
  // Each text once: 100,000 certificates have a handful of issuers, and comparing equal texts takes longest.
  const places = new Map<string, number>();
  for (const text of texts) places.set(text, 0);
  [...places.keys()].sort(byCodeUnit).forEach((text, place) => places.set(text, place));
  return Uint32Array.from(texts, (text) => places.get(text)!);
}
