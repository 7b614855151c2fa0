import type { Claim, EvidenceKind, Lookup, Problem, Reference } from '../model/evidence.ts';
import type { CaseEvent } from '../model/event.ts';
import type { WrittenMoment } from '../model/moment.ts';
import { LISTED_AS, type KeptList, type Stated } from '../model/stated.ts';
import { fail, ok, type Result } from '../model/result.ts';
import { READINGS, type Reading } from '../model/verdict.ts';
import { isObject, quoted } from './json.ts';

/** The name of the case file in an evidence bundle. */
export const CASE_FILE = 'case.json';

/**
 * `case.json` of an evidence bundle: all that the bytes of the evidence do not say and a case needs to reopen
 * identically. Field order here is the order in the file.
 */
export interface CaseFile {
  readonly format: 'presumed/case';
  readonly formatVersion: 1;
  readonly tool: { readonly name: string; readonly version: string; readonly rulesVersion: string };
  readonly title: string;
  readonly description: string;
  /** As the user set it: RFC 3339 UTC, or `''` for the present moment. */
  readonly evaluateAsOf: string;
  /** The moment of the verdict in the bundle. */
  readonly evaluatedAt: string;
  readonly reading: Reading;
  /** The verdict JSON's file name. */
  readonly verdict: string;
  /** Sorted by SHA-256. */
  readonly evidence: readonly {
    readonly sha256: string;
    readonly kind: EvidenceKind;
    readonly size: number;
    readonly file: string;
    readonly names: readonly string[];
  }[];
  readonly references: readonly Reference[];
  readonly lookups: readonly Lookup[];
  readonly claims: readonly Claim[];
  readonly problems: readonly Problem[];
  /** Verdict JSONs handed in to be compared. */
  readonly earlierVerdicts: readonly { readonly name: string; readonly sha256: string; readonly file: string }[];
  /** Absent is none: bundles of 0.1.0 know none. */
  readonly events?: readonly CaseEvent[];
  readonly moments?: readonly WrittenMoment[];
  /** Absent is none: bundles of 0.1.0 know none. */
  readonly stated?: Omit<Stated, 'lists'> & { readonly lists: readonly (KeptList & { readonly file: string })[] };
}

/**
 * Reads a case file that somebody else wrote: every field is checked, so what comes out has the type it claims.
 * `null` when it is no case file at all; codes: `bundle/unknown-version`, `bundle/bad-case-file`.
 */
export function readCaseFile(value: unknown): Result<CaseFile> | null {
  if (!isObject(value) || value.format !== 'presumed/case') return null;
  if (value.formatVersion !== 1)
    return fail(
      'bundle/unknown-version',
      `The evidence bundle has format version ${quoted(value.formatVersion)}, and only 1 is known here. Open it with a newer Presumed.`,
    );
  const wrong = Object.entries(FIELDS).find(([field, check]) => !check(value[field]));
  if (wrong)
    return fail(
      'bundle/bad-case-file',
      `The field ${JSON.stringify(wrong[0])} of the evidence bundle's ${CASE_FILE} is missing or not what it should be. The evidence was read as loose files; names, references and dates of the case may be missing. Get the bundle again.`,
    );
  return ok(value as unknown as CaseFile);
}

type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === 'string';
/** What is shown whole: megabytes of it would only freeze the page. */
const isTextUpTo =
  (most: number): Check =>
  (value) =>
    typeof value === 'string' && value.length <= most;
const isCount: Check = (value) => Number.isSafeInteger(value) && (value as number) >= 0;
/** ms UTC that a Date can hold. */
const isInstant: Check = (value) => Number.isInteger(value) && Math.abs(value as number) <= 8.64e15;
/** ms UTC that a Date can hold. */
const isMoment: Check = (value) => typeof value === 'number' && Math.abs(value) <= 8.64e15;
const isHash: Check = (value) => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
const oneOf =
  (...values: readonly string[]): Check =>
  (value) =>
    typeof value === 'string' && values.includes(value);
const orAbsent =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);
const listOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);
/** An object with these fields and no others, so that nothing unchecked comes along. */
const exactly =
  (fields: Readonly<Record<string, Check>>): Check =>
  (value) =>
    isObject(value) &&
    Object.keys(value).every((field) => Object.hasOwn(fields, field)) &&
    Object.entries(fields).every(([field, check]) => check(value[field]));

/** Inside a bundle, one folder deep, no way out of it. */
const fileIn =
  (folder: string): Check =>
  (value) =>
    typeof value === 'string' && value.startsWith(`${folder}/`) && /^[\w.-]+$/.test(value.slice(folder.length + 1));

const KINDS: readonly EvidenceKind[] = [
  'certificate',
  'precertificate',
  'ocsp-response',
  'ocsp-request',
  'crl',
  'ct-log-entry',
  'ct-log-list',
  'unrecognised',
];

const FIELDS: Readonly<Record<string, Check>> = {
  tool: exactly({ name: isText, version: isText, rulesVersion: isText }),
  title: isTextUpTo(2_000),
  description: isTextUpTo(200_000),
  evaluateAsOf: isText,
  evaluatedAt: isText,
  reading: oneOf(...READINGS),
  verdict: isText,
  evidence: listOf(
    exactly({ sha256: isHash, kind: oneOf(...KINDS), size: isCount, file: fileIn('evidence'), names: listOf(isText) }),
  ),
  references: listOf(exactly({ sha256: isHash, from: listOf(isText) })),
  lookups: listOf(
    exactly({
      by: oneOf('crt.sh-id', 'sha1', 'serial', 'spki-sha256', 'crt.sh-query'),
      value: isText,
      from: listOf(isText),
    }),
  ),
  claims: listOf(
    exactly({
      sha256: isHash,
      from: isText,
      capturedAt: orAbsent(isMoment),
      status: orAbsent(isCount),
      contentType: orAbsent(isText),
      url: orAbsent(isText),
      method: orAbsent(oneOf('GET', 'POST')),
    }),
  ),
  problems: listOf(exactly({ name: isText, code: isText, message: isText })),
  earlierVerdicts: listOf(exactly({ name: isText, sha256: isHash, file: fileIn('verdicts') })),
  stated: orAbsent(
    exactly({
      lists: listOf(exactly({ name: isText, listedAs: oneOf(...LISTED_AS), sha256: isHash, file: fileIn('stated') })),
      counts: isText,
      moment: isText,
      zone: isText,
      expiredAt: isText,
    }),
  ),
  moments: orAbsent(
    listOf(
      exactly({
        at: (value) => value === null || isInstant(value),
        written: isText,
        context: isText,
        from: listOf(isText),
        doubt: orAbsent(exactly({ code: isText, message: isText })),
      }),
    ),
  ),
  events: orAbsent(listOf(exactly({ at: isInstant, written: isText, label: isText }))),
};
