import { expect } from 'vitest';
import {
  defects,
  issuingA,
  kinOfIssuingA,
  later,
  precertificate,
  responder,
  rootA,
  rootB,
  selfMadeOfIssuingA,
} from '../../pki/index.ts';
import type { Authority } from '../../pki/index.ts';
import type { Bytes } from '../judge.ts';
import { answer, boundary, covers, fails, issuer, judge, judgeAll, notApplicable, passes } from '../judge.ts';

const RULE = 'mrsp/next-update-within-signer';
covers(RULE);

const END = '2022-11-05T00:00:00Z';
const ending = (notAfter: string): Authority => responder({ notAfter });
const about = precertificate();
const until = (nextUpdate: string, by: Authority = ending(END)): Bytes => answer(about, { nextUpdate, by });

fails('past the end of the responder certificate', async () => {
  const found = await judge(RULE, [issuer(), about, until('2022-11-06T00:00:00Z')]);
  expect(found).toMatchObject({ outcome: 'violation', edition: '2.8', section: '6' });
  expect(found.message).toContain('nextUpdate is 2022-11-06T00:00:00Z');
  expect(found.message).toContain(`ends at ${END}`);
});

fails('past the end of the CA that signed itself and sent no certificates', async () => {
  const found = await judge(RULE, [issuer(), about, until('2030-06-01T00:00:01Z', issuingA())]);
  expect(found).toMatchObject({ outcome: 'violation' });
});

fails('another certificate among certs, which anybody could have added, is a warning', async () => {
  const stranger = responder({ issuer: rootB(), notAfter: END });
  const response = defects.withCerts(until('2022-11-06T00:00:00Z', responder()), [
    responder().certificate,
    stranger.certificate,
  ]);
  const found = await judge(RULE, [issuer(), about, response]);
  expect(found).toMatchObject({ outcome: 'warning' });
  expect(found.message).toContain('does not cover certs');
});

fails('an answer about a CA certificate is a warning', async () => {
  const by = responder({ issuer: rootA(), notAfter: END });
  const response = answer(issuer(), { ca: rootA(), by, nextUpdate: '2022-11-06T00:00:00Z', status: 'good' });
  expect(await judge(RULE, [rootA().certificate, issuer(), response])).toMatchObject({ outcome: 'warning' });
});

fails('cannot be told without certs and without the issuing CA', async () => {
  const by = responder();
  const found = await judge(RULE, [about, answer(about, { by, certs: undefined })]);
  expect(found).toMatchObject({ outcome: 'cannot-tell', missing: ['the issuing CA certificate'] });
});

fails(
  'past the end of a certificate of the CA’s key that anybody could have made and put in is a warning',
  async () => {
    const selfMade = selfMadeOfIssuingA({ label: 'self-made', notAfter: END });
    const honest = until('2022-11-06T00:00:00Z', issuingA());
    const found = await judge(RULE, [issuer(), about, defects.withCerts(honest, [selfMade])]);
    expect(found).toMatchObject({ outcome: 'warning' });
    expect(found.message).toContain('does not cover certs');
    expect(await judge(RULE, [issuer(), about, honest])).toMatchObject({ outcome: 'pass' });
  },
);

fails(
  'past the end of the CA that issued it, whose delegate sent no certificates, whether or not it is in hand',
  async () => {
    const ended = kinOfIssuingA({ label: 'ended', notAfter: END });
    const by = responder();
    const response = answer(about, { by, certs: undefined, nextUpdate: '2022-11-06T00:00:00Z' });
    expect(await judge(RULE, [ended, by.certificate, about, response])).toMatchObject({ outcome: 'violation' });
    const alone = await judge(RULE, [ended, by.certificate, response]);
    expect(alone.outcome).toBe('cannot-tell');
    expect(alone.message).toContain(`ends at ${END}`);
  },
);

fails('of several certificates of the CA only past the end of all', async () => {
  const response = until('2022-11-06T00:00:00Z', issuingA());
  const ended = ['a', 'b', 'c', 'd'].map((label) => kinOfIssuingA({ label, notAfter: END }));
  for (const one of ended) {
    expect(await judge(RULE, [issuer(), one, about, response])).toMatchObject({ outcome: 'pass' });
    expect(await judge(RULE, [issuer(), about, defects.withCerts(response, [one])])).toMatchObject({
      outcome: 'warning',
    });
  }
  expect(await judge(RULE, [...ended, about, response])).toMatchObject({ outcome: 'violation' });
});

passes('before the end', async () => {
  expect(await judge(RULE, [issuer(), about, until('2022-11-04T00:00:00Z')])).toMatchObject({ outcome: 'pass' });
});

notApplicable('without a nextUpdate', async () => {
  const found = await judgeAll(RULE, [issuer(), about, answer(about, { valid: null })]);
  expect(found).toMatchObject([{ outcome: 'not-applicable' }]);
});

boundary('nextUpdate may equal notAfter, and not be a second later', async () => {
  expect((await judge(RULE, [issuer(), about, until(END)])).outcome).toBe('pass');
  expect((await judge(RULE, [issuer(), about, until(later(END, 1))])).outcome).toBe('violation');
});
