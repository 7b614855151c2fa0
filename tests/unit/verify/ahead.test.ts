import { afterEach, describe, expect, test } from 'vitest';
import { Ahead } from '../../../src/core/verify/ahead.ts';
import { verifyNow, verifySignature } from '../../../src/core/verify/signature.ts';
import { localCrypto, useCrypto, type CryptoEngine } from '../../../src/core/verify/web-crypto.ts';
import * as pki from '../../pki/index.ts';
import { algorithmOf, publicKeyOf } from './read.ts';

const SIGNED = new TextEncoder().encode('the octets that were signed');
const algorithm = pki.algorithms.sha256WithRSAEncryption;
const identifier = algorithmOf(algorithm.identifier);
const signature = { unusedBits: 0, bytes: algorithm.sign(pki.key('issuingA'), SIGNED) };
const own = publicKeyOf(pki.key('issuingA').spki);
const other = publicKeyOf(pki.key('issuingARekeyed').spki);

/** Counts what is verified; has idle hands. */
function counting(): CryptoEngine & { asked: number } {
  const verifier = {
    spare: true,
    hungry: true,
    asked: 0,
    verify(...args: Parameters<CryptoEngine['verify']>) {
      verifier.asked++;
      return localCrypto.verify(...args);
    },
    during: localCrypto.during,
  };
  useCrypto(verifier);
  return verifier;
}
afterEach(() => useCrypto(localCrypto));

const expecting = (key = own): Ahead => {
  const ahead = new Ahead(verifyNow);
  ahead.expect(SIGNED, identifier, signature, key);
  return ahead;
};
const ask = async (key = own) => (await verifySignature(SIGNED, identifier, signature, key)).outcome;

describe('signatures begun before somebody asks', () => {
  test('are verified once', async () => {
    const verifier = counting();
    const ahead = expecting();
    ahead.begin();
    expect(await ask()).toBe('valid');
    expect(verifier.asked).toBe(1);
    ahead.end();
  });

  test('answer the first who asks only: no answer is kept', async () => {
    const verifier = counting();
    const ahead = expecting();
    ahead.begin();
    await ask();
    expect(await ask()).toBe('valid');
    expect(verifier.asked).toBe(2);
    ahead.end();
  });

  test('never answer for another key, or other octets of the same content', async () => {
    const verifier = counting();
    const ahead = expecting();
    ahead.begin();
    expect(await ask(other)).toBe('invalid');
    expect((await verifySignature(SIGNED.slice(), identifier, signature, own)).outcome).toBe('valid');
    expect(verifier.asked).toBe(3);
    ahead.end();
  });

  test('are not begun after somebody asked, nor where nobody is idle', async () => {
    const verifier = counting();
    const ahead = expecting();
    await ask();
    ahead.begin();
    expect(verifier.asked).toBe(1);
    ahead.end();

    useCrypto(localCrypto);
    const none = expecting();
    none.begin();
    expect(await ask()).toBe('valid');
    none.end();
  });

  test('are forgotten at the end', async () => {
    const verifier = counting();
    const ahead = expecting();
    ahead.begin();
    ahead.end();
    await ask();
    expect(verifier.asked).toBe(2);
  });
});
