/** `openssl ocsp`, as scripts use it: one process a response. */
import { hasOpenssl, inTemporaryFolder, openssl, write, writePem } from '../pki/openssl.ts';
import type { Evidence } from './evidence.ts';
import type { Measured } from './page/messages.ts';

/** Verifies a sample of the responses against the pairs' certificates; `null` where there is no openssl. */
export function measureOpenssl({ issuer, objects }: Evidence, count: number, of: number): Promise<Measured | null> {
  if (!hasOpenssl) return Promise.resolve(null);
  return inTemporaryFolder((folder) => {
    writePem(folder, 'issuer.pem', [issuer]);
    for (let at = 0; at < count; at++) {
      const pair = Math.floor((at * of) / count);
      writePem(folder, `${at}.pem`, [objects[2 * pair]!]);
      write(folder, `${at}.der`, objects[2 * pair + 1]!);
    }
    let right = 0;
    const start = performance.now();
    for (let at = 0; at < count; at++) {
      const { status, said } = openssl(
        [
          ...['ocsp', '-issuer', 'issuer.pem', '-cert', `${at}.pem`, '-respin', `${at}.der`],
          // The issuer is trusted as it is, and old answers are what evidence is made of.
          ...['-CAfile', 'issuer.pem', '-partial_chain', '-validity_period', String(2 ** 31 - 1)],
        ],
        folder,
      );
      if (status === 0 && said.includes('Response verify OK') && /: (?:good|unknown)\n/.test(said)) right++;
    }
    return { ms: performance.now() - start, right, wanted: count };
  });
}
