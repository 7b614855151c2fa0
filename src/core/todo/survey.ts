import type { AnyCertificate } from '../model/certificate.ts';
import type { Evidence, Lookup } from '../model/evidence.ts';
import type { EntryHead } from '../model/row.ts';
import type { VerdictDocument } from '../model/verdict.ts';
import { byCodeUnit, toHex } from '../model/bytes.ts';
import { decodeCertificate } from '../decode/certificate.ts';
import { decodeOCSPResponse } from '../decode/ocsp-response.ts';
import { formatName } from '../decode/rfc4514.ts';
import { LISTED_BY_VERDICT } from '../intake/merge.ts';
import { hashName } from '../verify/algorithms.ts';
import { inBatches } from '../verify/batches.ts';
import { digest } from '../verify/digest.ts';
import { spkiSha256 } from '../verify/in-hand.ts';
import type { ResponseHead } from '../verdict/response-entry.ts';

/** What of a verdict is looked at. */
export interface Surveyed extends Pick<VerdictDocument, 'evaluatedAt' | 'references'> {
  readonly certificates: readonly EntryHead[];
  /** Walked once. */
  readonly responses: Iterable<ResponseHead>;
}

/** A case as its evaluation left it. */
export interface SurveyInput {
  readonly document: Surveyed;
  /** The evidence that the document rests on, with its bytes. */
  readonly evidence: readonly Evidence[];
  readonly lookups: readonly Lookup[];
}

/** A CA certificate that others wait for. */
export interface MissingIssuer {
  /** RFC 4514; `null` when only a CertID names it. */
  readonly name: string | null;
  /** SHA-1 of its key, or what an authority key identifier says instead; lower-case hex. */
  readonly keyIdentifier: string | null;
  /** caIssuers URLs of those who wait, as they stand there. */
  readonly urls: readonly string[];
  readonly certificates: number;
  readonly responses: number;
}

/** A certificate or precertificate that no authoritative response speaks about. */
export interface MissingStatus {
  readonly sha256: string;
  readonly entry: EntryHead;
  readonly certificate: AnyCertificate;
  /** The CA of the final certificate, when it is in hand. */
  readonly issuer: AnyCertificate | null;
  readonly expired: boolean;
}

/** Whose certificate is missing to check the signature of responses. */
export interface MissingSigner {
  readonly by: 'key' | 'name';
  readonly value: string;
  readonly responses: number;
}

/** Everything that is missing in a case, each list in a stable order. */
export interface Survey {
  /** SHA-256 fingerprints of certificates. */
  readonly references: readonly string[];
  /** SHA-256 of evidence that an earlier verdict rests on: whoever made it has the bytes, crt.sh has not. */
  readonly listed: readonly string[];
  readonly lookups: readonly Lookup[];
  readonly issuers: readonly MissingIssuer[];
  readonly statuses: readonly MissingStatus[];
  readonly signers: readonly MissingSigner[];
  /** Serial numbers that responses speak about and no certificate in hand has. */
  readonly subjects: readonly { readonly serialNumber: string; readonly responses: number }[];
}

/** Looks through a case for what is missing. Certificates are decoded only where something depends on it. */
export async function survey({ document, evidence, lookups }: SurveyInput): Promise<Survey> {
  const open = document.references.filter(({ resolved }) => !resolved);
  const isListed = ({ from }: { from: readonly string[] }) => from.every((text) => text.endsWith(LISTED_BY_VERDICT));
  const bytes = new Map(evidence.map((piece) => [piece.sha256, piece.bytes]));
  const authorities = await authoritiesIn(document, evidence);
  const issuers = new IssuerList();
  const statuses: MissingStatus[] = [];
  for (const entry of document.certificates) {
    const wantsIssuer = entry.signature === 'no-issuer';
    const wantsStatus = entry.statuses.length === 0 && entry.signature !== 'invalid';
    if (!wantsIssuer && !wantsStatus) continue;
    const sha256 = (entry.certificateSha256 ?? entry.precertificateSha256)!;
    const certificate = read(bytes.get(sha256));
    if (!certificate) continue;
    if (wantsIssuer) issuers.wanted(entry, certificate, authorities);
    if (!wantsStatus || !certificate.known.authorityInfoAccess?.ocsp.length) continue;
    const issuer = issuerOf(entry, authorities);
    statuses.push({ sha256, entry, certificate, issuer, expired: entry.notAfter < document.evaluatedAt });
  }
  const waiting = new Set(
    document.certificates
      .filter(({ signature }) => signature === 'no-issuer')
      .flatMap(({ certificateSha256, precertificateSha256 }) => [certificateSha256, precertificateSha256]),
  );
  const signers = new SignerList();
  const subjects = new Map<string, number>();
  for (const response of document.responses) {
    if (response.signature !== 'no-key' && response.responder?.role === 'unknown')
      issuers.namedBy(response, waiting, bytes.get(response.sha256));
    signers.wanted(response);
    countSubjects(response, subjects);
  }
  return {
    references: open.filter((reference) => !isListed(reference)).map(({ sha256 }) => sha256),
    listed: open.filter(isListed).map(({ sha256 }) => sha256),
    lookups: await openLookups(lookups, document, evidence),
    issuers: issuers.all,
    statuses,
    signers: signers.besides(issuers.all),
    subjects: [...subjects]
      .sort(([a], [b]) => byCodeUnit(a, b))
      .map(([serialNumber, count]) => ({ serialNumber, responses: count })),
  };
}

/** CA certificates in hand. */
export interface Authorities {
  /** By SHA-256 of the SubjectPublicKeyInfo and by name, as an entry of the verdict names its issuer. */
  readonly byKey: ReadonlyMap<string, AnyCertificate>;
  readonly byName: ReadonlyMap<string, AnyCertificate>;
}

/** The certificates in hand that may be issuers: all but the subscribers'. */
export async function authoritiesIn(
  document: Pick<Surveyed, 'certificates'>,
  evidence: readonly Evidence[],
): Promise<Authorities> {
  const subscribers = new Set(
    document.certificates
      .filter(({ kind }) => kind === 'final' || kind === 'precertificate-only')
      .flatMap(({ certificateSha256, precertificateSha256 }) => [certificateSha256, precertificateSha256]),
  );
  const byKey = new Map<string, AnyCertificate>();
  const byName = new Map<string, AnyCertificate>();
  for (const { sha256, kind, bytes } of evidence) {
    if (kind !== 'certificate' || subscribers.has(sha256)) continue;
    const certificate = read(bytes);
    if (!certificate) continue;
    const name = formatName(certificate.subject);
    byKey.set(`${await spkiSha256(certificate)} ${name}`, certificate);
    byName.set(name, certificate);
  }
  return { byKey, byName };
}

/** The CA of an entry's final certificate, when its certificate was handed in. */
export const issuerOf = (entry: EntryHead, { byKey }: Authorities): AnyCertificate | null =>
  byKey.get(`${entry.issuerSpkiSha256} ${entry.issuer}`) ?? null;

function read(bytes: Uint8Array | undefined): AnyCertificate | null {
  const decoded = bytes && decodeCertificate(bytes);
  return decoded?.ok ? decoded.value : null;
}

/**
 * Lookups that nothing in hand answers. An id of crt.sh is in no certificate, but crt.sh and the script call their files
 * by it; a name may lie, so this ends a line of the to-do list and decides nothing else.
 */
async function openLookups(
  lookups: readonly Lookup[],
  document: Pick<Surveyed, 'certificates'>,
  evidence: readonly Evidence[],
): Promise<Lookup[]> {
  if (lookups.length === 0) return [];
  const certificates = evidence.filter(({ kind }) => kind === 'certificate' || kind === 'precertificate');
  const fileIds = certificates.flatMap(({ names }) => names.map((name) => /(?:^|\/)(\d{1,19})\.crt$/.exec(name)?.[1]));
  const hashes = lookups.some(({ by }) => by === 'sha1')
    ? await inBatches(certificates, async ({ bytes }) => toHex(await digest('SHA-1', bytes)))
    : [];
  const answered = new Set([
    ...fileIds.map((id) => `crt.sh-id ${id}`),
    ...hashes.map((hash) => `sha1 ${hash}`),
    ...document.certificates.map(({ serialNumber }) => `serial ${withoutZeros(serialNumber)}`),
  ]);
  return lookups.filter(({ by, value }) => !answered.has(`${by} ${by === 'serial' ? withoutZeros(value) : value}`));
}

const withoutZeros = (hex: string): string => hex.replace(/^0+(?=.)/, '');

/** Missing issuers, one line a key and name. */
class IssuerList {
  readonly #found = new Map<string, MissingIssuer>();

  get all(): MissingIssuer[] {
    return [...this.#found.entries()].sort(([a], [b]) => byCodeUnit(a, b)).map(([, issuer]) => issuer);
  }

  wanted(entry: EntryHead, certificate: AnyCertificate, { byName }: Authorities): void {
    // A precertificate signing certificate in hand whose own CA is not: what is missing is one step further up.
    const own = formatName(certificate.issuer);
    const below = own === entry.issuer ? certificate : (byName.get(own) ?? certificate);
    const { authorityKeyIdentifier, authorityInfoAccess } = below.known;
    const identifier = authorityKeyIdentifier?.keyIdentifier;
    this.#add(
      entry.issuer,
      identifier ? toHex(identifier) : null,
      authorityInfoAccess?.caIssuers ?? certificate.known.authorityInfoAccess?.caIssuers ?? [],
      { certificates: 1, responses: 0 },
    );
  }

  /** The issuer that a response's CertIDs name, unless it is missed for the certificates they name already. */
  namedBy({ singleResponses }: ResponseHead, waiting: ReadonlySet<string | null>, der: Uint8Array | undefined): void {
    const decoded = der && decodeOCSPResponse(der);
    if (!decoded?.ok) return;
    decoded.value.basicOCSPResponse?.tbsResponseData.responses.forEach(({ certID }, at) => {
      const single = singleResponses[at];
      if (single?.authorized !== null || single.names.some((sha256) => waiting.has(sha256))) return;
      const isSha1 = hashName(certID.hashAlgorithm.algorithm) === 'sha1';
      this.#add(null, isSha1 ? toHex(certID.issuerKeyHash) : null, [], { certificates: 0, responses: 1 });
    });
  }

  #add(
    name: string | null,
    keyIdentifier: string | null,
    urls: readonly string[],
    more: Pick<MissingIssuer, 'certificates' | 'responses'>,
  ): void {
    const key = `${name ?? ''}\u0000${keyIdentifier ?? ''}`;
    const known = this.#found.get(key) ?? { urls: [], certificates: 0, responses: 0 };
    this.#found.set(key, {
      name,
      keyIdentifier,
      urls: [...new Set([...known.urls, ...urls])].sort(byCodeUnit),
      certificates: known.certificates + more.certificates,
      responses: known.responses + more.responses,
    });
  }
}

/** Missing signers, one line a ResponderID. */
class SignerList {
  readonly #found = new Map<string, MissingSigner>();

  wanted({ responderID, signature }: ResponseHead): void {
    if (signature !== 'no-key' || !responderID) return;
    const key = `${responderID.by} ${responderID.value}`;
    this.#found.set(key, { ...responderID, responses: (this.#found.get(key)?.responses ?? 0) + 1 });
  }

  /** A CA that signs its responses itself is missing once, not twice. */
  besides(issuers: readonly MissingIssuer[]): MissingSigner[] {
    return [...this.#found.entries()]
      .filter(
        ([, { by, value }]) =>
          !issuers.some(({ name, keyIdentifier }) => value === (by === 'key' ? keyIdentifier : name)),
      )
      .sort(([a], [b]) => byCodeUnit(a, b))
      .map(([, signer]) => signer);
  }
}

/** Serial numbers of certificates that are not in hand. Nobody need look for what a forgery speaks about. */
function countSubjects({ signature, singleResponses }: ResponseHead, counts: Map<string, number>): void {
  if (signature === 'invalid') return;
  for (const { serialNumber, names } of singleResponses)
    if (names.length === 0) counts.set(serialNumber, (counts.get(serialNumber) ?? 0) + 1);
}
