import { describe, expect, it } from 'vitest';
import { evaluate } from '../../src/core/evaluate.ts';
import { takeIn } from '../../src/core/intake/index.ts';
import { parseInstant } from '../../src/core/model/time.ts';
import * as pki from './index.ts';
import { askOpenssl } from './openssl-responder.ts';
import { hasOpenssl } from './openssl.ts';

const leaf = (host: string): Uint8Array =>
  pki.precertificate({ host, notBefore: '2023-01-10T00:00:00Z', notAfter: '2049-01-10T00:00:00Z' });

describe.runIf(hasOpenssl)('a real openssl responder', () => {
  it('is judged by what it knows, what it knows revoked, and what it does not know', async () => {
    const asked = ['good.example.test', 'revoked.example.test', 'unknown.example.test'].map(leaf);
    const [good, revoked] = asked;
    const signer = pki.responder({ notAfter: '2049-01-01T00:00:00Z' });
    const known = [
      { certificate: good! },
      { certificate: revoked!, revokedAt: '2023-02-01T00:00:00Z', reason: 'superseded' },
    ];
    const requests = asked.map((certificate) =>
      pki.ocspRequest({
        issuer: pki.issuingA(),
        serialNumbers: [pki.serialNumberOf(certificate)],
        hash: 'sha256',
        nonce: pki.NONCE,
      }),
    );
    const answers = await askOpenssl({ issuer: pki.issuingA(), signer, known, days: 4 }, requests);
    const handed = [pki.issuingA().certificate, ...asked, ...answers].map((bytes, n) => ({ name: `${n}.der`, bytes }));
    const { document } = await evaluate({
      title: '',
      evaluatedAt: parseInstant('2049-01-01T00:00:00Z')!,
      reading: 'ruling',
      ...(await takeIn(handed)),
    });
    const judged = document.certificates.map(({ dnsNames: [host], statuses, findings }) => [
      host,
      statuses.map(({ certStatus, responder }) => `${certStatus} ${responder}`),
      findings.filter(({ rule }) => rule === 'mrsp/precert-status').map(({ outcome }) => outcome),
    ]);
    expect(judged.sort()).toEqual([
      ['good.example.test', ['good delegated'], ['pass']],
      ['revoked.example.test', ['revoked delegated'], ['pass']],
      ['unknown.example.test', ['unknown delegated'], ['violation']],
    ]);
    expect(document.responses.map(({ signature }) => signature)).toEqual(['valid', 'valid', 'valid']);
  });
});
