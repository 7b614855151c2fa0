import type { Collector } from './collector.ts';
import { stemOf } from './formats/http.ts';

/**
 * Joins response headers that came in files of their own (`curl -D`) to the bodies beside them: the file of the same
 * name up to its last dot, or the one whose whole name the headers' file extends. Headers without a body are a problem.
 */
export function joinHeaders(collector: Collector): void {
  if (collector.looseClaims.length === 0) return;
  const byStem = new Map<string, Uint8Array[]>();
  for (const { kind, name, bytes } of collector.finds) {
    if (kind !== 'ocsp-response' && kind !== 'unrecognised') continue;
    for (const stem of new Set([name, stemOf(name)])) byStem.set(stem, [...(byStem.get(stem) ?? []), bytes]);
  }
  for (const { stem, bytes, claim } of collector.looseClaims) {
    const bodies = byStem.get(stem) ?? [];
    for (const body of bodies) collector.claims.push({ bytes: body, claim });
    if (bodies.length === 0)
      collector.unreadable(
        bytes,
        claim.from,
        'http/no-body',
        'These are the headers of an HTTP response without its body. Hand in the body at the same time, under the same name up to the last dot.',
      );
  }
}
