import type { Loaded, SignedObject } from './loaded.ts';
import type { Issuers, Measured } from './messages.ts';

/** Objects under way at a time: WebCrypto's queue never runs dry, and the promises do not pile up. */
const WINDOW = 1024;

const ALGORITHMS = {
  rsa: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
  ec: { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' },
} as const;

/** No program that verifies these pairs in a browser can be faster: one digest an object, one signature an object, nothing else. */
export async function measureLimit({ objects, issuers }: Loaded, count: number): Promise<Measured> {
  const all = objects.slice(0, 2 * count);
  const algorithm = ALGORITHMS[issuers.kind];
  const start = performance.now();
  const [issuer, responder] = await Promise.all([
    importKey(issuers.issuerSpki, algorithm),
    importKey(issuers.responderSpki, algorithm),
  ]);
  let right = 0;
  const check = async ({ tbs, signature }: SignedObject, at: number): Promise<void> => {
    if (await crypto.subtle.verify(algorithm, at % 2 === 0 ? issuer : responder, signature, tbs)) right++;
  };
  // The next window is asked for before the last one is waited for.
  let before: Promise<unknown> = Promise.resolve();
  for (let from = 0; from < all.length; from += WINDOW) {
    const window = all.slice(from, from + WINDOW);
    const asked = Promise.all(
      window.flatMap((object, at) => [crypto.subtle.digest('SHA-256', object.bytes), check(object, from + at)]),
    );
    await before;
    before = asked;
  }
  await before;
  return { ms: performance.now() - start, right, wanted: 2 * count };
}

const importKey = (
  spki: Issuers['issuerSpki'],
  algorithm: (typeof ALGORITHMS)[keyof typeof ALGORITHMS],
): Promise<CryptoKey> => crypto.subtle.importKey('spki', Uint8Array.from(spki), algorithm, false, ['verify']);
