import { evaluate, type Evaluation } from '../../../src/core/evaluate.ts';
import { takeIn } from '../../../src/core/intake/index.ts';
import type { Evidence, EvidenceKind } from '../../../src/core/model/evidence.ts';
import { sha256All } from '../../../src/worker/digest.ts';
import { nextTask } from '../../../src/worker/next-task.ts';
import type { Loaded } from './loaded.ts';
import type { Measured } from './messages.ts';

type Piece = Pick<Evidence, 'kind' | 'bytes'>;

const issuerOf = ({ issuer }: Loaded): Piece => ({ kind: 'certificate', bytes: issuer });
const pieces = (of: Loaded, count: number): Piece[] =>
  of.objects.slice(0, 2 * count).map(({ bytes }, at) => ({ kind: kindOf(at), bytes }));
const kindOf = (at: number): EvidenceKind => (at % 2 === 0 ? 'precertificate' : 'ocsp-response');

async function hashed(all: readonly Piece[]): Promise<Evidence[]> {
  const hashes = await sha256All(all.map(({ bytes }) => bytes));
  return all.map((piece, at) => ({ ...piece, sha256: hashes[at]!, names: [`${at}.der`] }));
}

const judged = (evidence: readonly Evidence[]): Promise<Evaluation> =>
  evaluate(
    {
      title: '',
      evaluatedAt: Date.now(),
      reading: 'ruling',
      evidence,
      references: [],
      lookups: [],
      problems: [],
      claims: [],
    },
    { pause: nextTask },
  );

/** From bytes in memory to a verdict for every pair: their digests, their signatures, every rule. */
export async function measureEvaluation(of: Loaded, count: number): Promise<Measured> {
  const all = [issuerOf(of), ...pieces(of, count)];
  const start = performance.now();
  const evidence = await hashed(all);
  const digested = performance.now();
  const evaluation = await judged(evidence);
  const end = performance.now();
  return {
    ms: end - start,
    steps: { digests: digested - start, evaluate: end - digested },
    json: written(evaluation),
    right: rightAmong(evaluation, of),
    wanted: count,
  };
}

/** Writing the verdict JSON, with every finding. */
function written(evaluation: Evaluation): { ms: number; size: number } {
  const start = performance.now();
  let size = 0;
  for (const piece of evaluation.json()) size += piece.length;
  return { ms: performance.now() - start, size };
}

/** Pairs with the verdict and the latest status they must have: `unknown` is the violation they were made with. */
function rightAmong({ rows }: Evaluation, { issuers }: Loaded): number {
  return [...rows].filter(({ entry: { kind, verdict, signature }, name, latest }) => {
    const unknown = Number(/\d+/.exec(name)?.[0]) % issuers.unknownEvery === 0;
    return (
      kind === 'precertificate-only' &&
      signature === 'valid' &&
      latest === (unknown ? 'unknown' : 'good') &&
      verdict === (unknown ? 'violation' : 'no-violation-found')
    );
  }).length;
}

/** The responses alone, with the issuer that vouches for their signer: what other libraries are asked to verify. */
export async function measureResponses(of: Loaded, count: number): Promise<Measured> {
  const all = [issuerOf(of), ...pieces(of, count).filter(({ kind }) => kind === 'ocsp-response')];
  const start = performance.now();
  const evaluation = await judged(await hashed(all));
  const ms = performance.now() - start;
  const right = [...evaluation.responses()].filter(
    ({ signature, responder }) => signature === 'valid' && responder?.role === 'delegated',
  );
  return { ms, right: right.length, wanted: count };
}

/** From files in memory to recognised, hashed evidence: part of the whole way, not of the evaluation. */
export async function measureIntake(of: Loaded, count: number): Promise<Measured> {
  const handed = pieces(of, count).map(({ bytes }, at) => ({ name: `${at}.der`, bytes }));
  const start = performance.now();
  const { evidence } = await takeIn(handed);
  const ms = performance.now() - start;
  return { ms, right: evidence.filter(({ kind }) => kind !== 'unrecognised').length, wanted: 2 * count };
}
