import { evaluate } from '../../src/core/evaluate.ts';
import { takeIn } from '../../src/core/intake/index.ts';
import { parseInstant } from '../../src/core/model/time.ts';
import type { CertificateEntry, ResponseEntry, VerdictDocument } from '../../src/core/model/verdict.ts';
import { sha256Hex } from '../../src/core/verify/digest.ts';
import { fileBytes, objectBytes, type CorpusCase } from './corpora.ts';
import { accompanyingCertificates } from './kinds.ts';

/** Where a case says no time: any will do, because freshness is not compared. */
const SOME_TIME = Date.UTC(2026, 0, 1);

/** What we say about a case: its object and what it is judged with are taken in as files, then evaluated. */
export async function judge(one: CorpusCase): Promise<VerdictDocument> {
  const { corpus, file } = one;
  const files = [...new Set([file, ...accompanyingCertificates(one)])];
  const taken = await takeIn(files.map((name) => ({ name, bytes: fileBytes(corpus, name) })));
  const { document } = await evaluate({ title: '', evaluatedAt: clockOf(one), reading: 'ruling', ...taken });
  return document;
}

function clockOf({ verify_time, suggested_time }: CorpusCase): number {
  if (verify_time !== undefined) return parseInstant(verify_time)!;
  return typeof suggested_time === 'number' ? suggested_time * 1000 : SOME_TIME;
}

/** The entry of the case's own response. */
export async function responseEntry(
  { responses }: VerdictDocument,
  { corpus, file }: CorpusCase,
): Promise<ResponseEntry> {
  const sha256 = await sha256Hex(objectBytes(corpus, file));
  return responses.find((response) => response.sha256 === sha256)!;
}

/** The entry of a certificate or precertificate in one of the case's files. */
export async function certificateEntry(
  { certificates }: VerdictDocument,
  corpus: string,
  file: string,
): Promise<CertificateEntry | undefined> {
  const sha256 = await sha256Hex(objectBytes(corpus, file));
  return certificates.find((entry) => entry.certificateSha256 === sha256 || entry.precertificateSha256 === sha256);
}
