/**
 * `node scripts/roots.mjs [target]`: writes src/worker/roots.json, the root certificates of Mozilla's programme as the
 * Node.js that runs this carries them (`tls.rootCertificates`).
 *
 * Node.js tells neither the version nor the date of the list, so the file names the version of Node.js, and the
 * youngest root's notBefore, than which the list cannot be older. The same Node.js gives the same octets.
 */
import { createHash, X509Certificate } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import process from 'node:process';
import { rootCertificates } from 'node:tls';
import { fileURLToPath } from 'node:url';

const [target = fileURLToPath(new URL('../src/worker/roots.json', import.meta.url))] = process.argv.slice(2);

const roots = rootCertificates.map((pem) => new X509Certificate(pem));
const sorted = roots
  .map(({ raw, validFrom }) => ({
    sha256: createHash('sha256').update(raw).digest('hex'),
    base64: raw.toString('base64'),
    notBefore: new Date(validFrom).toISOString().replace('.000Z', 'Z'),
  }))
  .sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1));

const file = {
  source: `Node.js ${process.versions.node}`,
  newest: sorted
    .map(({ notBefore }) => notBefore)
    .sort()
    .at(-1),
  certificates: sorted.map(({ base64 }) => base64),
};
writeFileSync(target, `${JSON.stringify(file, null, 2)}\n`);
process.stdout.write(`${sorted.length} root certificates of ${file.source}, the youngest from ${file.newest}\n`);
