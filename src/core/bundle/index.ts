import type { Case } from '../model/case.ts';
import type { EarlierVerdict, Evidence, EvidenceKind, Problem } from '../model/evidence.ts';
import type { BundledStated } from '../model/stated.ts';
import type { Evaluation } from '../verdict/evaluation.ts';
import { byCodeUnit } from '../model/bytes.ts';
import { Utf8 } from '../model/utf8.ts';
import { CASE_FILE, sha256Hex, type CaseFile } from '../intake/index.ts';
import { bundlePath, EVIDENCE_FOLDER, verdictFileName } from '../verdict/file-name.ts';
import { opensslChecks } from './openssl.ts';
import { bundleReadme } from './readme.ts';
import { Sha256 } from './sha256.ts';
import { verifyScript } from './verify-script.ts';
import { streamJson } from '../verdict/stream.ts';
import { deflatedInPieces, writeZip, type Keep, type Member, type Packed } from './zip-writer.ts';

export type { Keep } from './zip-writer.ts';

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
  /** Keeps what was compressed until its turn comes; without it, in memory. */
  readonly keep?: Keep;
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
async function filesIn(input: BundleInput): Promise<Iterable<File>> {
  const { evaluation } = input;
  const { head } = evaluation;
  const evidence = [...input.evidence].sort((a, b) => byCodeUnit(a.sha256, b.sha256));
  const verdictFile = verdictFileName(head.title);
  const packed = (texts: Iterable<string>): Promise<PackedText> => packText(texts, input.keep);
  const verdict = await packed(evaluation.json());
  // An earlier verdict that is the very verdict of this bundle would only be there twice, and once more each time.
  const earlier = (await earlierFiles(input.earlierVerdicts)).filter(({ sha256 }) => sha256 !== verdict.sha256);
  const checks = await opensslChecks(evaluation, evidence);

  const others: File[] = earlier.map(({ file, bytes, sha256 }) => ({ name: file, content: bytes, sha256 }));
  others.push({ name: verdictFile, ...verdict });
  others.push({ name: CASE_FILE, ...(await packed(streamJson(caseFile(input, evidence, verdictFile, earlier)))) });
  for (const { sha256, text } of input.stated?.lists ?? [])
    others.push({ name: listFile(sha256), ...(await packed([text])) });
  others.push({ name: 'verify.sh', ...(await packed(verifyScript(checks))) });
  const [example] = checks;
  const readme = bundleReadme(head, evidence.length, verdictFile, example, input.stated?.lists.length);
  others.push({ name: 'README.txt', ...(await packed([readme])) });
  others.push({ name: 'SHA256SUMS', ...(await packed(sumsOf(inOrder(others, evidence)))) });
  return inOrder(others, evidence);
}

/** The other files and the evidence, of which there may be hundreds of thousands: each of its files is told of when its turn comes. */
function* inOrder(others: readonly File[], evidence: readonly Evidence[]): Generator<File, void> {
  const sorted = [...others].sort((a, b) => byCodeUnit(a.name, b.name));
  yield* sorted.filter(({ name }) => name < EVIDENCE_FOLDER);
  for (const { sha256, kind, bytes } of evidence)
    yield { name: bundlePath(sha256, kind), content: bytes, sha256, stored: SIGNED.includes(kind) };
  yield* sorted.filter(({ name }) => name > EVIDENCE_FOLDER);
}

/** What is mostly a key and a signature. */
const SIGNED: readonly EvidenceKind[] = ['certificate', 'precertificate', 'ocsp-response'];

interface File extends Member {
  readonly sha256: string;
}

function* sumsOf(files: Iterable<File>): Generator<string, void> {
  for (const { name, sha256 } of files) yield `${sha256}  ${name}\n`;
}

interface PackedText {
  readonly content: Packed;
  readonly sha256: string;
}

/** The verdict of many certificates is larger than a string may be: it is written, hashed and compressed piece by piece. */
async function packText(texts: Iterable<string>, keep?: Keep): Promise<PackedText> {
  const hash = new Sha256();
  function* pieces(): Generator<Uint8Array, void> {
    for (const bytes of encoded(texts)) {
      hash.update(bytes);
      yield bytes;
    }
  }
  const content = await deflatedInPieces(pieces(), keep);
  return { content, sha256: hash.hex() };
}

/** Texts as UTF-8. A piece is overwritten with the next. */
function* encoded(texts: Iterable<string>): Generator<Uint8Array, void> {
  const utf8 = new Utf8();
  for (const text of texts) yield* utf8.add(text);
  yield* utf8.rest();
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
    yield { sha256, kind, size: bytes.length, file: bundlePath(sha256, kind), names };
}

function caseFile(
  { from, problems, stated, evaluation: { head } }: BundleInput,
  evidence: readonly Evidence[],
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
    evidence: evidenceEntries(evidence),
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
