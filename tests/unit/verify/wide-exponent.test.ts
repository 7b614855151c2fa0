import { afterEach, expect, test, vi } from 'vitest';
import { verifySignature } from '../../../src/core/verify/signature.ts';
import { algorithms, der, key } from '../../pki/index.ts';
import { algorithmOf, publicKeyOf } from './read.ts';

afterEach(() => void vi.restoreAllMocks());

// Firefox answers `false`, not an error, for right signatures by such keys; BR 6.1.6 allows exponents up to 2^256 - 1.
test('an exponent wider than an engine can verify is unsupported, never invalid', async () => {
  const own = key('issuingA').spki;
  const modulus = der.children(key('issuingA').subjectPublicKey)[0]!;
  const spki = der.sequence(
    der.at(own, [0]),
    der.bitString(der.sequence(modulus, der.integer((2n ** 64n + 13n).toString(16)))),
  );
  // What Firefox says of every signature by such a key.
  vi.spyOn(crypto.subtle, 'verify').mockResolvedValue(false);
  const { outcome } = await verifySignature(
    Uint8Array.of(1),
    algorithmOf(algorithms.sha256WithRSAEncryption.identifier),
    { unusedBits: 0, bytes: new Uint8Array(256) },
    publicKeyOf(spki),
  );
  expect(outcome).toBe('unsupported');
});
