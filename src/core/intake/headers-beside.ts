import type { Collector } from './collector.ts';
import { stemOf } from './formats/http.ts';

/** A capture by POST and by GET, of a few responders: more bodies than these were not captured with one set of headers. */
const MOST_BODIES = 16;

/**
 * Joins what tells of an HTTP response and came in a file of its own (headers by `curl -D`, the note of a capture) to
 * the body beside it: the file of the same name up to its last dot, or the one whose whole name this file's extends.
 * Without a body it is a problem.
 */
export function joinHeaders(collector: Collector): void {
  if (collector.looseClaims.length === 0) return;
  const byStem = new Map<string, Uint8Array[]>();
  for (const { kind, name, bytes } of collector.finds) {
    if (kind !== 'ocsp-response' && kind !== 'unrecognised') continue;
    for (const stem of new Set([name, stemOf(name)])) {
      const beside = byStem.get(stem);
      if (beside) beside.push(bytes);
      else byStem.set(stem, [bytes]);
    }
  }
  for (const { stem, bytes, claim } of collector.looseClaims) {
    const bodies = byStem.get(stem) ?? [];
    if (bodies.length > MOST_BODIES) {
      collector.unreadable(
        bytes,
        claim.from,
        'http/many-bodies',
        `This tells of an HTTP response, but ${bodies.length} files could be its body: all of them are called ${JSON.stringify(stem)} up to the last dot. Call headers and body alike, and other files otherwise.`,
      );
      continue;
    }
    for (const body of bodies) collector.claims.push({ bytes: body, claim });
    if (bodies.length === 0)
      collector.unreadable(
        bytes,
        claim.from,
        'http/no-body',
        'This tells of an HTTP response (its headers, or when it was captured) without its body. Hand in the body at the same time, under the same name up to the last dot.',
      );
  }
}
