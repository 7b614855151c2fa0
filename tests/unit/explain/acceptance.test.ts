import { describe, expect, test } from 'vitest';
import { shelve } from '../../../src/core/bundle/shelf.ts';
import { acceptanceOf, type Acceptance } from '../../../src/core/explain/acceptance.ts';
import { evaluate } from '../../../src/core/evaluate.ts';
import { takeIn } from '../../../src/core/intake/index.ts';
import type { Exchange } from '../../../src/core/verify/exchange.ts';
import {
  errorResponse,
  issuingA,
  issuingB,
  NONCE,
  nonceExtension,
  ocspResponse,
  precertificate,
  responder,
  singleResponse,
  type ResponseOptions,
  type SingleResponseOptions,
} from '../../pki/index.ts';
import { readInput } from '../../cases/folder.ts';

const AT = '2022-10-16T00:00:00Z';

interface Asking {
  readonly response?: Partial<ResponseOptions>;
  readonly single?: Partial<SingleResponseOptions>;
  readonly exchanges?: readonly Pick<Exchange, 'nonce'>[];
  readonly without?: 'issuer' | 'certificate';
}

/** What becomes of a right answer about a precertificate, changed in one way. */
async function accept({ response = {}, single = {}, exchanges = [], without }: Asking = {}): Promise<Acceptance> {
  const issuer = issuingA();
  const leaf = precertificate();
  const delegate = responder({ issuer });
  const answer = ocspResponse({
    signer: delegate,
    producedAt: AT,
    certs: [delegate.certificate],
    responses: [
      singleResponse({
        issuer,
        serialNumber: leaf,
        status: 'good',
        thisUpdate: AT,
        nextUpdate: '2022-10-20T00:00:00Z',
        ...single,
      }),
    ],
    ...response,
  });
  const files = [
    ...(without === 'issuer' ? [] : [issuer.certificate]),
    ...(without === 'certificate' ? [] : [leaf]),
    answer,
  ];
  return explain(
    files.map((bytes, at) => ({ name: `${at}.der`, bytes })),
    exchanges,
    without !== 'certificate',
  );
}

async function explain(
  files: readonly { name: string; bytes: Uint8Array }[],
  exchanges: readonly Pick<Exchange, 'nonce'>[] = [],
  asks = true,
): Promise<Acceptance> {
  const taken = await takeIn(files);
  const { document, responses } = await evaluate({
    ...taken,
    title: '',
    evaluatedAt: Date.UTC(2026, 0, 1),
    reading: 'ruling',
  });
  const judged = [...responses()][0]!;
  const evidence = taken.evidence.find(({ sha256 }) => sha256 === judged.sha256)!;
  const about = asks ? document.certificates.flatMap((entry) => entry.precertificateSha256 ?? []) : [];
  return acceptanceOf({ evidence, judged, about, exchanges }, shelve(taken.evidence));
}

const marks = ({ steps }: Acceptance) => Object.fromEntries(steps.map(({ what, mark }) => [what, mark]));
const text = ({ steps }: Acceptance, what: string) => steps.find((step) => step.what === what)?.text;

const RIGHT = {
  CertID: 'pass',
  Signature: 'pass',
  ResponderID: 'pass',
  Authorised: 'pass',
  Purpose: 'pass',
  Delegation: 'pass',
  nocheck: 'pass',
  'Signer valid at producedAt': 'pass',
  thisUpdate: 'pass',
  nextUpdate: 'pass',
  Nonce: 'info',
};

test('a right answer passes every step, each with its section', async () => {
  const right = await accept();
  expect(marks(right)).toEqual(RIGHT);
  expect(right.steps.every(({ section }) => section)).toBe(true);
  expect(right.signer).toMatchObject({ handedIn: false, name: expect.stringContaining('OCSP Responder') as string });
  expect(right.issuer).toMatchObject({ handedIn: true, name: expect.stringContaining('Issuing CA') as string });
});

test('the issuer itself needs no delegation', async () => {
  const own = await accept({ response: { signer: issuingA(), certs: [] } });
  const delegated = ['Purpose', 'Delegation', 'nocheck'];
  expect(marks(own)).toEqual(Object.fromEntries(Object.entries(RIGHT).filter(([what]) => !delegated.includes(what))));
  expect(own.signer).toEqual(own.issuer);
});

describe('one thing wrong fails its step, and no other', () => {
  test.each<[string, Asking, Partial<Record<keyof typeof RIGHT, string>>]>([
    [
      'a forged signature',
      { response: { changeSignature: (octets) => octets.map((octet) => octet ^ 1) } },
      { Signature: 'violation' },
    ],
    [
      'a responder of another CA',
      {
        response: { signer: responder({ issuer: issuingB() }), certs: [responder({ issuer: issuingB() }).certificate] },
      },
      { Authorised: 'violation', Delegation: 'violation' },
    ],
    ['thisUpdate after producedAt', { single: { thisUpdate: '2022-10-16T00:00:01Z' } }, { thisUpdate: 'violation' }],
    ['nextUpdate before thisUpdate', { single: { nextUpdate: '2022-10-15T00:00:00Z' } }, { nextUpdate: 'violation' }],
    [
      'run out when produced',
      { single: { thisUpdate: '2022-10-14T00:00:00Z', nextUpdate: '2022-10-15T00:00:00Z' } },
      { nextUpdate: 'violation' },
    ],
    ['no nextUpdate', { single: { nextUpdate: null } }, { nextUpdate: 'cannot-tell' }],
    ['a nonce without its request', { response: { extensions: [nonceExtension(NONCE)] } }, { Nonce: 'cannot-tell' }],
    [
      'the nonce of another request',
      { response: { extensions: [nonceExtension(NONCE)] }, exchanges: [{ nonce: 'different' }] },
      { Nonce: 'violation' },
    ],
    [
      'the nonce of its request',
      { response: { extensions: [nonceExtension(NONCE)] }, exchanges: [{ nonce: 'different' }, { nonce: 'same' }] },
      { Nonce: 'pass' },
    ],
    ['nobody in hand that it names', { without: 'certificate' }, { CertID: 'cannot-tell' }],
    [
      'no issuer',
      { without: 'issuer' },
      { CertID: 'cannot-tell', Authorised: 'cannot-tell', Delegation: 'cannot-tell' },
    ],
  ])('%s', async (_what, asking, changed) => {
    expect(marks(await accept(asking))).toEqual({ ...RIGHT, ...changed });
  });

  test('a signer that nobody has is open in all that follows from it', async () => {
    const open = marks(await accept({ response: { certs: [] } }));
    expect(open).toEqual({
      CertID: 'pass',
      Signature: 'cannot-tell',
      ResponderID: 'cannot-tell',
      Authorised: 'cannot-tell',
      thisUpdate: 'pass',
      nextUpdate: 'pass',
      Nonce: 'info',
    });
  });
});

test.each([
  ['impostor-any-purpose', 'Purpose'],
  ['impostor-expired-delegate', 'Signer valid at producedAt'],
  ['impostor-early-delegate', 'Signer valid at producedAt'],
  ['impostor-forged-delegation', 'Delegation'],
  ['impostor-subscriber', 'Purpose'],
])('the step that stops %s is %s', async (slug, what) => {
  const acceptance = await explain(readInput(slug));
  expect(marks(acceptance)).toMatchObject({ [what]: 'violation', Authorised: 'violation' });
});

test('an error and what cannot be decoded have one step', async () => {
  const error = await explain([{ name: 'e', bytes: errorResponse('tryLater') }]);
  expect(error.steps).toMatchObject([{ mark: 'violation', what: 'responseStatus' }]);
  const right = ocspResponse({ signer: issuingA(), producedAt: AT, responses: [] });
  const broken = Uint8Array.from(right);
  broken[6] = 4;
  const steps = (await explain([{ name: 'b.ors', bytes: broken }])).steps;
  expect(steps).toMatchObject([{ mark: 'violation', what: 'OCSPResponse' }]);
});

test('a response without a SingleResponse speaks about nobody', async () => {
  const empty = await accept({ response: { responses: [] }, without: 'certificate' });
  expect(text(empty, 'CertID')).toBe('It holds no SingleResponse, so it speaks about no certificate.');
});

test('spans are told in their two largest units', async () => {
  const early = await accept({ single: { thisUpdate: '2022-10-14T20:59:01Z' } });
  expect(text(early, 'thisUpdate')).toBe(
    'Known to be correct at 2022-10-14T20:59:01Z, 1 d 3 h before it was produced.',
  );
  expect(text(early, 'nextUpdate')).toBe('It holds until 2022-10-20T00:00:00Z: 5 d 3 h in all.');
});
