import type { Case } from '../model/case.ts';
import type { EarlierVerdict, Evidence, EvidenceKind, Problem } from '../model/evidence.ts';
import type { BundledStated } from '../model/stated.ts';
import type { Evaluation } from '../verdict/evaluation.ts';
import { byCodeUnit } from '../model/bytes.ts';
import { CASE_FILE, sha256Hex, type CaseFile } from '../intake/index.ts';
import { evidenceFileName, verdictFileName } from '../verdict/file-name.ts';
import { opensslChecks } from './openssl.ts';
import { bundleReadme } from './readme.ts';
import { Sha256 } from './sha256.ts';
import { verifyScript } from './verify-script.ts';
import { streamJson } from '../verdict/stream.ts';
import { deflatedInPieces, writeZip, type Member, type Packed } from './zip-writer.ts';

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
  // What the files are made of is gone when they are written.
  yield* writeZip(await filesIn(input));
}

/** All files, by name. */
async function filesIn(input: BundleInput): Promise<File[]> {
  const { evidence, evaluation } = input;
  const { head } = evaluation;
  const verdictFile = verdictFileName(head.title);
  const verdict = packed(evaluation.json());
  // An earlier verdict that is the very verdict of this bundle would only be there twice, and once more each time.
  const earlier = (await earlierFiles(input.earlierVerdicts)).filter(({ sha256 }) => sha256 !== verdict.sha256);
  const checks = await opensslChecks(evaluation, evidence);

  const files: File[] = evidence.map(({ sha256, kind, bytes }) => ({
    name: `evidence/${evidenceFileName(sha256, kind)}`,
    content: bytes,
    sha256,
    stored: SIGNED.includes(kind),
  }));
  for (const { file, bytes, sha256 } of earlier) files.push({ name: file, content: bytes, sha256 });
  files.push({ name: verdictFile, ...verdict });
  files.push({ name: CASE_FILE, ...packed(streamJson(caseFile(input, verdictFile, earlier))) });
  const texts: readonly (readonly [string, string])[] = [
    ...(input.stated?.lists ?? []).map(({ sha256, text }) => [listFile(sha256), text] as const),
    ['verify.sh', verifyScript(checks)],
    ['README.txt', bundleReadme(head, evidence.length, verdictFile, checks, input.stated?.lists.length)],
  ];
  for (const [name, text] of texts) files.push({ name, ...packed([text]) });
  const sums = packed(sumsOf(files.sort(byName)));
  files.push({ name: 'SHA256SUMS', ...sums });
  return files.sort(byName);
}

/** What is mostly a key and a signature. */
const SIGNED: readonly EvidenceKind[] = ['certificate', 'precertificate', 'ocsp-response'];

interface File extends Member {
  readonly sha256: string;
}

const byName = (a: File, b: File): number => byCodeUnit(a.name, b.name);

function* sumsOf(files: readonly File[]): Generator<string, void> {
  for (const { name, sha256 } of files) yield `${sha256}  ${name}\n`;
}

/** Octets of text that are compressed at a time. */
const PIECE = 64 * 1024;

/** The verdict of many certificates is larger than a string may be: it is written, hashed and compressed piece by piece. */
function packed(texts: Iterable<string>): { readonly content: Packed; readonly sha256: string } {
  const hash = new Sha256();
  function* pieces(): Generator<Uint8Array, void> {
    for (const bytes of encoded(texts)) {
      hash.update(bytes);
      yield bytes;
    }
  }
  const content = deflatedInPieces(pieces());
  return { content, sha256: hash.hex() };
}

/** Texts as UTF-8. A piece is overwritten with the next. */
function* encoded(texts: Iterable<string>): Generator<Uint8Array, void> {
  const encoder = new TextEncoder();
  const buffer = new Uint8Array(PIECE);
  let used = 0;
  for (const text of texts)
    for (let rest = text; rest !== '';) {
      const { read, written } = encoder.encodeInto(rest, buffer.subarray(used));
      used += written;
      rest = rest.slice(read);
      if (rest === '') continue;
      yield buffer.subarray(0, used);
      used = 0;
    }
  if (used > 0) yield buffer.subarray(0, used);
}

interface EarlierFile {
  readonly name: string;
  readonly sha256: string;
  readonly file: string;
  readonly bytes: Uint8Array;
}

async function earlierFiles(verdicts: readonly EarlierVerdict[]): Promise<readonly EarlierFile[]> {
  return Promise.all(
    verdicts.map(async ({ name, text }) => {
      const bytes = new TextEncoder().encode(text);
      const sha256 = await sha256Hex(bytes);
      return { name, sha256, file: `verdicts/${sha256}.verdict.json`, bytes };
    }),
  );
}

const listFile = (sha256: string): string => `stated/${sha256}.txt`;

/** The list of the evidence is made while it is written. */
type StreamedCaseFile = Omit<CaseFile, 'evidence'> & { readonly evidence: Iterable<CaseFile['evidence'][number]> };

function* evidenceEntries(evidence: readonly Evidence[]): Generator<CaseFile['evidence'][number], void> {
  for (const { sha256, kind, bytes, names } of evidence)
    yield { sha256, kind, size: bytes.length, file: `evidence/${evidenceFileName(sha256, kind)}`, names };
}

function caseFile(
  { from, evidence, problems, stated, evaluation: { head } }: BundleInput,
  verdict: string,
  earlier: readonly EarlierFile[],
): StreamedCaseFile {
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
    evidence: evidenceEntries([...evidence].sort((a, b) => byCodeUnit(a.sha256, b.sha256))),
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
