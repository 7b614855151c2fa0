/** Inputs that once broke a property: kept as files, and run again by every `npm test`. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Bytes } from '../pki/der-writer.ts';

const FOLDER = fileURLToPath(new URL('found', import.meta.url));

/** Keeps an input under the name of its target; answers where. */
export function keep(target: string, bytes: Bytes): string {
  mkdirSync(FOLDER, { recursive: true });
  const name = `${target.replaceAll(' ', '-')}.${createHash('sha256').update(bytes).digest('hex').slice(0, 16)}.bin`;
  writeFileSync(`${FOLDER}/${name}`, bytes);
  return `tests/fuzz/found/${name}`;
}

export const found = (): { name: string; target: string; bytes: Bytes }[] =>
  (existsSync(FOLDER) ? readdirSync(FOLDER) : [])
    .filter((name) => name.endsWith('.bin'))
    .map((name) => ({
      name,
      target: name.replace(/\..*$/, '').replaceAll('-', ' '),
      bytes: new Uint8Array(readFileSync(`${FOLDER}/${name}`)),
    }));
