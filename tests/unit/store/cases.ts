import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import type { Case } from '../../../src/core/model/case.ts';
import { splitCase, type CaseHead } from '../../../src/core/model/case-head.ts';
import type { Result } from '../../../src/core/model/result.ts';
import type { StoredEvidence } from '../../../src/store/store.ts';

/** What the store's and the worker's tests are made of. */

/** Some bytes as the store keeps them, under their true hash. */
export function stored(text: string): StoredEvidence {
  const bytes = new TextEncoder().encode(text);
  return { sha256: sha256(text), bytes };
}

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A case that holds these texts as evidence. */
export function caseOf(id: string, texts: readonly string[] = [], changes: Partial<Case> = {}): Case {
  return {
    id,
    title: `Case ${id}`,
    description: '',
    createdAt: 1000,
    updatedAt: 1000,
    evaluateAsOf: '',
    reading: 'ruling',
    evidence: texts.map((text) => ({ sha256: sha256(text), kind: 'unrecognised', names: [text] })),
    references: [],
    lookups: [],
    problems: [],
    claims: [],
    ...changes,
  };
}

/** What a list of cases says of a case; which revision it is nobody can know beforehand. */
export const headOf = (whole: Case, revision = expect.any(String) as unknown as string): CaseHead =>
  splitCase(whole, revision).head;

/** The value of a `Result`; fails the test when there is none. */
export function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.code}: ${result.message}`);
  return result.value;
}

/** The code of a failure; fails the test when it is none. */
export function codeOf(result: Result<unknown>): string {
  if (result.ok) throw new Error('expected a failure');
  return result.code;
}

/** What is in a file that was made. */
export const bytesOf = async (file: Blob): Promise<Uint8Array<ArrayBuffer>> => new Uint8Array(await file.arrayBuffer());
