import { describe, expect, test } from 'vitest';
import { concatBytes } from '../../../src/core/model/bytes.ts';
import { SharedParts } from '../../../src/core/der/shared-parts.ts';
import { decodeCertificate } from '../../../src/core/decode/certificate.ts';
import { decodeOCSPResponse } from '../../../src/core/decode/ocsp-response.ts';
import * as pki from '../../pki/index.ts';

const CA = pki.issuingA();
const DELEGATE = pki.responder();

/** Certificates with much in common, some of them with something wrong in what they have in common. */
const certificates = ['a.example.test', 'b.example.test', 'a.example.test'].flatMap((host, at) => {
  const good = pki.tlsCertificate({ host, serialNumber: pki.serial(`${host} ${at}`) });
  const unreadable = pki.tlsCertificate({ host, extensions: { keyUsage: oddKeyUsage() } });
  const explicitDefault = pki.tlsCertificate({ host, extensions: { basicConstraints: explicitFalse() } });
  return [good, unreadable, explicitDefault, pki.precertificate({ host }), pki.defects.withTruncation(good)];
});

/** keyUsage whose BIT STRING has seven unused bits that are set. */
function oddKeyUsage(): Uint8Array {
  return Uint8Array.of(0x30, 0x0b, 0x06, 0x03, 0x55, 0x1d, 0x0f, 0x04, 0x04, 0x03, 0x02, 0x07, 0xff);
}

/** basicConstraints with `cA FALSE` written out. */
function explicitFalse(): Uint8Array {
  return Uint8Array.of(0x30, 0x0c, 0x06, 0x03, 0x55, 0x1d, 0x13, 0x04, 0x05, 0x30, 0x03, 0x01, 0x01, 0x00);
}

const responses = ['a', 'b', 'c'].flatMap((host) => {
  const options = {
    signer: DELEGATE,
    certs: [DELEGATE.certificate],
    producedAt: '2022-11-01T00:00:00Z',
    responses: [
      pki.singleResponse({
        issuer: CA,
        serialNumber: pki.serial(host),
        status: 'good',
        thisUpdate: '2022-11-01T00:00:00Z',
        nextUpdate: '2022-11-05T00:00:00Z',
      }),
    ],
  } as const;
  const good = pki.ocspResponse(options);
  return [
    good,
    pki.ocspResponse({ ...options, ...pki.defects.explicitDefaultVersion }),
    pki.defects.withTrailingBytes(good),
  ];
});

describe('what objects have in common', () => {
  test('changes nothing about what each of them says, whatever was read before it', () => {
    for (const turn of [0, 4, 9]) {
      const shared = new SharedParts();
      for (const bytes of [...certificates.slice(turn), ...certificates.slice(0, turn)])
        expect(decodeCertificate(bytes, shared)).toEqual(decodeCertificate(bytes));
      for (const bytes of responses) expect(decodeOCSPResponse(bytes, shared)).toEqual(decodeOCSPResponse(bytes));
    }
  });

  test('keeps the offsets of defects, also behind octets that came before', () => {
    const shared = new SharedParts();
    const [, unreadable] = certificates;
    const decoded = decodeCertificate(unreadable!, shared);
    const moved = pki.tlsCertificate({
      host: 'a-much-longer-name.example.test',
      extensions: { keyUsage: oddKeyUsage() },
    });
    expect(decoded.ok && decoded.value.defects).toHaveLength(1);
    expect(decodeCertificate(moved, shared)).toEqual(decodeCertificate(moved));
  });

  test('is kept once', () => {
    const shared = new SharedParts();
    const [first, , , second] = certificates.map((bytes) => decodeCertificate(bytes, shared));
    if (!first?.ok || !second?.ok) throw new Error('Not certificates');
    expect(second.value.issuer).toBe(first.value.issuer);
    expect(second.value.signatureAlgorithm).toBe(first.value.signatureAlgorithm);
    expect(second.value.known.extKeyUsage).toBe(first.value.known.extKeyUsage);
    expect(second.value.subjectPublicKeyInfo.der).toEqual(first.value.subjectPublicKeyInfo.der);
  });

  test('is not taken for common when it is only nearly so', () => {
    const shared = new SharedParts();
    const bytes = pki.tlsCertificate({ host: 'x.example.test' });
    decodeCertificate(bytes, shared);
    for (let at = 4; at < bytes.length; at += 7) {
      const changed = concatBytes([bytes]);
      changed[at]! ^= 1;
      expect(decodeCertificate(changed, shared)).toEqual(decodeCertificate(changed));
    }
  });
});

test('decoded objects are compared by what they tell', () => {
  const [one, other] = ['a', 'b'].map((host) => decodeCertificate(pki.tlsCertificate({ host })));
  if (!one?.ok || !other?.ok) throw new Error('Not certificates');
  expect({ ...one.value, der: 0 }).not.toHaveProperty('serialNumber');
  expect(one.value).not.toEqual(other.value);
  expect(one.value.subject).not.toEqual(other.value.subject);
  expect(one.value.signatureValue).not.toEqual(other.value.signatureValue);
  expect(one.value.signatureValue).toEqual({ unusedBits: 0, bytes: one.value.signatureValue.bytes });
});
