import { TlsReader } from '../decode/tls-reader.ts';
import { toHex } from '../model/bytes.ts';
import { formatInstant } from '../model/time.ts';
import type { Part, PartInit } from './part.ts';
import type { Shape } from './shape.ts';

/**
 * The parts of a SignedCertificateTimestampList (RFC 6962 section 3.3), which is no DER: TLS structures, each vector with
 * its length in front. In: the octets from `from` to `end`. Out: parts that cover what could be read, and the rest.
 */
export function readSctList(bytes: Uint8Array, from: number, end: number): readonly PartInit[] {
  const outer = new TlsReader(bytes.subarray(from, end), 'sct-list', from);
  const list = outer.vector(2, 1, 'The SCT list');
  if (outer.failure) return [unread(from, end, outer.failure.message)];
  const listEnd = outer.at;
  const reader = outer.into(list);
  const scts: PartInit[] = [];
  while (reader.more) {
    const start = reader.at;
    const serialized = reader.vector(2, 1, 'An SCT in the list');
    scts.push(
      reader.failure
        ? unread(start, listEnd, reader.failure.message)
        : sct(bytes, start, reader.at - serialized.length, reader.at),
    );
  }
  const whole: PartInit = { start: from, contentStart: from + 2, end: listEnd, shape: LIST, inner: scts };
  return listEnd < end ? [whole, unread(listEnd, end, 'Octets that follow the SCT list')] : [whole];
}

/** One SerializedSCT: its length, then the fields of `SignedCertificateTimestamp`, RFC 6962 section 3.2. */
function sct(bytes: Uint8Array, start: number, contentStart: number, end: number): PartInit {
  const reader = new TlsReader(bytes.subarray(contentStart, end), 'sct', contentStart);
  const inner: PartInit[] = [];
  const field = (shape: Shape, read: () => void) => {
    if (reader.failure) return;
    const at = reader.at;
    read();
    if (!reader.failure) inner.push({ start: at, contentStart: at, end: reader.at, shape });
  };
  field(VERSION, () => {
    const version = reader.number(1, 'The version');
    if (version !== 0) reader.fail('unknown-version', `The SCT says version ${version}, and only v1 (0) is known`);
  });
  field(LOG_ID, () => reader.octets(32, 'The log id'));
  field(TIMESTAMP, () => reader.octets(8, 'The timestamp'));
  field(EXTENSIONS, () => reader.vector(2, 0, 'The CtExtensions'));
  field(HASH, () => reader.octets(1, 'The hash algorithm'));
  field(SIGNATURE_ALGORITHM, () => reader.octets(1, 'The signature algorithm'));
  field(SIGNATURE, () => reader.vector(2, 0, 'The signature'));
  reader.finish('the SCT');
  const read = inner.at(-1)?.end ?? contentStart;
  if (reader.failure && read < end) inner.push(unread(read, end, reader.failure.message));
  return { start, contentStart, end, shape: SCT, inner };
}

const unread = (start: number, end: number, problem: string): PartInit => ({
  start,
  contentStart: start,
  end,
  problem,
});

const numberOf = (part: Part): number => part.content.reduce((value, octet) => value * 256 + octet, 0);
const named = (names: readonly string[]) => (part: Part) => {
  const value = numberOf(part);
  return `${names[value] ?? 'unknown'} (${value})`;
};
/** 9999-12-31T23:59:59.999Z: later moments have no RFC 3339 form. */
const LAST_INSTANT = 253_402_300_799_999;

const LIST: Shape = { name: 'sct_list', shown: 'through', say: (part) => `${part.parts.length} SCTs` };
const SCT: Shape = { name: 'SignedCertificateTimestamp', say: (part) => part.parts.map(timeOf).join('') };
const VERSION: Shape = { name: 'sct_version', say: () => 'v1 (0)' };
const LOG_ID: Shape = { name: 'id', say: (part) => toHex(part.content) };
const TIMESTAMP: Shape = {
  name: 'timestamp',
  say: (part) => {
    const at = numberOf(part);
    return at <= LAST_INSTANT ? formatInstant(at) : `${at} ms, after the year 9999`;
  },
};
const vectorOf = (part: Part): string => toHex(part.content.subarray(2));
const EXTENSIONS: Shape = { name: 'extensions', say: (part) => vectorOf(part) || 'none' };
const HASH: Shape = { name: 'hash', say: named(['none', 'md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512']) };
const SIGNATURE_ALGORITHM: Shape = { name: 'signature algorithm', say: named(['anonymous', 'rsa', 'dsa', 'ecdsa']) };
const SIGNATURE: Shape = { name: 'signature', say: vectorOf };

const timeOf = (part: Part): string => (part.shape === TIMESTAMP ? TIMESTAMP.say!(part) : '');
