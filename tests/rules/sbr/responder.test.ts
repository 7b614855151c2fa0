import { expect } from 'vitest';
import {
  issuingA,
  issuingMail,
  key,
  precertificate,
  responder,
  serialNumberOf,
  smimeCertificate,
} from '../../pki/index.ts';
import type { Authority } from '../../pki/index.ts';
import { answer, around, boundary, covers, fails, issuer, judge, notApplicable, passes } from '../judge.ts';

const RULE = 'sbr/responder';
covers(RULE);

const mail = smimeCertificate({ notBefore: '2023-08-01T00:00:00Z' });
const without = responder({ issuer: issuingMail(), extensions: { nocheck: null } });
const of = (by: Authority, producedAt = '2023-10-01T00:00:00Z') =>
  judge(RULE, [issuingMail().certificate, mail, answer(mail, { ca: issuingMail(), by, status: 'good', producedAt })]);

fails('a delegate without nocheck', async () => {
  const found = await of(without);
  expect(found).toMatchObject({
    outcome: 'violation',
    document: 'CA/Browser Forum S/MIME Baseline Requirements',
    section: '4.9.9',
  });
  expect(found.message).toContain('no id-pkix-ocsp-nocheck');
});

passes('a delegate with nocheck', async () => {
  expect(await of(responder({ issuer: issuingMail() }))).toMatchObject({ outcome: 'pass' });
});

notApplicable('the CA itself signs', async () => {
  expect(await of(issuingMail())).toMatchObject({ outcome: 'not-applicable' });
});

notApplicable('the responder of a TLS certificate', async () => {
  const about = precertificate();
  const response = answer(about, { by: responder({ extensions: { nocheck: null } }) });
  expect(await judge(RULE, [issuer(), about, response])).toMatchObject({ outcome: 'not-applicable' });
});

notApplicable('a forged S/MIME certificate beside the TLS one that the response is about', async () => {
  const about = precertificate({ notBefore: '2023-08-01T00:00:00Z' });
  const forged = smimeCertificate({
    issuer: issuingA(),
    serialNumber: serialNumberOf(about),
    more: { signer: key('stranger') },
  });
  const producedAt = '2023-10-01T00:00:00Z';
  const response = answer(about, { by: responder({ extensions: { nocheck: null } }), producedAt });
  for (const pieces of [
    [issuer(), about, forged, response],
    [issuer(), forged, response],
  ])
    expect(await judge(RULE, pieces)).toMatchObject({ outcome: 'not-applicable' });
});

boundary('since September 2023', async () => {
  const found = await around('2023-09-01T00:00:00Z', (producedAt) => of(without, producedAt));
  expect(found).toMatchObject([{ outcome: 'not-effective' }, { outcome: 'violation' }]);
});
