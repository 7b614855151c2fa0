/** Writes a ZIP (APPNOTE 6.3.10) as common tools make it: deflated, with ZIP64 records where there are too many members. */
import { closeSync, openSync, writeSync } from 'node:fs';
import { crc32, deflateRawSync } from 'node:zlib';

const METHODS = { stored: 0, deflated: 8 } as const;
export type ZipMethod = keyof typeof METHODS;

/** Counts from here on do not fit into the old end record. */
const MANY = 0xffff;
/** 2022-12-01 00:00:00 in the notation of MS-DOS, one for all members. */
const DATE = ((2022 - 1980) << 9) | (12 << 5) | 1;
const UTF8_NAME = 0x0800;

/** Writes octets in parts of some megabytes, and counts them. */
class Output {
  readonly #file: number;
  #parts: Uint8Array[] = [];
  #waiting = 0;
  written = 0;

  constructor(path: string) {
    this.#file = openSync(path, 'w');
  }

  add(...parts: readonly Uint8Array[]): void {
    for (const part of parts) {
      this.#parts.push(part);
      this.#waiting += part.length;
      this.written += part.length;
    }
    if (this.#waiting > 4 * 1024 * 1024) this.#flush();
  }

  close(): void {
    this.#flush();
    closeSync(this.#file);
  }

  #flush(): void {
    writeSync(this.#file, Buffer.concat(this.#parts));
    this.#parts = [];
    this.#waiting = 0;
  }
}

/** @returns the octets of the file */
export function writeZip(
  path: string,
  members: Iterable<{ readonly name: string; readonly bytes: Uint8Array }>,
  method: ZipMethod,
): number {
  const output = new Output(path);
  const directory: Uint8Array[] = [];
  for (const { name, bytes } of members) {
    const data = method === 'stored' ? bytes : deflateRawSync(bytes);
    const text = Buffer.from(name);
    // What local and central header share: version, flags, method, time, date, CRC-32, sizes, name's length, no extra field.
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0);
    shared.writeUInt16LE(UTF8_NAME, 2);
    shared.writeUInt16LE(METHODS[method], 4);
    shared.writeUInt16LE(DATE, 8);
    shared.writeUInt32LE(crc32(bytes), 10);
    shared.writeUInt32LE(data.length, 14);
    shared.writeUInt32LE(bytes.length, 18);
    shared.writeUInt16LE(text.length, 22);
    // Comment's length, disk, attributes; then where the local header stands.
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(output.written, 10);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\0', 'latin1'), shared, rest, text]));
    output.add(Buffer.from('PK\x03\x04', 'latin1'), shared, text, data);
  }
  const start = output.written;
  for (const header of directory) output.add(header);
  const size = output.written - start;
  if (directory.length >= MANY) output.add(...zip64End(directory.length, size, start));
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(Math.min(directory.length, MANY), 8);
  end.writeUInt16LE(Math.min(directory.length, MANY), 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(start, 16);
  output.add(end);
  output.close();
  return output.written;
}

/** The ZIP64 end record and its locator (APPNOTE 4.3.14, 4.3.15). */
function zip64End(count: number, size: number, start: number): [Buffer, Buffer] {
  const record = Buffer.alloc(56);
  record.write('PK\x06\x06', 'latin1');
  record.writeBigUInt64LE(44n, 4);
  record.writeUInt16LE(45, 12);
  record.writeUInt16LE(45, 14);
  record.writeBigUInt64LE(BigInt(count), 24);
  record.writeBigUInt64LE(BigInt(count), 32);
  record.writeBigUInt64LE(BigInt(size), 40);
  record.writeBigUInt64LE(BigInt(start), 48);
  const locator = Buffer.alloc(20);
  locator.write('PK\x06\x07', 'latin1');
  locator.writeBigUInt64LE(BigInt(start + size), 8);
  locator.writeUInt32LE(1, 16);
  return [record, locator];
}
