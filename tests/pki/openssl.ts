/** Runs the real `openssl` when it is installed: the judge that shares no code with us. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bytes } from './der-writer.ts';
import { certificatePem } from './text-forms.ts';

export const hasOpenssl = spawnSync('openssl', ['version']).status === 0;

/** A folder of its own, gone when `use` is done. */
export async function inTemporaryFolder<T>(use: (folder: string) => T | Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'presumed-pki-'));
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Exit status and everything it said, both streams. */
export function openssl(args: readonly string[], folder: string): { status: number | null; said: string } {
  const { status, stdout, stderr } = spawnSync('openssl', args, { cwd: folder, encoding: 'utf8' });
  return { status, said: `${stdout}${stderr}` };
}

/** Writes octets, or certificates as one PEM file, into the folder. */
export const write = (folder: string, file: string, content: Bytes | string): void =>
  writeFileSync(join(folder, file), content);
export const writePem = (folder: string, file: string, certificates: readonly Bytes[]): void =>
  write(folder, file, certificates.map(certificatePem).join(''));
