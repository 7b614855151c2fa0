import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  localCrypto,
  type KeyUse,
  type CryptoEngine,
  type Verification,
} from '../../../../src/core/verify/web-crypto.ts';
import { answerBatch, type Answers, type Batch, type Signature } from '../../../../src/worker/crypto/batch.ts';
import { CryptoPool, type HelperPort } from '../../../../src/worker/crypto/pool.ts';

const MANY = 3000;
const ECDSA = { name: 'ECDSA', namedCurve: 'P-256' };

/** One of each answer, by turns; the octets differ from one to the next. */
let kinds: Signature[];
const expected: Verification[] = ['valid', 'invalid', 'no-key', 'cannot', 'valid'];

beforeAll(async () => {
  const { subtle } = crypto;
  const verifyAs = { name: 'ECDSA', hash: 'SHA-256' };
  const sign = async (text: string): Promise<Signature> => {
    const { privateKey, publicKey } = await subtle.generateKey(ECDSA, true, ['sign', 'verify']);
    const signed = new TextEncoder().encode(text);
    return {
      use: { spki: new Uint8Array(await subtle.exportKey('spki', publicKey)), importAs: ECDSA, verifyAs },
      signature: new Uint8Array(await subtle.sign(verifyAs, privateKey, signed)),
      signed,
    };
  };
  const [a, b] = [await sign('one'), await sign('another, longer one')];
  kinds = [
    a,
    { ...a, signed: b.signed },
    { ...a, use: { ...a.use, spki: a.use.spki.slice(0, -1) } },
    { ...a, use: { ...a.use, verifyAs: { name: 'RSASSA-PKCS1-v1_5' } } },
    b,
  ];
});

const answersOf = (engine: CryptoEngine, many = MANY): Promise<Verification[]> =>
  Promise.all(
    Array.from({ length: many }, (_, at) => {
      const { use, signature, signed } = kinds[at % kinds.length]!;
      return engine.verify(use, signature, signed);
    }),
  );
const allExpected = (many = MANY): Verification[] =>
  Array.from({ length: many }, (_, at) => expected[at % expected.length]!);

/** A helper behind a real MessageChannel: what it is sent is moved, not shared. */
class FakeHelper implements HelperPort {
  onmessage: ((event: MessageEvent<Answers>) => unknown) | null = null;
  onerror: ((event: never) => unknown) | null = null;
  answered = 0;
  ended = false;
  readonly #channel = new MessageChannel();

  /** @param failsAfter batches that it answers before it breaks down */
  constructor(failsAfter = Infinity) {
    const { port1, port2 } = this.#channel;
    const known: KeyUse[] = [];
    port2.onmessage = async ({ data }: MessageEvent<Batch>) => {
      if (this.answered >= failsAfter) return port2.postMessage(null);
      const answers = await answerBatch(data, known);
      this.answered++;
      port2.postMessage(answers);
    };
    port1.onmessage = (event: MessageEvent<Answers | null>) =>
      event.data ? this.onmessage?.(event as MessageEvent<Answers>) : this.onerror?.(undefined as never);
  }
  postMessage(message: Batch, transfer: Transferable[]): void {
    this.#channel.port1.postMessage(message, transfer as never);
  }
  terminate(): void {
    this.ended = true;
    this.#channel.port1.close();
  }
}

let helpers: FakeHelper[] = [];
const start = (failsAfter?: number) => () => {
  const helper = new FakeHelper(failsAfter);
  helpers.push(helper);
  return helper;
};
afterEach(() => {
  for (const helper of helpers) helper.terminate();
  helpers = [];
});

describe('signatures on all cores', () => {
  test('every one gets its own answer, the same as in this thread, and helpers do their share', async () => {
    const found = await answersOf(new CryptoPool(2, start()));
    expect(found).toEqual(allExpected());
    expect(found).toEqual(await answersOf(localCrypto));
    expect(helpers).toHaveLength(2);
    for (const { answered } of helpers) expect(answered).toBeGreaterThan(0);
  });

  test('a second evaluation goes to the helpers that are there', async () => {
    const pool = new CryptoPool(1, start());
    await answersOf(pool);
    const before = helpers[0]!.answered;
    expect(await answersOf(pool)).toEqual(allExpected());
    expect(helpers).toHaveLength(1);
    expect(helpers[0]!.answered).toBeGreaterThan(before);
  });

  test('helpers that nobody asks for anything go, and others come when there is much to do again', async () => {
    const pool = new CryptoPool(1, start(), 1);
    expect(await answersOf(pool)).toEqual(allExpected());
    await expect.poll(() => helpers[0]!.ended).toBe(true);
    expect(await answersOf(pool)).toEqual(allExpected());
    expect(helpers.length).toBeGreaterThan(1);
  });

  test.each([0, 1, 5])(
    'a helper that breaks down after %i batches costs no answer, and no other is started',
    async (after) => {
      const pool = new CryptoPool(1, start(after));
      expect(await answersOf(pool)).toEqual(allExpected());
      expect(helpers[0]!.ended).toBe(true);
      expect(pool.spare).toBe(false);
      expect(await answersOf(pool)).toEqual(allExpected());
      expect(helpers).toHaveLength(1);
    },
  );

  test('where no helper can be started, all is done here', async () => {
    const pool = new CryptoPool(2, () => {
      throw new DOMException('no workers in workers', 'SecurityError');
    });
    expect(await answersOf(pool)).toEqual(allExpected());
    expect(pool.spare).toBe(false);
  });

  test('hundreds at once are all answered where no helper is worth it', async () => {
    expect(await answersOf(new CryptoPool(2, start()), 300)).toEqual(allExpected(300));
    expect(helpers).toHaveLength(0);
  });

  test('while this thread is busy only helpers verify, and what is left is done afterwards', async () => {
    const pool = new CryptoPool(1, start());
    let answers: Promise<Verification[]>;
    await pool.during(async () => {
      answers = answersOf(pool, 300);
      await new Promise((resolve) => setImmediate(resolve));
    });
    expect(await answers!).toEqual(allExpected(300));
    expect(helpers).toHaveLength(0);

    const many = pool.during(async () => {
      const asked = answersOf(pool);
      // Far more than a helper is sent before it has answered: it goes on while nothing is done here.
      await expect.poll(() => helpers[0]?.answered ?? 0).toBe(Math.ceil(MANY / 128));
      return { asked };
    });
    expect(await (await many).asked).toEqual(allExpected());
  });

  test('a few are verified here, without a helper', async () => {
    const pool = new CryptoPool(2, start());
    const few = await Promise.all(kinds.map(({ use, signature, signed }) => pool.verify(use, signature, signed)));
    expect(few).toEqual(expected);
    expect(helpers).toHaveLength(0);
  });
});
