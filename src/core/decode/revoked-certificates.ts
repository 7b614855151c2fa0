import type { Extension, Name, ObjectIdentifier } from '../model/asn1.ts';
import type { RevokedCertificate, RevokedCertificates } from '../model/crl.ts';
import type { Time } from '../model/time.ts';
import { OID } from '../model/oid.ts';
import { DerReader, DerSession } from '../der/reader.ts';
import { readTime } from '../der/time.ts';
import { ENTRY_READERS } from './crl-extensions.ts';
import { readExtensions } from './extension.ts';
import { readExtensionValues } from './extension-values.ts';

const ENTRY = 'an entry of revokedCertificates';
/** Depth of an entry: inside CertificateList, tbsCertList and revokedCertificates. */
const ENTRY_DEPTH = 3;

/** Extensions of an entry that Presumed understands. */
const UNDERSTOOD: readonly ObjectIdentifier[] = [OID.reasonCode, OID.invalidityDate, OID.certificateIssuer];

/** What one pass over the entries keeps: where each begins, and nothing else of it. */
export interface EntryTable {
  readonly starts: Uint32Array;
  /** Where the content of each serial number begins and ends: two numbers an entry. */
  readonly serials: Uint32Array;
  /** Positions of the entries that carry certificateIssuer: it holds until the next one. */
  readonly issuerChanges: readonly number[];
  readonly unknownCritical: ReadonlySet<ObjectIdentifier>;
}

const NOTHING = new Uint32Array(0);
export const NO_ENTRIES: EntryTable = {
  starts: NOTHING,
  serials: NOTHING,
  issuerChanges: [],
  unknownCritical: new Set(),
};

/**
 * Reads every entry strictly, in one pass, and remembers where it begins; a hundred thousand entries kept as objects
 * would cost more memory than the list has octets.
 */
export function readEntryTable(list: DerReader): EntryTable {
  const { session } = list;
  const starts: number[] = [];
  const serials: number[] = [];
  const issuerChanges: number[] = [];
  const unknownCritical = new Set<ObjectIdentifier>();
  const plain = new PlainExtensions();
  const known = session.defects.length;
  while (list.more) {
    starts.push(list.at);
    const inside = list.sequence(ENTRY);
    const serialNumber = inside.integer('userCertificate');
    const at = serialNumber.byteOffset - session.bytes.byteOffset;
    serials.push(at, at + serialNumber.length);
    readTime(inside, 'revocationDate');
    if (plain.skip(inside)) continue;
    const rest = inside.at;
    const extensions = inside.more ? readExtensions(inside, 'crlEntryExtensions') : [];
    inside.finish(ENTRY);
    for (const { extnID, critical } of extensions) {
      if (extnID === OID.certificateIssuer) issuerChanges.push(starts.length - 1);
      else if (critical && !UNDERSTOOD.includes(extnID)) unknownCritical.add(extnID);
    }
    // What is off in one entry is off in all of them; asking for an entry tells its own defects.
    if (session.defects.length > known + 1) session.defects.length = known + 1;
    const plainly = extensions.every(({ extnID, critical }) => !critical && extnID !== OID.certificateIssuer);
    if (session.failure === null && plainly) plain.add(session.bytes.subarray(rest, inside.end));
  }
  return {
    starts: Uint32Array.from(starts),
    serials: Uint32Array.from(serials),
    issuerChanges,
    unknownCritical,
  };
}

/**
 * Extensions that were read before, say nothing critical and name no issuer. Nearly all entries of a list end in one of half a dozen
 * spellings (the reasons), so comparing octets saves most of the reading.
 */
class PlainExtensions {
  readonly #seen: Uint8Array[] = [];

  add(spelling: Uint8Array): void {
    if (this.#seen.length < 16) this.#seen.push(spelling);
  }

  /** Whether all that is left is a spelling seen before. */
  skip({ session, at, end }: DerReader): boolean {
    return this.#seen.some((one) => {
      if (one.length !== end - at) return false;
      for (let n = 0; n < one.length; n++) if (one[n] !== session.bytes[at + n]) return false;
      return true;
    });
  }
}

interface Entry {
  readonly serialNumber: Uint8Array;
  readonly revocationDate: Time;
  readonly extensions: readonly Extension[];
}

/** `SEQUENCE { userCertificate CertificateSerialNumber, revocationDate Time, crlEntryExtensions Extensions OPTIONAL }` */
function readEntry(list: DerReader): Entry {
  const inside = list.sequence(ENTRY);
  const serialNumber = inside.integer('userCertificate');
  const revocationDate = readTime(inside, 'revocationDate');
  const extensions = inside.more ? readExtensions(inside, 'crlEntryExtensions') : [];
  inside.finish(ENTRY);
  return { serialNumber, revocationDate, extensions };
}

/** The entries of a list whose table was read without a failure. */
export class EntriesInPlace implements RevokedCertificates {
  readonly #bytes: Uint8Array;
  readonly #table: EntryTable;
  #bySerial: Uint32Array | undefined;

  constructor(bytes: Uint8Array, table: EntryTable) {
    this.#bytes = bytes;
    this.#table = table;
  }

  get size(): number {
    return this.#table.starts.length;
  }

  find(serialNumber: Uint8Array): RevokedCertificate[] {
    const order = (this.#bySerial ??= this.#sortedBySerial());
    let low = 0;
    for (let high = order.length; low < high;) {
      const middle = (low + high) >>> 1;
      if (this.#compare(order[middle]!, serialNumber) < 0) low = middle + 1;
      else high = middle;
    }
    const found: RevokedCertificate[] = [];
    for (; low < order.length && this.#compare(order[low]!, serialNumber) === 0; low++)
      found.push(this.at(order[low]!));
    return found;
  }

  at(index: number): RevokedCertificate {
    const { serialNumber, revocationDate, extensions } = readEntry(this.#readerAt(index));
    const { known, defects } = readExtensionValues(extensions, this.#bytes, ENTRY_READERS);
    const certificateIssuer = this.#certificateIssuerAt(index);
    return {
      serialNumber,
      revocationDate,
      crlEntryExtensions: extensions,
      ...(known.reasonCode && { reasonCode: known.reasonCode }),
      ...(known.invalidityDate && { invalidityDate: known.invalidityDate }),
      ...(certificateIssuer !== undefined && { certificateIssuer }),
      defects,
    };
  }

  /** The issuer named by this entry or the nearest one before it that names one; `undefined` when none does. */
  #certificateIssuerAt(index: number): Name | null | undefined {
    const changes = this.#table.issuerChanges;
    let low = 0;
    for (let high = changes.length; low < high;) {
      const middle = (low + high) >>> 1;
      if (changes[middle]! <= index) low = middle + 1;
      else high = middle;
    }
    const change = changes[low - 1];
    if (change === undefined) return undefined;
    const { extensions } = readEntry(this.#readerAt(change));
    return readExtensionValues(extensions, this.#bytes, ENTRY_READERS).known.certificateIssuer ?? null;
  }

  /** Positions in the order of their serial numbers; a hash table could be made slow by chosen serial numbers. */
  #sortedBySerial(): Uint32Array {
    return Uint32Array.from(this.#table.starts.keys()).sort((a, b) => {
      const { serials } = this.#table;
      return (
        compare(this.#bytes, serials[a * 2]!, serials[a * 2 + 1]!, this.#bytes, serials[b * 2]!, serials[b * 2 + 1]!) ||
        a - b
      );
    });
  }

  #compare(index: number, serialNumber: Uint8Array): number {
    const { serials } = this.#table;
    return compare(this.#bytes, serials[index * 2]!, serials[index * 2 + 1]!, serialNumber, 0, serialNumber.length);
  }

  #readerAt(index: number): DerReader {
    return new DerReader(new DerSession(this.#bytes), this.#table.starts[index]!, this.#bytes.length, ENTRY_DEPTH);
  }
}

/** Two slices in an order that is total, which is all that searching needs: by length, then octet by octet. */
function compare(a: Uint8Array, from: number, to: number, b: Uint8Array, start: number, end: number): number {
  const length = to - from;
  if (length !== end - start) return length - (end - start);
  for (let at = 0; at < length; at++) {
    const difference = a[from + at]! - b[start + at]!;
    if (difference !== 0) return difference;
  }
  return 0;
}
