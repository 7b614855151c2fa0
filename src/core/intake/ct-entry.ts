import { concatBytes } from '../model/bytes.ts';

/** Reads the TLS presentation language forward (RFC 8446 section 3). Past the end everything is `null`. */
export class TlsCursor {
  at: number;
  private readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }

  get atEnd(): boolean {
    return this.at >= this.bytes.length;
  }

  number(octets: number): number | null {
    const field = this.take(octets);
    return field && field.reduce((value, octet) => value * 256 + octet, 0);
  }

  take(count: number): Uint8Array | null {
    if (this.at + count > this.bytes.length) return null;
    this.at += count;
    return this.bytes.subarray(this.at - count, this.at);
  }

  /** A vector whose length takes this many octets. */
  vector(octets: number): Uint8Array | null {
    const length = this.number(octets);
    return length === null ? null : this.take(length);
  }
}

/** A log's entry taken apart as far as intake needs it. */
export interface CtEntry {
  /** The certificate of an x509_entry or the precertificate of a precert_entry, and the chain above it. */
  readonly certificates: readonly Uint8Array[];
}

/**
 * The certificates of one entry of a get-entries answer (RFC 6962 sections 3.1, 3.4 and 4.6). Of a precert_entry the
 * leaf holds only a changed TBSCertificate; the precertificate itself stands first in extra_data. `null`: not such an entry.
 */
export function readCtEntry(leafInput: Uint8Array, extraData: Uint8Array): CtEntry | null {
  const leaf = new TlsCursor(leafInput);
  const head = leaf.take(10);
  if (!head || head[0] !== 0 || head[1] !== 0) return null;
  const type = leaf.number(2);
  const extra = new TlsCursor(extraData);
  let certificate: Uint8Array | null = null;
  if (type === 0) certificate = leaf.vector(3);
  else if (type === 1 && leaf.take(32) && leaf.vector(3)) certificate = extra.vector(3);
  if (!certificate || leaf.vector(2) === null || !leaf.atEnd) return null;

  const certificates = [certificate];
  const chain = extraData.length === 0 ? new Uint8Array() : extra.vector(3);
  if (!chain || !extra.atEnd) return null;
  for (const issuers = new TlsCursor(chain); !issuers.atEnd;) {
    const issuer = issuers.vector(3);
    if (!issuer) return null;
    certificates.push(issuer);
  }
  return { certificates };
}

/** An entry as evidence keeps it: uint32 length of leaf_input, leaf_input, extra_data. */
export function frameCtEntry(leafInput: Uint8Array, extraData: Uint8Array): Uint8Array {
  return concatBytes([uint(leafInput.length, 4), leafInput, extraData]);
}

/** An unsigned integer in this many octets, big-endian. */
export const uint = (value: number, octets: number): Uint8Array =>
  Uint8Array.from({ length: octets }, (_, index) => Math.floor(value / 256 ** (octets - 1 - index)) & 0xff);
