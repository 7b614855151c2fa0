import { describe, expect, test } from 'vitest';
import type { Evidence } from '../../../src/core/model/evidence.ts';
import { evaluate } from '../../../src/core/evaluate.ts';
import { serializeVerdict } from '../../../src/core/verdict/json.ts';
import { MAX_NAMED } from '../../../src/core/verify/naming.ts';
import * as pki from '../../pki/index.ts';
import { evidenceOf } from './evidence.ts';

const CA = pki.issuingA();
const SERIAL = pki.serial('crowded');
/** A signature that nobody can verify: anybody can write as many as they like. */
const unverifiable = { identifier: pki.defects.unknownAlgorithm(), sign: () => new Uint8Array(32) };

const madeUp = (count: number) =>
  Array.from({ length: count }, (_, at) =>
    pki.precertificate({ serialNumber: SERIAL, host: `n${at}.example.test`, more: { algorithm: unverifiable } }),
  );
const proven = pki.precertificate({ serialNumber: SERIAL, host: 'real.example.test' });

const answers = ['2022-11-01T00:00:00Z', '2022-11-02T00:00:00Z', '2022-11-03T00:00:00Z'].map((at) =>
  pki.ocspResponse({
    signer: CA,
    producedAt: at,
    responses: [
      pki.singleResponse({
        issuer: CA,
        serialNumber: SERIAL,
        status: 'good',
        thisUpdate: at,
        nextUpdate: pki.later(at, pki.DAY),
      }),
    ],
  }),
);

async function verdictOn(precertificates: readonly Uint8Array[]) {
  const evidence: Evidence[] = [await evidenceOf('certificate', CA.certificate)];
  for (const one of precertificates) evidence.push(await evidenceOf('precertificate', one));
  for (const one of answers) evidence.push(await evidenceOf('ocsp-response', one));
  const nothing = { references: [], lookups: [], problems: [], claims: [] };
  const common = { title: '', evaluatedAt: Date.UTC(2026, 0, 1), reading: 'ruling', ...nothing } as const;
  const { document } = await evaluate({ ...common, evidence });
  const turned = await evaluate({ ...common, evidence: [...evidence].reverse() });
  expect(serializeVerdict(turned.document)).toBe(serializeVerdict(document));
  return document;
}

describe('certificates that share a CertID', () => {
  test('are all told what responses say while they are few', async () => {
    const { certificates, problems } = await verdictOn([proven, ...madeUp(MAX_NAMED - 1)]);
    expect(certificates.map(({ statuses }) => statuses.length)).toEqual(Array(MAX_NAMED).fill(3));
    expect(problems).toEqual([]);
  });

  test('are cut off in a crowd, the proven one last, and a problem says so', async () => {
    const { certificates, responses, problems } = await verdictOn([proven, ...madeUp(60)]);
    const told = certificates.filter(({ statuses }) => statuses.length > 0);
    expect(told).toHaveLength(MAX_NAMED);
    expect(told.map(({ precertificateSha256 }) => precertificateSha256)).toContain(pki.fingerprint(proven));
    for (const { singleResponses } of responses) expect(singleResponses[0]!.names).toHaveLength(MAX_NAMED);
    expect(problems).toMatchObject([{ code: 'budget/same-cert-id' }]);
    expect(problems[0]!.message).toContain(`61 certificates in hand have the issuer and serial number ${SERIAL}`);
  });
});
