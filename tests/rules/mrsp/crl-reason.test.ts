import { expect } from 'vitest';
import { der, extension, issuingMail, precertificate, smimeCertificate, tlsCertificate } from '../../pki/index.ts';
import type { CrlEntry, CrlOptions } from '../../pki/index.ts';
import { OID } from '../../../src/core/model/oid.ts';
import { crlOf, entryFor } from '../crls.ts';
import { around, boundary, covers, fails, issuer, judge, judgeAll, notApplicable, outcomes, passes } from '../judge.ts';
import type { Bytes, Found } from '../judge.ts';

const RULE = 'mrsp/crl-reason';
covers(RULE);

const HOST = 'www.example.test';
const REVOKED = '2023-02-20T10:00:00Z';
const certificate = (): Bytes =>
  tlsCertificate({ host: HOST, notBefore: '2022-09-01T00:00:00Z', notAfter: '2023-10-02T00:00:00Z' });

interface Revocation extends Partial<CrlEntry> {
  readonly crl?: Partial<CrlOptions>;
}

/** What the rule finds about a certificate that a CRL lists like this. */
const listed = ({ revokedAt = REVOKED, crl = {}, ...entry }: Revocation, about = certificate()): Promise<Found> =>
  judge(RULE, [issuer(), about, crlOf({ entries: [entryFor(HOST, revokedAt, entry)], ...crl })]);

const reasons = (...numbers: readonly number[]): Promise<Found[]> =>
  Promise.all(numbers.map((reason) => listed({ reason })));

fails('a reason beyond the five', async () => {
  const found = await reasons(0, 2, 6, 8, 10);
  expect(outcomes(found)).toEqual(Array.from({ length: 5 }, () => 'violation'));
  expect(found[0]).toMatchObject({ edition: '2.8.1', section: '6.1.1' });
  expect(found.map(({ message }) => /with the reason (\w+)/.exec(message)?.[1])).toEqual([
    'unspecified',
    'cACompromise',
    'certificateHold',
    'removeFromCRL',
    'aACompromise',
  ]);
  expect(found[0]!.message).toContain(`issued at 2023-03-01T00:00:00Z lists the certificate for ${HOST}`);
  expect(found[0]!.evidence).toHaveLength(2);
});

fails('a reason that RFC 5280 does not define', async () => {
  const found = await listed({ extensions: [extension(OID.reasonCode, false, der.enumerated(7))] });
  expect(found.outcome).toBe('violation');
  expect(found.message).toContain('does not define');
});

fails('a precertificate is a certificate presumed to exist', async () => {
  const about = precertificate({ host: HOST, notBefore: '2023-01-01T00:00:00Z' });
  expect(await listed({ reason: 6 }, about)).toMatchObject({ outcome: 'violation' });
});

fails('each CRL by itself', async () => {
  const lists = ['2023-03-01T00:00:00Z', '2023-03-08T00:00:00Z'].map((thisUpdate) =>
    crlOf({ thisUpdate, entries: [entryFor(HOST, REVOKED, { reason: 6 })] }),
  );
  expect(outcomes(await judgeAll(RULE, [issuer(), certificate(), ...lists]))).toEqual(['violation', 'violation']);
});

fails('a certificate that its issuer did not sign accuses nobody', async () => {
  const changed = tlsCertificate({ host: HOST, more: { changeSignature: (bytes) => bytes.map((octet) => octet ^ 1) } });
  const found = await listed({ reason: 6 }, changed);
  expect(found.outcome).toBe('cannot-tell');
});

passes('each of the five, and none', async () => {
  expect(outcomes(await reasons(1, 3, 4, 5, 9))).toEqual(Array.from({ length: 5 }, () => 'pass'));
  expect(await listed({})).toMatchObject({ outcome: 'pass' });
});

notApplicable('an S/MIME certificate', async () => {
  const about = smimeCertificate({ notBefore: '2023-01-01T00:00:00Z' });
  const list = crlOf({ issuer: issuingMail(), entries: [entryFor('post@mail.test', REVOKED, { reason: 6 })] });
  expect(await judge(RULE, [issuingMail().certificate, about, list])).toMatchObject({ outcome: 'not-applicable' });
});

notApplicable('a certificate that the CRL does not list', async () => {
  const found = await judge(RULE, [issuer(), certificate(), crlOf()]);
  expect(found).toMatchObject({ outcome: 'not-applicable', message: 'The CRL does not list the certificate.' });
});

notApplicable('a CRL whose signature is invalid says nothing', async () => {
  const entries = [entryFor(HOST, REVOKED, { reason: 6 })];
  const forged = crlOf({ entries, changeSignature: (bytes) => bytes.map((octet) => octet ^ 1) });
  expect(await judgeAll(RULE, [issuer(), certificate(), forged])).toEqual([]);
});

boundary('revoked since 2022-10-01: that day a warning, the next a violation', async () => {
  const at = (revokedAt: string): Promise<Found> => listed({ revokedAt, reason: 0 });
  const day = await around('2022-10-01T00:00:00Z', at);
  expect(day).toMatchObject([{ outcome: 'not-effective' }, { outcome: 'warning', edition: '2.8' }]);
  expect(day[1].message).toContain('"after October 1, 2022"');
  expect(await around('2022-10-02T00:00:00Z', at)).toMatchObject([{ outcome: 'warning' }, { outcome: 'violation' }]);
});

boundary('the shorter words of 2.9 since 2023-09-01', async () => {
  const crl = { thisUpdate: '2023-09-05T00:00:00Z' };
  const found = await around('2023-09-01T00:00:00Z', (revokedAt) => listed({ revokedAt, reason: 0, crl }));
  expect(found).toMatchObject([
    { outcome: 'violation', edition: '2.8.1' },
    { outcome: 'violation', edition: '2.9' },
  ]);
  expect(found[0].quote).toContain('MUST NOT be provided');
  expect(found[1].quote).toContain('sections 4.9.1 and 7.2.2');
});
