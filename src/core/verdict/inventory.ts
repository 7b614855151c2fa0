import type { Evidence, EvidenceKind, Lookup, Problem } from '../model/evidence.ts';
import type { Failure } from '../model/result.ts';
import type { VerdictDocument } from '../model/verdict.ts';
import { byCodeUnit } from '../model/bytes.ts';
import type { Crowd, Verified } from '../verify/index.ts';

/** `evidence` of the verdict: all bytes kept, sorted by hash, each with the kind that decoding found. */
export function evidenceEntries(evidence: readonly Evidence[], verified: Verified): VerdictDocument['evidence'] {
  const kinds = new Map<string, EvidenceKind>(
    verified.certificates.map(({ sha256, certificate }) => [sha256, certificate.kind]),
  );
  for (const { evidence: piece } of verified.undecodable) kinds.set(piece.sha256, 'unrecognised');
  return [...evidence]
    .sort((a, b) => byCodeUnit(a.sha256, b.sha256))
    .map(({ sha256, kind, bytes, names }) => ({
      sha256,
      kind: kinds.get(sha256) ?? kind,
      size: bytes.length,
      names: [...names].sort(byCodeUnit),
    }));
}

const CANNOT_BE_READ: Partial<Record<EvidenceKind, string>> = {
  'ct-log-entry': 'The CT log entry cannot be read',
  'ocsp-request': 'The OCSP request cannot be read for certain',
  'ct-log-list': 'The list of CT logs cannot be used',
};

/** A problem for each name of a piece of evidence that did not decode, or not cleanly outside its signature. */
export function undecodableProblems(evidence: readonly Evidence[], verified: Verified): Problem[] {
  const names = new Map(evidence.map((piece) => [piece.sha256, piece.names]));
  const problems: Problem[] = [];
  for (const { evidence: piece, failure } of verified.undecodable)
    problems.push(
      ...forEach(piece.names, failure, CANNOT_BE_READ[piece.kind] ?? 'The certificate cannot be read for certain'),
    );
  for (const { evidence: piece, failure } of verified.logsLeftOut)
    problems.push(...forEach(piece.names, failure, 'The list of CT logs is used without one of its logs'));
  for (const { sha256, response, failure } of verified.responses) {
    const from = names.get(sha256) ?? [];
    if (failure) problems.push(...forEach(from, failure, 'The OCSP response cannot be read for certain'));
    for (const defect of response?.defects ?? [])
      if (defect.code === 'der/trailing-bytes')
        problems.push(
          ...forEach(
            from,
            { ok: false, ...defect },
            'The OCSP response was read, but not all of the file is part of it',
          ),
        );
  }
  for (const { sha256, failure, mayBeSigned } of verified.crls) {
    const from = names.get(sha256) ?? [];
    if (failure) problems.push(...forEach(from, failure, 'The CRL cannot be read for certain'));
    if (mayBeSigned === false) problems.push(...from.map(notForCrls));
  }
  for (const crowd of verified.crowds) problems.push(crowdProblem(crowd, names.get(crowd.leftOut[0]!)?.[0]));
  return problems;
}

/** Told once a crowd, by the first name of the first that was left out; one that only stands in a response has none. */
const crowdProblem = ({ serialNumber, total, leftOut }: Crowd, name = ''): Problem => ({
  name,
  code: 'budget/same-cert-id',
  message: `${total} certificates in hand have the issuer and serial number ${serialNumber} that an OCSP response names; what responses say is told of ${total - leftOut.length} of them, those whose signature verifies first. Leave out those that are not the CA's, or make a case of each.`,
});

/** RFC 5280 section 6.3.3 (f). */
const notForCrls = (name: string): Problem => ({
  name,
  code: 'crl/key-usage',
  message:
    "The CRL tells nothing about certificates: its signer's certificate has a key usage without cRLSign. If the CA has another certificate for that key, add it.",
});

function forEach(names: readonly string[], { code, message }: Failure, what: string): Problem[] {
  return names.map((name) => ({
    name,
    code,
    message: `${what}: ${message}. Get the original bytes again, without anything that copying or saving added or lost; the rest of the case is not affected.`,
  }));
}

const WAYS: Record<Lookup['by'], string> = {
  'crt.sh-id': 'a crt.sh id names a row of their database',
  sha1: 'a SHA-1 fingerprint is not what evidence is kept by',
  serial: 'a serial number alone names no certificate',
  'spki-sha256': 'a key hash names a key, not a certificate',
  'crt.sh-query': 'a crt.sh search can have any number of answers',
};

/** What names a certificate but cannot be looked up offline: told as a problem until somebody brings the bytes or the SHA-256. */
export function lookupProblems(lookups: readonly Lookup[]): Problem[] {
  return lookups.flatMap(({ by, value, from }) =>
    from.map((name) => ({
      name,
      code: `reference/${by}`,
      message: `${value} cannot be resolved offline: ${WAYS[by]}. Open the link, download the certificate, and add it here.`,
    })),
  );
}
