import { expect, test } from 'vitest';
import { evaluate } from '../../../src/core/evaluate.ts';
import { takeIn } from '../../../src/core/intake/index.ts';
import { toBase64, toHex } from '../../../src/core/model/bytes.ts';
import { ocspExchange } from '../../../src/core/todo/index.ts';
import * as pki from '../../pki/index.ts';

const sha256Of = (bytes: Uint8Array): string => toHex(pki.hash('sha256', bytes));
const PLAIN = { hash: 'SHA-1', nonce: null } as const;

async function caseOf(...handed: Uint8Array[]) {
  const taken = await takeIn(handed.map((bytes, at) => ({ name: `${at}`, bytes })));
  const { document } = await evaluate({ title: '', evaluatedAt: 0, reading: 'ruling', ...taken });
  return { document, evidence: taken.evidence };
}

const requestAbout = (certificate: Uint8Array): Uint8Array =>
  pki.ocspRequest({ issuer: pki.issuingA(), serialNumbers: [pki.serialNumberOf(certificate)] });

test('request, GET URL and openssl line about a certificate in hand', async () => {
  const certificate = pki.tlsCertificate();
  const issuer = pki.issuingA().certificate;
  const built = await ocspExchange(await caseOf(certificate, issuer), sha256Of(certificate), PLAIN);
  if (!built.ok) throw new Error(built.message);
  const url = 'http://ocsp.example-trust.example/tls01';
  expect(toHex(built.value.request)).toBe(toHex(requestAbout(certificate)));
  expect(built.value.issuerSha256).toBe(sha256Of(issuer));
  expect(built.value.services).toEqual([
    {
      url,
      getUrl: `${url}/${encodeURIComponent(toBase64(requestAbout(certificate)))}`,
      openssl: `openssl ocsp -sha1 -issuer ${sha256Of(issuer)}.crt -serial 0x${pki.serialNumberOf(certificate)} -no_nonce -url '${url}' -reqout ${sha256Of(certificate)}.orq -respout ${sha256Of(certificate)}.ors -resp_text -noverify`,
    },
  ]);
});

test('a precertificate by a precertificate signing certificate is asked about under the CA of the final certificate', async () => {
  const signing = pki.precertificateSigningA();
  const special = pki.precertificateBySigningCertificate(signing);
  const of = await caseOf(special, signing.certificate, pki.issuingA().certificate);
  const built = await ocspExchange(of, sha256Of(special), PLAIN);
  expect(built.ok && toHex(built.value.request)).toBe(toHex(requestAbout(special)));
});

test('without the issuer, or the certificate, it says what is missing', async () => {
  const certificate = pki.tlsCertificate();
  const of = await caseOf(certificate);
  const codeOf = async (sha256: string) => {
    const built = await ocspExchange(of, sha256, PLAIN);
    return built.ok ? null : built.code;
  };
  expect(await codeOf(sha256Of(certificate))).toBe('todo/no-issuer');
  expect(await codeOf('ab'.repeat(32))).toBe('todo/no-certificate');
});
