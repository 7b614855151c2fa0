import { release } from '../../core/model/release.ts';
import type { KeyUse } from '../../core/verify/web-crypto.ts';
import { answerBatch, type Batch } from './batch.ts';

/** A worker of the worker: verifies what it is sent, and keeps nothing but keys. */
const scope = self as DedicatedWorkerGlobalScope;
const known: KeyUse[] = [];

scope.onmessage = async ({ data }: MessageEvent<Batch>) => {
  const answers = await answerBatch(data, known);
  release(data.octets);
  scope.postMessage(answers, [answers.answers.buffer]);
};
