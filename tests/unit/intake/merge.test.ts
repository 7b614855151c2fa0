import fc from 'fast-check';
import { gzipSync, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import type { Handed } from '../../../src/core/intake/index.ts';
import { mergeTaken, takeIn } from '../../../src/core/intake/index.ts';
import type { Taken } from '../../../src/core/model/evidence.ts';
import { tarArchive, tarMember } from './archive-make.ts';
import * as make from './make.ts';

const { certificate, precertificate, response } = make;
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const HASH = make.sha256(certificate(2));

/** One of everything, some of it twice under other names, some of it broken. */
const HANDED: readonly Handed[] = [
  { name: 'a.der', bytes: certificate(1) },
  { name: 'b.pem', bytes: utf8(make.pem(certificate(1)) + make.pem(precertificate(1))) },
  { name: 'c.zip', bytes: zipSync({ 'a.der': certificate(2), 'b.ors': utf8(make.base64(response(2))) }) },
  { name: 'c.zip', bytes: zipSync({ 'a.der': certificate(3) }) },
  {
    name: 'd.tgz',
    bytes: gzipSync(tarArchive(tarMember('a.der', certificate(1)), tarMember('junk', make.noise(9, 40)))),
  },
  { name: 'e.zip', bytes: zipSync({ 'a.der': certificate(4) }).slice(0, 100) },
  { name: 'pasted text', bytes: utf8(`https://crt.sh/?sha256=${HASH}&opt=ocsp and ${HASH.toUpperCase()}`) },
  { name: 'pasted text', bytes: utf8(`https://crt.sh/?id=12 https://crt.sh/?id=12&opt=ocsp ${HASH}`) },
  { name: 'pasted text', bytes: utf8('Nothing here.') },
  { name: 'empty', bytes: new Uint8Array() },
];

test('the order of handing in never shows', async () => {
  const expected = await takeIn(HANDED);
  expect(expected.evidence.map(({ sha256 }) => sha256)).toEqual(expected.evidence.map(({ sha256 }) => sha256).sort());
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray([...HANDED], { minLength: HANDED.length }), async (shuffled) => {
      expect(await takeIn(shuffled)).toEqual(expected);
    }),
    { numRuns: 30 },
  );
});

test('handing in at once and in parts, in any order, with doubles, is the same', async () => {
  const expected = await takeIn(HANDED);
  const parts = await Promise.all(HANDED.map((handed) => takeIn([handed])));
  fc.assert(
    fc.property(fc.shuffledSubarray(parts, { minLength: parts.length }), fc.subarray(parts), (shuffled, again) => {
      expect(mergeTaken([...shuffled, ...again])).toEqual(expected);
    }),
    { numRuns: 30 },
  );
});

test('a budget is spent by the same things first, whatever the order', async () => {
  const budget = { members: 2 };
  const expected = await takeIn(HANDED, { budget });
  expect(expected.problems.map(({ code }) => code)).toContain('budget/members');
  expect(await takeIn([...HANDED].reverse(), { budget })).toEqual(expected);
});

test('merging nothing', () => {
  const nothing: Taken = { evidence: [], references: [], lookups: [], problems: [], claims: [] };
  expect(mergeTaken([])).toEqual(nothing);
  expect(mergeTaken([nothing, nothing])).toEqual(nothing);
});

test('the kind that tells more stays', () => {
  const bytes = certificate();
  const part = (kind: 'certificate' | 'unrecognised', name: string): Taken => ({
    ...mergeTaken([]),
    evidence: [{ sha256: make.sha256(bytes), kind, bytes, names: [name] }],
  });
  const parts = [part('unrecognised', 'b'), part('certificate', 'a')];
  for (const order of [parts, [...parts].reverse()])
    expect(mergeTaken(order).evidence).toEqual([
      { sha256: make.sha256(bytes), kind: 'certificate', bytes, names: ['a', 'b'] },
    ]);
});

test('claims are joined without doubles', () => {
  const claim = { sha256: HASH, from: 'a.har', status: 200 };
  const part: Taken = { ...mergeTaken([]), claims: [claim, { ...claim, status: 503 }] };
  expect(mergeTaken([part, part]).claims).toEqual([claim, { ...claim, status: 503 }]);
});

test('of archives, nested ones too, every member read is told', async () => {
  const steps: [number, number][] = [];
  const inner = zipSync({ a: certificate(1), b: certificate(2) });
  const tar = tarArchive(tarMember('c', certificate(3)), tarMember('d', certificate(4)));
  await takeIn([{ name: 'x', bytes: zipSync({ 'in.zip': inner, 'x.tar': tar, z: certificate(5) }) }], {
    onMember: (done, total) => steps.push([done, total]),
  });
  expect(steps).toEqual([
    [1, 3],
    [2, 5],
    [3, 5],
    [4, 5],
    [5, 7],
    [6, 7],
    [7, 7],
  ]);
});

test('progress ends at the total', async () => {
  const steps: [number, number][] = [];
  const handed = Array.from({ length: 700 }, (_, index) => ({ name: `${index}`, bytes: certificate(index) }));
  await takeIn(handed, { onProgress: (done, total) => steps.push([done, total]) });
  expect(steps).toEqual([
    [512, 700],
    [700, 700],
  ]);
});
