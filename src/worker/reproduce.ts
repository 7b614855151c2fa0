import type { evaluate } from '../core/evaluate.ts';
import type { Case } from '../core/model/case.ts';
import { ok, type Result } from '../core/model/result.ts';
import {
  compareVerdicts,
  NONE,
  parseForeignVerdict,
  partOf,
  type Reproduction,
  type ToolVersion,
} from '../core/reproduce/index.ts';
import type { EvidenceReader } from './evidence-reader.ts';
import type { Call } from './handlers.ts';
import { judge } from './judge.ts';

/** Makes every verdict JSON that was handed into a case again, with its own date, reading and title, and compares. */
export async function reproduceAll(
  call: Call,
  of: Case,
  reader: EvidenceReader,
  evaluation: typeof evaluate,
): Promise<Result<Reproduction[]>> {
  const made: Reproduction[] = [];
  for (const { name, sha256 } of of.earlierVerdicts ?? []) {
    const bytes = await reader.copy(sha256);
    if (!bytes.ok) return bytes;
    const one = await reproduce(call, of, name, bytes.value, reader, evaluation);
    if (!one.ok) return one;
    made.push(one.value);
  }
  return ok(made);
}

async function reproduce(
  call: Call,
  of: Case,
  name: string,
  bytes: Uint8Array | null,
  reader: EvidenceReader,
  evaluation: typeof evaluate,
): Promise<Result<Reproduction>> {
  const blank = { name, theirTool: null, ourTool: null, evaluatedAt: null, missing: [], leftOut: 0, differences: NONE };
  const failed = (code: string, message: string): Result<Reproduction> =>
    ok({ ...blank, outcome: 'unreadable', failure: { code, message } });
  if (bytes === null)
    return failed('store/bytes-missing', 'Its text is no longer in the browser’s storage. Add the file again.');
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  const theirs = parseForeignVerdict(text);
  if (!theirs.ok) return failed(theirs.code, theirs.message);

  const { whole, tool, evidence, title, evaluatedAt, reading } = theirs.value;
  const known = { ...blank, failure: null, theirTool: tool, evaluatedAt: String(whole.evaluatedAt) };
  const part = partOf(of, theirs.value);
  const inHand = new Set(part.evidence.map(({ sha256 }) => sha256));
  const missing = evidence.filter(({ sha256 }) => !inHand.has(sha256));
  const leftOut = of.evidence.length - part.evidence.length;
  if (missing.length > 0) return ok({ ...known, outcome: 'incomplete', missing, leftOut });
  const judged = await judge(call, { ...part, title }, { evaluatedAt, reading }, reader, evaluation);
  if (!judged.ok) return judged;
  const { document } = judged.value.evaluation;
  const ourTool: ToolVersion = document.tool;
  return ok({ ...known, ourTool, leftOut, ...compareVerdicts(text, theirs.value, document) });
}
