/**
 * Bounded fuzzing with a fixed seed: mutations of generated objects and, where they are there, of the corpora's.
 * Whatever arrives, the reader answers with a value, points inside the input, and accepts nothing silently that DER
 * would spell otherwise.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeCertificate, decodeOCSPRequest, decodeOCSPResponse } from '../../../src/core/decode/index.ts';
import { someCertificate, someCrl, someRequest, someResponse } from '../../fuzz/generators.ts';
import {
  mutated,
  mutations,
  restructured,
  restructuring,
  type Mutation,
  type Restructuring,
} from '../../fuzz/mutations.ts';
import { checkCertificate, checkCrl, checkResponse } from '../../fuzz/properties.ts';
import { tlv, type Bytes } from '../../pki/der-writer.ts';

const RUN = { seed: 20221001, endOnFailure: true } as const;

describe('generated objects', () => {
  it('certificates are accepted without a complaint', () => {
    fc.assert(fc.property(someCertificate, checkCertificate), { ...RUN, numRuns: 250 });
  });

  it('responses are accepted without a complaint', () => {
    fc.assert(fc.property(someResponse, checkResponse), { ...RUN, numRuns: 150 });
  });

  it('CRLs and requests are accepted without a complaint', () => {
    fc.assert(fc.property(someCrl, checkCrl), { ...RUN, numRuns: 150 });
    const accepted = (bytes: Bytes) => {
      const request = decodeOCSPRequest(bytes);
      return request.ok && request.value.defects.length === 0;
    };
    fc.assert(fc.property(someRequest, accepted), { ...RUN, numRuns: 100 });
  });

  // Drawn once: making an object costs ten times what reading it does.
  const certificates = fc.constantFrom(...fc.sample(someCertificate, { seed: RUN.seed, numRuns: 60 }));
  const responses = fc.constantFrom(...fc.sample(someResponse, { seed: RUN.seed, numRuns: 60 }));

  it('certificates, changed in one to three places', () => {
    const run = (bytes: Bytes, changes: readonly Mutation[]) => void checkCertificate(mutated(bytes, changes));
    fc.assert(fc.property(certificates, mutations, run), { ...RUN, numRuns: 5000 });
  });

  it('responses, changed in one to three places', () => {
    const run = (bytes: Bytes, changes: readonly Mutation[]) => void checkResponse(mutated(bytes, changes));
    fc.assert(fc.property(responses, mutations, run), { ...RUN, numRuns: 5000 });
  });

  const crls = fc.constantFrom(...fc.sample(someCrl, { seed: RUN.seed, numRuns: 60 }));

  it('CRLs, changed in one to three places, or in one TLV', () => {
    const octets = (bytes: Bytes, changes: readonly Mutation[]) => void checkCrl(mutated(bytes, changes));
    fc.assert(fc.property(crls, mutations, octets), { ...RUN, numRuns: 3000 });
    const parts = (bytes: Bytes, change: Restructuring) => void checkCrl(restructured(bytes, change));
    fc.assert(fc.property(crls, restructuring, parts), { ...RUN, numRuns: 3000 });
  });

  it('certificates, with one TLV changed', () => {
    const run = (bytes: Bytes, change: Restructuring) => void checkCertificate(restructured(bytes, change));
    fc.assert(fc.property(certificates, restructuring, run), { ...RUN, numRuns: 5000 });
  });

  it('responses, with one TLV changed', () => {
    const run = (bytes: Bytes, change: Restructuring) => void checkResponse(restructured(bytes, change));
    fc.assert(fc.property(responses, restructuring, run), { ...RUN, numRuns: 3000 });
  });

  it('either, cut off anywhere', () => {
    const sample = fc.sample(fc.tuple(someCertificate, someResponse), { seed: RUN.seed, numRuns: 5 });
    for (const [one, other] of sample) {
      for (let end = 0; end < one.length; end++) expect(decodeCertificate(one.subarray(0, end)).ok).toBe(false);
      for (let end = 0; end < other.length; end++) expect(decodeOCSPResponse(other.subarray(0, end)).ok).toBe(false);
    }
  });

  it('octets at random', () => {
    const octets = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.uint8Array({ maxLength: 200 }).map((one) => tlv(0x30, one)),
    );
    fc.assert(
      fc.property(octets, (bytes) => {
        checkCertificate(bytes);
        checkResponse(bytes);
      }),
      { ...RUN, numRuns: 2000 },
    );
  });
});

// Third-party files --------------------------------------------------------------------------------------------

const CORPORA = fileURLToPath(new URL('../../../../shared/corpora', import.meta.url));

/** Up to `limit` files that look like DER, evenly over the folder. */
function files(folder: string, limit: number): Bytes[] {
  const found = readdirSync(join(CORPORA, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.(json|txt|md)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path): Bytes => new Uint8Array(readFileSync(path)))
    .filter((bytes) => bytes[0] === 0x30 && bytes.length < 8000);
  const step = Math.max(1, Math.floor(found.length / limit));
  return found.filter((_, index) => index % step === 0).slice(0, limit);
}

describe.skipIf(!existsSync(CORPORA))('files of ../shared/corpora (skipped where that folder is not)', () => {
  it.each([
    'realworld-ocsp',
    'openssl-ocsp',
    'boringssl-ocsp',
    'precert-pairs',
    'boringssl-parse-cert',
    'pkilint-certs',
  ])('%s, as they are and changed in one to three places', (folder) => {
    const originals = files(folder, 20);
    for (const bytes of originals) {
      checkCertificate(bytes);
      checkResponse(bytes);
    }
    const run = (bytes: Bytes, changes: readonly Mutation[]) => {
      checkCertificate(mutated(bytes, changes));
      checkResponse(mutated(bytes, changes));
    };
    if (originals.length > 0)
      fc.assert(fc.property(fc.constantFrom(...originals), mutations, run), { ...RUN, numRuns: 700 });
  });
});
