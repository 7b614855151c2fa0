import { describe, expect, test } from 'vitest';
import { concatBytes, fromHex } from '../../../src/core/model/bytes.ts';
import * as make from './make.ts';

const { certificate, crl, pem, base64, file, paste, summary, expected } = make;

describe('PKCS#7', () => {
  const bundle = (certificates: Uint8Array[], crls: Uint8Array[] = []): Uint8Array =>
    make.sequence(
      fromHex('06092a864886f70d010702'),
      make.tlv(
        0xa0,
        make.sequence(
          make.integer(1),
          make.tlv(0x31),
          make.sequence(fromHex('06092a864886f70d010701')),
          ...(certificates.length ? [make.tlv(0xa0, ...certificates)] : []),
          ...(crls.length ? [make.tlv(0xa1, ...crls)] : []),
          make.tlv(0x31),
        ),
      ),
    );
  const full = bundle([certificate(1), certificate(2)], [crl()]);
  const all = [
    ['certificate', certificate(1)],
    ['certificate', certificate(2)],
    ['crl', crl()],
  ] as const;

  test('DER, PEM and base64', async () => {
    expect(summary(await file('pasted text', full))).toEqual(expected(all));
    expect(summary(await paste(pem(full, 'PKCS7')))).toEqual(expected(all));
    expect(summary(await paste(pem(full, 'CMS')))).toEqual(expected(all));
    expect(summary(await paste(base64(full)))).toEqual(expected(all));
  });
  test('empty, cut off, trailing octets', async () => {
    const cases: [Uint8Array, string][] = [
      [bundle([]), 'pkcs7/empty'],
      [full.slice(0, 900), 'der/truncated'],
      [concatBytes([full, Uint8Array.of(0)]), 'der/trailing-bytes'],
    ];
    for (const [bytes, code] of cases)
      expect(summary(await file('x', bytes))).toEqual(
        expected([['unrecognised', bytes, 'x']], { problems: [`x ${code}`] }),
      );
  });
});

describe('output of openssl with PEM inside', () => {
  test('x509 -text', async () => {
    const text = `Certificate:
    Data:
        Version: 3 (0x2)
        Serial Number:
            42:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:01
        Signature Algorithm: sha256WithRSAEncryption
        Issuer: C=US, O=Example, CN=Example CA
                Modulus:
                    00:b5:30:82:01:22:30:0d:06:09:2a:86:48:86:f7:
                    0d:01:01
            X509v3 Authority Key Identifier:
                DA:39:A3:EE:5E:6B:4B:0D:32:55:BF:EF:95:60:18:90:AF:D8:07:09
            Authority Information Access:
                OCSP - URI:http://ocsp.example/ocsp
            CT Precertificate SCTs:
                    Log ID    : 7A:32:8C:54:D8:B7:2D:B6:20:EA:38:E0:52:1E:E9:84:
                                16:70:32:13:85:4D:3B:D2:2B:C1:3A:57:A3:52:EB:52
                    Signature : ecdsa-with-SHA256
                                30:45:02:20:48:2F:67:51:AF:35:DB:A6:54:36:BE:1F:
                                D6:64:0F:3D:BF:9A:41:42:94:95:92:45:30:28:8F:A3:
                                E5:E2:3E:06:02:21:00:E4:ED:C0:DB:3A:C5:72:B1:E2:
                                F5:E8:AB:6A:68:06:53:98:7D:CF:41:02:7D:FE:FF:A1:
                                05:51:9D:89:ED:BF:08
    Signature Value:
        ${make.groups(make.noise(4, 18), ':')}:
        ${make.groups(make.noise(5, 18), ':')}
${pem(certificate())}`;
    expect(summary(await paste(text))).toEqual(expected([['certificate', certificate()]]));
  });
  test('ocsp -resp_text', async () => {
    const text = `OCSP Response Data:
    OCSP Response Status: successful (0x0)
    Response Type: Basic OCSP Response
    Responder Id: DA39A3EE5E6B4B0D3255BFEF95601890AFD80709
    Produced At: Oct  3 15:06:00 2022 GMT
    Responses:
    Certificate ID:
      Hash Algorithm: sha1
      Issuer Name Hash: DA39A3EE5E6B4B0D3255BFEF95601890AFD80709
      Issuer Key Hash: DA39A3EE5E6B4B0D3255BFEF95601890AFD80709
      Serial Number: 42000000000000000000000000000000000001
    Cert Status: unknown
${pem(certificate())}Response verify OK
`;
    expect(summary(await paste(text))).toEqual(expected([['certificate', certificate()]]));
  });
});

test('a bundle inside a bundle is not followed', async () => {
  const wrap = (inner: Uint8Array): Uint8Array =>
    make.sequence(
      fromHex('06092a864886f70d010702'),
      make.tlv(0xa0, make.sequence(make.integer(1), make.tlv(0xa0, inner, certificate()))),
    );
  const inner = wrap(certificate(2));
  expect(summary(await file('x', wrap(inner)))).toEqual(
    expected(
      [
        ['certificate', certificate(), 'x'],
        ['unrecognised', inner, 'x'],
      ],
      { problems: ['x pkcs7/nested'] },
    ),
  );
});

test('a precertificate of CT version 2 is told apart', async () => {
  const bytes = make.sequence(
    fromHex('06092a864886f70d010702'),
    make.tlv(0xa0, make.sequence(make.integer(3), make.tlv(0x31), make.sequence(fromHex('06032b654e')))),
  );
  expect(summary(await file('x', bytes))).toEqual(
    expected([['unrecognised', bytes, 'x']], { problems: ['x ct/v2-precertificate'] }),
  );
});
