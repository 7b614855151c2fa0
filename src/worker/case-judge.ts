import type { Evaluation, RowHooks } from '../core/evaluate.ts';
import type { mergeTaken } from '../core/intake/index.ts';
import type { Case } from '../core/model/case.ts';
import type { CaseHead } from '../core/model/case-head.ts';
import type { Taken } from '../core/model/evidence.ts';
import { fail, ok, type Result } from '../core/model/result.ts';
import { storeFailure } from '../store/failures.ts';
import type { Store } from '../store/store.ts';
import type { EvaluateOptions } from './actions.ts';
import { withTaken } from './cases.ts';
import { findElsewhere, takeElsewhere } from './elsewhere.ts';
import type { EvidenceReader } from './evidence-reader.ts';
import type { Call } from './handlers.ts';
import { judge, type Judged } from './judge.ts';
import type { IssuerLibrary } from './library.ts';
import type { CaseQueue } from './queue.ts';

/** What is told the page on the way to a verdict. */
export interface Tidings {
  /** The issuer library could tell more about a case. */
  issuersKnown(caseId: string, known: number): void;
  /** Issuers joined a case. */
  issuersAdded(to: CaseHead, added: number): void;
  /** Other cases have bytes which this one only names; `title` is that of the case with the most. */
  evidenceKnown(caseId: string, known: number, title: string): void;
  /** Evidence of other cases joined a case. */
  evidenceAdded(to: CaseHead, added: number): void;
}

interface JudgeParts {
  readonly store: Store;
  readonly reader: EvidenceReader;
  readonly library: IssuerLibrary;
  readonly adding: CaseQueue;
  readonly mergeTaken: typeof mergeTaken;
  readonly evaluate: Parameters<typeof judge>[4];
  readonly tidings: Tidings;
  /** ms UTC. */
  now(): number;
  announce(caseId: string): void;
}

export const aborted = fail('engine/aborted', 'This was stopped before it was finished; nothing of it was saved.');

interface Whole {
  readonly of: Case;
  readonly head: CaseHead;
}

/** A case, judged. */
export type JudgedCase = Judged & { readonly of: Case; readonly evaluation: Evaluation };

/** Evaluates cases, and lets join their evidence what this device knew already, when asked to. */
export class CaseJudge {
  readonly #parts: JudgeParts;

  constructor(parts: JudgeParts) {
    this.#parts = parts;
  }

  /** The case, once everything that was being added to it is in. */
  async settled(id: string): Promise<Result<Case>> {
    await this.#parts.adding.idle(id);
    const found = await this.#parts.store.getCase(id);
    if (!found.ok) return found;
    return found.value ? ok(found.value) : storeFailure('store/no-such-case');
  }

  /** When asked to, what only the issuer library can tell joins the evidence first, in rounds: an issuer may want one too. */
  async judge(
    call: Call,
    caseId: string,
    options: EvaluateOptions,
    onRows?: RowHooks['onRows'],
  ): Promise<Result<JudgedCase>> {
    const { reader, library, evaluate, tidings } = this.#parts;
    const begun = await this.#withElsewhere(caseId, options);
    if (!begun.ok) return begun;
    let { of, head } = begun.value;
    let added = 0;
    for (;;) {
      const judged = await judge(call, of, options, reader, evaluate, onRows);
      if (!judged.ok) return judged;
      if (call.signal.aborted) return aborted;
      await library.learn(judged.value.certificates);
      const supplied = await library.supply(judged.value);
      const taken = supplied.ok ? supplied.value : null;
      if (!taken || !options.fromLibrary) {
        if (taken) tidings.issuersKnown(caseId, taken.evidence.length);
        else if (added > 0) tidings.issuersAdded(head, added);
        return ok({ ...judged.value, of });
      }
      const saved = await this.#join(of.id, taken);
      if (!saved.ok) return saved;
      added += taken.evidence.length;
      ({ of, head } = saved.value);
    }
  }

  /** The case, with what it only names and other cases have, when that was asked for. */
  async #withElsewhere(caseId: string, options: EvaluateOptions): Promise<Result<Whole>> {
    const { store, tidings } = this.#parts;
    const found = await this.#whole(caseId);
    if (!found.ok) return found;
    const elsewhere = await findElsewhere(store, found.value.of);
    if (!elsewhere.ok || !elsewhere.value) return found;
    if (!options.fromCases) {
      tidings.evidenceKnown(caseId, elsewhere.value.found.length, elsewhere.value.title);
      return found;
    }
    const taken = await takeElsewhere(store, elsewhere.value);
    if (!taken.ok) return taken;
    const saved = await this.#join(caseId, taken.value);
    if (!saved.ok) return saved;
    tidings.evidenceAdded(saved.value.head, taken.value.evidence.length);
    return saved;
  }

  /** Saves what this device knew already as evidence of a case. */
  async #join(id: string, taken: Taken): Promise<Result<Whole>> {
    const { store, reader, now, announce } = this.#parts;
    const ready = { taken, verdicts: [] };
    const saved = await store.changeCase(
      id,
      (current) => withTaken(current, ready, this.#parts.mergeTaken, now()),
      taken.evidence,
    );
    if (!saved.ok) return saved;
    reader.remember(saved.value, taken.evidence);
    announce(id);
    return this.#whole(id);
  }

  async #whole(id: string): Promise<Result<Whole>> {
    const of = await this.settled(id);
    if (!of.ok) return of;
    const head = await this.#parts.store.getHead(id);
    if (!head.ok) return head;
    return head.value ? ok({ of: of.value, head: head.value }) : storeFailure('store/no-such-case');
  }
}
