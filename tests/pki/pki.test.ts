import { X509Certificate as NodeCertificate, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { equalBytes, toHex } from '../../src/core/model/bytes.ts';
import * as pki from './index.ts';
import { hasOpenssl, inTemporaryFolder, openssl, write, writePem } from './openssl.ts';
import { signDeterministic } from './rfc6979.ts';

const now = '2022-11-01T00:00:00Z';
const seconds = String(Date.parse(now) / 1000);
/** `openssl ocsp` compares thisUpdate and nextUpdate with the real clock; this leeway (s) leaves only its other checks. */
const ANY_AGE = ['-validity_period', '2000000000'];

describe('deterministic ECDSA', () => {
  it('gives the signature of RFC 6979 appendix A.2.5', () => {
    const x = 0xc9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721n;
    const { r, s } = signDeterministic('P-256', x, 'sha256', pki.textBytes('sample'));
    expect(r.toString(16)).toBe('efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716');
    expect(s.toString(16)).toBe('f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8');
  });

  it.each(['issuingB', 'responderP384', 'responderP521'] as const)('verifies under the key %s', (name) => {
    const key = pki.key(name);
    const data = pki.textBytes('data');
    const algorithm = pki.usualAlgorithm(key);
    const hash = { 'P-256': 'sha256', 'P-384': 'sha384', 'P-521': 'sha512' }[key.kind as 'P-256'];
    const publicKey = { key: Buffer.from(key.spki), format: 'der', type: 'spki' } as const;
    expect(verify(hash, data, publicKey, algorithm.sign(key, data))).toBe(true);
    expect(verify(hash, pki.textBytes('other'), publicKey, algorithm.sign(key, data))).toBe(false);
  });
});

describe('certificates', () => {
  const certificates: [string, pki.Authority | null, () => Uint8Array][] = [
    ['root A', null, () => pki.rootA().certificate],
    ['root B', null, () => pki.rootB().certificate],
    ['issuing A', pki.rootA(), () => pki.issuingA().certificate],
    ['issuing A, re-keyed', pki.rootA(), () => pki.issuingARekeyed().certificate],
    ['issuing A, cross-signed', pki.rootB(), () => pki.issuingACrossSigned().certificate],
    ['issuing B', pki.rootB(), () => pki.issuingB().certificate],
    ['issuing S/MIME', pki.rootA(), () => pki.issuingMail().certificate],
    ['precertificate signing A', pki.issuingA(), () => pki.precertificateSigningA().certificate],
    ['responder', pki.issuingA(), () => pki.responder().certificate],
    ['TLS', pki.issuingA(), () => pki.tlsCertificate()],
    ['precertificate', pki.issuingA(), () => pki.precertificate()],
    [
      'precertificate by signing certificate',
      pki.precertificateSigningA(),
      () => pki.precertificateBySigningCertificate(pki.precertificateSigningA()),
    ],
    [
      'final with SCTs',
      pki.issuingA(),
      () =>
        pki.finalCertificate({}, [
          { log: pki.rsaLog(), at: now },
          { log: pki.ecLog(), at: now },
        ]),
    ],
    ['S/MIME', pki.issuingMail(), () => pki.smimeCertificate()],
  ];

  it.each(certificates)('%s is read by Node and signed by its issuer', (_, issuer, make) => {
    const read = new NodeCertificate(make());
    const signer = new NodeCertificate((issuer ?? pki.rootA()).certificate);
    expect(equalBytes(new Uint8Array(read.raw), make())).toBe(true);
    if (issuer) expect(read.verify(signer.publicKey)).toBe(true);
    else expect(read.verify(read.publicKey)).toBe(true);
  });

  it.runIf(hasOpenssl)('openssl builds the chain of a TLS certificate up to the root', async () => {
    await inTemporaryFolder((folder) => {
      writePem(folder, 'root.pem', [pki.rootA().certificate]);
      writePem(folder, 'issuing.pem', [pki.issuingA().certificate]);
      writePem(folder, 'leaf.pem', [pki.finalCertificate({}, [{ log: pki.rsaLog(), at: now }])]);
      const args = [
        'verify',
        '-x509_strict',
        '-attime',
        seconds,
        '-CAfile',
        'root.pem',
        '-untrusted',
        'issuing.pem',
        'leaf.pem',
      ];
      expect(openssl(args, folder)).toEqual({ status: 0, said: 'leaf.pem: OK\n' });
    });
  });
});

const single = (status: pki.Status): Uint8Array =>
  pki.singleResponse({
    issuer: pki.issuingA(),
    serialNumber: pki.precertificate(),
    status,
    thisUpdate: '2022-10-31T12:00:00Z',
    nextUpdate: '2022-11-04T12:00:00Z',
  });

describe('OCSP responses', () => {
  const delegates: [string, () => pki.Authority][] = [
    ['issuing CA', () => pki.issuingA()],
    ['RSA delegate', () => pki.responder()],
    ['P-256 delegate', () => pki.responder({ key: pki.key('responderB') })],
    ['P-384 delegate', () => pki.responder({ key: pki.key('responderP384') })],
    ['P-521 delegate', () => pki.responder({ key: pki.key('responderP521') })],
    ['Ed25519 delegate', () => pki.responder({ key: pki.key('responderEd25519') })],
  ];

  it.runIf(hasOpenssl).each(delegates)('openssl verifies one signed by the %s', async (_, make) => {
    const signer = make();
    const isIssuer = signer === pki.issuingA();
    const response = pki.ocspResponse({
      signer,
      responderID: isIssuer ? 'name' : 'key',
      producedAt: '2022-10-31T12:00:00Z',
      responses: [single('good')],
      ...(isIssuer ? {} : { certs: [signer.certificate] }),
    });
    await inTemporaryFolder((folder) => {
      write(folder, 'response.der', response);
      writePem(folder, 'root.pem', [pki.rootA().certificate]);
      writePem(folder, 'issuing.pem', [pki.issuingA().certificate]);
      writePem(folder, 'leaf.pem', [pki.precertificate()]);
      const { status, said } = openssl(
        [
          'ocsp',
          '-respin',
          'response.der',
          '-CAfile',
          'root.pem',
          '-issuer',
          'issuing.pem',
          '-cert',
          'leaf.pem',
          '-verify_other',
          'issuing.pem',
          '-attime',
          seconds,
          '-no_nonce',
          ...ANY_AGE,
        ],
        folder,
      );
      expect(said).toContain('Response verify OK');
      expect(said).toContain('leaf.pem: good');
      expect(status).toBe(0);
    });
  });

  it('writes the same octets every time', () => {
    const make = (): string =>
      toHex(
        pki.ocspResponse({
          signer: pki.responder({ key: pki.key('responderB') }),
          producedAt: now,
          responses: [single('unknown')],
        }),
      );
    expect(make()).toBe(make());
  });
});
