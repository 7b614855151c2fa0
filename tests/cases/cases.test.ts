import { describe, expect, it } from 'vitest';
import { evaluate } from '../../src/core/evaluate.ts';
import { takeIn } from '../../src/core/intake/index.ts';
import { parseInstant } from '../../src/core/model/time.ts';
import type {
  CertificateEntry,
  CrlEntry,
  CrlStatusEntry,
  Finding,
  Reading,
  ResponseEntry,
  VerdictDocument,
} from '../../src/core/model/verdict.ts';
import { serializeVerdict } from '../../src/core/verdict/json.ts';
import type {
  CaseDefinition,
  Expectation,
  ExpectedCertificate,
  ExpectedCrl,
  ExpectedResponse,
  Rules,
} from './definitions/define.ts';
import { fingerprint } from '../pki/index.ts';
import { definitions } from './definitions/index.ts';
import { readInput, readText, slugs, texts, writeInput, writeText } from './folder.ts';

const update = Boolean(process.env['PRESUMED_UPDATE']);
const all = definitions();

it('every folder has a definition, and every definition a slug of its own', () => {
  const defined = all.map(({ slug }) => slug).sort();
  expect(new Set(defined).size).toBe(defined.length);
  if (!update) expect(slugs().sort()).toEqual(defined);
});

describe.each(all.map((definition) => [definition.slug, definition] as const))('%s', (slug, definition) => {
  it('is on disk as its definition makes it', () => {
    if (update) writeCase(definition);
    const made = Object.entries(definition.input).map(([name, bytes]) => `${name} ${fingerprint(bytes)}`);
    expect(readInput(slug).map(({ name, bytes }) => `${name} ${fingerprint(bytes)}`)).toEqual(made.sort());
    for (const [file, text] of Object.entries(texts(definition))) expect(readText(slug, file)).toBe(text);
  });

  it.each(Object.entries(definition.expect) as [Reading, Expectation][])('%s', async (reading, expectation) => {
    const document = await judge(slug, definition, reading);
    expect(seen(document, expectation)).toEqual(expectation);

    const file = reading === 'ruling' ? 'expected.verdict.json' : `expected.${reading}.verdict.json`;
    const text = serializeVerdict(document);
    if (update) writeText(slug, file, text);
    expect(text).toBe(readText(slug, file) ?? `missing: ${file}`);
  });
});

function writeCase(definition: CaseDefinition): void {
  writeInput(definition.slug, definition.input);
  for (const [file, text] of Object.entries(texts(definition))) writeText(definition.slug, file, text);
}

async function judge(slug: string, { title, evaluatedAt }: CaseDefinition, reading: Reading): Promise<VerdictDocument> {
  const taken = await takeIn(readInput(slug));
  const { document } = await evaluate({ title, evaluatedAt: parseInstant(evaluatedAt)!, reading, ...taken });
  return document;
}

/** The part of a verdict that an expectation speaks about, in the expectation's shape. */
function seen(document: VerdictDocument, expectation: Expectation): Expectation {
  return {
    ...(expectation.certificates
      ? { certificates: document.certificates.map((entry, n) => seenCertificate(entry, expectation.certificates?.[n])) }
      : {}),
    ...(expectation.responses
      ? { responses: expectation.responses.map((expected) => seenResponse(document, expected)) }
      : {}),
    ...(expectation.crls ? { crls: document.crls.map((entry, n) => seenCrl(entry, expectation.crls?.[n])) } : {}),
    ...(expectation.problems ? { problems: document.problems.map(({ code }) => code) } : {}),
  };
}

/** An entry that nobody expected is shown whole. */
function seenCertificate(entry: CertificateEntry, expected: ExpectedCertificate | undefined): ExpectedCertificate {
  return {
    host: entry.dnsNames[0] ?? entry.subject,
    ...(expected?.kind ? { kind: entry.kind } : {}),
    ...(expected?.signature ? { signature: entry.signature } : {}),
    ...(expected?.verdict ? { verdict: entry.verdict } : {}),
    ...(expected?.statuses ? { statuses: entry.statuses.map(({ certStatus }) => certStatus) } : {}),
    ...(expected?.crls ? { crls: entry.crls.map(saidByCrl) } : {}),
    ...(expected?.rules ? { rules: outcomes(entry.findings, expected.rules) } : {}),
  };
}

const saidByCrl = ({ revocationDate, reason }: CrlStatusEntry): string =>
  reason ?? (revocationDate === null ? 'not listed' : 'revoked');

const seenCrl = ({ signature, revokedCertificates, findings }: CrlEntry, expected?: ExpectedCrl): ExpectedCrl => ({
  signature,
  revokedCertificates,
  rules: outcomes(findings, expected?.rules ?? {}),
});

function seenResponse(document: VerdictDocument, expected: ExpectedResponse): ExpectedResponse {
  const evidence = document.evidence.find(({ names }) => names.some((name) => name.startsWith(expected.file)));
  const entry = document.responses.find(({ sha256 }) => sha256 === evidence?.sha256);
  if (!entry) return { file: `${expected.file} is not among the responses` };
  const own: { [K in keyof ExpectedResponse]-?: (entry: ResponseEntry) => ExpectedResponse[K] } = {
    file: () => expected.file,
    responseStatus: ({ responseStatus }) => responseStatus,
    signature: ({ signature }) => signature,
    role: ({ responder }) => responder?.role ?? null,
    authorized: ({ singleResponses }) => singleResponses.map(({ authorized }) => authorized),
    names: ({ singleResponses }) => singleResponses.map(({ names }) => names.length),
    rules: ({ findings }) => outcomes(findings, expected.rules!),
  };
  return Object.fromEntries(
    (Object.keys(expected) as (keyof ExpectedResponse)[]).map((field) => [field, own[field](entry)]),
  ) as unknown as ExpectedResponse;
}

const outcomes = (findings: readonly Finding[], rules: Rules): Rules =>
  Object.fromEntries(
    Object.keys(rules).map((rule) => [
      rule,
      findings.filter((finding) => finding.rule === rule).map(({ outcome }) => outcome),
    ]),
  );
