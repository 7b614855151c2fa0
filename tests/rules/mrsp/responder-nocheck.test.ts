import { expect } from 'vitest';
import { issuingA, precertificate, responder } from '../../pki/index.ts';
import { answer, around, boundary, covers, fails, issuer, judge, notApplicable, passes } from '../judge.ts';

const RULE = 'mrsp/responder-nocheck';
covers(RULE);

const about = precertificate();
const without = (): ReturnType<typeof responder> => responder({ extensions: { nocheck: null } });

fails('a delegate without nocheck', async () => {
  const response = answer(about, { by: without() });
  const found = await judge(RULE, [issuer(), about, response]);
  expect(found).toMatchObject({ outcome: 'violation', edition: '2.8', section: '5.2' });
  expect(found.message).toContain('no id-pkix-ocsp-nocheck');
  expect(found.evidence).toEqual([found.on]);
});

passes('a delegate with nocheck', async () => {
  expect(await judge(RULE, [issuer(), about, answer(about)])).toMatchObject({ outcome: 'pass' });
});

notApplicable('the CA signs itself', async () => {
  const found = await judge(RULE, [issuer(), about, answer(about, { by: issuingA() })]);
  expect(found).toMatchObject({ outcome: 'not-applicable' });
});

notApplicable('a signer whose authority is not known', async () => {
  expect(await judge(RULE, [about, answer(about, { by: without() })])).toMatchObject({ outcome: 'not-applicable' });
});

boundary('since MRSP 2.8 took effect', async () => {
  const found = await around('2022-06-01T00:00:00Z', (producedAt) =>
    judge(RULE, [issuer(), about, answer(about, { by: without(), producedAt })]),
  );
  expect(found).toMatchObject([{ outcome: 'not-effective' }, { outcome: 'violation', edition: '2.8' }]);
});
