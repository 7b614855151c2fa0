import fc from 'fast-check';
import { gzipSync, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { takeIn } from '../../../src/core/intake/index.ts';
import { concatBytes, toHex } from '../../../src/core/model/bytes.ts';
import { tarArchive, tarMember } from './archive-make.ts';
import * as make from './make.ts';

const { certificate, precertificate, response, request } = make;
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const members = { 'a.der': certificate(), 'b.txt': utf8(make.pem(response())) };

/** One of every format, to be damaged. */
const SEEDS: readonly Uint8Array[] = [
  certificate(),
  precertificate(),
  response(),
  zipSync(members),
  zipSync(members, { level: 0 }),
  gzipSync(tarArchive(tarMember('a', certificate()), tarMember('b', response()))),
  tarArchive(tarMember('a', certificate())),
  utf8(make.pem(certificate()) + make.pem(response(), 'OCSP RESPONSE')),
  utf8(make.base64(certificate())),
  utf8(toHex(response())),
  utf8(`https://crt.sh/?sha256=${make.sha256(certificate())}&opt=ocsp http://ocsp.example/${make.base64(request())}`),
  concatBytes([utf8('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n'), unauthorizedChunk()]),
  utf8(
    JSON.stringify({
      log: { entries: [{ request: { url: 'http://a.example' }, response: { content: { text: 'x' } } }] },
    }),
  ),
  utf8(JSON.stringify([{ responder_url: 'http://a.example', response_bytes: make.base64(response()) }])),
  utf8(JSON.stringify({ entries: [{ leaf_input: 'AAAA', extra_data: 'AAAA' }] })),
  utf8(
    JSON.stringify({
      bugs: { 1: { comments: [{ bug_id: 1, count: 1, text: 'x' }] } },
      attachments: { 1: { file_name: 'a' } },
    }),
  ),
  utf8(`Owner,PEM\n"x","${make.pem(certificate())}"\n`),
  utf8(
    'From: a@mail.example\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nx\n--b--\n',
  ),
];

function unauthorizedChunk(): Uint8Array {
  return concatBytes([make.unauthorized, utf8('\r\n0\r\n\r\n')]);
}

/** Every piece of evidence is kept under the hash of its bytes, whatever came in, and nothing of ours broke. */
async function expectSound(bytes: Uint8Array): Promise<void> {
  const taken = await takeIn([{ name: 'x', bytes }]);
  expect(taken.problems.filter(({ code }) => code === 'intake/failed')).toEqual([]);
  for (const evidence of taken.evidence) expect(make.sha256(evidence.bytes)).toBe(evidence.sha256);
  const found = taken.evidence.length + taken.references.length + taken.lookups.length + taken.problems.length;
  expect(found).toBeGreaterThan(0);
}

test('damage anywhere in any format is only ever a problem', async () => {
  const edit = fc.tuple(
    fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    fc.integer({ min: 0, max: 255 }),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...SEEDS),
      fc.array(edit, { maxLength: 8 }),
      fc.double({ min: 0.2, max: 1, noNaN: true }),
      async (seed, edits, part) => {
        const damaged = seed.slice(0, Math.ceil(seed.length * part));
        for (const [place, octet] of edits) damaged[Math.floor(place * damaged.length)] = octet;
        await expectSound(damaged);
      },
    ),
    { numRuns: 1000 },
  );
});

test('anything at all can be handed in', async () => {
  await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 600 }), expectSound), { numRuns: 500 });
  const text = fc.string({ unit: fc.constantFrom(...'M30A:x -\n>=\\0123456789abcdef{["&?/.;,)'), maxLength: 400 });
  await fc.assert(fc.asyncProperty(text.map(utf8), expectSound), { numRuns: 500 });
});

test('nesting without end', async () => {
  const deepJson = utf8('['.repeat(200_000));
  const deepDer = concatBytes(Array.from({ length: 20_000 }, () => Uint8Array.of(0x30, 0x84, 0, 1, 0, 0)));
  const deepMail = utf8('From: a@mail.example\nContent-Type: message/rfc822\n\n'.repeat(2000));
  for (const bytes of [deepJson, deepDer, deepMail]) await expectSound(bytes);
});

test('one run of many megabytes overflows nothing', async () => {
  for (const run of ['30', 'MIIB', 'LS0tLS1CRUdJTi', 'ab', '1', '['])
    await expectSound(utf8(run.repeat(Math.ceil(24_000_000 / run.length))));
}, 60_000);

test('of thousands of problems of one kind in one file, the first are listed and the others counted', async () => {
  const blocks = '-----BEGIN CERTIFICATE-----\n?\n-----END CERTIFICATE-----\n'.repeat(3000);
  const taken = await takeIn([{ name: 'x', bytes: utf8(blocks) }]);
  expect(taken.problems).toHaveLength(1001);
  expect(taken.problems.filter(({ message }) => /^2000 more problems of this kind/.test(message))).toHaveLength(1);
});

test('places that might begin an object, thousands of them, cost no more than the text is long', async () => {
  const texts = [
    'MIQAAQAAMIQAAQAAoAMCAQICAgICMAAAAAAAAAAAAAAAAAAAAAAA\n'.repeat(5000),
    '3082ffff3082fffa\n'.repeat(10_000),
    '30 '.repeat(50_000),
    '-----BEGIN CERTIFICATE-----\n'.repeat(3000),
    `https://x.example/${').'.repeat(50_000)}`,
    '> '.repeat(200_000),
    '48, '.repeat(100_000),
    '"0\\x84\\x7f\\xff\\xff\\xff'.repeat(5000),
    JSON.stringify(Array.from({ length: 50_000 }, (_, at) => at % 256)),
    'From: a@mail.example\nContent-Type: multipart/mixed; boundary=b\n\n' + '--b\n\nx\n'.repeat(20_000),
    'HTTP/1.1 200 OK\r\n\r\n'.repeat(20_000),
    'LS0tLS1CRUdJTiBD\n'.repeat(20_000),
  ];
  for (const text of texts) await expectSound(utf8(text));
});
