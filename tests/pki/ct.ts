/** Made-up Certificate Transparency logs (RFC 6962) that sign timestamps, rightly and wrongly. */
import { concatBytes, toBase64 } from '../../src/core/model/bytes.ts';
import type { Bytes } from './der-writer.ts';
import { key } from './keys.ts';
import type { TestKey } from './keys.ts';
import { algorithms, hash, usualAlgorithm } from './signing.ts';

export interface CtLog {
  readonly key: TestKey;
  readonly description: string;
  readonly operator: string;
  readonly url: string;
}

/** An RSA log: RSASSA-PKCS1-v1_5 with SHA-256 (RFC 6962 section 2.1.4). */
export const rsaLog = (): CtLog => ({
  key: key('logRsa'),
  description: "Example 'Cedar 2022' log",
  operator: 'Example Logs',
  url: 'https://cedar2022.ct.example/',
});
/** A P-256 log. */
export const ecLog = (): CtLog => ({
  key: key('logEc'),
  description: "Example 'Maple 2022' log",
  operator: 'Example Logs',
  url: 'https://maple2022.ct.example/',
});

/** SHA-256 of the log's SubjectPublicKeyInfo (RFC 6962 section 3.2). */
export const logId = (log: CtLog): Bytes => hash('sha256', log.key.spki);

/** A number as `size` octets, big-endian: what TLS calls uint8, uint16, uint24, uint64. */
export function uint(value: number, size: number): Bytes {
  const octets = new Uint8Array(size);
  for (let at = size - 1, rest = value; at >= 0; at--, rest = Math.floor(rest / 256)) octets[at] = rest % 256;
  return octets;
}

export interface SctOptions {
  readonly log: CtLog;
  /** ms since 1970-01-01T00:00:00Z. */
  readonly timestamp: number;
  /** For a precert_entry: SHA-256 of the final issuer's SPKI and the TBSCertificate without poison. */
  readonly issuerKeyHash?: Bytes;
  readonly tbs?: Bytes;
  /** For an x509_entry instead: the whole final certificate. */
  readonly certificate?: Bytes;
  /** CtExtensions; default none. */
  readonly extensions?: Bytes;
  readonly version?: number;
  /** Changes the signature's octets after signing: the defect is a signature that does not verify. */
  readonly changeSignature?: (signature: Bytes) => Bytes;
}

/** What the log signs: `digitally-signed struct` of RFC 6962 section 3.2. */
function signedEntry({ timestamp, extensions = new Uint8Array(), ...options }: SctOptions): Bytes {
  const entry = options.certificate
    ? [uint(0, 2), uint(options.certificate.length, 3), options.certificate]
    : [uint(1, 2), options.issuerKeyHash!, uint(options.tbs!.length, 3), options.tbs!];
  return concatBytes([uint(0, 1), uint(0, 1), uint(timestamp, 8), ...entry, uint(extensions.length, 2), extensions]);
}

/** A `SignedCertificateTimestamp` in TLS encoding. */
export function signedCertificateTimestamp(options: SctOptions): Bytes {
  const { log, timestamp, extensions = new Uint8Array(), changeSignature = (same: Bytes) => same } = options;
  const rsa = log.key.kind === 'RSA';
  const algorithm = rsa ? algorithms.sha256WithRSAEncryption : usualAlgorithm(log.key);
  const signature = changeSignature(algorithm.sign(log.key, signedEntry(options)));
  return concatBytes([
    uint(options.version ?? 0, 1),
    logId(log),
    uint(timestamp, 8),
    uint(extensions.length, 2),
    extensions,
    // SignatureAndHashAlgorithm of RFC 5246: sha256(4), rsa(1) or ecdsa(3).
    Uint8Array.of(4, rsa ? 1 : 3),
    uint(signature.length, 2),
    signature,
  ]);
}

/** `SignedCertificateTimestampList`, each SCT with its length in front. */
export function sctList(scts: readonly Bytes[]): Bytes {
  const entries = concatBytes(scts.map((sct) => concatBytes([uint(sct.length, 2), sct])));
  return concatBytes([uint(entries.length, 2), entries]);
}

/** A log list in the v3 JSON form that log programs publish, naming these logs: hand it in so that their SCTs can be verified. */
export function logList(logs: readonly CtLog[], listedAt: string): string {
  const list = {
    version: '1.0',
    log_list_timestamp: listedAt,
    operators: [
      {
        name: 'Example Logs',
        email: [],
        logs: logs.map((log) => ({
          description: log.description,
          log_id: toBase64(logId(log)),
          key: toBase64(log.key.spki),
          url: log.url,
          mmd: 86400,
          state: { usable: { timestamp: '2022-01-01T00:00:00Z' } },
          temporal_interval: { start_inclusive: '2022-01-01T00:00:00Z', end_exclusive: '2027-01-01T00:00:00Z' },
        })),
        tiled_logs: [],
      },
    ],
  };
  return `${JSON.stringify(list, null, 2)}\n`;
}

/** A `get-entries` answer (RFC 6962 section 4.6) with one precert_entry: the log's own timestamp, unsigned. */
export function logEntry(options: {
  readonly timestamp: number;
  readonly issuerKeyHash: Bytes;
  readonly tbs: Bytes;
  /** The precertificate as submitted and its chain, DER. */
  readonly precertificate: Bytes;
  readonly chain: readonly Bytes[];
}): { leaf_input: string; extra_data: string } {
  const asn1 = (bytes: Bytes): Bytes => concatBytes([uint(bytes.length, 3), bytes]);
  const leaf = concatBytes([
    uint(0, 1),
    uint(0, 1),
    uint(options.timestamp, 8),
    uint(1, 2),
    options.issuerKeyHash,
    asn1(options.tbs),
    uint(0, 2),
  ]);
  const chain = concatBytes(options.chain.map(asn1));
  return { leaf_input: toBase64(leaf), extra_data: toBase64(concatBytes([asn1(options.precertificate), asn1(chain)])) };
}
