import type { Evidence } from '../model/evidence.ts';
import type { SingleResponseEntry, StatusEntry } from '../model/verdict.ts';
import { byCodeUnit } from '../model/bytes.ts';
import { parseInstant, SECOND } from '../model/time.ts';
import { decodeCertificate } from '../decode/certificate.ts';
import { formatName } from '../decode/rfc4514.ts';
import { purposeOf, saysNothing, spkiSha256 } from '../verify/in-hand.ts';
import type { Evaluation } from '../verdict/evaluation.ts';
import { bundlePath } from '../verdict/file-name.ts';

/** One response that openssl can verify with nothing but the files of the bundle. */
export interface OpensslCheck {
  /** File names inside the bundle. */
  readonly response: string;
  readonly issuer: string;
  /** Lower-case hex. */
  readonly serialNumber: string;
  /** Of the CertID, as openssl calls it: `sha1`, `sha256` … */
  readonly hash: string;
  /** Seconds since 1970, UTC: the moment for which the responder's certificate has to be valid. */
  readonly attime: number;
  readonly certStatus: StatusEntry['certStatus'];
}

/** The hash functions of CertIDs that `openssl ocsp` has a flag for. */
export const HASHES: readonly string[] = ['sha1', 'sha256', 'sha384', 'sha512'];

/**
 * What `openssl ocsp` is told so that it judges a response as RFC 6960 section 3.2 does and nothing else: the issuer is
 * trusted though it is no root, the moment is that of the response, and how long ago that was plays no part. In: words of
 * a shell. Out: two lines of them.
 */
export const ocspArguments = (words: {
  readonly response: string;
  /** A PEM file. */
  readonly issuer: string;
  /** Which certificate is asked about: `-sha1 -serial 0x01`; the flag for the hash counts for what stands behind it. */
  readonly about: string;
  /** Seconds since 1970. */
  readonly attime: string;
}): readonly [string, string] => [
  `-respin ${words.response} -issuer ${words.issuer} ${words.about} -no_nonce`,
  `-CAfile ${words.issuer} -partial_chain -attime ${words.attime} -validity_period 9999999999`,
];

/**
 * A check for every authoritative status whose issuer's certificate is a file of the bundle, in the order of the
 * verdict; made anew each time they are walked. One that is only embedded in a response has no file, so its statuses are
 * left out.
 */
export async function opensslChecks(
  { rows, responses }: Pick<Evaluation, 'rows' | 'responses'>,
  evidence: readonly Evidence[],
): Promise<Iterable<OpensslCheck>> {
  const issuers = await issuersByNameAndKey(evidence);
  const singles = new Map<string, Singles>();
  for (const { sha256, singleResponses } of responses())
    singles.set(
      sha256,
      singleResponses.map(({ serialNumber, hashAlgorithm }) => ({ serialNumber, hashAlgorithm })),
    );
  return { [Symbol.iterator]: () => checksOf(rows, issuers, singles) };
}

type Singles = readonly Pick<SingleResponseEntry, 'serialNumber' | 'hashAlgorithm'>[];

function* checksOf(
  rows: Evaluation['rows'],
  issuers: ReadonlyMap<string, string>,
  singles: ReadonlyMap<string, Singles>,
): Generator<OpensslCheck, void> {
  /** Responses about several certificates, or certificates that stand in several rows, are checked once for each number. */
  const done = new Set<string>();
  for (const { entry } of rows) {
    const { issuer, issuerSpkiSha256, serialNumber, statuses } = entry;
    for (const { evidence: sha256, certStatus, producedAt } of statuses) {
      const certificate = issuers.get(`${issuerSpkiSha256} ${issuer}`);
      const single = singles.get(sha256)?.find((one) => one.serialNumber === serialNumber);
      if (!certificate || !single || !HASHES.includes(single.hashAlgorithm)) continue;
      const check = `${sha256} ${serialNumber} ${certificate}`;
      if (done.has(check)) continue;
      done.add(check);
      yield {
        response: bundlePath(sha256, 'ocsp-response'),
        issuer: bundlePath(certificate, 'certificate'),
        serialNumber,
        hash: single.hashAlgorithm,
        attime: parseInstant(producedAt)! / SECOND,
        certStatus,
      };
    }
  }
}

async function issuersByNameAndKey(evidence: readonly Evidence[]): Promise<ReadonlyMap<string, string>> {
  const issuers = new Map<string, string>();
  const certificates = evidence.filter(({ kind }) => kind === 'certificate');
  for (const { sha256, bytes } of [...certificates].sort((a, b) => byCodeUnit(b.sha256, a.sha256))) {
    const decoded = decodeCertificate(bytes);
    if (!decoded.ok || (purposeOf(decoded.value) === 'subscriber' && !saysNothing(decoded.value))) continue;
    issuers.set(`${await spkiSha256(decoded.value)} ${formatName(decoded.value.subject)}`, sha256);
  }
  return issuers;
}
