import type { Case } from '../model/case.ts';
import type { EarlierVerdict, Evidence, Problem } from '../model/evidence.ts';
import type { BundledStated } from '../model/stated.ts';
import type { Evaluation } from '../verdict/evaluation.ts';
import { byCodeUnit } from '../model/bytes.ts';
import { CASE_FILE, sha256Hex, type CaseFile } from '../intake/index.ts';
import { evidenceFileName, verdictFileName } from '../verdict/file-name.ts';
import { opensslChecks } from './openssl.ts';
import { bundleReadme } from './readme.ts';
import { Sha256 } from './sha256.ts';
import { verifyScript } from './verify-script.ts';
import { deflatedInPieces, writeZip, type Deflated } from './zip-writer.ts';

/** A case with its bytes and the verdict on it. */
export interface BundleInput {
  readonly from: Pick<
    Case,
    'title' | 'description' | 'evaluateAsOf' | 'references' | 'lookups' | 'claims' | 'events' | 'moments'
  >;
  readonly evidence: readonly Evidence[];
  /** Those that the verdict was made with. */
  readonly problems: readonly Problem[];
  readonly earlierVerdicts: readonly EarlierVerdict[];
  /** What was stated, with the texts of the lists. Absent is nothing. */
  readonly stated?: BundledStated;
  readonly evaluation: Pick<Evaluation, 'head' | 'rows' | 'responses' | 'json'>;
}

/**
 * The case as one ZIP, in pieces, that reopens identically and can be verified without this app. The same input gives
 * the same bytes: members sorted by name, all with one fixed time.
 */
export async function* writeBundle(input: BundleInput): AsyncGenerator<Uint8Array, void> {
  const { evidence, evaluation } = input;
  const { head } = evaluation;
  const encoder = new TextEncoder();
  const verdictFile = verdictFileName(head.title);
  const verdict = packedVerdict(evaluation);
  // An earlier verdict that is the very verdict of this bundle would only be there twice, and once more each time.
  const earlier = (await filesOf(input.earlierVerdicts)).filter(({ sha256 }) => sha256 !== verdict.sha256);
  const checks = await opensslChecks(evaluation, evidence);

  const files = new Map<string, { readonly content: Uint8Array | Deflated; readonly sha256: string }>();
  for (const { sha256, kind, bytes } of evidence)
    files.set(`evidence/${evidenceFileName(sha256, kind)}`, { content: bytes, sha256 });
  for (const { file, bytes, sha256 } of earlier) files.set(file, { content: bytes, sha256 });
  files.set(verdictFile, { content: verdict.deflated, sha256: verdict.sha256 });
  const texts: readonly (readonly [string, string])[] = [
    ...(input.stated?.lists ?? []).map(({ sha256, text }) => [listFile(sha256), text] as const),
    [CASE_FILE, `${JSON.stringify(caseFile(input, verdictFile, earlier), null, 2)}\n`],
    ['verify.sh', verifyScript(checks)],
    ['README.txt', bundleReadme(head, evidence.length, verdictFile, checks, input.stated?.lists.length)],
  ];
  for (const [name, text] of texts) {
    const content = encoder.encode(text);
    files.set(name, { content, sha256: await sha256Hex(content) });
  }
  const sums = sorted(files).map(([name, { sha256 }]) => `${sha256}  ${name}\n`);
  files.set('SHA256SUMS', { content: encoder.encode(sums.join('')), sha256: '' });
  yield* writeZip(sorted(files).map(([name, { content }]) => ({ name, content })));
}

const sorted = <Value>(files: ReadonlyMap<string, Value>): [string, Value][] =>
  [...files].sort(([a], [b]) => byCodeUnit(a, b));

/** The verdict is the largest file by far: it is written, hashed and compressed piece by piece. */
function packedVerdict({ json }: BundleInput['evaluation']): { readonly deflated: Deflated; readonly sha256: string } {
  const encoder = new TextEncoder();
  const hash = new Sha256();
  function* pieces(): Generator<Uint8Array, void> {
    for (const text of json()) {
      const bytes = encoder.encode(text);
      hash.update(bytes);
      yield bytes;
    }
  }
  const deflated = deflatedInPieces(pieces());
  return { deflated, sha256: hash.hex() };
}

interface EarlierFile {
  readonly name: string;
  readonly sha256: string;
  readonly file: string;
  readonly bytes: Uint8Array;
}

async function filesOf(verdicts: readonly EarlierVerdict[]): Promise<readonly EarlierFile[]> {
  return Promise.all(
    verdicts.map(async ({ name, text }) => {
      const bytes = new TextEncoder().encode(text);
      const sha256 = await sha256Hex(bytes);
      return { name, sha256, file: `verdicts/${sha256}.verdict.json`, bytes };
    }),
  );
}

const listFile = (sha256: string): string => `stated/${sha256}.txt`;

function caseFile(
  { from, evidence, problems, stated, evaluation: { head } }: BundleInput,
  verdict: string,
  earlier: readonly EarlierFile[],
): CaseFile {
  const { title, description, evaluateAsOf, references, lookups, claims, events = [], moments = [] } = from;
  return {
    format: 'presumed/case',
    formatVersion: 1,
    tool: head.tool,
    title,
    description,
    evaluateAsOf,
    evaluatedAt: head.evaluatedAt,
    reading: head.reading,
    verdict,
    evidence: [...evidence]
      .sort((a, b) => byCodeUnit(a.sha256, b.sha256))
      .map(({ sha256, kind, bytes, names }) => ({
        sha256,
        kind,
        size: bytes.length,
        file: `evidence/${evidenceFileName(sha256, kind)}`,
        names,
      })),
    references,
    lookups,
    claims,
    problems,
    earlierVerdicts: earlier.map(({ name, sha256, file }) => ({ name, sha256, file })),
    ...(stated && {
      stated: {
        lists: stated.lists.map(({ name, listedAs, sha256 }) => ({ name, listedAs, sha256, file: listFile(sha256) })),
        counts: stated.counts,
        moment: stated.moment,
        zone: stated.zone,
        expiredAt: stated.expiredAt,
      },
    }),
    ...(events.length > 0 && { events }),
    ...(moments.length > 0 && { moments }),
  };
}
