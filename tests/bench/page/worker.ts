/** Measures one part at a time, away from the page's thread: where the app evaluates, too. */
import { useAllCores } from '../../../src/worker/crypto/helpers.ts';
import { loadPairs, type Loaded } from './loaded.ts';
import { measureLimit } from './limit.ts';
import type { FromBench, KeyKind, Measured, Part, ToBench } from './messages.ts';
import { measurePeculiar, measurePkijs } from './peers.ts';
import { measureEvaluation, measureIntake, measureResponses } from './presumed.ts';

interface Scope {
  onmessage: ((event: MessageEvent<ToBench>) => unknown) | null;
  postMessage(message: FromBench): void;
}
const scope = self as unknown as Scope;

useAllCores();

const loaded = new Map<KeyKind, Loaded>();

function measure(of: Loaded, what: Part): Promise<Measured> {
  switch (what.part) {
    case 'limit':
      return measureLimit(of, what.count);
    case 'evaluation':
      return measureEvaluation(of, what.count);
    case 'responses':
      return measureResponses(of, what.count);
    case 'intake':
      return measureIntake(of, what.count);
    case 'pkijs':
      return measurePkijs(of, what.count, what.of);
    case 'peculiar':
      return measurePeculiar(of, what.count, what.of);
  }
}

async function answer(asked: ToBench): Promise<Measured | null> {
  if (asked.type === 'load') {
    loaded.set(asked.kind, await loadPairs(asked.files));
    return null;
  }
  const of = loaded.get(asked.kind);
  if (!of) throw new Error(`no pairs of kind ${asked.kind} were loaded`);
  return measure(of, asked.what);
}

scope.onmessage = ({ data }) => {
  answer(data).then(
    (measured) => scope.postMessage({ id: data.id, type: 'done', measured }),
    (error: unknown) =>
      scope.postMessage({
        id: data.id,
        type: 'failed',
        reason: error instanceof Error ? (error.stack ?? error.message) : String(error),
      }),
  );
};
