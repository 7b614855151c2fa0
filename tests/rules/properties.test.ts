/** What holds for all rules together, whatever the evidence. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { evaluate } from '../../src/core/evaluate.ts';
import { mergeTaken, takeIn } from '../../src/core/intake/index.ts';
import type { Handed } from '../../src/core/intake/index.ts';
import { parseInstant } from '../../src/core/model/time.ts';
import type { Reading, VerdictDocument } from '../../src/core/model/verdict.ts';
import { serializeVerdict } from '../../src/core/verdict/json.ts';
import {
  algorithms,
  defects,
  errorResponse,
  finalCertificate,
  fingerprint,
  issuerKeyHash,
  issuingB,
  issuingMail,
  issuingNamesake,
  key,
  later,
  loggedTbs,
  logEntry,
  nonceExtension,
  NONCE,
  precertificate,
  responder,
  rootB,
  smimeCertificate,
  tlsCertificate,
  unknownExtension,
} from '../pki/index.ts';
import type { LeafOptions, Status } from '../pki/index.ts';
import type { Bytes } from './judge.ts';
import { answer, answerAbout, delegate, issuer, log, logs } from './judge.ts';

/** One seed, so that a failure comes back. */
const FIXED = { seed: 20_221_001, numRuns: 40 };

const handed = (bytes: Bytes | string): Handed => {
  const octets = typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes;
  return { name: `${fingerprint(octets).slice(0, 12)}.bin`, bytes: octets };
};

async function verdict(pieces: readonly Handed[], reading: Reading = 'ruling', batches = 1): Promise<VerdictDocument> {
  const size = Math.ceil(pieces.length / batches);
  const parts = Array.from({ length: batches }, (_, at) => pieces.slice(at * size, (at + 1) * size));
  const taken = mergeTaken(await Promise.all(parts.map((part) => takeIn(part))));
  const { document } = await evaluate({
    ...taken,
    title: 'properties',
    evaluatedAt: parseInstant('2026-11-23T08:00:00Z')!,
    reading,
  });
  return document;
}

// ---- A case with a bit of everything -------------------------------------------------------------------------------

const host = (name: string, more: LeafOptions = {}): LeafOptions => ({ host: `${name}.example.test`, ...more });
const LOGGED = host('logged', { notBefore: '2022-09-30T12:00:00Z' });
const PAIR = host('pair');
const alone = precertificate(host('alone'));
const logged = precertificate(LOGGED);
const pre = precertificate(PAIR);
const final = finalCertificate(PAIR, [{ log: log(), at: '2022-10-15T12:00:20Z' }]);
const other = tlsCertificate({ ...host('other'), serialNumber: '4711' });
const twin = tlsCertificate({ ...host('twin'), serialNumber: '4711' });

const OWN: readonly Handed[] = [
  issuer(),
  alone,
  answer(alone),
  answer(alone, { status: 'good', producedAt: '2022-11-03T10:00:00Z', extensions: [nonceExtension(NONCE)] }),
  logged,
  JSON.stringify({
    entries: [
      logEntry({
        timestamp: Date.parse('2022-09-30T12:00:05Z'),
        issuerKeyHash: issuerKeyHash(LOGGED),
        tbs: loggedTbs(LOGGED),
        precertificate: logged,
        chain: [issuer()],
      }),
    ],
  }),
  answer(logged, { valid: 864_000 }),
  pre,
  final,
  logs(),
  answer(final, { status: { revokedAt: '2022-10-20T00:00:00Z', reason: 'certificateHold' } }),
  answer(final, { producedAt: '2022-11-02T00:00:00Z', more: [answerAbout(other, { status: 'good' })] }),
  other,
  twin,
  delegate().certificate,
].map(handed);

/** About other certificates of other CAs, or about nothing. */
const mail = smimeCertificate();
const elsewhere = tlsCertificate({ ...host('elsewhere'), issuer: issuingB() });
const UNRELATED: readonly Handed[] = [
  mail,
  issuingMail().certificate,
  answer(mail, { ca: issuingMail(), by: responder({ issuer: issuingMail() }), status: 'good' }),
  elsewhere,
  issuingB().certificate,
  rootB().certificate,
  answer(elsewhere, { ca: issuingB(), by: issuingB() }),
  // The same serial number as one of the case, by another CA.
  answer('4711', { ca: issuingB(), by: issuingB() }),
  errorResponse('unauthorized'),
  'not evidence at all',
].map(handed);

/** An OCSPResponse of more than 255 octets: a SEQUENCE that begins with an ENUMERATED. */
const isResponse = (bytes: Bytes): boolean => bytes[0] === 0x30 && bytes[4] === 0x0a;

const entryText = ({ certificates }: VerdictDocument): Record<string, string> =>
  Object.fromEntries(
    certificates.map((entry) => [entry.certificateSha256 ?? entry.precertificateSha256, JSON.stringify(entry)]),
  );

const readings = fc.constantFrom<Reading>('ruling', 'retroactive');
const shuffled = fc.shuffledSubarray([...OWN, ...UNRELATED], { minLength: OWN.length + UNRELATED.length });

it('no order of the evidence, and no way to hand it in, changes a byte of the verdict', async () => {
  const expected = {
    ruling: serializeVerdict(await verdict([...OWN, ...UNRELATED], 'ruling')),
    retroactive: serializeVerdict(await verdict([...OWN, ...UNRELATED], 'retroactive')),
  };
  expect(expected.ruling).not.toBe(expected.retroactive);
  await fc.assert(
    fc.asyncProperty(shuffled, readings, fc.integer({ min: 1, max: 5 }), async (pieces, reading, batches) => {
      expect(serializeVerdict(await verdict(pieces, reading, batches))).toBe(expected[reading]);
    }),
    FIXED,
  );
});

it('what is unrelated changes nothing of a certificate or a response', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.subarray([...OWN], { minLength: 1 }),
      fc.subarray([...UNRELATED], { minLength: 1 }),
      async (own, unrelated) => {
        const [before, after] = [await verdict(own), await verdict([...own, ...unrelated])];
        expect(entryText(after)).toMatchObject(entryText(before));
        for (const response of before.responses) expect(after.responses).toContainEqual(response);
      },
    ),
    FIXED,
  );
});

/** Whatever somebody without the CA's keys can write about a certificate of the case. */
const forgery = fc
  .record({
    about: fc.constantFrom<Bytes | string>(alone, logged, final, other, '4711'),
    status: fc.constantFrom<Status>('good', 'unknown', { revokedAt: '2022-10-16T00:00:00Z', reason: 'keyCompromise' }),
    producedAt: fc.integer({ min: 0, max: 200 * 86_400 }).map((seconds) => later('2022-09-20T00:00:00Z', seconds)),
    valid: fc.constantFrom<number | null>(null, -60, 0, 28_798, 259_200, 950_400),
    responderID: fc.constantFrom<'key' | 'name'>('key', 'name'),
    critical: fc.boolean(),
    way: fc.constantFrom('stranger', 'flipped', 'empty', 'namesake', 'own delegate', 'unknown algorithm', 'SHA-1'),
  })
  .map(({ about, critical, way, ...answered }) => {
    const options = { ...answered, extensions: critical ? [unknownExtension(true)] : [] };
    const stranger = key('stranger');
    const ways = {
      stranger: () => answer(about, { ...options, signingKey: stranger }),
      flipped: () => answer(about, { ...options, ...defects.flippedSignature }),
      empty: () => answer(about, { ...options, ...defects.emptySignature }),
      namesake: () => answer(about, { ...options, by: issuingNamesake(), certs: [issuingNamesake().certificate] }),
      'own delegate': () => answer(about, { ...options, by: responder({ issuer: issuingNamesake(), key: stranger }) }),
      'unknown algorithm': () => answer(about, { ...options, writtenAlgorithm: defects.unknownAlgorithm() }),
      'SHA-1': () => answer(about, { ...options, signingKey: stranger, algorithm: algorithms.sha1WithRSAEncryption }),
    };
    return handed(ways[way as keyof typeof ways]());
  });

it('a forged response changes no verdict, no status and no finding of any certificate', async () => {
  const expected = entryText(await verdict(OWN));
  await fc.assert(
    fc.asyncProperty(fc.array(forgery, { minLength: 1, maxLength: 3 }), async (forged) => {
      expect(entryText(await verdict([...OWN, ...forged]))).toEqual(expected);
    }),
    FIXED,
  );
});

it('a forged response is no evidence where there is no other', async () => {
  const quiet = OWN.filter(({ bytes }) => !isResponse(bytes));
  const expected = entryText(await verdict(quiet));
  await fc.assert(
    fc.asyncProperty(forgery, async (forged) => {
      expect(entryText(await verdict([...quiet, forged]))).toEqual(expected);
    }),
    FIXED,
  );
});
