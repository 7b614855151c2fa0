import { OCSPRequest } from '@peculiar/asn1-ocsp';
import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import { describe, expect, test } from 'vitest';
import { decodeCertificate } from '../../../src/core/decode/index.ts';
import { requestInUrl } from '../../../src/core/intake/ocsp-get.ts';
import { fromHex, toHex } from '../../../src/core/model/bytes.ts';
import { buildOCSPRequest, ocspGetUrl, opensslLine, serialForOpenssl } from '../../../src/core/todo/index.ts';
import * as pki from '../../pki/index.ts';
import { hasOpenssl, inTemporaryFolder, openssl, write, writePem } from '../../pki/openssl.ts';

const decoded = decodeCertificate(pki.issuingA().certificate);
if (!decoded.ok) throw new Error(decoded.message);
const issuer = decoded.value;
const serialNumber = fromHex('00c0ffee00112233445566778899aabb');
const nonce = Uint8Array.from({ length: 32 }, (_, at) => 7 * at);

describe('an OCSPRequest', () => {
  for (const [hash, name] of [
    ['SHA-1', 'sha1'],
    ['SHA-256', 'sha256'],
  ] as const)
    for (const given of [null, nonce])
      test(`${hash}, ${given ? 'with' : 'without'} a nonce, is octet for octet what @peculiar writes`, async () => {
        const built = await buildOCSPRequest({ serialNumber, issuer, hash, nonce: given });
        const theirs = pki.ocspRequest({
          issuer: pki.issuingA(),
          serialNumbers: [toHex(serialNumber).slice(2)],
          hash: name,
          ...(given && { nonce: given }),
        });
        expect(toHex(built)).toBe(toHex(theirs));
        const { requestList, requestExtensions } = AsnConvert.parse(built, OCSPRequest).tbsRequest;
        expect(toHex(new Uint8Array(requestList[0]!.reqCert.serialNumber))).toBe(toHex(serialNumber));
        const [extension] = requestExtensions ?? [];
        expect(extension?.extnID).toBe(given ? '1.3.6.1.5.5.7.48.1.2' : undefined);
        if (extension)
          expect(toHex(new Uint8Array(AsnConvert.parse(extension.extnValue.buffer, OctetString).buffer))).toBe(
            toHex(nonce),
          );
      });

  test.runIf(hasOpenssl)('is what openssl reads, and what it makes of the same certificate', async () => {
    const leaf = pki.tlsCertificate();
    const number = fromHex(pki.serialNumberOf(leaf));
    await inTemporaryFolder(async (folder) => {
      writePem(folder, 'issuer.pem', [pki.issuingA().certificate]);
      for (const hash of ['SHA-1', 'SHA-256'] as const) {
        const built = await buildOCSPRequest({ serialNumber: number, issuer, hash, nonce });
        write(folder, 'built.orq', built);
        const ours = openssl(['ocsp', '-reqin', 'built.orq', '-req_text'], folder).said;
        expect(ours).toContain('OCSP Nonce');
        const by = `-${hash.replace('-', '').toLowerCase()}`;
        const { said } = openssl(
          ['ocsp', by, '-issuer', 'issuer.pem', '-serial', serialForOpenssl(number), '-no_nonce', '-req_text'],
          folder,
        );
        const certIdOf = (text: string) =>
          text.slice(text.indexOf('Certificate ID'), text.indexOf('Serial Number') + 60);
        expect(certIdOf(ours)).toContain(pki.serialNumberOf(leaf).toUpperCase());
        expect(certIdOf(said).split('\n').slice(0, 5)).toEqual(certIdOf(ours).split('\n').slice(0, 5));
      }
    });
  });
});

test('the GET URL is read back to the same request, whether the responder URL ends in a slash or not', async () => {
  const request = await buildOCSPRequest({ serialNumber, issuer, hash: 'SHA-1', nonce: null });
  for (const url of ['http://ocsp.example', 'http://ocsp.example/', 'http://ocsp.example/a/b']) {
    const get = ocspGetUrl(url, request);
    expect(get.slice(7)).toMatch(/^ocsp\.example(\/a\/b)?\/M[A-Za-z0-9%]+$/);
    expect(requestInUrl(get)).toEqual(request);
  }
});

test('the openssl line; none for a URL that is not plain', () => {
  expect(opensslLine({ serialNumber, hash: 'SHA-256', nonce: null }, 'http://ocsp.example/a?b=1', 'ca.pem', 'x')).toBe(
    "openssl ocsp -sha256 -issuer ca.pem -serial 0xc0ffee00112233445566778899aabb -no_nonce -url 'http://ocsp.example/a?b=1' -reqout x.orq -respout x.ors -resp_text -noverify",
  );
  expect(opensslLine({ serialNumber, hash: 'SHA-1', nonce }, "http://a.example/'$(id)'", 'ca.pem', 'x')).toBeNull();
});

test('serial numbers for openssl, negative ones too', () => {
  expect(['00', '7f', '0080', 'ff', '80', 'ff7f', ''].map((hex) => serialForOpenssl(fromHex(hex)))).toEqual([
    '0x0',
    '0x7f',
    '0x80',
    '-0x1',
    '-0x80',
    '-0x81',
    '0x0',
  ]);
});
