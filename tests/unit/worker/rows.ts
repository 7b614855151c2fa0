import type { Row } from '../../../src/core/model/row.ts';
import type { StatusEntry } from '../../../src/core/model/verdict.ts';

const status = (index: number, changes: Partial<StatusEntry> = {}): StatusEntry => ({
  evidence: `e${index}`.padEnd(64, '0'),
  certStatus: 'good',
  producedAt: '2022-10-03T00:00:00Z',
  thisUpdate: '2022-10-03T00:00:00Z',
  nextUpdate: null,
  revocationTime: null,
  revocationReason: null,
  responder: 'issuer',
  ...changes,
});

/** Rows that differ in everything that may be there or not. */
export const rowAt = (index: number): Row => ({
  key: `${index}`.padStart(64, '0'),
  index,
  entry: {
    kind: index % 2 ? 'final' : 'precertificate-only',
    subject: `CN=host ${index} \u202e`,
    dnsNames: Array.from({ length: index % 3 }, (_, at) => `${at}.host-${index}.example`),
    issuer: `CN=CA ${index % 5}`,
    issuerSpkiSha256: index % 4 ? 'aa'.repeat(32) : null,
    serialNumber: index.toString(16),
    precertificateSha256: index % 2 ? null : `${index}`.padStart(64, '0'),
    certificateSha256: index % 2 ? `${index}`.padStart(64, '0') : null,
    notBefore: '2022-10-02T00:00:00Z',
    notAfter: '2023-10-02T00:00:00Z',
    issued: { instant: '2022-10-02T00:00:00Z', basis: 'sct', notAfter: index % 2 ? '2022-10-02T01:00:00Z' : null },
    signature: 'valid',
    verdict: 'cannot-tell',
    statuses: [
      ...(index % 3 ? [status(index)] : []),
      ...(index % 5 === 0
        ? [
            status(index, {
              certStatus: 'revoked',
              nextUpdate: '2022-10-09T00:00:00Z',
              revocationTime: '2022-10-01T00:00:00Z',
              revocationReason: 'superseded',
            }),
          ]
        : []),
    ],
  },
  name: `host ${index} \u202e`,
  issuer: `CA ${index % 5}`,
  latest: index % 3 ? 'good' : 'none',
  rules: index % 2 ? [] : ['br/refresh-half', 'mrsp/precert-status'],
});
