import type { Claim, Evidence, Taken } from '../model/evidence.ts';
import { byCodeUnit } from '../model/bytes.ts';
import type { Budget } from './budget.ts';
import { bundleMismatch } from './bundle-reader.ts';
import { DEFAULT_BUDGET, Spending } from './budget.ts';
import { Collector } from './collector.ts';
import { sha256Hex } from './digest.ts';
import { readPiece } from './formats.ts';
import { joinHeaders } from './headers-beside.ts';
import { mergeTaken } from './merge.ts';
import { Piece } from './piece.ts';

export type { Budget } from './budget.ts';
export { DEFAULT_BUDGET } from './budget.ts';
export { BUNDLE_README_TITLE } from './bundle.ts';
export { CASE_FILE, readCaseFile, type CaseFile } from './case-file.ts';
export { sha256Hex } from './digest.ts';
export { arrayOf, isObject, quoted, type JsonObject } from './json.ts';
export { mergeTaken } from './merge.ts';

/** Something a person gave: a file, or a pasted text as UTF-8 under the name `pasted text`. */
export interface Handed {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface TakeInOptions {
  readonly budget?: Partial<Budget>;
  /** How many pieces of what was found are hashed. */
  onProgress?(done: number, total: number): void;
  /** How many members of archives were read, of those that are known to be there: archives inside archives add theirs. */
  onMember?(done: number, total: number): void;
}

/** How many digests are asked for at once: enough to keep WebCrypto's queue full, few enough to show progress. */
const BATCH = 512;

/**
 * Reads whatever was handed in. Formats are told by content; archives are opened; nothing is dropped silently:
 * what cannot be read is kept as `unrecognised` evidence and leaves a problem. Never rejects because of its input.
 * The result does not depend on the order of `handed`.
 */
export async function takeIn(handed: readonly Handed[], options: TakeInOptions = {}): Promise<Taken> {
  const spending = new Spending({ ...DEFAULT_BUDGET, ...options.budget }, options.onMember);
  const collector = new Collector(spending, readPiece);
  // In an order of their own, so that a budget is always spent by the same things first.
  for (const { name, bytes } of [...handed].sort(byNameThenContent)) collector.open(new Piece(name, bytes, 0));

  joinHeaders(collector);
  collector.finish();
  if (collector.momentsCut !== null)
    collector.problem(
      collector.momentsCut,
      'budget/moments',
      `More than ${collector.spending.budget.moments} times are written in what was handed in at once; the others were not kept, everything else was read. If this is no log, hand in its parts one after another.`,
    );

  const evidence: Evidence[] = [];
  const digests = new Map<Uint8Array, string>();
  for (let at = 0; at < collector.finds.length; at += BATCH) {
    const batch = collector.finds.slice(at, at + BATCH);
    const hashes = await Promise.all(batch.map(({ bytes }) => sha256Hex(bytes)));
    batch.forEach(({ kind, bytes, name, listed }, index) => {
      const sha256 = hashes[index]!;
      digests.set(bytes, sha256);
      const damaged = listed !== undefined && listed.sha256 !== sha256;
      const names = listed && !damaged && listed.names.length > 0 ? listed.names : [name];
      evidence.push({ sha256, kind: damaged ? 'unrecognised' : kind, bytes, names });
      if (!damaged) return;
      collector.problem(name, 'bundle/hash-mismatch', bundleMismatch(listed.sha256, sha256));
      collector.reference(listed.sha256, name);
    });
    options.onProgress?.(evidence.length, collector.finds.length);
  }

  const claims: Claim[] = collector.claims.map(({ bytes, claim }) => ({ sha256: digests.get(bytes)!, ...claim }));
  return mergeTaken([
    {
      evidence,
      references: collector.references.map(({ sha256, from }) => ({ sha256, from: [from] })),
      lookups: collector.lookups.map(({ by, value, from }) => ({ by, value, from: [from] })),
      problems: collector.problems,
      claims,
      earlierVerdicts: collector.earlierVerdicts,
      moments: collector.moments,
    },
    ...collector.restored,
  ]);
}

function byNameThenContent(a: Handed, b: Handed): number {
  const order = byCodeUnit(a.name, b.name) || a.bytes.length - b.bytes.length;
  if (order !== 0) return order;
  const at = a.bytes.findIndex((octet, index) => octet !== b.bytes[index]);
  return at < 0 ? 0 : a.bytes[at]! - b.bytes[at]!;
}
