import type { evaluate } from '../core/evaluate.ts';
import type { Handed, mergeTaken, takeIn } from '../core/intake/index.ts';
import type { Case } from '../core/model/case.ts';
import type { Taken } from '../core/model/evidence.ts';
import { fail, ok, type Result } from '../core/model/result.ts';
import { storeFailure } from '../store/failures.ts';
import type { Store } from '../store/store.ts';
import type { StorageUse } from '../store/usage.ts';
import { newCase, withTaken } from './cases.ts';
import { EvidenceReader } from './evidence-reader.ts';
import { readHandedIn } from './hand-in.ts';
import type { Call, Handlers } from './handlers.ts';
import { CaseQueue } from './queue.ts';
import { QuietFindings } from './quiet.ts';
import { ToDoDesk } from './to-do.ts';

export interface Sample {
  readonly title: string;
  readonly description: string;
  readonly evaluateAsOf: string;
  readonly handed: readonly Handed[];
}

/** What the actions are made of; the worker passes the real parts, tests may pass others. */
export interface Parts {
  readonly store: Store;
  readonly core: {
    readonly takeIn: typeof takeIn;
    readonly mergeTaken: typeof mergeTaken;
    readonly evaluate: typeof evaluate;
  };
  loadSample(): Promise<Sample>;
  storageUse(): Promise<StorageUse>;
  /** ms UTC. */
  now(): number;
  /** Tells the other tabs that this case was changed, added or removed. */
  announce(caseId: string): void;
}

const aborted = fail('engine/aborted', 'This was stopped before it was finished; nothing of it was saved.');

/**
 * The actions of actions.ts on these parts. Every write is one transaction that reads the case it changes, so none can
 * lose another's; the queue of additions only puts drops into one case in order, and an evaluation behind the drops before it.
 */
export function createHandlers({ store, core, loadSample, storageUse, now, announce }: Parts): Handlers {
  const adding = new CaseQueue();
  const reader = new EvidenceReader(store);
  const findings = new QuietFindings();
  const desk = new ToDoDesk();

  const announced = <T>(id: string, result: Result<T>): Result<T> => {
    if (result.ok) announce(id);
    return result;
  };

  /** Recognises `handed`, then saves it by `save`, unless the call was cancelled meanwhile. */
  const add = async (
    call: Call,
    handed: readonly Handed[],
    problems: Taken['problems'],
    save: (taken: Taken) => Promise<Result<Case>>,
  ): Promise<Result<Case>> => {
    const recognised = await core.takeIn(handed, {
      onProgress: (done, total) => call.progress('recognising', done, total),
    });
    const taken = problems.length > 0 ? { ...recognised, problems: [...recognised.problems, ...problems] } : recognised;
    if (call.signal.aborted) return aborted;
    const saved = await save(taken);
    if (!saved.ok) return saved;
    reader.remember(saved.value, taken.evidence);
    return announced(saved.value.id, saved);
  };

  return {
    listCases: () => store.listCases(),
    openCase: (_call, id) => store.getCase(id),
    createCase: async ({ key }, title) => announced(key, await store.addCase(newCase(key, title, now()))),

    updateCase: async (_call, id, changes) =>
      announced(id, await store.changeCase(id, (current) => ({ ...current, ...changes, updatedAt: now() }))),
    deleteCase: async (_call, id) => announced(id, await store.deleteCase(id)),
    restoreCase: async (_call, kept) => announced(kept.id, await store.restoreCase(kept)),

    addEvidence: (call, caseId, all, before = []) =>
      adding.run(caseId, async () => {
        const { handed, problems } = await readHandedIn(all, (done, total) => call.progress('reading', done, total));
        return add(call, handed, [...before, ...problems], (taken) =>
          store.changeCase(
            caseId,
            (current) => withTaken(current, taken, core.mergeTaken, now()),
            taken.evidence,
            (done, total) => call.progress('saving', done, total),
          ),
        );
      }),

    openSample: async (call) => {
      const { title, description, evaluateAsOf, handed } = await loadSample();
      const fresh = { ...newCase(call.key, title, now()), description, evaluateAsOf };
      return add(call, handed, [], (taken) =>
        store.addCase(withTaken(fresh, taken, core.mergeTaken, now()), taken.evidence),
      );
    },

    evaluate: async (call, caseId, { evaluatedAt, reading, quiet }) => {
      await adding.idle(caseId);
      const found = await store.getCase(caseId);
      if (!found.ok) return found;
      if (!found.value) return storeFailure('store/no-such-case');
      const { title, references, lookups, claims, problems } = found.value;
      const read = await reader.read(found.value, (done, total) => call.progress('loading', done, total));
      if (!read.ok) return read;
      if (call.signal.aborted) return aborted;
      const evidence = read.value.evidence;
      const evaluation = await core.evaluate(
        {
          title,
          evaluatedAt,
          reading,
          evidence,
          references,
          lookups,
          claims,
          problems: [...problems, ...read.value.problems],
        },
        { onProgress: (done, total) => call.progress('evaluating', done, total) },
      );
      const { summary, evaluatedAt: at, tool } = evaluation.document;
      const lastSeen = { summary, evaluatedAt: at, rulesVersion: tool.rulesVersion };
      // For the list of cases only: the verdict does not wait for it, nor does failing to note it cost the verdict.
      // Other tabs are not told, or two tabs with one case open would answer each other for ever.
      void store.changeCase(caseId, (current) => ({ ...current, lastSeen }));
      findings.keep(caseId, evaluation);
      desk.keep(caseId, { document: evaluation.document, evidence, lookups });
      return ok(
        quiet === 'later' ? { ...evaluation, quiet: { certificates: [], responses: [], crls: [] } } : evaluation,
      );
    },
    quietFindings: async (_call, caseId, sha256) => ok(findings.of(caseId, sha256)),
    toDo: async (_call, caseId, most) => ok(await desk.list(caseId, most)),
    toDoScript: async (_call, caseId) => ok(await desk.script(caseId)),
    ocspRequest: async (_call, caseId, sha256, options) => desk.exchange(caseId, sha256, options),

    readEvidence: (_call, sha256) => reader.copy(sha256),
    storage: async () => ok(await storageUse()),
  };
}
