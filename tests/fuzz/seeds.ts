/** Inputs to start from: generated objects, what the cases were handed, and the corpora where they are there. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import type { Bytes } from '../pki/der-writer.ts';
import { someCertificate, someResponse } from './generators.ts';
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
export function seeds(seed: number): Seed[] {
  const of = (shape: Shape) => (bytes: Bytes) => ({ bytes, shape });
  return [
    ...fc.sample(someCertificate, { seed, numRuns: 100 }).map(of('certificate')),
    ...fc.sample(someResponse, { seed, numRuns: 100 }).map(of('response')),
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

/** By the first octets inside the outer SEQUENCE: an ENUMERATED begins a response, a SEQUENCE a certificate or a CRL. */
function shapeOf(bytes: Bytes): Shape {
  if (bytes[0] !== 0x30) return 'any';
  const inside = bytes[1]! < 0x80 ? 2 : 2 + (bytes[1]! & 0x7f);
  if (bytes[inside] === 0x0a) return 'response';
  return bytes[inside] === 0x30 ? 'certificate' : 'der';
}
