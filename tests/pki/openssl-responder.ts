/**
 * The real `openssl ocsp` as a responder, for evidence that no code of ours has written. It answers request files:
 * as a server it can only listen on all interfaces, which a test must not do.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Authority } from './authority.ts';
import { children, headerAt } from './der-writer.ts';
import type { Bytes } from './der-writer.ts';
import { serialNumberOf } from './ocsp.ts';
import { inTemporaryFolder, openssl, write, writePem } from './openssl.ts';

/** One certificate that the responder knows; what it does not know, it calls `unknown`. */
export interface Known {
  readonly certificate: Bytes;
  /** RFC 3339 UTC; absent means good. */
  readonly revokedAt?: string;
  /** An OpenSSL name such as `keyCompromise`. */
  readonly reason?: string;
}

export interface ResponderSetup {
  readonly issuer: Authority;
  readonly signer: Authority;
  readonly known: readonly Known[];
  /** Days from thisUpdate, which is the real now, to nextUpdate. */
  readonly days: number;
}

/** What the responder answers to each OCSPRequest: signed OCSPResponses, DER, in the order of the requests. */
export const askOpenssl = (setup: ResponderSetup, requests: readonly Bytes[]): Promise<Bytes[]> =>
  inTemporaryFolder((folder) => {
    write(folder, 'index.txt', setup.known.map(indexLine).join(''));
    writePem(folder, 'ca.pem', [setup.issuer.certificate]);
    writePem(folder, 'signer.pem', [setup.signer.certificate]);
    write(folder, 'signer.key', setup.signer.key.pem);
    const settings = `-index index.txt -CA ca.pem -rsigner signer.pem -rkey signer.key -ndays ${setup.days}`.split(' ');
    return requests.map((request) => {
      write(folder, 'request.der', request);
      const { status, said } = openssl(
        ['ocsp', ...settings, '-reqin', 'request.der', '-respout', 'response.der'],
        folder,
      );
      if (status !== 0) throw new Error(`openssl ocsp: ${said}`);
      return new Uint8Array(readFileSync(join(folder, 'response.der')));
    });
  });

/** A line of OpenSSL's text database: status, expiry, revocation with reason, serial number, file, subject (no two alike). */
function indexLine({ certificate, revokedAt, reason }: Known): string {
  const compact = (moment: string): string => moment.replace(/[-:T]/g, '').slice(2);
  const revocation = revokedAt ? `${compact(revokedAt)}${reason ? `,${reason}` : ''}` : '';
  const serial = serialNumberOf(certificate).toUpperCase();
  return `${[revokedAt ? 'R' : 'V', notAfterOf(certificate), revocation, serial, 'unknown', `/CN=${serial}`].join('\t')}\n`;
}

/** The characters of notAfter. */
function notAfterOf(certificate: Bytes): string {
  const [tbs] = children(certificate);
  const [, notAfter] = children(children(tbs!)[4]!);
  return new TextDecoder().decode(notAfter!.subarray(headerAt(notAfter!, 0).content));
}
