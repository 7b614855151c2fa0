import { inflateSync } from 'fflate';
import type { Problem } from '../model/evidence.ts';
import { fail, ok, type Result } from '../model/result.ts';
import { DEFAULT_BUDGET, isObject, quoted, sha256Hex } from '../intake/index.ts';
import { localData, readZipDirectory, type ZipEntry } from '../intake/zip-directory.ts';
import { byCodeUnit, concatBytes } from '../model/bytes.ts';
import { writeZip } from './zip-writer.ts';

export interface BackedUpCase {
  readonly id: string;
  /** ms UTC. */
  readonly createdAt: number;
  readonly updatedAt: number;
  /** An evidence bundle. */
  readonly bundle: Uint8Array;
}

export interface Backup {
  /** Those whose bytes are as they were written. */
  readonly cases: readonly (BackedUpCase & { readonly file: string })[];
  readonly problems: readonly Problem[];
}

const LIST = 'backup.json';
/** More problems than these say nothing new. */
const MOST_PROBLEMS = 1000;
/** ms UTC: what a Date can hold (ECMA-262). */
const LATEST = 8.64e15;

/** All cases as one ZIP: a bundle each, and a list of them with checksums. The same cases give the same bytes. */
export async function writeBackup(cases: readonly BackedUpCase[]): Promise<Uint8Array> {
  const files = new Map<string, Uint8Array>();
  const listed = await Promise.all(
    [...cases]
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .map(async ({ id, createdAt, updatedAt, bundle }, at) => {
        const file = `cases/${String(at + 1).padStart(4, '0')}.bundle.zip`;
        files.set(file, bundle);
        return { id, createdAt, updatedAt, file, sha256: await sha256Hex(bundle) };
      }),
  );
  const list = { format: 'presumed/backup', formatVersion: 1, cases: listed };
  files.set(LIST, new TextEncoder().encode(`${JSON.stringify(list, null, 2)}\n`));
  const members = [...files]
    .sort(([a], [b]) => byCodeUnit(a, b))
    .map(([name, content]) => ({ name, content, stored: name !== LIST }));
  return concatBytes([...writeZip(members)]);
}

/**
 * Reads a backup. A bundle that is missing or damaged is a problem and costs nothing else. Codes: `backup/not-a-zip`,
 * `backup/too-large`, `backup/not-a-backup`, `backup/unknown-version`; problems: `backup/missing-file`, `backup/hash-mismatch`.
 */
export async function readBackup(bytes: Uint8Array): Promise<Result<Backup>> {
  const { entries, defect } = readZipDirectory(bytes);
  if (defect === 'missing')
    return fail('backup/not-a-zip', 'This is no ZIP file, or one that was cut off. Choose the file of a backup.');
  if (entries.reduce((sum, { size }) => sum + (size || 0), 0) > DEFAULT_BUDGET.expandedBytes)
    return fail(
      'backup/too-large',
      `This unpacks to more than ${DEFAULT_BUDGET.expandedBytes} octets, so it was left alone.`,
    );
  const members = new Map(entries.map((entry) => [entry.name, entry]));
  const listEntry = members.get(LIST);
  const list = parsed(listEntry && unpacked(bytes, listEntry));
  if (!isObject(list) || list.format !== 'presumed/backup' || !Array.isArray(list.cases))
    return fail(
      'backup/not-a-backup',
      'This ZIP file is no backup of Presumed. An evidence bundle is added like any other file.',
    );
  if (list.formatVersion !== 1)
    return fail(
      'backup/unknown-version',
      `This backup has format version ${quoted(list.formatVersion)}, and only 1 is known here. Restore it with a newer Presumed.`,
    );
  const cases: Backup['cases'][number][] = [];
  const problems: Problem[] = [];
  const problem = (one: Problem): void => {
    if (problems.length < MOST_PROBLEMS) problems.push(one);
  };
  const seen = new Set<string>();
  for (const [at, item] of list.cases.entries()) {
    if (!isListed(item)) {
      problem({
        name: `${LIST} case ${at + 1}`,
        code: 'backup/bad-entry',
        message: 'This case is not described as it should be, and was not brought back. Get the backup again.',
      });
      continue;
    }
    const { id, createdAt, updatedAt, file, sha256 } = item;
    // Each file is hashed once, and each case comes back once.
    if (seen.has(file) || seen.has(`id ${id}`)) {
      problem({
        name: file.slice(0, 200),
        code: 'backup/repeated',
        message: 'The backup lists this file or its case twice; the second time it was not brought back.',
      });
      continue;
    }
    seen.add(file).add(`id ${id}`);
    const entry = members.get(file);
    const bundle = entry ? unpacked(bytes, entry) : null;
    const hash = bundle && (await sha256Hex(bundle));
    if (bundle && hash === sha256) cases.push({ id, createdAt, updatedAt, file, bundle });
    else
      problem({
        name: file,
        code: entry ? 'backup/hash-mismatch' : 'backup/missing-file',
        message: `${whatIsWrong(entry, sha256, hash)}; its case was not brought back. Get the backup again.`,
      });
  }
  return ok({ cases, problems });
}

function whatIsWrong(entry: ZipEntry | undefined, expected: string, hash: string | null): string {
  if (!entry) return 'The backup lists this file, but it is not there';
  return hash === null
    ? 'This file is damaged: it cannot be unpacked'
    : `This file should have SHA-256 ${expected} and has ${hash}`;
}

/** What a member holds, as many octets as the directory says; `null` when it cannot be unpacked, which costs no other member. */
function unpacked(bytes: Uint8Array, { method, encrypted, offset, compressed, size }: ZipEntry): Uint8Array | null {
  const start = localData(new DataView(bytes.buffer, bytes.byteOffset, bytes.length), offset);
  const data = bytes.subarray(start, start + compressed);
  if (Number.isNaN(start) || encrypted || data.length < compressed) return null;
  if (method === 0) return data.slice();
  try {
    return method === 8 ? inflateSync(data, { out: new Uint8Array(size) }) : null;
  } catch {
    return null;
  }
}

function parsed(bytes: Uint8Array | null | undefined): unknown {
  try {
    return bytes && JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return null;
  }
}

interface Listed {
  readonly id: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly file: string;
  readonly sha256: string;
}

const isListed = (item: unknown): item is Listed =>
  isObject(item) &&
  [item.id, item.file, item.sha256].every((text) => typeof text === 'string' && text !== '') &&
  [item.createdAt, item.updatedAt].every((time) => typeof time === 'number' && Math.abs(time) <= LATEST);
