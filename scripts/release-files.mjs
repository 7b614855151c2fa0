/**
 * `npm run build` ends with the SHA-256 of every file of the release, printed and as dist/SHA256SUMS, which
 * `sha256sum -c SHA256SUMS` checks. Two builds of one commit give the same bytes, so anyone can tell whether a
 * deployment is this source.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const SUMS = 'SHA256SUMS';

/**
 * One line a file, as sha256sum writes them, sorted by name.
 * @param {string} dist
 */
export function releaseSums(dist) {
  return readdirSync(dist, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== SUMS)
    .map((entry) => relative(dist, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort()
    .map(
      (name) =>
        `${createHash('sha256')
          .update(readFileSync(join(dist, name)))
          .digest('hex')}  ${name}\n`,
    )
    .join('');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const dist = process.argv[2] ?? 'dist';
  const sums = releaseSums(dist);
  writeFileSync(join(dist, SUMS), sums);
  console.log(`\nSHA-256 of the release's files (${join(dist, SUMS)}):\n${sums}`);
}
