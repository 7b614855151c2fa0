import { expect } from 'vitest';
import {
  authorityInfoAccess,
  defects,
  extendedKeyUsage,
  finalCertificate,
  fingerprint,
  issuingA,
  issuingMail,
  later,
  precertificate,
  precertificateSigningA,
  responder,
  rootA,
  smimeCertificate,
  subjectAltName,
  tlsCertificate,
} from '../../pki/index.ts';
import type { Authority } from '../../pki/index.ts';
import { OID } from '../../../src/core/model/oid.ts';
import type { AnswerOptions, Bytes, JudgeOptions, Piece } from '../judge.ts';
import {
  answer,
  around,
  boundary,
  covers,
  fails,
  issuer,
  judge,
  judgeAll,
  judgeCase,
  log,
  logs,
  notApplicable,
  outcomes,
  passes,
} from '../judge.ts';

const RULE = 'mrsp/final-status';
covers(RULE);

const CODE_SIGNING = '1.3.6.1.5.5.7.3.3';
const about = tlsCertificate();
const said = (options: AnswerOptions, more: readonly Piece[] = [], judging?: JudgeOptions) =>
  judge(RULE, [issuer(), about, answer(about, options), ...more], judging);

fails('unknown about a certificate that exists', async () => {
  const found = await said({});
  expect(found).toMatchObject({
    outcome: 'violation',
    edition: '2.8',
    section: '6',
    evidence: [fingerprint(about), fingerprint(answer(about))].sort(),
    on: fingerprint(about),
  });
  expect(found.message).toContain('said unknown about the certificate for www.example.test');
  expect(found.message).toContain('2022-11-01T10:00:00Z');
  // The text leaves room, and the message says so.
  expect(found.message).toContain('does not speak of unknown in so many words');
});

fails('the same under the other reading, and with its precertificate in hand', async () => {
  expect(await said({}, [precertificate()], { reading: 'retroactive' })).toMatchObject({ outcome: 'violation' });
});

fails('an S/MIME certificate too', async () => {
  const mail = smimeCertificate();
  const response = answer(mail, { ca: issuingMail(), by: responder({ issuer: issuingMail() }) });
  const found = await judge(RULE, [issuingMail().certificate, mail, response]);
  expect(found).toMatchObject({ outcome: 'violation' });
});

fails('an unexpired CA certificate too', async () => {
  const found = await judge(RULE, [rootA().certificate, issuer(), answer(issuer(), { ca: rootA(), by: rootA() })]);
  expect(found).toMatchObject({ outcome: 'violation', on: fingerprint(issuer()) });
});

fails('a later good does not undo an earlier unknown, and the time to repair is told', async () => {
  const repaired = answer(about, { status: 'good', producedAt: '2022-11-02T11:00:00Z' });
  const found = await judgeAll(RULE, [issuer(), about, answer(about), repaired]);
  expect(outcomes(found).sort()).toEqual(['pass', 'violation']);
  const accusation = found.find(({ outcome }) => outcome === 'violation')!;
  expect(accusation.message).toContain('2022-11-02T11:00:00Z, 1 day and 1 hour later, says good');
});

fails('less than 15 minutes after it was provably public it is a warning', async () => {
  const AT = '2022-10-15T12:00:00Z';
  const logged = finalCertificate({}, [{ log: log(), at: AT }]);
  const find = (producedAt: string) => judge(RULE, [issuer(), logged, logs(), answer(logged, { producedAt })]);
  expect(await find(later(AT, 899))).toMatchObject({ outcome: 'warning' });
  expect(await find(later(AT, 900))).toMatchObject({ outcome: 'violation' });
});

fails('cannot be told without an authoritative answer', async () => {
  const found = await judge(RULE, [issuer(), about]);
  expect(found.outcome).toBe('cannot-tell');
  expect(found.missing).toEqual([
    'an OCSP response about this certificate, validly signed by its CA or an authorised responder',
  ]);
});

fails('and that stands in the verdict', async () => {
  const { document } = await judgeCase([issuer(), about]);
  expect(document.certificates[0]).toMatchObject({ verdict: 'cannot-tell' });
});

passes('good, and revoked', async () => {
  expect(await said({ status: 'good' })).toMatchObject({ outcome: 'pass' });
  expect(await said({ status: { revokedAt: '2022-10-20T00:00:00Z' } })).toMatchObject({ outcome: 'pass' });
});

notApplicable('only the precertificate is in hand', async () => {
  const pre = precertificate();
  expect(await judge(RULE, [issuer(), pre, answer(pre)])).toMatchObject({ outcome: 'not-applicable' });
});

notApplicable('no OCSP service named in it', async () => {
  const none = authorityInfoAccess({ caIssuers: 'http://ca.example-trust.example/tls01.crt' });
  const quiet = tlsCertificate({ extensions: { authorityInfoAccess: none } });
  expect(await judge(RULE, [issuer(), quiet, answer(quiet)])).toMatchObject({ outcome: 'not-applicable' });
});

notApplicable('certificates outside the policy, whether or not anybody answered', async () => {
  const nameless = { subjectAltName: subjectAltName({ dns: ['www.example.test'] }) };
  const mail = issuingMail();
  const outside: readonly (readonly [Authority, Bytes])[] = [
    [issuingA(), tlsCertificate({ extensions: { extKeyUsage: extendedKeyUsage(OID.kpClientAuth) } })],
    [issuingA(), tlsCertificate({ extensions: { extKeyUsage: extendedKeyUsage(CODE_SIGNING) } })],
    [mail, smimeCertificate({ notBefore: '2023-10-15T00:00:00Z', extensions: nameless })],
  ];
  for (const [ca, one] of outside) {
    const by = responder({ issuer: ca });
    const pieces = [ca.certificate, one];
    const answered = [...pieces, answer(one, { ca, by, producedAt: '2023-10-20T00:00:00Z' })];
    expect(await judge(RULE, answered)).toMatchObject({ outcome: 'not-applicable' });
    expect(await judgeAll(RULE, pieces)).toEqual([]);
    expect((await judgeCase(pieces)).document.certificates).toMatchObject([{ verdict: 'not-applicable' }]);
  }
});

notApplicable(
  'a responder’s certificate, and one that signs precertificates, that only a forged answer speaks about',
  async () => {
    for (const one of [responder().certificate, precertificateSigningA().certificate]) {
      const forged = answer(one, { ca: issuingA(), ...defects.flippedSignature });
      expect(await judgeAll(RULE, [issuer(), one, forged])).toEqual([]);
    }
  },
);

fails('the CA certificate of an S/MIME CA needs no mailbox', async () => {
  const { certificate } = issuingMail();
  const response = answer(certificate, { ca: rootA(), by: rootA(), producedAt: '2024-01-01T00:00:00Z' });
  expect(await judge(RULE, [rootA().certificate, certificate, response])).toMatchObject({ outcome: 'violation' });
});

boundary('unexpired includes the last second of the validity, and not the next', async () => {
  const notAfter = '2023-01-13T11:59:59Z';
  expect(await said({ producedAt: notAfter })).toMatchObject({ outcome: 'violation' });
  expect(await said({ producedAt: later(notAfter, 1) })).toMatchObject({ outcome: 'not-applicable' });
});

boundary('an answer signed before notBefore is none', async () => {
  const found = await around('2022-10-15T12:00:00Z', (producedAt) => said({ producedAt }));
  expect(found).toMatchObject([{ outcome: 'not-applicable' }, { outcome: 'violation' }]);
  expect(found[0].message).toContain('a CA may sign before it issues');
});

const old = tlsCertificate({ notBefore: '2019-12-01T00:00:00Z', notAfter: '2022-12-01T00:00:00Z' });

boundary('since MRSP 2.7', async () => {
  const found = await around('2020-01-01T00:00:00Z', (producedAt) =>
    judge(RULE, [issuer(), old, answer(old, { producedAt })]),
  );
  expect(found).toMatchObject([{ outcome: 'not-effective' }, { outcome: 'violation', edition: '2.7' }]);
});

boundary('the words of MRSP 2.8 since it took effect', async () => {
  const found = await around('2022-06-01T00:00:00Z', (producedAt) =>
    judge(RULE, [issuer(), old, answer(old, { producedAt })]),
  );
  expect(found).toMatchObject([
    { outcome: 'violation', edition: '2.7.1', quote: expect.stringMatching(/^CAs MUST maintain/) },
    { outcome: 'violation', edition: '2.8', quote: expect.stringMatching(/^CA operators MUST maintain/) },
  ]);
});
