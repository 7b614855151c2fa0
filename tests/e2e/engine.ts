import type { JSHandle, Page } from '@playwright/test';
import type { Problem } from '../../src/core/model/evidence.ts';
import type { Page as Lines } from '../../src/worker/pages.ts';
import type { CaseView } from '../../src/worker/view.ts';

/** What a page says to the app's own worker and hears from it, without a screen in between. */
export interface BareEngine {
  call(action: string, args: unknown[], onProgress?: (progress: { step: string; done: number }) => void): Promise<Said>;
  /** Codes of the notices, and the ids of cases changed elsewhere. */
  readonly heard: string[];
  terminate(): void;
}
export type Said = { readonly value: unknown } | { readonly code: string };

/** An empty page of the app's origin: same storage, no app. */
export async function blankPage(page: Page): Promise<void> {
  await page.goto('./favicon.svg');
}

/** Starts the built worker in this page, as src/worker/client.ts does. */
export function startBareEngine(page: Page): Promise<JSHandle<BareEngine>> {
  return page.evaluateHandle(async (): Promise<BareEngine> => {
    const text = async (url: string | URL) => (await fetch(url)).text();
    const script = new URL(/src="([^"]+\.js)"/.exec(await text('./'))![1]!, document.baseURI);
    const url = new URL(/worker-[\w-]+\.js/.exec(await text(script))![0], script).href;
    const { trustedTypes } = window as unknown as {
      trustedTypes: { defaultPolicy: unknown; createPolicy(name: string, policy: object): void };
    };
    if (!trustedTypes.defaultPolicy)
      trustedTypes.createPolicy('default', { createScriptURL: (asked: string) => (asked === url ? asked : null) });

    const worker = new Worker(url, { type: 'module' });
    const heard: string[] = [];
    const waiting = new Map<number, { settle(said: Said): void; onProgress?: (progress: never) => void }>();
    worker.onmessage = ({ data }) => {
      if (data.type === 'event') heard.push(data.event.code ?? data.event.id);
      else if (data.type === 'progress') waiting.get(data.id)?.onProgress?.(data.progress as never);
      else if (data.type === 'answer') waiting.get(data.id)?.settle({ value: data.value });
      else if (data.type === 'failure') waiting.get(data.id)?.settle({ code: data.failure.code });
    };
    worker.postMessage({ type: 'start', replacement: false });
    return {
      heard,
      terminate: () => worker.terminate(),
      call(action, args, onProgress) {
        const id = waiting.size;
        worker.postMessage({ type: 'call', id, key: crypto.randomUUID(), action, args });
        return new Promise((settle) => waiting.set(id, { settle, onProgress }));
      },
    };
  });
}

/** One call of one action. */
export const call = (engine: JSHandle<BareEngine>, action: string, ...args: unknown[]): Promise<Said> =>
  engine.evaluate((bare, [name, given]) => bare.call(name, given), [action, args] as const);

export const heard = (engine: JSHandle<BareEngine>): Promise<string[]> => engine.evaluate((bare) => bare.heard);

/** The value of an answer; a failure fails the test with its code. */
export async function value<T>(said: Promise<Said>): Promise<T> {
  const answer = await said;
  if ('code' in answer) throw new Error(answer.code);
  return answer.value as T;
}

/** Hands in some megabytes of files; answers when `until` is met: all is done, or this step of it has begun. */
export const addMegabytes = (engine: JSHandle<BareEngine>, id: string, megabytes: number, until: string) =>
  engine.evaluate(
    (bare, [caseId, count, end]) =>
      new Promise<Said>((resolve) => {
        const all = Array.from({ length: count }, (_, at) => {
          const bytes = new Uint8Array(1024 * 1024);
          for (let from = 0; from < bytes.length; from += 65536)
            crypto.getRandomValues(bytes.subarray(from, from + 65536));
          bytes.set([0, 1]);
          return { name: `${at}.bin`, data: new Blob([bytes]) };
        });
        const answered = bare.call('addEvidence', [caseId, all], ({ step }) => {
          if (step === end) resolve({ value: step });
        });
        void answered.then(resolve);
      }),
    [id, megabytes, until] as const,
  );

/** Evaluates a case: how many pieces of evidence it has, and how many of them the store lost or changed. */
export async function intact(engine: JSHandle<BareEngine>, id: string): Promise<{ evidence: number; damaged: number }> {
  const { sizes } = await value<CaseView>(call(engine, 'evaluate', id, { evaluatedAt: 0, reading: 'ruling' }));
  const asked = { search: 'store/', from: 0, count: 0 };
  const { total } = await value<Lines<Problem>>(call(engine, 'problemPage', id, asked));
  return { evidence: sizes.evidence, damaged: total };
}

/** How many records lie in each object store, read past the app. */
export function records(page: Page): Promise<Record<string, number>> {
  return page.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error!);
      });
    const database = await done(indexedDB.open('presumed'));
    const names = [...database.objectStoreNames];
    const transaction = database.transaction(names);
    const counts = await Promise.all(names.map((name) => done(transaction.objectStore(name).count())));
    database.close();
    return Object.fromEntries(names.map((name, at) => [name, counts[at]!]));
  });
}
