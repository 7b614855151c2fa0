import { Lent } from '../model/lent.ts';

/** A public key and the one way in which it verifies signatures, in WebCrypto's terms. */
export interface KeyUse {
  /** DER of a SubjectPublicKeyInfo that browsers import. */
  readonly spki: Uint8Array;
  readonly importAs: { readonly name: string; readonly hash?: string; readonly namedCurve?: string };
  readonly verifyAs: { readonly name: string; readonly saltLength?: number; readonly hash?: string };
}

/** `no-key`: this browser cannot use the key; `cannot`: it can, but not verify this kind of signature. */
export type Verification = 'valid' | 'invalid' | 'no-key' | 'cannot';

/** Verifies signatures: in this thread, or wherever else. Never rejects. */
export interface CryptoEngine {
  /** Whether other threads than this one work, so that it is worth asking early. */
  readonly spare: boolean;
  /** Whether more could be begun at once. */
  readonly hungry: boolean;
  /** `signature`: as WebCrypto wants it, over exactly the octets `signed`. */
  verify(use: KeyUse, signature: Uint8Array, signed: Uint8Array): Promise<Verification>;
  /**
   * Runs `work`, which has this thread busy: meanwhile it verifies nothing itself that others may have time for. `work`
   * must not wait for what is verified.
   */
  during<Value>(work: () => Promise<Value>): Promise<Value>;
}

/** Thousands of responses share one signer, so an imported key lives as long as its use. It holds no answer about anything. */
const keys = new WeakMap<KeyUse, Promise<CryptoKey | null>>();

const lentSignature = new Lent();
const lentSigned = new Lent();

/** In this thread. */
export const localCrypto: CryptoEngine = {
  spare: false,
  hungry: false,
  async verify(use, signature, signed) {
    let key = keys.get(use);
    if (!key) keys.set(use, (key = importKey(use)));
    const imported = await key;
    if (imported === null) return 'no-key';
    try {
      const { verifyAs } = use;
      const valid = await crypto.subtle.verify(verifyAs, imported, lentSignature.of(signature), lentSigned.of(signed));
      return valid ? 'valid' : 'invalid';
    } catch {
      return 'cannot';
    }
  },
  during: (work) => work(),
};

async function importKey({ spki, importAs }: KeyUse): Promise<CryptoKey | null> {
  try {
    return await crypto.subtle.importKey('spki', spki as BufferSource, importAs, false, ['verify']);
  } catch {
    return null;
  }
}

let current: CryptoEngine = localCrypto;

/** Who verifies from now on. It changes where that is done, never what it comes to. */
export function useCrypto(engine: CryptoEngine): void {
  current = engine;
}

export const cryptoEngine = (): CryptoEngine => current;
