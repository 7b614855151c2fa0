import { findExtension, type AlgorithmIdentifier } from '../model/asn1.ts';
import type { SignedCertificateTimestamp, SignedEntry } from '../model/ct.ts';
import { concatBytes, fromHex, toHex } from '../model/bytes.ts';
import { ctLogName } from '../model/ct.ts';
import { OID } from '../model/oid.ts';
import { decodeSignedCertificateTimestampList } from '../decode/sct.ts';
import type { Result } from '../model/result.ts';
import type { CtLogTable, KnownLog } from './ct-logs.ts';
import type { Entry, Issued } from './entries.ts';
import { spkiSha256, type InHand } from './in-hand.ts';
import { loggedTbs } from './reconstruct-logged.ts';
import { verifySignature, type SignatureCheck } from './signature.ts';

/** What became of one SCT embedded in a final certificate (RFC 6962 section 3.2, BR 7.1.2.11.3). */
export interface SctCheck {
  /** `null` when it cannot be read; then `why` says what is wrong with it. */
  readonly sct: SignedCertificateTimestamp | null;
  /**
   * `valid`: the log's signature over the precertificate that the final certificate implies verifies.
   * `unknown-log`: no list has its key. `no-issuer`: the CA's key, over whose hash it is made, is not known for sure.
   * `unsupported`: of a version or algorithm nobody can verify here. Only `invalid` speaks against the certificate.
   */
  readonly outcome: 'valid' | 'invalid' | 'unknown-log' | 'unsupported' | 'no-issuer';
  readonly log: KnownLog | null;
  /** A sentence; `null` when it is valid. */
  readonly why: string | null;
  /** For an invalid one: the certificate in hand that the log really signed, and as which kind of entry. */
  readonly signedInstead: { readonly type: SignedEntry['type']; readonly inHand: InHand } | null;
}

/** SCTs that are verified in one certificate; real ones carry two to eight, and a hostile list holds a thousand. */
const MAX_SCTS = 32;

/** Verifies the SCTs that stand in an entry's final certificate. Empty when there is none, or no final certificate. */
export async function checkEmbeddedScts(entry: Entry, logs: CtLogTable): Promise<readonly SctCheck[]> {
  const { final } = entry;
  if (!final) return NONE;
  const { known, extensions } = final.inHand.certificate;
  const list = known.signedCertificateTimestampList;
  if (!list)
    return findExtension(extensions, OID.sctList)
      ? [notVerified('unsupported', "The SCT list's extension cannot be read; the certificate's defects say why")]
      : [];
  const decoded = decodeSignedCertificateTimestampList(list);
  if (!decoded.ok) return [notVerified('invalid', `The SCT list cannot be read: ${decoded.message}`)];
  const signed = await impliedEntry(final);
  return Promise.all(
    decoded.value.map(async (sct, index) =>
      index < MAX_SCTS
        ? checkSct(sct, signed, entry, logs)
        : notVerified('unsupported', `Only the first ${MAX_SCTS} SCTs of a certificate are verified`, sct),
    ),
  );
}

const NONE: readonly SctCheck[] = [];

async function checkSct(
  result: Result<SignedCertificateTimestamp>,
  signed: SignedEntry | null,
  entry: Entry,
  logs: CtLogTable,
): Promise<SctCheck> {
  if (!result.ok) return notVerified(result.code === 'sct/unknown-version' ? 'unsupported' : 'invalid', result.message);
  const sct = result.value;
  const log = logs.byId.get(toHex(sct.logID)) ?? null;
  if (!log)
    return notVerified('unknown-log', `No list of CT logs in hand has a log with the id ${toHex(sct.logID)}`, result);
  if (!signed)
    return notVerified(
      'no-issuer',
      "The SCT covers the hash of the issuing CA's key, and no certificate of that CA is in hand",
      result,
      log,
    );
  const check = await verifySct(sct, signed, log);
  if (check.outcome !== 'invalid') return { sct, outcome: check.outcome, log, why: check.why, signedInstead: null };
  if (entry.final!.issuance.signature === 'unsupported')
    return notVerified(
      'no-issuer',
      "The certificate's own signature cannot be verified, so its issuer's key is not certain",
      result,
      log,
    );
  const signedInstead = await findWhatWasSigned(sct, log, entry);
  return { sct, outcome: 'invalid', log, why: describeFailure(check.why, log, signedInstead), signedInstead };
}

function notVerified(
  outcome: SctCheck['outcome'],
  why: string,
  sct?: Result<SignedCertificateTimestamp>,
  log: KnownLog | null = null,
): SctCheck {
  return { sct: sct?.ok ? sct.value : null, outcome, log, why, signedInstead: null };
}

/** The precert_entry that a (pre)certificate in hand stands for; `null` without its CA's key. */
async function impliedEntry(issued: Issued): Promise<SignedEntry | null> {
  const issuer = issued.issuance.issuer?.certificate;
  if (!issuer) return null;
  return {
    type: 'precert_entry',
    issuerKeyHash: fromHex(await spkiSha256(issuer)),
    tbsCertificate: loggedTbs(issued),
  };
}

/**
 * A signature that fails for the certificate it stands in may hold for another one in hand: a precertificate that
 * differs, or a certificate that was logged as such (an x509_entry, which BR 7.1.2.11.3 does not allow in a certificate).
 * That tells a wrong certificate from a wrong signature. The certificate itself is not tried as an x509_entry: it would
 * have to contain a signature over itself.
 */
async function findWhatWasSigned(
  sct: SignedCertificateTimestamp,
  log: KnownLog,
  entry: Entry,
): Promise<SctCheck['signedInstead']> {
  const precertificates = [entry.precertificate, ...entry.alsoPrecertificates].filter((one) => one !== null);
  for (const issued of entry.differences?.length ? precertificates : []) {
    const implied = await impliedEntry(issued);
    if (implied && (await verifySct(sct, implied, log)).outcome === 'valid')
      return { type: 'precert_entry', inHand: issued.inHand };
  }
  for (const inHand of [...precertificates, ...entry.duplicates].map((one) => one.inHand).slice(0, MAX_SCTS)) {
    const asCertificate: SignedEntry = { type: 'x509_entry', certificate: inHand.certificate.der };
    if ((await verifySct(sct, asCertificate, log)).outcome === 'valid') return { type: 'x509_entry', inHand };
  }
  return null;
}

function describeFailure(why: string, log: KnownLog, instead: SctCheck['signedInstead']): string {
  const name = ctLogName(log);
  if (!instead)
    return `The signature of the log ${name} is not over the precertificate that this certificate implies: ${why}`;
  const what = instead.inHand.certificate.kind;
  return instead.type === 'x509_entry'
    ? `The log ${name} signed it as an x509_entry, for the ${what} ${instead.inHand.sha256}; an embedded SCT must be for a precert_entry`
    : `The log ${name} signed it for the ${what} ${instead.inHand.sha256}, from which this certificate differs`;
}

/**
 * Verifies an SCT's signature over an entry under its log's key. RFC 6962 section 2.1.4 allows SHA-256 with RSA
 * (RSASSA-PKCS1-v1_5) or ECDSA; the signature must be of the key's kind.
 */
export async function verifySct(
  sct: SignedCertificateTimestamp,
  entry: SignedEntry,
  { key }: Pick<KnownLog, 'key'>,
): Promise<SignatureCheck> {
  const algorithm = sct.hashAlgorithm === SHA256 ? ALGORITHMS.get(sct.signatureAlgorithm) : undefined;
  if (!algorithm)
    return {
      outcome: 'unsupported',
      why: `The SCT's signature algorithm (hash ${sct.hashAlgorithm}, signature ${sct.signatureAlgorithm}) is not SHA-256 with RSA or ECDSA, which RFC 6962 section 2.1.4 asks for`,
    };
  return verifySignature(signedOctets(sct, entry), algorithm, { unusedBits: 0, bytes: sct.signature }, key);
}

/** Codes of RFC 5246 section 7.4.1.4.1. */
const SHA256 = 4;
const identifier = (algorithm: string): AlgorithmIdentifier => ({ algorithm, der: new Uint8Array(0) });
const ALGORITHMS = new Map([
  [1, identifier('1.2.840.113549.1.1.11')],
  [3, identifier('1.2.840.10045.4.3.2')],
]);

/** `digitally-signed struct { sct_version, certificate_timestamp(0), timestamp, entry_type, signed_entry, extensions }` */
function signedOctets({ timestamp, extensions }: SignedCertificateTimestamp, entry: SignedEntry): Uint8Array {
  const isPrecert = entry.type === 'precert_entry';
  const body = isPrecert ? entry.tbsCertificate : entry.certificate;
  return concatBytes([
    uint(0, 2),
    uint(timestamp, 8),
    uint(isPrecert ? 1 : 0, 2),
    ...(isPrecert ? [entry.issuerKeyHash] : []),
    uint(body.length, 3),
    body,
    uint(extensions.length, 2),
    extensions,
  ]);
}

/** A number as big-endian octets. */
function uint(value: number, size: number): Uint8Array {
  const octets = new Uint8Array(size);
  for (let at = size - 1, rest = value; at >= 0; at--, rest = Math.floor(rest / 256)) octets[at] = rest % 256;
  return octets;
}
