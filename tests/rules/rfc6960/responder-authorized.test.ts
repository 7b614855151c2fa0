import { expect } from 'vitest';
import {
  defects,
  errorResponse,
  extendedKeyUsage,
  issuingA,
  issuingARekeyed,
  issuingB,
  precertificate,
  responder,
} from '../../pki/index.ts';
import { OID } from '../../../src/core/model/oid.ts';
import type { AnswerOptions, Piece } from '../judge.ts';
import { answer, covers, fails, issuer, judge, notApplicable, passes } from '../judge.ts';

const RULE = 'rfc6960/responder-authorized';
covers(RULE, { boundary: 'in force always, without bands' });

const about = precertificate();
const of = (options: AnswerOptions, more: readonly Piece[] = []) =>
  judge(RULE, [issuer(), about, ...more, answer(about, options)]);
const STRANGER = ['a response signed by the issuer or an authorised responder'];

fails('a delegate of another CA', async () => {
  const found = await of({ by: responder({ issuer: issuingB() }) }, [issuingB().certificate]);
  expect(found).toMatchObject({ outcome: 'cannot-tell', document: 'RFC 6960', section: '4.2.2.2', missing: STRANGER });
});

fails('a delegate of the same name with another key', async () => {
  const found = await of({ by: responder({ issuer: issuingARekeyed() }) }, [issuingARekeyed().certificate]);
  expect(found).toMatchObject({ outcome: 'cannot-tell', missing: STRANGER });
});

fails('a certificate of the CA without the purpose, or with any purpose', async () => {
  for (const purpose of [OID.kpServerAuth, OID.anyExtendedKeyUsage]) {
    const by = responder({ extensions: { extKeyUsage: extendedKeyUsage(purpose) } });
    expect(await of({ by })).toMatchObject({ outcome: 'cannot-tell', missing: STRANGER });
  }
});

fails('it cannot be told while the issuer is missing', async () => {
  const found = await judge(RULE, [about, answer(about)]);
  expect(found.outcome).toBe('cannot-tell');
  expect(found.missing).toEqual(['issuer certificate: the one that the CertID names']);
});

fails('it cannot be told while the signer is missing', async () => {
  const found = await judge(RULE, [issuer(), about, defects.withCerts(answer(about), [])]);
  expect(found.missing).toEqual(['the certificate of the key that signed the response']);
});

passes('the CA, and its delegate', async () => {
  expect(await of({ by: issuingA() })).toMatchObject({ outcome: 'pass' });
  expect(await of({})).toMatchObject({ outcome: 'pass' });
});

notApplicable('an error has no signer', async () => {
  expect(await judge(RULE, [errorResponse('unauthorized')])).toMatchObject({ outcome: 'not-applicable' });
});
