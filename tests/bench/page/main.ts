/** The page of the benchmark: passes what it is asked on to the worker, where the app does its work, too. */
import type { FromBench, KeyKind, Measured, Pairs, Part, ToBench } from './messages.ts';

export interface Bench {
  /** Reads the pairs of a kind into memory. `files`: names in the folder `evidence/` beside the page's. */
  load(kind: KeyKind, files: Pairs<string>): Promise<void>;
  measure(kind: KeyKind, what: Part): Promise<Measured>;
}

const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
const waiting = new Map<number, (answer: FromBench) => void>();
let lastId = 0;

worker.onmessage = ({ data }: MessageEvent<FromBench>) => {
  waiting.get(data.id)?.(data);
  waiting.delete(data.id);
};

type Asked = ToBench extends infer T ? (T extends ToBench ? Omit<T, 'id'> : never) : never;

function ask(asked: Asked): Promise<Measured | null> {
  const id = ++lastId;
  return new Promise((resolve, reject) => {
    waiting.set(id, (answer) => {
      if (answer.type === 'failed') reject(new Error(answer.reason));
      else resolve(answer.measured);
    });
    worker.postMessage({ id, ...asked });
  });
}

const bench: Bench = {
  async load(kind, files) {
    const address = (name: string): string => new URL(`../evidence/${name}`, document.baseURI).href;
    const { issuers, objects, places, signatures } = files;
    const addresses: Pairs<string> = {
      issuers: address(issuers),
      objects: address(objects),
      places: address(places),
      signatures: address(signatures),
    };
    await ask({ type: 'load', kind, files: addresses });
  },
  async measure(kind, what) {
    return (await ask({ type: 'measure', kind, what }))!;
  },
};
Object.assign(globalThis, { bench });
