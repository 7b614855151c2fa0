import { describe, expect, it } from 'vitest';
import { decodeOCSPResponse } from '../../src/core/decode/index.ts';
import * as pki from './index.ts';
import { askOpenssl } from './openssl-responder.ts';
import { hasOpenssl } from './openssl.ts';

const leaf = (host: string): Uint8Array =>
  pki.precertificate({ host, notBefore: '2026-01-10T00:00:00Z', notAfter: '2027-01-10T00:00:00Z' });

describe.runIf(hasOpenssl)('a real openssl responder', () => {
  it('answers for what it knows, what it knows revoked, and what it does not know', async () => {
    const asked = ['good.example.test', 'revoked.example.test', 'unknown.example.test'].map(leaf);
    const [good, revoked] = asked;
    const signer = pki.responder({ notAfter: '2040-01-01T00:00:00Z' });
    const known = [
      { certificate: good! },
      { certificate: revoked!, revokedAt: '2026-02-01T00:00:00Z', reason: 'superseded' },
    ];
    const requests = asked.map((certificate) =>
      pki.ocspRequest({ issuer: pki.issuingA(), serialNumbers: [pki.serialNumberOf(certificate)], nonce: pki.NONCE }),
    );
    const answers = await askOpenssl({ issuer: pki.issuingA(), signer, known, days: 4 }, requests);
    const statuses = answers.map((bytes) => {
      const decoded = decodeOCSPResponse(bytes);
      if (!decoded.ok) return decoded.message;
      return decoded.value.basicOCSPResponse?.tbsResponseData.responses[0]?.certStatus.type;
    });
    expect(statuses).toEqual(['good', 'revoked', 'unknown']);
  });
});
