/** Inputs to start from: generated objects, what the cases were handed, and the corpora where they are there. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { writeBackup } from '../../src/core/bundle/backup.ts';
import { decodeCertificateList, decodeOCSPRequest } from '../../src/core/decode/index.ts';
import type { Bytes } from '../pki/der-writer.ts';
import { someCertificate, someCrl, someRequest, someResponse } from './generators.ts';
import type { Shape } from './targets.ts';

const CASES = fileURLToPath(new URL('../cases', import.meta.url));
const CORPORA = fileURLToPath(new URL('../../../shared/corpora', import.meta.url));

/** Larger files only slow the search down. */
const LARGEST = 16_000;

export interface Seed {
  readonly bytes: Bytes;
  readonly shape: Shape;
}

/** @param seed for what is generated */
export async function seeds(seed: number): Promise<Seed[]> {
  const of = (shape: Shape) => (bytes: Bytes) => ({ bytes, shape });
  return [
    ...fc.sample(someCertificate, { seed, numRuns: 100 }).map(of('certificate')),
    ...fc.sample(someResponse, { seed, numRuns: 100 }).map(of('response')),
    ...fc.sample(someCrl, { seed, numRuns: 60 }).map(of('crl')),
    ...fc.sample(someRequest, { seed, numRuns: 60 }).map(of('request')),
    ...(await archives(seed)).map(of('archive')),
    ...filesOf(CASES).flatMap((path) => (/[/\\]input[/\\]/.test(path) ? readSeed(path) : [])),
    ...filesOf(CORPORA).flatMap(readSeed),
  ];
}

function filesOf(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

function readSeed(path: string): Seed[] {
  const bytes: Bytes = new Uint8Array(readFileSync(path));
  if (bytes.length > LARGEST) return [];
  return [{ bytes, shape: shapeOf(bytes) }];
}

/** Backups, and the evidence in them as plain ZIP files. */
async function archives(seed: number): Promise<Bytes[]> {
  const zips = fc
    .sample(fc.array(fc.oneof(someCertificate, someResponse), { minLength: 1, maxLength: 4 }), { seed, numRuns: 10 })
    .map((all) => zipSync(Object.fromEntries(all.map((bytes, at) => [`${at}.der`, bytes]))));
  const backup = (bundles: readonly Uint8Array[]) =>
    writeBackup(bundles.map((bundle, at) => ({ id: `case-${at}`, createdAt: at, updatedAt: at, bundle })));
  const backups = [await backup(zips.slice(0, 1)), await backup(zips.slice(1, 4)), await backup([strToU8('no ZIP')])];
  return [...zips, ...backups].map((bytes) => Uint8Array.from(bytes));
}

/** By the first octets inside the outer SEQUENCE: an ENUMERATED begins a response, a SEQUENCE all the others. */
function shapeOf(bytes: Bytes): Shape {
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return 'archive';
  if (bytes[0] !== 0x30) return 'any';
  if (decodeCertificateList(bytes).ok) return 'crl';
  if (decodeOCSPRequest(bytes).ok) return 'request';
  const inside = bytes[1]! < 0x80 ? 2 : 2 + (bytes[1]! & 0x7f);
  if (bytes[inside] === 0x0a) return 'response';
  return bytes[inside] === 0x30 ? 'certificate' : 'der';
}
