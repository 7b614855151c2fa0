import type { CtLogEntry, SignedEntry } from '../model/ct.ts';
import { fail, ok, type Result } from '../model/result.ts';
import { contextConstructed, DerSession, TAG } from '../der/reader.ts';
import { readTimestamp, TlsReader } from './tls-reader.ts';

const AREA = 'ct-log-entry';

/**
 * A log's entry as evidence keeps it: uint32 length of leaf_input, leaf_input, then extra_data to the end (the two
 * fields of a get-entries answer, RFC 6962 section 4.6, base64 removed). Empty extra_data is one that was not handed in.
 */
export function decodeCtLogEntry(bytes: Uint8Array): Result<CtLogEntry> {
  const whole = new TlsReader(bytes, AREA);
  const leafInput = whole.vector(4, 1, 'leaf_input');
  if (whole.failure) return whole.failure;
  const leaf = readMerkleTreeLeaf(whole.into(leafInput));
  if (!leaf.ok) return leaf;
  const extra = readExtraData(whole, leaf.value.entry.type);
  return extra.ok ? ok({ ...leaf.value, ...extra.value }) : extra;
}

type Leaf = Omit<CtLogEntry, 'precertificate' | 'chain'>;

/** `struct { Version version; MerkleLeafType leaf_type; TimestampedEntry timestamped_entry }`, RFC 6962 section 3.4. */
function readMerkleTreeLeaf(reader: TlsReader): Result<Leaf> {
  const start = reader.at;
  const version = reader.number(1, 'The version');
  if (version !== 0)
    reader.fail('unknown-version', `The leaf says version ${version}, and only v1 (0) is known`, start);
  const leafType = reader.number(1, 'The leaf type');
  if (leafType !== 0) reader.fail('unknown-leaf-type', `Leaf type ${leafType} is not timestamped_entry (0)`, start + 1);
  const timestamp = readTimestamp(reader);
  const entry = readSignedEntry(reader);
  const extensions = reader.vector(2, 0, 'The CtExtensions');
  reader.finish('leaf_input');
  if (reader.failure) return reader.failure;
  const serialNumber = serialNumberOf(entry);
  if (!serialNumber) return fail(`${AREA}/not-a-certificate`, `The ${entry.type} holds no certificate`);
  return ok({ timestamp, entry, extensions, serialNumber });
}

function readSignedEntry(reader: TlsReader): SignedEntry {
  const offset = reader.at;
  const type = reader.number(2, 'The entry type');
  if (type > 1)
    reader.fail('unknown-entry-type', `Entry type ${type} is neither x509_entry (0) nor precert_entry (1)`, offset);
  if (type === 0) return { type: 'x509_entry', certificate: reader.vector(3, 1, 'The certificate') };
  return {
    type: 'precert_entry',
    issuerKeyHash: reader.octets(32, 'issuer_key_hash'),
    tbsCertificate: reader.vector(3, 1, 'The TBSCertificate'),
  };
}

/** x509_entry: `ASN.1Cert certificate_chain<0..2^24-1>`; precert_entry: a PrecertChainEntry, RFC 6962 section 3.1. */
function readExtraData(
  reader: TlsReader,
  type: SignedEntry['type'],
): Result<Pick<CtLogEntry, 'precertificate' | 'chain'>> {
  if (!reader.more) return ok({ precertificate: null, chain: [] });
  const precertificate = type === 'precert_entry' ? reader.vector(3, 1, 'The precertificate in extra_data') : null;
  const certificates = reader.into(reader.vector(3, 0, 'The chain in extra_data'));
  reader.finish('extra_data');
  const chain: Uint8Array[] = [];
  while (certificates.more) chain.push(certificates.vector(3, 1, 'A certificate of the chain'));
  return reader.failure ?? certificates.failure ?? ok({ precertificate, chain });
}

/** The serial number, by the outermost structure alone; `null` when there is none. */
function serialNumberOf(entry: SignedEntry): Uint8Array | null {
  const session = new DerSession(entry.type === 'x509_entry' ? entry.certificate : entry.tbsCertificate);
  const top = session.reader().sequence('the entry');
  const tbs = entry.type === 'x509_entry' ? top.sequence('tbsCertificate') : top;
  tbs.optional(contextConstructed(0), 'version');
  const serialNumber = tbs.integer('serialNumber', TAG.integer);
  return session.failure ? null : serialNumber;
}
