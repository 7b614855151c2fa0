import { bytesOf, type Case } from '../core/model/case.ts';
import { ok, type Result } from '../core/model/result.ts';
import { storeFailure } from './failures.ts';
import {
  eachOnce,
  newestFirst,
  type IssuerQuery,
  type Store,
  type StoredEvidence,
  type StoredIssuer,
} from './store.ts';

/** The store of a browser that offers no IndexedDB: everything works, and nothing outlives the page. */
export class MemoryStore implements Store {
  readonly keeps = false;
  readonly #cases = new Map<string, Case>();
  readonly #evidence = new Map<string, StoredEvidence>();
  readonly #deleted = new Map<string, Case>();
  readonly #issuers = new Map<string, StoredIssuer>();

  async listCases(): Promise<Result<Case[]>> {
    return ok([...this.#cases.values()].sort(newestFirst));
  }

  async getCase(id: string): Promise<Result<Case | null>> {
    return ok(this.#cases.get(id) ?? null);
  }

  async addCase(fresh: Case, evidence: readonly StoredEvidence[] = []): Promise<Result<Case>> {
    const there = this.#cases.get(fresh.id);
    if (there) return ok(there);
    this.#cases.set(fresh.id, fresh);
    this.#keep(evidence);
    return ok(fresh);
  }

  async changeCase(
    id: string,
    change: (current: Case) => Case,
    evidence: readonly StoredEvidence[] = [],
  ): Promise<Result<Case>> {
    const current = this.#cases.get(id);
    if (!current) return storeFailure('store/no-such-case');
    const next = change(current);
    this.#cases.set(id, next);
    this.#keep(evidence);
    return ok(next);
  }

  async deleteCase(id: string): Promise<Result<void>> {
    const gone = this.#cases.get(id);
    if (gone) this.#deleted.set(id, gone);
    this.#cases.delete(id);
    return ok(undefined);
  }

  async restoreCase(kept: Case): Promise<Result<void>> {
    this.#deleted.delete(kept.id);
    if (!this.#cases.has(kept.id)) this.#cases.set(kept.id, kept);
    return ok(undefined);
  }

  async getEvidence(sha256s: readonly string[]): Promise<Result<ReadonlyMap<string, StoredEvidence>>> {
    const found = new Map<string, StoredEvidence>();
    for (const sha256 of sha256s) {
      const item = this.#evidence.get(sha256);
      if (item) found.set(sha256, item);
    }
    return ok(found);
  }

  async collectGarbage(): Promise<Result<number>> {
    const candidates = new Set([...this.#deleted.values()].flatMap(bytesOf));
    for (const kept of this.#cases.values()) for (const sha256 of bytesOf(kept)) candidates.delete(sha256);
    for (const sha256 of candidates) this.#evidence.delete(sha256);
    this.#deleted.clear();
    return ok(candidates.size);
  }

  async addIssuers(issuers: readonly StoredIssuer[]): Promise<Result<number>> {
    const before = this.#issuers.size;
    for (const issuer of issuers) this.#issuers.set(issuer.sha256, issuer);
    return ok(this.#issuers.size - before);
  }

  async findIssuers({ subjects = [], spkis = [], keys = [] }: IssuerQuery): Promise<Result<StoredIssuer[]>> {
    const fits = ({ subjectSha256, spkiSha256, keySha1 }: StoredIssuer) =>
      subjects.includes(subjectSha256) || spkis.includes(spkiSha256) || keys.includes(keySha1);
    return ok(eachOnce([...this.#issuers.values()].filter(fits)));
  }

  async countIssuers(): Promise<Result<number>> {
    return ok(this.#issuers.size);
  }

  close(): void {
    this.#issuers.clear();
    this.#cases.clear();
    this.#evidence.clear();
    this.#deleted.clear();
  }

  #keep(evidence: readonly StoredEvidence[]): void {
    for (const item of evidence) this.#evidence.set(item.sha256, item);
  }
}
