/** How many octets are taken in one step; a table for each of their places (Kounavis and Berry's slicing). */
const STEP = 8;

const TABLES = makeTables();

function makeTables(): Uint32Array {
  const tables = new Uint32Array(STEP * 256);
  for (let index = 0; index < 256; index++) {
    let value = index;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
    tables[index] = value;
  }
  for (let at = 256; at < tables.length; at++) {
    const before = tables[at - 256]!;
    tables[at] = tables[before & 0xff]! ^ (before >>> 8);
  }
  return tables;
}

/** CRC-32 as ZIP and gzip use it (RFC 1952 section 8), unsigned. `before`: that of the octets that came before these. */
export function crc32(bytes: Uint8Array, before = 0): number {
  let value = before ^ 0xffffffff;
  let at = 0;
  for (const end = bytes.length - STEP; at <= end; at += STEP) {
    value ^= bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
    value =
      TABLES[0x700 | (value & 0xff)]! ^
      TABLES[0x600 | ((value >>> 8) & 0xff)]! ^
      TABLES[0x500 | ((value >>> 16) & 0xff)]! ^
      TABLES[0x400 | (value >>> 24)]! ^
      TABLES[0x300 | bytes[at + 4]!]! ^
      TABLES[0x200 | bytes[at + 5]!]! ^
      TABLES[0x100 | bytes[at + 6]!]! ^
      TABLES[bytes[at + 7]!]!;
  }
  for (; at < bytes.length; at++) value = TABLES[(value ^ bytes[at]!) & 0xff]! ^ (value >>> 8);
  return (value ^ 0xffffffff) >>> 0;
}
