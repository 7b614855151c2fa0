import { zipSync, type Zippable } from 'fflate';
import type { Case } from '../model/case.ts';
import type { EarlierVerdict, Evidence, Problem } from '../model/evidence.ts';
import type { BundledStated } from '../model/stated.ts';
import type { VerdictDocument } from '../model/verdict.ts';
import { byCodeUnit } from '../model/bytes.ts';
import { CASE_FILE, sha256Hex, type CaseFile } from '../intake/index.ts';
import { evidenceFileName, verdictFileName } from '../verdict/file-name.ts';
import { serializeVerdict } from '../verdict/json.ts';
import { opensslChecks } from './openssl.ts';
import { bundleReadme } from './readme.ts';
import { verifyScript } from './verify-script.ts';

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
  readonly document: VerdictDocument;
}

/**
 * The case as one ZIP that reopens identically and can be verified without this app. The same input gives the same
 * bytes: members sorted by name, all with one fixed time.
 */
export async function writeBundle(input: BundleInput): Promise<Uint8Array> {
  const { evidence, document } = input;
  const encoder = new TextEncoder();
  const verdict = serializeVerdict(document);
  const verdictFile = verdictFileName(document.title);
  // An earlier verdict that is the very verdict of this bundle would only be there twice, and once more each time.
  const earlier = await filesOf(input.earlierVerdicts.filter(({ text }) => text !== verdict));
  const checks = await opensslChecks(document, evidence);

  const files = new Map<string, Uint8Array>();
  for (const { sha256, kind, bytes } of evidence) files.set(`evidence/${evidenceFileName(sha256, kind)}`, bytes);
  for (const { file, bytes } of earlier) files.set(file, bytes);
  for (const { sha256, text } of input.stated?.lists ?? []) files.set(listFile(sha256), encoder.encode(text));
  files.set(verdictFile, encoder.encode(verdict));
  files.set(CASE_FILE, encoder.encode(`${JSON.stringify(caseFile(input, verdictFile, earlier), null, 2)}\n`));
  files.set('verify.sh', encoder.encode(verifyScript(checks)));
  files.set('README.txt', encoder.encode(bundleReadme(document, verdictFile, checks, input.stated?.lists.length)));
  files.set('SHA256SUMS', encoder.encode(await checksums(files)));
  return pack(files);
}

/**
 * A ZIP of these files. Its times are the first that a ZIP can tell, written as local time because that is what they
 * are read as: a moment in UTC would give other bytes in another zone.
 */
export function pack(files: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const members = [...files].sort(([a], [b]) => byCodeUnit(a, b));
  return zipSync(Object.fromEntries(members) as Zippable, { level: 6, mtime: '1980-01-01T00:00:00' });
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
  { from, evidence, problems, stated, document }: BundleInput,
  verdict: string,
  earlier: readonly EarlierFile[],
): CaseFile {
  const { title, description, evaluateAsOf, references, lookups, claims, events = [], moments = [] } = from;
  return {
    format: 'presumed/case',
    formatVersion: 1,
    tool: document.tool,
    title,
    description,
    evaluateAsOf,
    evaluatedAt: document.evaluatedAt,
    reading: document.reading,
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

/** As `sha256sum` writes and checks them. */
async function checksums(files: ReadonlyMap<string, Uint8Array>): Promise<string> {
  const members = [...files].sort(([a], [b]) => byCodeUnit(a, b));
  const lines = await Promise.all(members.map(async ([name, bytes]) => `${await sha256Hex(bytes)}  ${name}\n`));
  return lines.join('');
}
