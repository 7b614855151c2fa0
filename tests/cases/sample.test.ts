import { describe, expect, it } from 'vitest';
import { evaluate } from '../../src/core/evaluate.ts';
import { takeIn } from '../../src/core/intake/index.ts';
import { parseInstant } from '../../src/core/model/time.ts';
import type { Reading, Verdict } from '../../src/core/model/verdict.ts';
import { sampleCase } from '../../src/sample/sample.ts';

/** Host, statuses, verdict under Mozilla's ruling, and the retroactive verdict where it differs: told by the story, oldest first. */
const STORY: readonly [string, string, Verdict, Verdict?][] = [
  ['www.harbour.example', 'good', 'no-violation-found'],
  ['shop.harbour.example', 'unknown good', 'violation'],
  ['mail.quarry.example', 'unknown good', 'violation'],
  ['api.lantern.example', 'unknown good', 'violation'],
  ['www.meadow.example', 'unknown good', 'violation'],
  ['login.orchard.example', '', 'cannot-tell'],
  ['status.lantern.example', 'unknown', 'not-applicable', 'violation'],
  ['static.quarry.example', 'unknown', 'not-applicable', 'violation'],
  ['beta.meadow.example', 'unknown', 'not-applicable', 'violation'],
  ['night.orchard.example', 'unknown', 'cannot-tell', 'violation'],
  ['eu.harbour.example', 'unknown good', 'violation'],
  ['pay.lantern.example', 'unknown good', 'violation'],
  ['cdn.quarry.example', 'unknown good', 'violation'],
  ['docs.meadow.example', 'good good', 'no-violation-found'],
  ['old.orchard.example', 'revoked', 'no-violation-found'],
  ['news.quarry.example', 'good', 'warning'],
  ['app.harbour.example', '', 'cannot-tell'],
];

describe('the sample case', () => {
  it.each(['ruling', 'retroactive'] as const)('tells its story: %s', async (reading: Reading) => {
    const { document } = await evaluate({
      title: sampleCase.title,
      evaluatedAt: parseInstant(sampleCase.evaluateAsOf)!,
      reading,
      ...(await takeIn(sampleCase.handed)),
    });
    const told = document.certificates.map(({ dnsNames: [host], statuses, verdict }) => [
      host,
      statuses.map(({ certStatus }) => certStatus).join(' '),
      verdict,
    ]);
    expect(told).toEqual(
      STORY.map(([host, statuses, ruling, retroactive = ruling]) => [
        host,
        statuses,
        reading === 'ruling' ? ruling : retroactive,
      ]),
    );
    expect(document.summary.kinds).toEqual({ final: 6, 'precertificate-only': 11, ca: 0, responder: 0 });
    expect(document.references.filter(({ resolved }) => !resolved)).toHaveLength(2);
    expect(document.problems.map(({ name, code }) => `${name} ${code}`)).toEqual([
      'https://crt.sh/?id=7421098765 reference/crt.sh-id',
      'ocsp/2022-10-13/5f2e1ab6800ddb2fb0062296d8ca35dbf84565b4720b99e6f4b9663529943001.ocsp der/trailing-bytes',
    ]);
  });
});
