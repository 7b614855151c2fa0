import type { OpensslCommand } from '../core/bundle/commands.ts';
import type { Acceptance } from '../core/explain/acceptance.ts';
import type { Claim, Problem } from '../core/model/evidence.ts';
import type { CrlEntry, Finding } from '../core/model/verdict.ts';
import type { ToldResponse } from '../core/verdict/told.ts';
import type { Standing } from '../core/verdict/standing.ts';
import type { CertificateDetail } from './certificate.ts';
import type { EvidenceLine, Page, PageAsked, ResponsePage } from './pages.ts';
import type { RequestBeside } from './requests.ts';
import type { Touched } from './touched.ts';

/**
 * What the page can ask about the last evaluation of a case, which stays in the worker. Every answer is `null` when the
 * last evaluation was of another case, or is not there any more.
 */
export interface Questions {
  /** For each row its place when all are sorted by name; equal names have equal places. `serial`: of the evaluation they must be of. */
  nameRanks(caseId: string, serial: number): Promise<Uint32Array<ArrayBuffer> | null>;
  /** One certificate by its `Row.key`; `null` also when the evaluation has none of it. */
  certificate(caseId: string, key: string): Promise<CertificateDetail | null>;
  /** A response with its findings; `null` also when the case has none of this SHA-256. */
  response(caseId: string, sha256: string): Promise<ToldResponse | null>;
  /** A CRL with its findings; `null` also when the case has none of this SHA-256. */
  crl(caseId: string, sha256: string): Promise<CrlEntry | null>;
  responsePage(caseId: string, asked: PageAsked & { readonly standing: Standing | '' }): Promise<ResponsePage | null>;
  crlPage(caseId: string, asked: PageAsked): Promise<Page<CrlEntry> | null>;
  evidencePage(caseId: string, asked: PageAsked): Promise<Page<EvidenceLine> | null>;
  problemPage(caseId: string, asked: PageAsked): Promise<Page<Problem> | null>;
  /** What the rules found, a line for each that found something. Takes seconds for 100,000 certificates. */
  touched(caseId: string): Promise<readonly Touched[] | null>;
  /** The verdict JSON, under the title that the case has now. */
  exportVerdict(caseId: string): Promise<Blob | null>;
  /**
   * The findings kept out of the document, for one entry (by its certificate, or its precertificate where there is no
   * certificate), one response or one CRL.
   */
  quietFindings(caseId: string, sha256: string): Promise<readonly Finding[] | null>;
  /** When responses of the case are said to have been served, as claims that came with them tell (ms UTC). */
  captures(caseId: string): Promise<readonly Pick<Claim, 'sha256' | 'capturedAt'>[] | null>;
  /** OCSPRequests of the case that share a CertID or the nonce with a response. */
  requestsBeside(caseId: string, sha256: string): Promise<readonly RequestBeside[]>;
  /**
   * Every step of accepting a response. `about`: SHA-256s of the certificate that is asked about and of its
   * precertificate; empty: the response as a whole. `null` also when the case has none of this SHA-256.
   */
  acceptance(caseId: string, sha256: string, about: readonly string[]): Promise<Acceptance | null>;
  /**
   * openssl commands that show what the verdict says of a piece of evidence. `about`: the certificate whose status is at
   * stake, where the piece is a response or a CRL.
   */
  opensslCommands(caseId: string, sha256: string, about: string | null): Promise<readonly OpensslCommand[] | null>;
}
