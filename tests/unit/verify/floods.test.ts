import { expect, test } from 'vitest';
import { evaluate } from '../../../src/core/evaluate.ts';
import { takeIn } from '../../../src/core/intake/index.ts';
import { parseInstant } from '../../../src/core/model/time.ts';
import * as pki from '../../pki/index.ts';

/** Certificates that are far too big for what they say: each costs about as much as its octets, and the others nothing. */
const AT = parseInstant('2022-11-01T00:00:00Z')!;
const NEIGHBOUR = pki.precertificate({ host: 'neighbour.example.test' });

async function beside(...handed: Uint8Array[]) {
  const all = [pki.issuingA().certificate, NEIGHBOUR, ...handed];
  const taken = await takeIn(all.map((bytes, at) => ({ name: `${at}.der`, bytes })));
  const began = performance.now();
  const { document } = await evaluate({ title: '', evaluatedAt: AT, reading: 'ruling', ...taken });
  return { document, ms: performance.now() - began };
}

const sct = (at: number): Uint8Array => {
  const bytes = new Uint8Array(49);
  bytes.fill(0x5a, 1, 33);
  new DataView(bytes.buffer).setUint32(37, at);
  bytes.set([0, 0, 4, 3, 0, 2, 0x30, 0], 41);
  return bytes;
};

test('a list of as many SCTs as fit into it', async () => {
  const list = pki.sctListExtension(pki.sctList(Array.from({ length: 1284 }, (_, at) => sct(at))));
  const flooded = Array.from({ length: 30 }, (_, at) =>
    pki.tlsCertificate({ host: `${at}.flood.example.test`, extensions: { sctList: list } }),
  );
  const { document, ms } = await beside(...flooded);
  expect(document.certificates).toHaveLength(31);
  expect(document.certificates.filter(({ signature }) => signature === 'valid')).toHaveLength(31);
  expect(ms).toBeLessThan(20_000);
}, 60_000);

test('extensions of megabytes, and a thousand names', async () => {
  const huge = pki.precertificate({
    host: 'huge.example.test',
    extensions: { huge: pki.extension('1.3.6.1.4.1.99999.2', false, new Uint8Array(12_000_000)) },
  });
  const names = pki.precertificate({
    host: 'names.example.test',
    extensions: {
      subjectAltName: pki.subjectAltName({
        dns: Array.from({ length: 5000 }, (_, at) => `${'x'.repeat(40)}-${at}.example.test`),
      }),
    },
  });
  const { document, ms } = await beside(huge, names);
  expect(document.certificates).toHaveLength(3);
  expect(document.certificates.map(({ dnsNames }) => dnsNames.length).sort((a, b) => a - b)).toEqual([1, 1, 5000]);
  expect(document.problems).toEqual([]);
  expect(ms).toBeLessThan(20_000);
}, 60_000);
