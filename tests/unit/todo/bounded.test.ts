import { expect, test } from 'vitest';
import { evaluate } from '../../../src/core/evaluate.ts';
import { takeIn } from '../../../src/core/intake/index.ts';
import { countMissing, fetchScript, survey, toDoList } from '../../../src/core/todo/index.ts';
import * as pki from '../../pki/index.ts';
import { surveyed } from './surveyed.ts';

/** A case of very many certificates without a response: found quickly, shown in part, fetched in whole. */
const COUNT = 20_000;
const hash = (number: number): string => number.toString(16).padStart(64, '0');

/** One precertificate with very many serial numbers; only what the survey looks at is true of them. */
async function manyWaiting(issuer: boolean) {
  const precertificate = pki.precertificate();
  const serial = Buffer.from(precertificate).indexOf(Buffer.from(pki.serialNumberOf(precertificate), 'hex'));
  const taken = await takeIn([
    { name: 'a.der', bytes: precertificate },
    { name: 'ca.der', bytes: pki.issuingA().certificate },
  ]);
  const { rows } = await evaluate({ title: '', evaluatedAt: 0, reading: 'ruling', ...taken });
  const evidence = Array.from({ length: COUNT }, (_, at) => {
    const bytes = precertificate.slice();
    new DataView(bytes.buffer).setUint32(serial + 4, at);
    return { sha256: hash(at), kind: 'precertificate' as const, bytes, names: ['x'] };
  });
  const certificates = evidence.map(({ sha256 }) => ({
    ...rows.at(0)!.entry,
    precertificateSha256: sha256,
    signature: issuer ? ('valid' as const) : ('no-issuer' as const),
  }));
  return {
    document: {
      evaluatedAt: '2026-01-01T00:00:00Z',
      references: Array.from({ length: COUNT }, (_, at) => ({
        sha256: hash(COUNT + at),
        resolved: false,
        from: ['x'],
      })),
      certificates,
      responses: [],
    },
    evidence: issuer ? [...evidence, ...taken.evidence.filter(({ kind }) => kind === 'certificate')] : evidence,
    lookups: Array.from({ length: COUNT }, (_, at) => ({
      by: 'sha1' as const,
      value: hash(at).slice(24),
      from: ['x'],
    })),
  };
}

test('the lines that are shown are the first ones; the number is that of all', async () => {
  const found = await survey(await manyWaiting(true));
  expect(countMissing(found)).toBe(3 * COUNT);
  const all = toDoList(found);
  expect(all).toHaveLength(3 * COUNT);
  for (const most of [0, 1, COUNT, COUNT + 5]) expect(toDoList(found, most)).toEqual(all.slice(0, most));
  const script = (await fetchScript(found, { title: '', version: '1' }))!;
  expect(script.match(/^prepared /gm)).toHaveLength(COUNT);
  expect(script.match(/^certificate /gm)).toHaveLength(COUNT);
}, 60_000);

test('those that wait for one issuer are one line, and each gets its own request', async () => {
  const found = await survey(await manyWaiting(false));
  expect(found.issuers).toMatchObject([{ certificates: COUNT }]);
  const script = (await fetchScript(found, { title: '', version: '1' }))!;
  expect(new Set(script.match(/^build .*$/gm)).size).toBe(COUNT);
}, 60_000);

test('very many places where one issuer might be had are not all listed', async () => {
  const handed = Array.from({ length: 40 }, (_, at) => ({
    name: `${at}`,
    bytes: pki.precertificate({
      host: `${at}.example.test`,
      extensions: {
        authorityInfoAccess: pki.authorityInfoAccess({ ocsp: 'http://o.example', caIssuers: `http://a.example/${at}` }),
      },
    }),
  }));
  const taken = await takeIn(handed);
  const document = surveyed(await evaluate({ title: '', evaluatedAt: 0, reading: 'ruling', ...taken }));
  const { issuers } = await survey({ document, ...taken });
  expect(issuers.map(({ certificates, urls }) => [certificates, urls.length])).toEqual([[40, 20]]);
}, 60_000);
