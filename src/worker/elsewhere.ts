import type { Case } from '../core/model/case.ts';
import type { Taken } from '../core/model/evidence.ts';
import { ok, type Result } from '../core/model/result.ts';
import type { Store } from '../store/store.ts';
import { sha256All } from './digest.ts';

/** The name under which evidence of another case joins a case. Not that case's title: an export would carry it out. */
export const ELSEWHERE_NAME = 'another case on this device';

/** Where the bytes are that a case knows by fingerprint only. */
export interface Elsewhere {
  /** Each with the kind it has there. */
  readonly found: readonly Pick<Case['evidence'][number], 'sha256' | 'kind'>[];
  /** Of the case that has the most of them. */
  readonly title: string;
}

/**
 * Looks in the other cases for what this one names by its SHA-256 and does not have. Cases that were deleted are not
 * asked, although their bytes may still be kept: whoever deleted them is done with them.
 */
export async function findElsewhere(store: Store, of: Case): Promise<Result<Elsewhere | null>> {
  const wanted = new Set(of.references.map(({ sha256 }) => sha256));
  for (const { sha256 } of of.evidence) wanted.delete(sha256);
  if (wanted.size === 0) return ok(null);
  const cases = await store.listCases();
  if (!cases.ok) return cases;
  const found: Elsewhere['found'][number][] = [];
  let [most, title] = [0, ''];
  for (const { id } of cases.value) {
    // One at a time: each may have hundreds of thousands of pieces.
    const other = id === of.id ? null : await store.getCase(id);
    if (!other?.ok || !other.value) continue;
    const here = other.value.evidence.filter(({ sha256 }) => wanted.has(sha256));
    if (here.length > most) [most, title] = [here.length, other.value.title];
    for (const { sha256, kind } of here) if (wanted.delete(sha256)) found.push({ sha256, kind });
  }
  return ok(found.length > 0 ? { found, title } : null);
}

/** The bytes of what was found, as evidence to be taken; what is damaged or gone stays a fingerprint. */
export async function takeElsewhere(store: Store, { found }: Elsewhere): Promise<Result<Taken>> {
  const kept = await store.getEvidence(found.map(({ sha256 }) => sha256));
  if (!kept.ok) return kept;
  const there = found.flatMap(({ sha256, kind }) => {
    const bytes = kept.value.get(sha256)?.bytes;
    return bytes ? [{ sha256, kind, bytes, names: [ELSEWHERE_NAME] }] : [];
  });
  const hashes = await sha256All(there.map(({ bytes }) => bytes));
  const evidence = there.filter(({ sha256 }, at) => hashes[at] === sha256);
  return ok({ evidence, references: [], lookups: [], problems: [], claims: [] });
}
