import { expect } from 'vitest';
import { poison, precertificate, tlsCertificate } from '../../pki/index.ts';
import { answer, around, boundary, covers, fails, issuer, judge, notApplicable, passes } from '../judge.ts';
import { aboutCa, aboutMail } from './others.ts';

const RULE = 'br/reserved-serial';
covers('br/reserved-serial');

const about = precertificate();

fails('unknown is noted, because the BRs of the time demanded nothing', async () => {
  const found = await judge(RULE, [issuer(), about, answer(about)]);
  expect(found).toMatchObject({ outcome: 'info', edition: '1.8.4', section: '4.9.10' });
  expect(found.message).toContain('reserved');
  expect(found.message).toContain('2022-11-01T10:00:00Z');
});

passes('a definitive answer', async () => {
  expect(await judge(RULE, [issuer(), about, answer(about, { status: 'good' })])).toMatchObject({ outcome: 'pass' });
});

notApplicable('a final certificate, whose serial number is assigned', async () => {
  const certificate = tlsCertificate();
  const found = await judge(RULE, [issuer(), certificate, answer(certificate)]);
  expect(found).toMatchObject({ outcome: 'not-applicable' });
});

notApplicable('an S/MIME certificate', async () => {
  const found = await judge(RULE, aboutMail({}, { extensions: { poison: poison() } }));
  expect(found).toMatchObject({ outcome: 'not-applicable' });
});

notApplicable('the certificate of a CA', async () => {
  expect(await judge(RULE, aboutCa())).toMatchObject({ outcome: 'not-applicable' });
});

const answeredAt = (producedAt: string) => judge(RULE, [issuer(), about, answer(about, { producedAt })]);

boundary('since SC-23', async () => {
  expect(await around('2019-12-19T00:00:00Z', answeredAt)).toMatchObject([
    { outcome: 'not-effective' },
    { outcome: 'info', edition: '1.6.7' },
  ]);
});

boundary('SC-76 abolished the word', async () => {
  expect(await around('2024-11-14T00:00:00Z', answeredAt)).toMatchObject([
    { outcome: 'info', edition: '2.0.3', section: '4.9.10' },
    { outcome: 'not-effective' },
  ]);
});
