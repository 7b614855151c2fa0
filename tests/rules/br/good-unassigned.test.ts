import { expect } from 'vitest';
import { finalCertificate, precertificate } from '../../pki/index.ts';
import { answer, around, boundary, covers, fails, issuer, judge, log, logs, notApplicable, passes } from '../judge.ts';
import { aboutCa, aboutMail } from './others.ts';

const RULE = 'br/good-unassigned';
covers('br/good-unassigned');

const about = precertificate();
const stranger = (producedAt: string) => judge(RULE, [issuer(), answer('4711', { status: 'good', producedAt })]);

fails('whether a certificate exists cannot be told while none is in hand', async () => {
  const found = await stranger('2022-11-01T10:00:00Z');
  expect(found).toMatchObject({
    outcome: 'cannot-tell',
    edition: '1.8.4',
    section: '4.9.10',
    missing: ["the certificate with serial number 4711, or its CA's word that there is none"],
  });
});

fails('good that was signed before the certificate is noted and no violation', async () => {
  const response = answer(about, { status: 'good', producedAt: '2022-10-15T11:59:59Z' });
  const found = await judge(RULE, [issuer(), about, response]);
  expect(found).toMatchObject({ outcome: 'info' });
  expect(found.message).toContain('2022-10-15T11:59:59Z');
  expect(found.message).toContain('2022-10-15T12:00:00Z');
});

const LOGGED = '2022-10-15T13:00:00Z';

fails('so is one that was signed after notBefore and before the certificate was provably public', async () => {
  const logged = finalCertificate({}, [{ log: log(), at: LOGGED }]);
  const found = await around(LOGGED, (producedAt) =>
    judge(RULE, [issuer(), logs(), logged, answer(logged, { status: 'good', producedAt })]),
  );
  expect(found).toMatchObject([{ outcome: 'info' }, { outcome: 'pass' }]);
  expect(found[0].message).toContain(LOGGED);
  expect(found[0].evidence).toHaveLength(3);
});

fails('a certificate that anybody wrote does not show that its number is assigned', async () => {
  const forged = precertificate({ more: { changeSignature: (octets) => octets.map((octet) => octet ^ 1) } });
  const found = await judge(RULE, [issuer(), forged, answer(forged, { status: 'good' })]);
  expect(found).toMatchObject({ outcome: 'cannot-tell' });
  expect(found.message).toContain('its signature: invalid');
});

fails('nor does one that it only may name', async () => {
  const found = await judge(RULE, [about, answer(about, { status: 'good' })]);
  expect(found).toMatchObject({ outcome: 'cannot-tell' });
  expect(found.message).toContain('its signature: no-issuer');
});

passes('the certificate is in hand', async () => {
  expect(await judge(RULE, [issuer(), about, answer(about, { status: 'good' })])).toMatchObject({ outcome: 'pass' });
});

notApplicable('an answer that is not good', async () => {
  expect(await judge(RULE, [issuer(), about, answer(about)])).toMatchObject({ outcome: 'not-applicable' });
});

notApplicable('an S/MIME certificate', async () => {
  expect(await judge(RULE, aboutMail({ status: 'good' }))).toMatchObject({ outcome: 'not-applicable' });
});

notApplicable('the certificate of a CA', async () => {
  expect(await judge(RULE, aboutCa({ status: 'good' }))).toMatchObject({ outcome: 'not-applicable' });
});

boundary('from notBefore on the answer is about a certificate that exists', async () => {
  const found = await around('2022-10-15T12:00:00Z', (producedAt) =>
    judge(RULE, [issuer(), about, answer(about, { status: 'good', producedAt })]),
  );
  expect(found).toMatchObject([{ outcome: 'info' }, { outcome: 'pass' }]);
});

boundary('since 2013-08-01', async () => {
  expect(await around('2013-08-01T00:00:00Z', stranger)).toMatchObject([
    { outcome: 'not-effective' },
    { outcome: 'cannot-tell', edition: '1.0.4' },
  ]);
});

boundary('unused serial numbers since SC-23', async () => {
  const [before, since] = await around('2019-12-19T00:00:00Z', stranger);
  expect([before.edition, since.edition]).toEqual(['1.3.0', '1.6.7']);
  expect(before.quote).toContain('has not been issued');
  expect(since.quote).toContain('"unused"');
});

boundary('unassigned ones, in 4.9.9, since SC-76', async () => {
  const [before, since] = await around('2024-11-14T00:00:00Z', stranger);
  expect(before).toMatchObject({ edition: '2.0.3', section: '4.9.10' });
  expect(since).toMatchObject({ edition: '2.1.0', section: '4.9.9' });
  expect(since.quote).toContain('"unassigned"');
});
