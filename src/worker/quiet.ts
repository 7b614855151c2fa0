import type { Evaluation } from '../core/evaluate.ts';
import type { Finding } from '../core/model/verdict.ts';

/**
 * The findings of the last evaluation that stay out of the document. There are ten times as many of them as of the
 * others, so copying them all to the page takes far longer than finding them; the page asks for those it shows.
 */
export class QuietFindings {
  #caseId = '';
  #bySha256: ReadonlyMap<string, readonly Finding[]> = new Map();

  keep(caseId: string, { document, quiet }: Evaluation): void {
    this.#caseId = caseId;
    this.#bySha256 = new Map([
      ...document.certificates.map(
        (entry, at) => [(entry.certificateSha256 ?? entry.precertificateSha256)!, quiet.certificates[at]!] as const,
      ),
      ...document.responses.map(({ sha256 }, at) => [sha256, quiet.responses[at]!] as const),
      ...document.crls.map(({ sha256 }, at) => [sha256, quiet.crls[at]!] as const),
    ]);
  }

  /** `null` when the last evaluation was of another case or knew no such object. */
  of(caseId: string, sha256: string): readonly Finding[] | null {
    return (caseId === this.#caseId && this.#bySha256.get(sha256)) || null;
  }
}
