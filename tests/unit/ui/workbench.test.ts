import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Case } from '../../../src/core/model/case.ts';
import { splitCase, type CaseHead } from '../../../src/core/model/case-head.ts';
import type { Row } from '../../../src/core/model/row.ts';
import { packRows } from '../../../src/worker/packed-rows.ts';
import { EngineError, type CallOptions, type Engine } from '../../../src/worker/client.ts';
import { Notices } from '../../../src/ui/state/notices.svelte.ts';
import { Workbench } from '../../../src/ui/state/workbench.svelte.ts';

const NOW = Date.UTC(2026, 10, 23, 8, 0, 0, 700);

const blank = (id: string, title = ''): Case => ({
  id,
  title,
  description: '',
  createdAt: 0,
  updatedAt: 0,
  evaluateAsOf: '',
  reading: 'ruling',
  evidence: [],
  references: [],
  lookups: [],
  problems: [],
  claims: [],
});

const rowOf = (name: string, index: number): Row => ({
  key: name,
  index,
  entry: {
    kind: 'final',
    subject: `CN=${name}`,
    dnsNames: [name],
    issuer: 'CN=Example CA',
    issuerSpkiSha256: null,
    serialNumber: name,
    precertificateSha256: null,
    certificateSha256: name,
    notBefore: '2022-10-02T00:00:00Z',
    notAfter: '2023-10-02T00:00:00Z',
    issued: { instant: '2022-10-02T00:00:00Z', basis: 'notBefore', notAfter: null },
    signature: 'valid',
    verdict: 'cannot-tell',
    statuses: [],
  },
  name,
  issuer: 'Example CA',
  latest: 'none',
  rules: [],
});

/** An engine that keeps cases in memory; an evaluation finds one certificate a piece of evidence and says what it was asked. */
class FakeEngine implements Engine {
  readonly cases = new Map<string, Case>();
  readonly asked: { evaluatedAt: number; reading: string }[] = [];
  /** Evaluations wait for this. */
  gate: Promise<void> = Promise.resolve();
  failure: EngineError | null = null;
  /** Of the last evaluation. */
  rows: readonly Row[] = [];
  serial = 0;
  /** What cases showed last. */
  readonly last = new Map<string, unknown>();

  call(action: string, args: readonly unknown[], options: CallOptions = {}): Promise<never> {
    return this.#answer(action, args, options) as Promise<never>;
  }

  subscribe(): () => void {
    return () => undefined;
  }

  close(): void {}

  async #answer(action: string, args: readonly unknown[], { signal, onRows }: CallOptions): Promise<unknown> {
    const id = args[0] as string;
    switch (action) {
      case 'createCase':
        return this.#head(blank(`case-${this.cases.size + 1}`, args[0] as string));
      case 'openCase':
        return this.cases.has(id) ? this.#head(this.cases.get(id)!) : null;
      case 'updateCase':
        return this.#head({ ...this.cases.get(id)!, ...(args[1] as Partial<Case>) });
      case 'addEvidence': {
        const kept = this.cases.get(id)!;
        const handed = args[1] as { name: string }[];
        const names = handed.map(({ name }) => ({ sha256: name, kind: 'unrecognised' as const, names: [name] }));
        const problems = args[2] as Case['problems'];
        return this.#head({ ...kept, evidence: [...kept.evidence, ...names], problems });
      }
      case 'evaluate': {
        const stopped = new Promise<never>((_, reject) =>
          signal?.addEventListener('abort', () => reject(new EngineError('engine/aborted', 'stopped'))),
        );
        await Promise.race([this.gate, stopped]);
        if (this.failure) throw this.failure;
        this.asked.push(args[1] as { evaluatedAt: number; reading: string });
        this.rows = this.cases.get(id)!.evidence.map(({ sha256 }, index) => rowOf(sha256, index));
        for (const row of this.rows) onRows?.({ from: row.index, total: this.rows.length, rows: packRows([row]) });
        return { serial: ++this.serial, summary: { certificates: this.rows.length }, title: 'as evaluated' };
      }
      case 'lastView':
        return this.last.get(id) ?? null;
      case 'lastRows':
        return packRows([rowOf('last', 0)]);
      default:
        throw new Error(`not asked for here: ${action}`);
    }
  }

  #head(kept: Case): CaseHead {
    this.cases.set(kept.id, kept);
    return splitCase(kept, 'r').head;
  }
}

let engine: FakeEngine;
let notices: Notices;
let opened: string[];
let workbench: Workbench;

beforeEach(() => {
  vi.useFakeTimers({ now: NOW, toFake: ['Date', 'setTimeout'] });
  engine = new FakeEngine();
  notices = new Notices();
  opened = [];
  workbench = new Workbench(engine, notices, (id) => opened.push(id));
});

afterEach(() => {
  vi.useRealTimers();
});

/** Lets the pause for typing pass and everything after it happen. */
async function settle() {
  await vi.runAllTimersAsync();
  return workbench.finished();
}

describe('the status', () => {
  it('says Evaluating… before add returns, and the number at the end', async () => {
    expect(workbench.status).toBe('');
    void workbench.add([{ name: 'a', data: '' }]);
    expect(workbench.status).toBe('Evaluating…');
    await settle();
    expect(workbench.status).toBe('Evaluated 1 certificates');
  });

  it('says so for a case without certificates too', async () => {
    void workbench.add([]);
    await settle();
    expect(workbench.status).toBe('Evaluated 0 certificates');
  });

  it.each([
    ['the date', () => workbench.setAsOf('2026-11-23')],
    ['the reading', () => void workbench.setReading('retroactive')],
    ['another case', () => void workbench.load('case-1')],
  ])('says Evaluating… the moment %s changes', async (_what, change) => {
    void workbench.add([{ name: 'a', data: '' }]);
    await settle();
    change();
    expect(workbench.status).toBe('Evaluating…');
    await settle();
    expect(workbench.status).toBe('Evaluated 1 certificates');
  });
});

describe('evidence', () => {
  it('opens one case by itself, however fast more follows', async () => {
    void workbench.add([{ name: 'a', data: '' }]);
    void workbench.add([{ name: 'b', data: '' }]);
    await settle();
    expect(opened).toEqual(['case-1']);
    expect(workbench.case?.sizes.evidence).toBe(2);
    expect(engine.cases.get('case-1')?.evidence.map(({ sha256 }) => sha256)).toEqual(['a', 'b']);
    // Only the last change evaluates.
    expect(engine.asked).toHaveLength(1);
  });

  it('comes with a title for a new case only, and with its problems', async () => {
    const problem = { name: 'a', code: 'bugzilla/no-data', message: 'Empty.' };
    await workbench.add([{ name: 'a', data: '' }], { title: 'Bug 7', problems: [problem] });
    await settle();
    expect(workbench.case).toMatchObject({ title: 'Bug 7', sizes: { problems: 1 } });
    expect(engine.cases.get('case-1')?.problems).toEqual([problem]);
    await workbench.add([], { title: 'Bug 8' });
    await settle();
    expect(workbench.case).toMatchObject({ title: 'Bug 7' });
  });

  it('stays with its case when another is opened meanwhile', async () => {
    void workbench.add([{ name: 'a', data: '' }]);
    await settle();
    engine.cases.set('other', blank('other'));
    void workbench.add([{ name: 'b', data: '' }]);
    void workbench.load('other');
    await settle();
    expect(workbench.case?.id).toBe('other');
    expect(engine.cases.get('case-1')?.evidence).toHaveLength(2);
    expect(engine.cases.get('other')?.evidence).toHaveLength(0);
  });
});

describe('the moment of evaluation', () => {
  it('is the present to the second when none is given', async () => {
    void workbench.add([]);
    await settle();
    expect(engine.asked).toEqual([{ evaluatedAt: Date.UTC(2026, 10, 23, 8), reading: 'ruling' }]);
  });

  it('is what was typed, evaluated once however it was typed', async () => {
    void workbench.add([]);
    await settle();
    for (const text of ['2022-10-0', '2022-10-01', '2022-10-01T', '2022-10-01T00:00']) workbench.setAsOf(text);
    await settle();
    expect(engine.asked.slice(1)).toEqual([{ evaluatedAt: Date.UTC(2022, 9, 1), reading: 'ruling' }]);
    expect(engine.cases.get('case-1')?.evaluateAsOf).toBe('2022-10-01T00:00:00Z');
  });

  it('cannot be a date that cannot be read, and then there is nothing to export', async () => {
    void workbench.add([{ name: 'a', data: '' }]);
    await settle();
    workbench.setAsOf('soon');
    expect(workbench.status).toBe('Not evaluated: the date cannot be read');
    expect(await workbench.finished()).toBeNull();
    workbench.setAsOf('');
    expect(await settle()).not.toBeNull();
  });
});

describe('what a case showed last', () => {
  const last = { portions: 1, summary: { certificates: 1 }, title: 'then', evaluatedAt: '2022-10-03T00:00:00Z' };

  it('is shown at once, as that, until the case is evaluated again', async () => {
    void workbench.add([{ name: 'a', data: '' }]);
    await settle();
    engine.last.set('case-1', last);
    let open!: () => void;
    engine.gate = new Promise((resolve) => (open = resolve));
    void workbench.load('case-1');
    await vi.waitFor(() => expect(workbench.view?.cached).toBe(true));
    expect(workbench.listing.rows.map(({ name }) => name)).toEqual(['last']);
    expect(workbench.status).toBe('Evaluating…');
    open();
    await settle();
    expect(workbench.view?.cached).toBe(false);
    expect(workbench.listing.rows.map(({ name }) => name)).toEqual(['a']);
  });

  it('is never handed out as a verdict', async () => {
    void workbench.add([{ name: 'a', data: '' }]);
    await settle();
    engine.last.set('case-1', last);
    engine.failure = new EngineError('store/unavailable', 'No.');
    void workbench.load('case-1');
    expect(await settle()).toBeNull();
    expect([workbench.status, workbench.view?.cached]).toEqual(['Not evaluated', true]);
  });
});

describe('finished', () => {
  it('waits for the newest inputs', async () => {
    void workbench.add([{ name: 'a', data: '' }]);
    let release = () => undefined as void;
    engine.gate = new Promise((resolve) => (release = resolve));
    void workbench.add([{ name: 'b', data: '' }]);
    const finished = workbench.finished();
    release();
    expect((await finished)?.summary.certificates).toBe(2);
  });

  it('carries the title of the moment', async () => {
    void workbench.add([]);
    await settle();
    workbench.rename('Bug 1793443');
    expect((await workbench.finished())?.title).toBe('Bug 1793443');
    expect(engine.cases.get('case-1')?.title).toBe('Bug 1793443');
    expect(engine.asked).toHaveLength(1);
  });
});

describe('when it does not work', () => {
  it('a failure is said, and the next try may succeed', async () => {
    engine.failure = new EngineError('store/quota', 'The disk is full.');
    void workbench.add([{ name: 'a', data: '' }]);
    expect(await settle()).toBeNull();
    expect(workbench.status).toBe('Not evaluated');
    expect(notices.all.map(({ text }) => text)).toEqual(['The disk is full.']);
    engine.failure = null;
    void workbench.evaluateAgain();
    expect((await settle())?.summary.certificates).toBe(1);
  });

  it('a cancelled evaluation leaves no verdict and no complaint', async () => {
    engine.gate = new Promise(() => undefined);
    void workbench.add([{ name: 'a', data: '' }]);
    await vi.waitFor(() => expect(workbench.case?.sizes.evidence).toBe(1));
    await Promise.resolve();
    workbench.cancel();
    expect(await workbench.finished()).toBeNull();
    expect(workbench.status).toBe('Evaluation cancelled');
    expect(notices.all).toEqual([]);
  });

  it('a case that is not kept is not opened', async () => {
    expect(await workbench.load('gone')).toBe(false);
    expect(workbench.case).toBeNull();
  });
});
