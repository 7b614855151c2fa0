/** One sentence a test: evidence in, the findings of one rule out. README.md has the convention. */
import { expect, it } from 'vitest';
import { evaluate } from '../../src/core/evaluate.ts';
import type { Evaluation } from '../../src/core/evaluate.ts';
import { mergeTaken, takeIn } from '../../src/core/intake/index.ts';
import type { Evidence, EvidenceKind } from '../../src/core/model/evidence.ts';
import { parseInstant } from '../../src/core/model/time.ts';
import type { Finding, Outcome, Reading } from '../../src/core/model/verdict.ts';
import { RULES } from '../../src/core/rules/index.ts';
import {
  fingerprint,
  issuingA,
  later,
  ocspResponse,
  responder,
  rsaLog,
  singleResponse,
  logList,
} from '../pki/index.ts';
import type { Authority, ResponseOptions, SingleResponseOptions, Status } from '../pki/index.ts';

export type Bytes = Uint8Array;

// ---- The convention ------------------------------------------------------------------------------------------------

/** The kinds of tests that a rule needs. */
export const KINDS = ['fails', 'passes', 'notApplicable', 'boundary'] as const;
export type Kind = (typeof KINDS)[number];

/** Says once a file which rule it covers, and why a kind of test cannot exist for it. The house test reads the call. */
export function covers(id: string, without: Partial<Record<Kind, string>> = {}): void {
  it(`${[id, ...Object.entries(without).map(([kind, reason]) => `no ${kind}: ${reason}`)].join('; ')}`, () => {
    expect(RULES.map((rule) => rule.id)).toContain(id);
  });
}

const kind =
  (words: string) =>
  (title: string, test: () => Promise<void>): void =>
    it(`${words}: ${title}`, test);

export const fails = kind('fails');
export const passes = kind('passes');
export const notApplicable = kind('not applicable');
export const boundary = kind('boundary');

// ---- Judging -------------------------------------------------------------------------------------------------------

/** Evidence as octets, sorted by intake like any file; or with its kind, where intake would not see it as that. */
export type Piece = Bytes | string | { readonly kind: EvidenceKind; readonly bytes: Bytes };

export interface JudgeOptions {
  readonly reading?: Reading;
  /** RFC 3339; default 2026-11-23T08:00:00Z. */
  readonly evaluatedAt?: string;
  /** When a response was served, as a file claims. */
  readonly served?: readonly { readonly response: Bytes; readonly at: string }[];
  /** Only findings that stand on this object. */
  readonly on?: Bytes;
}

export interface Found {
  readonly outcome: Outcome;
  readonly message: string;
  readonly missing: readonly string[];
  readonly document: string;
  readonly edition: string;
  readonly section: string;
  readonly quote: string;
  readonly evidence: readonly string[];
  /** SHA-256 of the certificate (else precertificate), response or CRL that it stands on. */
  readonly on: string;
}

/** The whole evaluation of some evidence. */
export async function judgeCase(pieces: readonly Piece[], options: JudgeOptions = {}): Promise<Evaluation> {
  const { reading = 'ruling', evaluatedAt = '2026-11-23T08:00:00Z', served = [] } = options;
  const encoder = new TextEncoder();
  const handed = pieces.flatMap((piece, at) =>
    typeof piece === 'string'
      ? [{ name: `${at}.json`, bytes: encoder.encode(piece) }]
      : piece instanceof Uint8Array
        ? [{ name: `${at}.der`, bytes: piece }]
        : [],
  );
  const named: Evidence[] = pieces.flatMap((piece, at) =>
    typeof piece === 'string' || piece instanceof Uint8Array
      ? []
      : [{ ...piece, sha256: fingerprint(piece.bytes), names: [`${at}.der`] }],
  );
  const nothing = { references: [], lookups: [], problems: [], claims: [] };
  const taken = mergeTaken([await takeIn(handed), { evidence: named, ...nothing }]);
  const claims = served.map(({ response, at }) => ({
    sha256: fingerprint(response),
    from: 'headers.txt',
    capturedAt: parseInstant(at)!,
  }));
  return evaluate({
    ...taken,
    title: '',
    evaluatedAt: parseInstant(evaluatedAt)!,
    reading,
    claims: [...taken.claims, ...claims],
  });
}

/** Every finding of a rule, quiet ones too: those on certificates first, then those on responses and on CRLs. */
export async function judgeAll(rule: string, pieces: readonly Piece[], options: JudgeOptions = {}): Promise<Found[]> {
  const { document, quietFindings } = await judgeCase(pieces, options);
  const all = [
    ...document.certificates.map((entry) => [entry, (entry.certificateSha256 ?? entry.precertificateSha256)!] as const),
    ...[...document.responses, ...document.crls].map((entry) => [entry, entry.sha256] as const),
  ].flatMap(([{ findings }, sha256]) =>
    [...findings, ...quietFindings(sha256)].map((finding) => foundOn(finding, sha256)),
  );
  const on = options.on && fingerprint(options.on);
  return all.filter((found) => found.rule === rule && (on === undefined || found.on === on));
}

/** The one finding of a rule; more or fewer fail the test. */
export async function judge(rule: string, pieces: readonly Piece[], options: JudgeOptions = {}): Promise<Found> {
  const all = await judgeAll(rule, pieces, options);
  expect(all.map(({ outcome, message }) => `${outcome}: ${message}`)).toHaveLength(1);
  return all[0]!;
}

const foundOn = ({ citation, ...finding }: Finding, on: string): Found & { readonly rule: string } => ({
  ...finding,
  ...citation,
  on,
});

/** What a rule finds one second before a moment and exactly at it. */
export async function around(moment: string, find: (at: string) => Promise<Found>): Promise<[Found, Found]> {
  return [await find(later(moment, -1)), await find(moment)];
}

/** `not-effective`, then `violation`: the outcomes alone. */
export const outcomes = (all: readonly Found[]): Outcome[] => all.map(({ outcome }) => outcome);

// ---- Evidence ------------------------------------------------------------------------------------------------------

export const once = <T>(make: () => T): (() => T) => {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
};

/** The certificate of the CA that certificates come from unless a test says otherwise. */
export const issuer = once(() => issuingA().certificate);

/** Its delegated responder, valid longer than any edition of any policy. */
export const delegate = once(() => responder({ notBefore: '2012-01-01T00:00:00Z', notAfter: '2045-01-01T00:00:00Z' }));

/** A CT log, and the list that makes it known. */
export const log = rsaLog;
export const logs = once(() => logList([rsaLog()], '2026-01-01T00:00:00Z'));

export interface AnswerOptions extends Partial<Omit<ResponseOptions, 'signer' | 'responses' | 'producedAt'>> {
  readonly status?: Status;
  /** RFC 3339, or a whole time TLV; default 2022-11-01T10:00:00Z. */
  readonly producedAt?: string | Bytes;
  /** Default: producedAt. */
  readonly thisUpdate?: string | Bytes;
  /** Seconds from thisUpdate to nextUpdate, when both are given by time; default three days. `null` leaves nextUpdate out. */
  readonly valid?: number | null;
  readonly nextUpdate?: string | Bytes | null;
  /** The CA that the CertID names. */
  readonly ca?: Authority;
  /** Who signs; default the delegate. Its certificate goes into certs unless it is the CA itself. */
  readonly by?: Authority;
  /** The SingleResponse beyond that. */
  readonly single?: Partial<SingleResponseOptions>;
  /** Further SingleResponses, DER. */
  readonly more?: readonly Bytes[];
}

const THREE_DAYS = 259_200;

/** An OCSP answer about a certificate (DER) or a serial number (hex): signed by the CA's delegate, `unknown` unless said otherwise. */
export function answer(about: Bytes | string, options: AnswerOptions = {}): Bytes {
  const { status, producedAt = '2022-11-01T10:00:00Z', valid = THREE_DAYS, ca = issuingA(), by = delegate() } = options;
  const { thisUpdate = producedAt, single, more = [], nextUpdate, ...rest } = options;
  const next =
    nextUpdate !== undefined || typeof thisUpdate !== 'string' || valid === null ? null : later(thisUpdate, valid);
  return ocspResponse({
    certs: by === ca ? undefined : [by.certificate],
    ...rest,
    signer: by,
    producedAt,
    responses: [answerAbout(about, { ca, status, thisUpdate, nextUpdate: nextUpdate ?? next, ...single }), ...more],
  });
}

/** One SingleResponse. */
export function answerAbout(
  about: Bytes | string,
  options: Partial<SingleResponseOptions> & { readonly ca?: Authority; readonly status?: Status | undefined },
): Bytes {
  const { ca = issuingA(), status = 'unknown', ...rest } = options;
  return singleResponse({
    issuer: ca,
    serialNumber: about,
    thisUpdate: '2022-11-01T10:00:00Z',
    nextUpdate: '2022-11-04T10:00:00Z',
    ...rest,
    status,
  });
}
