import type { Case } from '../core/model/case.ts';
import type { CaseHead } from '../core/model/case-head.ts';
import type { Evidence, Problem } from '../core/model/evidence.ts';
import { ok, type Result } from '../core/model/result.ts';
import type { Store, StoredEvidence } from '../store/store.ts';
import { sha256All } from './digest.ts';

export interface ReadEvidence {
  readonly evidence: readonly Evidence[];
  /** `store/hash-mismatch` and `store/bytes-missing`: evidence of the case that had to be left out. */
  readonly problems: readonly Problem[];
}

/**
 * Hands out the evidence of a case with its bytes, every one of which was hashed by this worker. The bytes of the case
 * used last stay in memory, so a changed date or reading reads nothing again; being named by their hash, they cannot be
 * out of date. Damaged and missing ones are never remembered, so adding them again repairs the case.
 */
export class EvidenceReader {
  readonly #store: Store;
  #caseId = '';
  #checked = new Map<string, StoredEvidence>();

  constructor(store: Store) {
    this.#store = store;
  }

  async read(of: Case, onProgress: (done: number, total: number) => void): Promise<Result<ReadEvidence>> {
    const checked = this.#of(of.id);
    const wanted = of.evidence.map(({ sha256 }) => sha256).filter((sha256) => !checked.has(sha256));
    const damaged = new Map<string, string>();
    if (wanted.length > 0) {
      const found = await this.#store.getEvidence(wanted, (done, total) => onProgress(done, 2 * total));
      if (!found.ok) return found;
      const items = [...found.value.values()];
      const hashes = await sha256All(
        items.map(({ bytes }) => bytes),
        (done) => onProgress(wanted.length + done, 2 * wanted.length),
      );
      for (const [at, item] of items.entries()) {
        if (hashes[at] === item.sha256) checked.set(item.sha256, item);
        else damaged.set(item.sha256, hashes[at]!);
      }
    }
    const evidence: Evidence[] = [];
    const problems: Problem[] = [];
    for (const { sha256, kind, names } of of.evidence) {
      const item = checked.get(sha256);
      if (item) evidence.push(isPiece(item, kind, names) ? item : { sha256, kind, bytes: item.bytes, names });
      else problems.push(leftOut(sha256, names, damaged.get(sha256)));
    }
    return ok({ evidence, problems });
  }

  /** Remembers evidence that was hashed on its way into this case, so that it need not be read back. */
  remember(of: CaseHead, evidence: readonly StoredEvidence[]): void {
    if (of.id !== this.#caseId && evidence.length < of.sizes.evidence) return;
    const checked = this.#of(of.id);
    for (const item of evidence) checked.set(item.sha256, item);
  }

  /** A copy of the bytes with this hash, checked; `null` when they are missing or damaged. */
  async copy(sha256: string): Promise<Result<Uint8Array | null>> {
    const known = this.#checked.get(sha256);
    if (known) return ok(known.bytes.slice());
    const found = await this.#store.getEvidence([sha256]);
    if (!found.ok) return found;
    const item = found.value.get(sha256);
    if (!item || (await sha256All([item.bytes]))[0] !== sha256) return ok(null);
    return ok(item.bytes.slice());
  }

  #of(caseId: string): Map<string, StoredEvidence> {
    if (caseId !== this.#caseId) {
      this.#caseId = caseId;
      this.#checked = new Map();
    }
    return this.#checked;
  }
}

/** What was handed in a moment ago is the very piece. */
const isPiece = (item: StoredEvidence | Evidence, kind: Evidence['kind'], names: Evidence['names']): item is Evidence =>
  'names' in item && item.kind === kind && item.names === names;

function leftOut(sha256: string, names: readonly string[], hash: string | undefined): Problem {
  const name = names[0] ?? sha256;
  return hash === undefined
    ? {
        name,
        code: 'store/bytes-missing',
        message: `The bytes with SHA-256 ${sha256} are no longer in the browser's storage, so this evidence was left out. Add the file again to go on with it.`,
      }
    : {
        name,
        code: 'store/hash-mismatch',
        message: `The browser's storage returned other bytes than were saved: they should have SHA-256 ${sha256} and have ${hash}. This evidence was left out. Add the file again to repair it.`,
      };
}
