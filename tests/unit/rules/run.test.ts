import { beforeAll, describe, expect, test } from 'vitest';
import type { Claim } from '../../../src/core/model/evidence.ts';
import type { Finding, Outcome } from '../../../src/core/model/verdict.ts';
import {
  cannotTell,
  defineRule,
  info,
  pass,
  violation,
  warning,
  type AnyRule,
  type Rule,
  type Scope,
  type Window,
} from '../../../src/core/rules/rule.ts';
import type { FactName } from '../../../src/core/rules/facts.ts';
import { Judge, type Wanted } from '../../../src/core/rules/run.ts';
import { MRSP, RFC6960, utc } from '../../../src/core/rules/sources.ts';
import type { Verified } from '../../../src/core/verify/index.ts';
import * as pki from '../../pki/index.ts';
import { verifyAll } from '../verify/evidence.ts';

const CA = pki.issuingA();
const EVALUATED_AT = utc('2026-11-23');
const PRODUCED = '2022-11-01T00:00:00Z';
const ALL: Wanted = () => true;
const LEAF = pki.tlsCertificate();

const about = (certificate: Uint8Array, more: Partial<pki.ResponseOptions> = {}) =>
  pki.ocspResponse({
    signer: CA,
    producedAt: PRODUCED,
    responses: [
      pki.singleResponse({
        issuer: CA,
        serialNumber: certificate,
        status: 'good',
        thisUpdate: PRODUCED,
        nextUpdate: null,
      }),
    ],
    ...more,
  });

/** One window, in force always. */
const WINDOW: Window = { section: '1', quote: 'Made up.' };

/** A rule that passes, made up for a test; `defineRule` fixes the types of the real ones. */
const rule = <S extends Scope>(judges: S, more: Partial<Rule<S, FactName>> = {}): AnyRule =>
  defineRule<S, FactName, Window>({
    id: 'test/rule',
    requirement: 'Something is demanded.',
    level: 'MUST',
    source: RFC6960,
    judges,
    clock: 'always',
    windows: [WINDOW],
    needs: [],
    applies: () => true,
    check: () => pass('As it should be.'),
    ...more,
  });

const judgeOf = (verified: Verified, rules: readonly AnyRule[], claims: readonly Claim[] = []) =>
  new Judge(rules, verified, claims, { reading: 'ruling', evaluatedAt: EVALUATED_AT });
const onEntry = (verified: Verified, ...rules: AnyRule[]) => judgeOf(verified, rules).entry(verified.entries[0]!, ALL);
const onResponse = (verified: Verified, ...rules: AnyRule[]) =>
  judgeOf(verified, rules).response(verified.responses[0]!, ALL);
const outcomes = (findings: readonly Finding[]) => findings.map(({ outcome }) => outcome);

/** A certificate, its CA and a good response by the CA. */
let whole: Verified;
/** The certificate alone: no issuer, no status. */
let lonely: Verified;
/** The certificate and its CA. */
let silent: Verified;
beforeAll(async () => {
  whole = await verifyAll([
    ['certificate', LEAF],
    ['certificate', CA.certificate],
    ['ocsp-response', about(LEAF)],
  ]);
  lonely = await verifyAll([['certificate', LEAF]]);
  silent = await verifyAll([
    ['certificate', LEAF],
    ['certificate', CA.certificate],
  ]);
});

describe('the order applies, effective, needs, check', () => {
  const never = () => {
    throw new Error('asked too early');
  };
  const over: Window = { ...WINDOW, until: utc('2020-01-01') };

  test('a rule that does not apply asks for nothing else', () => {
    const found = onEntry(
      lonely,
      rule('certificate', {
        applies: () => 'Not this one.',
        clock: 'notBefore',
        windows: [over],
        needs: ['issuer'],
        check: never,
      }),
    );
    expect(found).toMatchObject([{ outcome: 'not-applicable', message: 'Not this one.', missing: [] }]);
  });

  test('a rule that is not in force complains of no missing fact', () => {
    const found = onEntry(
      lonely,
      rule('certificate', { clock: 'notBefore', windows: [over], needs: ['issuer'], check: never }),
    );
    expect(found).toMatchObject([
      {
        outcome: 'not-effective',
        message: 'No longer in force at 2022-10-15T12:00:00Z (notBefore): it ended on 2020-01-01T00:00:00Z.',
        missing: [],
      },
    ]);
  });

  test('a missing fact is named, and the check is not asked', () => {
    const found = onEntry(lonely, rule('certificate', { needs: ['issuer', 'status'], check: never }));
    expect(found).toMatchObject([{ outcome: 'cannot-tell' }]);
    expect(found[0]!.missing).toEqual([
      'an OCSP response about this certificate, validly signed by its CA or an authorised responder',
      'issuer certificate: CN=Example Trust TLS Issuing CA 01,O=Example Trust,C=US',
    ]);
    expect(found[0]!.message).toMatch(
      /^Cannot be decided without .*, and without .*\. What is demanded: Something is demanded\.$/,
    );
  });

  test('one missing thing is named once, however many facts lack it', async () => {
    const [finding] = onResponse(
      await verifyAll([['ocsp-response', about(LEAF)]]),
      rule('response', { needs: ['issuance', 'issuer'] }),
    );
    expect(finding!.missing).toEqual(['the certificate that the response speaks about']);
  });

  test('a check gets the facts it declared and no others, with the window and the clock', () => {
    let seen: unknown;
    onEntry(
      whole,
      rule('certificate', {
        clock: 'notBefore',
        needs: ['issuer'],
        check: (_, facts, { at, window, reading, evaluatedAt }) => {
          seen = { facts: Object.keys(facts), at, window, reading, evaluatedAt };
          return pass('Seen.');
        },
      }),
    );
    expect(seen).toEqual({
      facts: ['issuer'],
      at: Date.UTC(2022, 9, 15, 12),
      window: WINDOW,
      reading: 'ruling',
      evaluatedAt: EVALUATED_AT,
    });
  });
});

describe('windows', () => {
  const NOT_BEFORE = Date.UTC(2022, 9, 15, 12);
  const finding = (...windows: Window[]) =>
    onEntry(silent, rule('certificate', { source: MRSP, clock: 'notBefore', windows }))[0]!;
  const window = (quote: string, from?: number, until?: number): Window => ({
    section: '6',
    quote,
    ...(from === undefined ? {} : { from }),
    ...(until === undefined ? {} : { until }),
  });

  test('start inclusive, end exclusive', () => {
    expect(finding(window('a', NOT_BEFORE)).outcome).toBe('pass');
    expect(finding(window('a', NOT_BEFORE + 1)).outcome).toBe('not-effective');
    expect(finding(window('a', undefined, NOT_BEFORE)).outcome).toBe('not-effective');
    expect(finding(window('a', undefined, NOT_BEFORE + 1)).outcome).toBe('pass');
  });

  test('the one in force is cited, in the edition of that day', () => {
    const { citation } = finding(window('older', undefined, NOT_BEFORE), window('newer', NOT_BEFORE));
    expect(citation).toMatchObject({
      document: 'Mozilla Root Store Policy',
      edition: '2.8',
      section: '6',
      quote: 'newer',
    });
  });

  test('before the first and in a gap the next one is cited', () => {
    const early = finding(window('first', utc('2023-02-15')), window('second', utc('2025-03-15')));
    expect(early.message).toBe(
      'Not in force at 2022-10-15T12:00:00Z (notBefore): it took effect on 2023-02-15T00:00:00Z.',
    );
    expect(early.citation).toMatchObject({ quote: 'first', edition: '2.8.1' });
    const gap = finding(window('first', undefined, utc('2022-01-01')), window('second', utc('2023-02-15')));
    expect(gap.citation).toMatchObject({ quote: 'second', edition: '2.8.1' });
  });
});

describe('a clock that the subject does not have', () => {
  test('is itself a missing fact', async () => {
    const error = await verifyAll([['ocsp-response', pki.errorResponse('tryLater')]]);
    expect(onResponse(error, rule('response', { clock: 'producedAt' }))).toMatchObject([
      {
        outcome: 'cannot-tell',
        message: 'When this happened (producedAt) is not known.',
        missing: ['producedAt of the evidence'],
      },
    ]);
  });

  test('does not matter to a rule that does not apply, or that is measured by today', async () => {
    const error = await verifyAll([['ocsp-response', pki.errorResponse('tryLater')]]);
    const away = rule('response', { clock: 'producedAt', applies: () => 'Not this one.' });
    expect(outcomes(onResponse(error, away))).toEqual(['not-applicable']);
    expect(outcomes(onResponse(error, rule('response', { clock: 'producedAtOrAlways' })))).toEqual(['pass']);
  });
});

describe('a throw', () => {
  const bug = rule('certificate', {
    id: 'test/bug',
    check: () => {
      throw new Error('out of cheese');
    },
  });

  test('costs one finding, which says so', () => {
    const found = onEntry(silent, bug, rule('certificate', { id: 'test/other' }));
    expect(found).toMatchObject([
      {
        rule: 'test/bug',
        outcome: 'cannot-tell',
        message: 'Presumed failed while judging this (out of cheese); please report it.',
        missing: ['a Presumed without this bug'],
      },
      { rule: 'test/other', outcome: 'pass' },
    ]);
  });

  test('in applies costs no more', () => {
    const odd = rule('certificate', {
      applies: () => {
        throw new RangeError('a word');
      },
    });
    expect(onEntry(silent, odd)[0]!.message).toBe('Presumed failed while judging this (a word); please report it.');
  });

  test('is told even when only other outcomes are wanted', () => {
    const found = judgeOf(silent, [bug]).entry(silent.entries[0]!, (_, outcome) => outcome === 'violation');
    expect(outcomes(found)).toEqual(['cannot-tell']);
  });
});

describe('only evidence that binds the CA accuses it', () => {
  const accusing = <S extends Scope>(judges: S, source = MRSP) =>
    rule(judges, { source, check: () => violation('Wrong.') });
  const changed = (octets: Uint8Array) => octets.map((octet) => octet ^ 1);
  const forged = pki.tlsCertificate({ more: { changeSignature: changed } });

  test('a policy rule finds a violation on what the CA signed', () => {
    expect(onEntry(silent, accusing('certificate'))).toMatchObject([{ outcome: 'violation', message: 'Wrong.' }]);
    expect(onResponse(whole, accusing('response'))).toMatchObject([{ outcome: 'violation' }]);
    expect(onEntry(whole, accusing('status'), accusing('single'))).toMatchObject([
      { outcome: 'violation' },
      { outcome: 'violation' },
    ]);
  });

  test.each<[string, readonly Uint8Array[], string]>([
    ['forged', [forged, CA.certificate], 'invalid'],
    ['without its issuer', [LEAF], 'no-issuer'],
  ])('a certificate that is %s accuses nobody', async (_, certificates, signature) => {
    const verified = await verifyAll(certificates.map((der) => ['certificate', der]));
    const [entry] = verified.entries.filter(({ purpose }) => purpose === 'subscriber');
    const found = judgeOf(verified, [accusing('certificate')]).entry(entry!, ALL);
    expect(found).toMatchObject([
      {
        outcome: 'cannot-tell',
        message: "If it were the CA's: Wrong.",
        missing: [`a certificate whose signature verifies under its issuer's key (here: ${signature})`],
      },
    ]);
  });

  test.each<[string, Partial<pki.ResponseOptions>, string]>([
    ['forged', { changeSignature: changed }, 'a response whose signature verifies (here: invalid)'],
    ['by nobody known', { signer: pki.issuingB() }, 'a response whose signature verifies (here: no-key)'],
    [
      'by a stranger',
      {
        signer: pki.responder({ issuer: pki.issuingB() }),
        certs: [pki.responder({ issuer: pki.issuingB() }).certificate],
      },
      'a response signed by the issuer or an authorised responder',
    ],
  ])('a response that is %s accuses nobody', async (_, options, missing) => {
    const verified = await verifyAll([
      ['certificate', CA.certificate],
      ['ocsp-response', about(LEAF, options)],
    ]);
    for (const scope of ['response', 'single'] as const)
      expect(onResponse(verified, accusing(scope))).toMatchObject([{ outcome: 'cannot-tell', missing: [missing] }]);
  });

  test('warnings are accusations too; what is not, and what no policy says, stands as it is', () => {
    const saying = (judgement: () => ReturnType<typeof pass>, source = MRSP) =>
      outcomes(onEntry(lonely, rule('certificate', { source, check: judgement })));
    expect(saying(() => warning('Odd.'))).toEqual(['cannot-tell']);
    expect(saying(() => info('Odd.'))).toEqual(['info']);
    expect(saying(() => pass('Fine.'))).toEqual(['pass']);
    expect(saying(() => cannotTell('Who knows.', 'something'))).toEqual(['cannot-tell']);
    expect(saying(() => violation('Wrong.'), RFC6960)).toEqual(['violation']);
  });
});

describe('status rules', () => {
  test('run once a status, and not at all without one', () => {
    expect(outcomes(onEntry(whole, rule('status')))).toEqual(['pass']);
    expect(onEntry(silent, rule('status'))).toEqual([]);
  });

  test('that are headlines say once that there is no status, and nothing else', () => {
    const headline = (more: Partial<Rule<'status', FactName>>) =>
      onEntry(silent, rule('status', { headline: true, ...more }));
    expect(outcomes(headline({ needs: ['status'] }))).toEqual(['cannot-tell']);
    expect(headline({ applies: () => 'Not this one.' })).toEqual([]);
    expect(headline({})).toEqual([]);
  });
});

describe('rules on a SingleResponse', () => {
  const seen = (verified: Verified) => {
    const judge = judgeOf(verified, [rule('single')]);
    return {
      entries: verified.entries.map((entry) => judge.entry(entry, ALL).length),
      responses: verified.responses.map((response) => judge.response(response, ALL).length),
    };
  };

  test('stand on the certificate it is authoritative for, else on the response, and never on both', async () => {
    expect(seen(whole)).toEqual({ entries: [1], responses: [0] });
    const forged = about(LEAF, { changeSignature: (octets) => octets.map((octet) => octet ^ 1) });
    expect(
      seen(
        await verifyAll([
          ['certificate', LEAF],
          ['certificate', CA.certificate],
          ['ocsp-response', forged],
        ]),
      ),
    ).toEqual({ entries: [0], responses: [1] });
    expect(
      seen(
        await verifyAll([
          ['certificate', CA.certificate],
          ['ocsp-response', about(LEAF)],
        ]),
      ),
    ).toEqual({ entries: [], responses: [1] });
  });

  test('of a response about two certificates, one of them in hand, stand on one each', async () => {
    const single = (serialNumber: string) =>
      pki.singleResponse({ issuer: CA, serialNumber, status: 'good', thisUpdate: PRODUCED, nextUpdate: null });
    const both = about(LEAF, { responses: [single(pki.serial('www.example.test')), single(pki.serial('elsewhere'))] });
    expect(
      seen(
        await verifyAll([
          ['certificate', LEAF],
          ['certificate', CA.certificate],
          ['ocsp-response', both],
        ]),
      ),
    ).toEqual({ entries: [1], responses: [1] });
  });
});

describe('findings', () => {
  test('come sorted by rule, then evidence, each hash once', () => {
    const found = onEntry(
      whole,
      rule('certificate', { id: 'test/b' }),
      rule('certificate', {
        id: 'test/a',
        check: () => [
          { ...pass('2'), evidence: ['bb', 'aa', 'bb'] },
          { ...pass('1'), evidence: ['aa'] },
        ],
      }),
    );
    expect(found.map(({ rule: id, evidence }) => [id, evidence.length])).toEqual([
      ['test/a', 1],
      ['test/a', 2],
      ['test/b', 1],
    ]);
    expect(found[1]!.evidence).toEqual(['aa', 'bb']);
    expect(found[2]!.evidence).toEqual([pki.fingerprint(LEAF)]);
  });

  test('rest on the certificate and the response, sorted', () => {
    const [finding] = onEntry(whole, rule('status'));
    expect(finding!.evidence).toEqual([pki.fingerprint(LEAF), pki.fingerprint(about(LEAF))].sort());
  });

  test('are written down only when wanted, by rule and outcome', () => {
    const rules = (['pass', 'info', 'violation'] as const).map((outcome) =>
      rule('certificate', { id: `test/${outcome}`, check: () => ({ outcome, message: '.' }) }),
    );
    const asked: string[] = [];
    const wanted = (id: string, outcome: Outcome) => asked.push(`${id} ${outcome}`) > 0 && outcome !== 'info';
    const found = judgeOf(silent, rules).entry(silent.entries[0]!, wanted);
    expect(outcomes(found)).toEqual(['pass', 'violation']);
    expect(asked).toEqual(['test/pass pass', 'test/info info', 'test/violation violation']);
  });

  test('asked again are the same', () => {
    const judge = judgeOf(whole, [rule('certificate'), rule('status')]);
    const entry = whole.entries[0]!;
    expect(judge.entry(entry, ALL)).toEqual(judge.entry(entry, ALL));
  });
});

describe('claims', () => {
  const claim = (capturedAt: number | undefined, from: string): Claim => ({
    sha256: pki.fingerprint(about(LEAF)),
    from,
    ...(capturedAt === undefined ? {} : { capturedAt }),
  });
  const captures = (claims: readonly Claim[]) => {
    let seen: unknown = null;
    const looking = rule('response', {
      needs: ['captures'],
      check: (_, facts) => {
        seen = facts.captures.map(({ from }) => from);
        return pass('.');
      },
    });
    const [finding] = judgeOf(whole, [looking], claims).response(whole.responses[0]!, ALL);
    return finding!.outcome === 'pass' ? seen : finding!.missing;
  };

  test('come earliest first, and of one moment by file', () => {
    expect(captures([claim(2, 'b'), claim(1, 'c'), claim(2, 'a')])).toEqual(['c', 'a', 'b']);
  });

  test('without a time, or about another response, are none', () => {
    const MISSING = ['when the response was served (an HTTP capture with its Date header, or a HAR file)'];
    expect(captures([claim(undefined, 'a')])).toEqual(MISSING);
    expect(captures([{ ...claim(1, 'a'), sha256: '00' }])).toEqual(MISSING);
  });
});
