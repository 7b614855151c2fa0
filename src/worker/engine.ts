import type { evaluate } from '../core/evaluate.ts';
import type { Handed, mergeTaken, takeIn } from '../core/intake/index.ts';
import type { Case } from '../core/model/case.ts';
import type { Taken } from '../core/model/evidence.ts';
import { fail, ok, type Result } from '../core/model/result.ts';
import { storeFailure } from '../store/failures.ts';
import type { Store } from '../store/store.ts';
import type { StorageUse } from '../store/usage.ts';
import type { EvaluateOptions } from './actions.ts';
import { createAnswers } from './answers.ts';
import { backUp, bundleOf, restoreAll } from './backup.ts';
import { asBundled, isBlank, newCase, prepared, withTaken, type Prepared } from './cases.ts';
import { Current } from './current.ts';
import { findElsewhere, takeElsewhere } from './elsewhere.ts';
import { EvidenceReader } from './evidence-reader.ts';
import { readHandedIn } from './hand-in.ts';
import type { Call, Handlers } from './handlers.ts';
import { judge, type Judged } from './judge.ts';
import { IssuerLibrary, type RootsData } from './library.ts';
import { CaseQueue } from './queue.ts';
import { reportOf } from './report.ts';
import { reproduceAll } from './reproduce.ts';
import { listBytes, statedLists, withList } from './stated.ts';
import { ToDoDesk } from './to-do.ts';
import { viewOf } from './view.ts';

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
  /** The known roots, when somebody first asks for a chain. */
  loadRoots(): Promise<RootsData>;
  storageUse(): Promise<StorageUse>;
  /** ms UTC. */
  now(): number;
  /** Tells the other tabs that this case was changed, added or removed. */
  announce(caseId: string): void;
  /** Tells the page that the issuer library could tell more about a case. */
  issuersKnown(caseId: string, known: number): void;
  /** Tells the page that issuers joined a case. */
  issuersAdded(to: Case, added: number): void;
  /** Tells the page that other cases have bytes which this one only names; `title` is that of the case with the most. */
  evidenceKnown(caseId: string, known: number, title: string): void;
  /** Tells the page that evidence of other cases joined a case. */
  evidenceAdded(to: Case, added: number): void;
}

const aborted = fail('engine/aborted', 'This was stopped before it was finished; nothing of it was saved.');

/**
 * The actions of actions.ts on these parts. Every write is one transaction that reads the case it changes, so none can
 * lose another's; the queue of additions only puts drops into one case in order, and an evaluation behind the drops before it.
 */
export function createHandlers(parts: Parts): Handlers {
  const { store, core, loadSample, storageUse, now, announce } = parts;
  const adding = new CaseQueue();
  const reader = new EvidenceReader(store);
  const current = new Current();
  const desk = new ToDoDesk();
  const library = new IssuerLibrary(store, () => parts.loadRoots());

  const announced = <T>(id: string, result: Result<T>): Result<T> => {
    if (result.ok) announce(id);
    return result;
  };

  /** Recognises `handed`, then saves it by `save`, unless the call was cancelled meanwhile. */
  const add = async (
    call: Call,
    handed: readonly Handed[],
    problems: Taken['problems'],
    save: (ready: Prepared) => Promise<Result<Case>>,
  ): Promise<Result<Case>> => {
    const recognised = await core.takeIn(handed, {
      onMember: (done, total) => call.progress('reading', done, total),
      onProgress: (done, total) => call.progress('recognising', done, total),
    });
    const taken = problems.length > 0 ? { ...recognised, problems: [...recognised.problems, ...problems] } : recognised;
    const ready = await prepared(taken);
    if (call.signal.aborted) return aborted;
    const saved = await save(ready);
    if (!saved.ok) return saved;
    reader.remember(saved.value, taken.evidence);
    return announced(saved.value.id, saved);
  };

  /** The case, once everything that was being added to it is in. */
  const settled = async (id: string): Promise<Result<Case>> => {
    await adding.idle(id);
    const found = await store.getCase(id);
    if (!found.ok) return found;
    return found.value ? ok(found.value) : storeFailure('store/no-such-case');
  };

  /** Saves what this device knew already as evidence of a case. */
  const join = async ({ id }: Case, taken: Taken): Promise<Result<Case>> => {
    const ready = { taken, verdicts: [] };
    const saved = await store.changeCase(
      id,
      (current) => withTaken(current, ready, core.mergeTaken, now()),
      taken.evidence,
    );
    if (saved.ok) reader.remember(saved.value, taken.evidence);
    return announced(id, saved);
  };

  /** Evaluates a case. When asked to, what only the issuer library can tell joins its evidence first, in rounds: an issuer may want one too. */
  const judgeCase = async (
    call: Call,
    caseId: string,
    options: EvaluateOptions,
  ): Promise<Result<Judged & { readonly of: Case }>> => {
    const found = await settled(caseId);
    if (!found.ok) return found;
    let of = found.value;
    const elsewhere = await findElsewhere(store, of);
    if (elsewhere.ok && elsewhere.value) {
      const { found: there, title } = elsewhere.value;
      if (options.fromCases) {
        const taken = await takeElsewhere(store, elsewhere.value);
        const saved = taken.ok ? await join(of, taken.value) : taken;
        if (!saved.ok) return saved;
        of = saved.value;
        parts.evidenceAdded(of, taken.ok ? taken.value.evidence.length : 0);
      } else parts.evidenceKnown(caseId, there.length, title);
    }
    for (let added = 0; ;) {
      const judged = await judge(call, of, options, reader, core.evaluate);
      if (!judged.ok) return judged;
      if (call.signal.aborted) return aborted;
      await library.learn(judged.value.certificates);
      const supplied = await library.supply(judged.value.evidence, judged.value.evaluation);
      const taken = supplied.ok ? supplied.value : null;
      if (!taken) {
        if (added > 0) parts.issuersAdded(of, added);
        return ok({ ...judged.value, of });
      }
      if (!options.fromLibrary) {
        parts.issuersKnown(caseId, taken.evidence.length);
        return ok({ ...judged.value, of });
      }
      const saved = await join(of, taken);
      if (!saved.ok) return saved;
      added += taken.evidence.length;
      of = saved.value;
    }
  };

  const exportBundle: Handlers['exportBundle'] = async (call, caseId, options) => {
    const judged = await judgeCase(call, caseId, options);
    return judged.ok ? bundleOf(judged.value.of, judged.value, reader) : judged;
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
        return add(call, handed, [...before, ...problems], (ready) =>
          store.changeCase(
            caseId,
            (current) => {
              // A bundle that opens a case brings its title and its date; in a case that has begun it is evidence.
              const [bundled, another] = ready.taken.bundledCases ?? [];
              const opens = bundled && !another && all.length === 1 && isBlank(current);
              return withTaken(opens ? asBundled(current, bundled) : current, ready, core.mergeTaken, now());
            },
            ready.bytes,
            (done, total) => call.progress('saving', done, total),
          ),
        );
      }),

    openSample: async (call) => {
      const { title, description, evaluateAsOf, handed } = await loadSample();
      const fresh = { ...newCase(call.key, title, now()), description, evaluateAsOf };
      return add(call, handed, [], (ready) =>
        store.addCase(withTaken(fresh, ready, core.mergeTaken, now()), ready.bytes),
      );
    },

    evaluate: async (call, caseId, options) => {
      const judged = await judgeCase(call, caseId, options);
      if (!judged.ok) return judged;
      const { evaluation, evidence, of } = judged.value;
      const { summary, evaluatedAt: at, tool } = evaluation.head;
      const lastSeen = { summary, evaluatedAt: at, rulesVersion: tool.rulesVersion };
      // For the list of cases only: the verdict does not wait for it, nor does failing to note it cost the verdict.
      // Other tabs are not told, or two tabs with one case open would answer each other for ever.
      void store.changeCase(caseId, (current) => ({ ...current, lastSeen }));
      const kept = current.keep({ of, evaluation, evidence });
      desk.keep(kept);
      return ok({ ...viewOf(kept), serial: kept.serial });
    },
    reproduce: async (call, caseId) => {
      const found = await settled(caseId);
      return found.ok ? reproduceAll(call, found.value, reader, core.evaluate) : found;
    },
    chain: async (call, caseId, sha256) => {
      const found = await settled(caseId);
      if (!found.ok) return found;
      const read = await reader.read(found.value, (done, total) => call.progress('loading', done, total));
      return read.ok ? library.chain(read.value.evidence, sha256) : read;
    },
    exportBundle,
    backup: (call, evaluatedAt) => backUp(call, store, evaluatedAt, (id, options) => exportBundle(call, id, options)),
    restoreBackup: (call, file) => restoreAll(call, file, { store, core, announce }),
    ...createAnswers(current, store),
    toDo: async (_call, caseId, most) => ok(await desk.list(caseId, most)),
    toDoScript: async (_call, caseId) => ok(await desk.script(caseId)),
    ocspRequest: async (_call, caseId, sha256, options) => desk.exchange(caseId, sha256, options),

    addStatedList: async (_call, caseId, { name, listedAs, data }) => {
      const list = await listBytes(data);
      if (!list.ok) return list;
      const { sha256 } = list.value;
      const change = (current: Case) => withList(current, { name, listedAs, sha256 }, now());
      return announced(caseId, await store.changeCase(caseId, change, [list.value]));
    },
    statedLists: async (_call, caseId) => {
      const found = await store.getCase(caseId);
      if (!found.ok) return found;
      return found.value ? statedLists(found.value, reader) : ok([]);
    },
    report: async (_call, caseId, asked) => {
      const judged = current.of(caseId);
      return ok(judged && reportOf(judged.evaluation, asked));
    },

    readEvidence: (_call, sha256) => reader.copy(sha256),
    storage: async () => ok(await storageUse()),
  };
}
