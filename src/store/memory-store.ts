import type { Case } from '../core/model/case.ts';
import { bytesOfParts, joinCase, splitCase, type CaseHead } from '../core/model/case-head.ts';
import { ok, type Result } from '../core/model/result.ts';
import { storeFailure } from './failures.ts';
import {
  eachOnce,
  newestFirst,
  type IssuerQuery,
  type Store,
  type StoredEvidence,
  type StoredIssuer,
  type StoredView,
} from './store.ts';

type Parts = ReturnType<typeof splitCase>;
const bytesOf = ({ head, lists }: Parts): string[] => bytesOfParts(head, lists);

/** The store of a browser that offers no IndexedDB: everything works, and nothing outlives the page. */
export class MemoryStore implements Store {
  readonly keeps = false;
  readonly #cases = new Map<string, Parts>();
  readonly #evidence = new Map<string, StoredEvidence>();
  readonly #deleted = new Map<string, Parts>();
  readonly #views = new Map<string, StoredView>();
  readonly #issuers = new Map<string, StoredIssuer>();

  async listCases(): Promise<Result<CaseHead[]>> {
    return ok([...this.#cases.values()].map(({ head }) => head).sort(newestFirst));
  }

  async getHead(id: string): Promise<Result<CaseHead | null>> {
    return ok(this.#cases.get(id)?.head ?? null);
  }

  async getCase(id: string): Promise<Result<Case | null>> {
    const parts = this.#cases.get(id);
    return ok(parts ? joinCase(parts.head, parts.lists) : null);
  }

  async addCase(fresh: Case, evidence: readonly StoredEvidence[] = []): Promise<Result<CaseHead>> {
    const there = this.#cases.get(fresh.id);
    if (there) return ok(there.head);
    const parts = splitCase(fresh, crypto.randomUUID());
    this.#cases.set(fresh.id, parts);
    this.#keep(evidence);
    return ok(parts.head);
  }

  async changeHead(id: string, change: (current: CaseHead) => CaseHead): Promise<Result<CaseHead>> {
    const current = this.#cases.get(id);
    if (!current) return storeFailure('store/no-such-case');
    const head = change(current.head);
    this.#cases.set(id, { ...current, head });
    return ok(head);
  }

  async changeCase(
    id: string,
    change: (current: Case) => Case,
    evidence: readonly StoredEvidence[] = [],
  ): Promise<Result<CaseHead>> {
    const current = this.#cases.get(id);
    if (!current) return storeFailure('store/no-such-case');
    const parts = splitCase(change(joinCase(current.head, current.lists)), crypto.randomUUID());
    this.#cases.set(id, parts);
    this.#keep(evidence);
    return ok(parts.head);
  }

  async deleteCase(id: string): Promise<Result<void>> {
    const gone = this.#cases.get(id);
    if (gone) this.#deleted.set(id, gone);
    this.#cases.delete(id);
    this.#views.delete(id);
    return ok(undefined);
  }

  async restoreCase(id: string): Promise<Result<void>> {
    const gone = this.#deleted.get(id);
    if (!gone || this.#cases.has(id)) return ok(undefined);
    this.#deleted.delete(id);
    this.#cases.set(id, gone);
    return ok(undefined);
  }

  async putView(id: string, view: StoredView): Promise<Result<void>> {
    if (this.#cases.has(id)) this.#views.set(id, view);
    return ok(undefined);
  }

  async getView(id: string): Promise<Result<StoredView | null>> {
    return ok(this.#views.get(id) ?? null);
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
    this.#views.clear();
  }

  #keep(evidence: readonly StoredEvidence[]): void {
    for (const item of evidence) this.#evidence.set(item.sha256, item);
  }
}
