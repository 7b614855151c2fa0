import type { evaluate } from '../core/evaluate.ts';
import type { Handed, mergeTaken, takeIn } from '../core/intake/index.ts';
import type { Case } from '../core/model/case.ts';
import type { CaseHead } from '../core/model/case-head.ts';
import type { Taken } from '../core/model/evidence.ts';
import { ok, type Result } from '../core/model/result.ts';
import { createAnswers } from './answers.ts';
import { backUp, bundleOf, restoreAll } from './backup.ts';
import { asBundled, isBlank, prepared, withTaken, type Prepared } from './cases.ts';
import { createCaseHandlers, type CASE_ACTIONS, type CaseParts } from './case-handlers.ts';
import { aborted, CaseJudge, type Tidings } from './case-judge.ts';
import { Current, type Judgement } from './current.ts';
import { fileOf, type ScratchFile } from './export.ts';
import { EvidenceReader } from './evidence-reader.ts';
import { readHandedIn } from './hand-in.ts';
import type { Call, Handlers } from './handlers.ts';
import { LastViews } from './last-view.ts';
import { IssuerLibrary, type RootsData } from './library.ts';
import { newCase } from './new-case.ts';
import { packRows } from './packed-rows.ts';
import { PutAside } from './put-aside.ts';
import { CaseQueue } from './queue.ts';
import { ReconcileDesk } from './reconcile.ts';
import { reportOf } from './report.ts';
import { reproduceAll } from './reproduce.ts';
import { listBytes, withList } from './stated.ts';
import { ToDoDesk } from './to-do.ts';
import { viewOf } from './view.ts';

export interface Sample {
  readonly title: string;
  readonly description: string;
  readonly evaluateAsOf: string;
  readonly handed: readonly Handed[];
}

/** What the actions are made of; the worker passes the real parts, tests may pass others. */
export interface Parts extends Tidings, CaseParts {
  readonly core: {
    readonly takeIn: typeof takeIn;
    readonly mergeTaken: typeof mergeTaken;
    readonly evaluate: typeof evaluate;
  };
  loadSample(): Promise<Sample>;
  /** The known roots, when somebody first asks for a chain. */
  loadRoots(): Promise<RootsData>;
  /** For files too large for memory; without it all are made there. */
  openScratch?(): Promise<ScratchFile | null>;
}

/** Milliseconds until what is shown is noted. */
const VIEW_KEPT_AFTER = 1000;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * The actions of actions.ts on these parts. Every write is one transaction that reads the case it changes, so none can
 * lose another's; the queue of additions only puts drops into one case in order, and an evaluation behind the drops before it.
 */
export const createHandlers = (parts: Parts): Handlers => ({
  ...createCaseHandlers(parts),
  ...createEvidenceHandlers(parts),
});

/** The actions that need more than the store. */
export function createEvidenceHandlers(parts: Parts): Omit<Handlers, (typeof CASE_ACTIONS)[number]> {
  const { store, core, loadSample, now, announce } = parts;
  const adding = new CaseQueue();
  const reader = new EvidenceReader(store);
  const current = new Current();
  const desk = new ToDoDesk();
  const reconciling = new ReconcileDesk(current, reader);
  const library = new IssuerLibrary(store, () => parts.loadRoots());
  const views = new LastViews(store);
  const { mergeTaken, evaluate } = core;
  const cases = new CaseJudge({
    store,
    reader,
    library,
    adding,
    mergeTaken,
    evaluate,
    tidings: parts,
    now,
    announce,
  });

  const announced = <T>(id: string, result: Result<T>): Result<T> => {
    if (result.ok) announce(id);
    return result;
  };

  /** Recognises `handed`, then saves it by `save`, unless the call was cancelled meanwhile. */
  const add = async (
    call: Call,
    handed: readonly Handed[],
    problems: Taken['problems'],
    save: (ready: Prepared) => Promise<Result<CaseHead>>,
  ): Promise<Result<CaseHead>> => {
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

  /** Later, when the page has what it asks for first, and in spells between which it can ask for more. */
  const rememberView = async (judged: Judgement): Promise<void> => {
    const isLast = () => current.of(judged.of.id) === judged;
    await pause(VIEW_KEPT_AFTER);
    if (isLast()) await views.keep(judged, () => pause(0).then(isLast));
  };

  const exportBundle: Handlers['exportBundle'] = async (call, caseId, options) => {
    const found = await cases.settled(caseId);
    // What is on the screen is most often what is asked for, and is not evaluated a second time. Where storage is gone, it
    // is all that is left of the work.
    const last = found.ok ? current.exactly(found.value, options) : current.of(caseId);
    if (!found.ok && !last) return found;
    const of = found.ok ? found.value : last!.of;
    const judged = last ? ok({ ...last, of }) : await cases.judge(call, caseId, options);
    if (!judged.ok) return judged;
    const aside = new PutAside(parts.openScratch);
    try {
      const bundle = await bundleOf(judged.value.of, judged.value, reader, aside.keep);
      return bundle.ok ? ok(await fileOf(bundle.value, 'application/zip', () => pause(0), parts.openScratch)) : bundle;
    } finally {
      await aside.end();
    }
  };

  return {
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

    prepare: async () => ok(undefined),
    openSample: async (call) => {
      const { title, description, evaluateAsOf, handed } = await loadSample();
      const fresh = { ...newCase(call.key, title, now()), description, evaluateAsOf };
      return add(call, handed, [], (ready) =>
        store.addCase(withTaken(fresh, ready, core.mergeTaken, now()), ready.bytes),
      );
    },

    evaluate: async (call, caseId, options) => {
      const judged = await cases.judge(call, caseId, options, (rows, total) =>
        call.rows?.({ from: rows[0]!.index, total, rows: packRows(rows) }),
      );
      if (!judged.ok) return judged;
      const { evaluation, evidence, problems, of } = judged.value;
      const { summary, evaluatedAt: at, tool } = evaluation.head;
      const lastSeen = { summary, evaluatedAt: at, rulesVersion: tool.rulesVersion };
      // For the list of cases only: the verdict does not wait for it, nor does failing to note it cost the verdict.
      // Other tabs are not told, or two tabs with one case open would answer each other for ever.
      void store.changeHead(caseId, (head) => ({ ...head, lastSeen }));
      const kept = current.keep({ of, evaluation, evidence, problems });
      desk.keep(kept);
      void rememberView(kept);
      return ok({ ...viewOf(kept), serial: kept.serial });
    },
    reproduce: async (call, caseId) => {
      const found = await cases.settled(caseId);
      return found.ok ? reproduceAll(call, found.value, reader, core.evaluate) : found;
    },
    chain: async (call, caseId, sha256) => {
      const found = await cases.settled(caseId);
      if (!found.ok) return found;
      const read = await reader.read(found.value, (done, total) => call.progress('loading', done, total));
      return read.ok ? library.chain(read.value.evidence, sha256) : read;
    },
    exportBundle,
    backup: (call, evaluatedAt) => backUp(call, store, evaluatedAt, (id, options) => exportBundle(call, id, options)),
    restoreBackup: (call, file) => restoreAll(call, file, { store, core, announce }),
    ...createAnswers(current, store, parts.openScratch),
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
    reconcile: (call, caseId, asked) => reconciling.reconcile(call, caseId, asked),
    reconciledLines: async (_call, serial, key, from, count) => ok(reconciling.lines(serial, key, from, count)),
    reconciledFile: async (_call, serial, key) => ok(await reconciling.file(serial, key)),
    report: async (_call, caseId, asked) => {
      const judged = current.of(caseId);
      return ok(judged && reportOf(judged, asked));
    },

    readEvidence: (_call, sha256) => reader.copy(sha256),
  };
}
