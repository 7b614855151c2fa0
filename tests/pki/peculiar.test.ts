import 'reflect-metadata';
import { createPublicKey, verify } from 'node:crypto';
import { BasicOCSPResponse, id_pkix_ocsp_basic, OCSPRequest, OCSPResponse } from '@peculiar/asn1-ocsp';
import { AsnConvert } from '@peculiar/asn1-schema';
import { CertificateList } from '@peculiar/asn1-x509';
import { X509Certificate } from '@peculiar/x509';
import { describe, expect, it } from 'vitest';
import { concatBytes, equalBytes, toHex } from '../../src/core/model/bytes.ts';
import { changeAt, children } from './der-writer.ts';
import * as pki from './index.ts';
import { hasOpenssl, inTemporaryFolder, openssl, write, writePem } from './openssl.ts';

const E = '2022-10-15T12:00:00Z';
const bytes = (buffer: ArrayBuffer): Uint8Array => new Uint8Array(buffer);

describe('what the test authority writes, read by @peculiar', () => {
  const certificates: [string, () => Uint8Array, string[]][] = [
    ['root', () => pki.rootA().certificate, ['2.5.29.19', '2.5.29.15', '2.5.29.14']],
    [
      'issuing CA',
      () => pki.issuingA().certificate,
      ['2.5.29.19', '2.5.29.15', '2.5.29.37', '2.5.29.32', '1.3.6.1.5.5.7.1.1', '2.5.29.31', '2.5.29.14', '2.5.29.35'],
    ],
    [
      'responder',
      () => pki.responder().certificate,
      ['2.5.29.35', '2.5.29.14', '2.5.29.37', '1.3.6.1.5.5.7.48.1.5', '2.5.29.15'],
    ],
    [
      'precertificate',
      () => pki.precertificate(),
      [
        '2.5.29.15',
        '2.5.29.37',
        '2.5.29.19',
        '2.5.29.17',
        '2.5.29.32',
        '1.3.6.1.5.5.7.1.1',
        '2.5.29.31',
        '2.5.29.35',
        '2.5.29.14',
        '1.3.6.1.4.1.11129.2.4.3',
      ],
    ],
  ];
  it.each(certificates)('%s', (_, make, extensions) => {
    const read = new X509Certificate(make().slice());
    expect(read.extensions.map(({ type }) => type)).toEqual(extensions);
    expect(equalBytes(bytes(read.rawData), make())).toBe(true);
  });

  it('an OCSP response', () => {
    const about = pki.precertificate();
    const signer = pki.responder({ key: pki.key('responderB') });
    const single = { issuer: pki.issuingA(), serialNumber: about, thisUpdate: E, nextUpdate: pki.later(E, pki.DAY) };
    const response = pki.ocspResponse({
      signer,
      responderID: 'name',
      producedAt: E,
      responses: [
        pki.singleResponse({ ...single, status: { revokedAt: '2022-10-12T09:00:00Z', reason: 'superseded' } }),
        pki.singleResponse({ ...single, status: 'good', hash: 'sha256', extensions: [pki.archiveCutoffExtension(E)] }),
      ],
      certs: [signer.certificate],
      extensions: [pki.nonceExtension(pki.NONCE)],
    });
    const outer = AsnConvert.parse(response, OCSPResponse);
    expect(outer.responseStatus).toBe(0);
    expect(outer.responseBytes!.responseType).toBe(id_pkix_ocsp_basic);
    const basic = AsnConvert.parse(outer.responseBytes!.response.buffer, BasicOCSPResponse);
    const [revoked, good] = basic.tbsResponseData.responses;
    expect(basic.tbsResponseData.producedAt.toISOString()).toBe('2022-10-15T12:00:00.000Z');
    expect(revoked!.certStatus.revoked!.revocationTime.toISOString()).toBe('2022-10-12T09:00:00.000Z');
    expect(toHex(bytes(revoked!.certID.serialNumber))).toBe(pki.serialNumberOf(about));
    expect(good!.certStatus.good).toBe(null);
    expect(good!.certID.hashAlgorithm.algorithm).toBe('2.16.840.1.101.3.4.2.1');
    expect(basic.tbsResponseData.responseExtensions!.map(({ extnID }) => extnID)).toEqual(['1.3.6.1.5.5.7.48.1.2']);
    expect(basic.certs).toHaveLength(1);
  });

  it('an OCSP request and a CRL', () => {
    const request = pki.ocspRequest({ issuer: pki.issuingA(), serialNumbers: ['42', 'ff01'], nonce: pki.NONCE });
    const serials = AsnConvert.parse(request, OCSPRequest).tbsRequest.requestList.map(({ reqCert }) =>
      toHex(bytes(reqCert.serialNumber)),
    );
    expect(serials).toEqual(['42', '00ff01']);
    const list = AsnConvert.parse(crl(), CertificateList).tbsCertList;
    expect(list.revokedCertificates!.map(({ userCertificate }) => toHex(bytes(userCertificate)))).toEqual(['42aa']);
    expect(list.crlExtensions!.map(({ extnID }) => extnID)).toEqual(['2.5.29.35', '2.5.29.20', '2.5.29.28']);
  });
});

const crl = (): Uint8Array =>
  pki.crl({
    issuer: pki.issuingA(),
    number: 7,
    thisUpdate: E,
    nextUpdate: '2022-10-22T12:00:00Z',
    entries: [{ serialNumber: '42aa', revokedAt: '2022-10-14T09:00:00Z', reason: 4 }],
    issuingDistributionPoint: { uri: 'http://crl.example-trust.example/tls01.crl', critical: true },
  });

describe.runIf(hasOpenssl)('openssl', () => {
  it('verifies the CRL', async () => {
    await inTemporaryFolder((folder) => {
      write(folder, 'list.crl', crl());
      writePem(folder, 'ca.pem', [pki.issuingA().certificate]);
      expect(openssl(['crl', '-inform', 'DER', '-in', 'list.crl', '-CAfile', 'ca.pem', '-noout'], folder)).toEqual({
        status: 0,
        said: 'verify OK\n',
      });
    });
  });

  it('verifies RSASSA-PSS with usual, empty and long salts', async () => {
    await inTemporaryFolder((folder) => {
      writePem(folder, 'root.pem', [pki.rootA().certificate]);
      const subject = pki.name({ CN: 'pss.example.test' });
      for (const algorithm of [pki.pss('sha256'), pki.pss('sha384', 0), pki.pss('sha512', 100)]) {
        const made = pki.tlsCertificate({ issuer: pki.rootA(), subject, more: { algorithm } });
        writePem(folder, 'leaf.pem', [made]);
        const at = String(Date.parse(E) / 1000 + 3600);
        expect(openssl(['verify', '-attime', at, '-CAfile', 'root.pem', 'leaf.pem'], folder).said).toBe(
          'leaf.pem: OK\n',
        );
      }
    });
  });
});

describe('Certificate Transparency', () => {
  const leaf = { host: 'host.example.test', notBefore: '2022-10-10T12:00:00Z' };
  const withoutLastExtension = (certificate: Uint8Array): Uint8Array => {
    const [tbs] = children(certificate);
    const extensions = children(children(children(tbs!)[7]!)[0]!).length;
    return changeAt(tbs!, [7, 0, extensions - 1], () => new Uint8Array());
  };

  it('a precertificate less its poison, and a final certificate less its SCTs, are what the log signs', () => {
    const final = pki.finalCertificate(leaf, [{ log: pki.ecLog(), at: leaf.notBefore }]);
    expect(toHex(withoutLastExtension(pki.precertificate(leaf)))).toBe(toHex(pki.loggedTbs(leaf)));
    expect(toHex(withoutLastExtension(final))).toBe(toHex(pki.loggedTbs(leaf)));
  });

  it.each([pki.rsaLog(), pki.ecLog()])('an SCT verifies under the key of $description', (log) => {
    const timestamp = Date.parse(leaf.notBefore);
    const tbs = pki.loggedTbs(leaf);
    const sct = pki.signedCertificateTimestamp({ log, timestamp, issuerKeyHash: pki.issuerKeyHash(), tbs });
    expect(toHex(sct.subarray(0, 33))).toBe(`00${toHex(pki.logId(log))}`);
    // version, signature_type, timestamp, entry_type, issuer_key_hash, TBSCertificate with its length, no extensions.
    const signed = concatBytes([
      pki.uint(0, 2),
      pki.uint(timestamp, 8),
      pki.uint(1, 2),
      pki.issuerKeyHash(),
      pki.uint(tbs.length, 3),
      tbs,
      pki.uint(0, 2),
    ]);
    const publicKey = createPublicKey({ key: Buffer.from(log.key.spki), format: 'der', type: 'spki' });
    expect(verify('sha256', signed, publicKey, sct.subarray(47))).toBe(true);
  });
});
