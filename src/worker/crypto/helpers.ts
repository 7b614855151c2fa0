import { useCrypto } from '../../core/verify/web-crypto.ts';
import { CryptoPool } from './pool.ts';

/** More helpers than these only wait for the thread that feeds them. */
const MOST = 3;

/** From now on, signatures are verified on all cores, where there is more than one and a worker may start another. */
export function useAllCores(): void {
  const cores = Math.min(navigator.hardwareConcurrency || 1, MOST + 1);
  if (cores < 2 || typeof Worker === 'undefined') return;
  const start = () => new Worker(new URL('./helper.ts', import.meta.url), { type: 'module', name: 'signatures' });
  useCrypto(new CryptoPool(cores - 1, start));
}
