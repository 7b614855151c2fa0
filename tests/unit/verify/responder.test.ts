import { describe, expect, test, vi } from 'vitest';
import type { InHand } from '../../../src/core/verify/in-hand.ts';
import { CertificateIndex } from '../../../src/core/verify/in-hand.ts';
import { CertIdHasher, IssuerFinder } from '../../../src/core/verify/cert-id.ts';
import { Credible } from '../../../src/core/verify/credible.ts';
import { findIssuance } from '../../../src/core/verify/issuer.ts';
import { judgeResponder, type Responder } from '../../../src/core/verify/responder.ts';
import { OID } from '../../../src/core/model/oid.ts';
import * as pki from '../../pki/index.ts';
import { inHand, responseOf } from './read.ts';

const CA = pki.issuingA();
const OTHER = pki.issuingB();
const DELEGATE = pki.responder();
const PRODUCED = '2022-11-01T00:00:00Z';

const single = (issuer: pki.IssuerIdentity = CA, more: Partial<pki.SingleResponseOptions> = {}) =>
  pki.singleResponse({
    issuer,
    serialNumber: pki.serial('www.example.test'),
    status: 'good',
    thisUpdate: PRODUCED,
    nextUpdate: null,
    ...more,
  });

/** Judges a response with these certificates handed in; those in its `certs` are in hand as well, as `gather` sees to. */
async function judge(
  options: Partial<pki.ResponseOptions> & { readonly signer: pki.IssuerIdentity },
  ...handedIn: readonly Uint8Array[]
): Promise<Responder> {
  const bytes = pki.ocspResponse({ producedAt: PRODUCED, responses: [single()], ...options });
  const response = responseOf(bytes).basicOCSPResponse!;
  const all = new Map<string, InHand>();
  for (const der of handedIn) all.set(pki.fingerprint(der), inHand(der));
  const embedded = (options.certs ?? []).map((der) => all.get(pki.fingerprint(der)) ?? inHand(der, false));
  for (const one of embedded) all.set(one.sha256, one);
  const index = new CertificateIndex([...all.values()]);
  const issued = await Promise.all(
    index.all.map(async (one) => ({ inHand: one, issuance: await findIssuance(one.certificate, index) })),
  );
  const issuers = new IssuerFinder(index, new CertIdHasher());
  return judgeResponder(response, embedded, { index, issuers, credible: new Credible(issued, index) });
}

const told = ({ signature, signer, role, authorizations }: Responder) => ({
  signature,
  signer: signer?.sha256 ?? null,
  role,
  authorized: authorizations.map(({ authorized }) => authorized),
});
const saying = (
  signature: Responder['signature'],
  signer: Uint8Array | null,
  role: Responder['role'],
  ...authorized: (boolean | null)[]
) => ({ signature, signer: signer && pki.fingerprint(signer), role, authorized });

describe.each(['name', 'key'] as const)('a ResponderID by %s', (responderID) => {
  test('finds the issuing CA among the evidence', async () => {
    expect(told(await judge({ signer: CA, responderID }, CA.certificate))).toEqual(
      saying('valid', CA.certificate, 'issuer', true),
    );
  });

  test('finds a delegate in the response, and handed in beside it', async () => {
    const expected = saying('valid', DELEGATE.certificate, 'delegated', true);
    const embedded = { signer: DELEGATE, responderID, certs: [DELEGATE.certificate] };
    expect(told(await judge(embedded, CA.certificate))).toEqual(expected);
    expect(told(await judge({ signer: DELEGATE, responderID }, DELEGATE.certificate, CA.certificate))).toEqual(
      expected,
    );
  });

  test('that nobody in hand has leaves the key missing, and the role unknown', async () => {
    const responder = await judge({ signer: DELEGATE, responderID }, CA.certificate);
    expect(told(responder)).toEqual(saying('no-key', null, 'unknown', null));
    expect(responder.why).toBe('No certificate in hand is the one that the ResponderID names');
    expect(responder.unnamedSigner).toBeNull();
  });

  test('names a delegate whose key did not sign: that is invalid', async () => {
    const forged = { signer: DELEGATE, responderID, signingKey: pki.key('stranger'), certs: [DELEGATE.certificate] };
    const responder = await judge(forged, CA.certificate);
    expect(told(responder)).toEqual(saying('invalid', DELEGATE.certificate, 'delegated', true));
    expect(responder.why).toBe('The signature does not verify under this key');
  });
});

describe('the signer', () => {
  test('that the ResponderID does not name is mentioned and never accepted', async () => {
    const signedByAnother = { signer: OTHER, signingKey: DELEGATE.key, certs: [DELEGATE.certificate] };
    const responder = await judge(signedByAnother, CA.certificate);
    expect(told(responder)).toEqual(saying('no-key', null, 'unknown', null));
    expect(responder.unnamedSigner?.sha256).toBe(pki.fingerprint(DELEGATE.certificate));
    const byCa = await judge({ signer: OTHER, signingKey: CA.key }, CA.certificate);
    expect(byCa.unnamedSigner?.sha256).toBe(pki.fingerprint(CA.certificate));
  });

  test('by name: failing under the key of a mere namesake is a missing key', async () => {
    // Same Name, another CA's certificate, handed in for other reasons.
    const namesake = pki.responder({ issuer: OTHER, key: pki.key('responderB'), subject: DELEGATE.name });
    const responder = await judge(
      { signer: DELEGATE, responderID: 'name' },
      namesake.certificate,
      CA.certificate,
      OTHER.certificate,
    );
    expect(told(responder)).toEqual(saying('no-key', null, 'unknown', null));
    expect(responder.why).toBe(
      'Certificates of the name in the ResponderID are in hand, but none carries the key that signed',
    );
  });

  test('by name: the same certificate inside the response is the one that was meant', async () => {
    const namesake = pki.responder({ issuer: OTHER, key: pki.key('responderB'), subject: DELEGATE.name });
    const responder = await judge(
      { signer: DELEGATE, responderID: 'name', certs: [namesake.certificate] },
      CA.certificate,
      OTHER.certificate,
    );
    expect(told(responder)).toEqual(saying('invalid', namesake.certificate, 'unauthorized', false));
  });

  test('by name: a CA that the CertIDs name was meant, another CA of its Name was not', async () => {
    const forged = { signer: CA, responderID: 'name', signingKey: pki.key('stranger') } as const;
    expect(told(await judge(forged, CA.certificate))).toEqual(saying('invalid', CA.certificate, 'issuer', true));
    expect(told(await judge(forged, pki.issuingARekeyed().certificate))).toEqual(
      saying('no-key', null, 'unknown', null),
    );
  });

  test('by name: of renewed certificates the one whose key signed is found', async () => {
    const renewed = pki.responder({ key: pki.key('responderB'), serialNumber: pki.serial('renewed') });
    const options = { signer: renewed, responderID: 'name' } as const;
    expect(told(await judge(options, DELEGATE.certificate, renewed.certificate, CA.certificate))).toEqual(
      saying('valid', renewed.certificate, 'delegated', true),
    );
  });

  test('of certificates with one key the one that may speak is found', async () => {
    const expired = pki.responder({ serialNumber: pki.serial('expired'), notAfter: '2022-10-01T00:00:00Z' });
    const options = { signer: DELEGATE, certs: [expired.certificate, DELEGATE.certificate] };
    expect(told(await judge(options, CA.certificate))).toEqual(
      saying('valid', DELEGATE.certificate, 'delegated', true),
    );
  });

  test('with an algorithm that nobody knows cannot be judged, but who is named can', async () => {
    const options = { signer: DELEGATE, writtenAlgorithm: pki.defects.unknownAlgorithm() };
    expect(told(await judge(options, DELEGATE.certificate, CA.certificate))).toEqual(
      saying('unsupported', DELEGATE.certificate, 'delegated', true),
    );
  });

  test('with an algorithm that nobody knows and a key that nobody has, the key is what is missing', async () => {
    const options = { signer: DELEGATE, writtenAlgorithm: pki.defects.unknownAlgorithm() };
    expect(told(await judge(options, CA.certificate))).toEqual(saying('no-key', null, 'unknown', null));
  });

  test('by key, with an algorithm of another kind of key, is invalid', async () => {
    const ecdsa = pki.usualAlgorithm(pki.key('responderB')).identifier;
    const rsa = pki.usualAlgorithm(DELEGATE.key).identifier;
    expect(ecdsa).not.toEqual(rsa);
    const options = { signer: DELEGATE, writtenAlgorithm: ecdsa };
    expect(told(await judge(options, DELEGATE.certificate, CA.certificate))).toEqual(
      saying('invalid', DELEGATE.certificate, 'delegated', true),
    );
  });

  test('by name, with an algorithm that nobody knows, accuses no namesake that nothing else points to', async () => {
    const options = { signer: CA, responderID: 'name', writtenAlgorithm: pki.defects.unknownAlgorithm() } as const;
    expect(told(await judge(options, CA.certificate))).toEqual(saying('unsupported', CA.certificate, 'issuer', true));
    const alone = await judge(options, pki.issuingARekeyed().certificate);
    expect(told(alone)).toEqual(saying('no-key', null, 'unknown', null));
    expect(alone.reason).toContain('cannot be told');
  });
});

describe('a delegate', () => {
  const speaking = (delegate: pki.Authority, ...handedIn: readonly Uint8Array[]) =>
    judge({ signer: delegate, certs: [delegate.certificate] }, ...handedIn);
  const refused = async (options: pki.ResponderOptions) => {
    const delegate = pki.responder(options);
    const responder = await speaking(delegate, CA.certificate, OTHER.certificate);
    expect(told(responder)).toEqual(saying('valid', delegate.certificate, 'unauthorized', false));
    return responder.reason;
  };

  test('needs id-kp-OCSPSigning', async () => {
    const lacks = 'The signer is not the issuer that the CertID names, and its certificate lacks id-kp-OCSPSigning';
    expect(await refused({ extensions: { extKeyUsage: null } })).toBe(lacks);
    expect(await refused({ extensions: { extKeyUsage: pki.extendedKeyUsage(OID.kpServerAuth) } })).toBe(lacks);
    expect(await refused({ extensions: { extKeyUsage: pki.extendedKeyUsage(OID.anyExtendedKeyUsage) } })).toBe(
      'The signer is not the issuer that the CertID names, and anyExtendedKeyUsage does not stand for id-kp-OCSPSigning',
    );
  });

  test('may have other purposes as well', async () => {
    const extKeyUsage = pki.extendedKeyUsage(OID.kpServerAuth, OID.kpOCSPSigning);
    const delegate = pki.responder({ extensions: { extKeyUsage } });
    expect(told(await speaking(delegate, CA.certificate))).toEqual(
      saying('valid', delegate.certificate, 'delegated', true),
    );
  });

  test('must be issued by the very key that the CertID names', async () => {
    const reason = "The responder's certificate was not issued by the key of the issuer that the CertID names";
    expect(await refused({ issuer: OTHER })).toBe(reason);
    expect(await refused({ issuer: pki.issuingARekeyed() })).toBe(reason);
    expect(await refused({ issuer: pki.issuingNamesake() })).toBe(reason);
    expect(await refused({ issuer: pki.rootA() })).toBe(reason);
    expect(await refused({ more: { changeSignature: (octets) => octets.map((octet) => octet ^ 1) } })).toBe(reason);
  });

  test('may carry any authority key identifier, and its CA any cross-certificate', async () => {
    const authorityKeyIdentifier = pki.authorityKeyIdentifier(pki.key('stranger'));
    const delegate = pki.responder({ extensions: { authorityKeyIdentifier } });
    expect(told(await speaking(delegate, pki.issuingACrossSigned().certificate))).toEqual(
      saying('valid', delegate.certificate, 'delegated', true),
    );
  });

  test.each<[string, { readonly notBefore?: string; readonly notAfter?: string }, boolean]>([
    ['the first second', { notBefore: PRODUCED }, true],
    ['a second early', { notBefore: pki.later(PRODUCED, 1) }, false],
    ['the last second', { notAfter: PRODUCED }, true],
    ['a second late', { notAfter: pki.later(PRODUCED, -1) }, false],
  ])('must be valid when the response is produced: %s', async (_, validity, authorized) => {
    const delegate = pki.responder(validity);
    const responder = await speaking(delegate, CA.certificate);
    expect(told(responder)).toEqual(
      saying('valid', delegate.certificate, authorized ? 'delegated' : 'unauthorized', authorized),
    );
    expect(responder.reason).toBe(
      authorized
        ? null
        : `The signer's certificate was valid from ${validity.notBefore ?? '2022-01-01T00:00:00Z'} to ` +
            `${validity.notAfter ?? '2027-01-01T00:00:00Z'}, but the response was produced at ${PRODUCED}`,
    );
  });

  test('of another CA is unknown without the named issuer too, though its own CA is proven', async () => {
    const delegate = pki.responder({ issuer: OTHER });
    const responder = await speaking(delegate, OTHER.certificate);
    expect(told(responder)).toEqual(saying('valid', delegate.certificate, 'unknown', null));
    expect(responder.reason).toBe(
      "The certificate of the issuer that the CertID names is not in hand; the responder's certificate was issued by another CA",
    );
  });

  test('that is none is unknown without the named issuer too', async () => {
    const responder = await judge({ signer: OTHER }, OTHER.certificate);
    expect(told(responder)).toEqual(saying('valid', OTHER.certificate, 'unknown', null));
    expect(responder.reason).toBe(
      'The certificate of the issuer that the CertID names is not in hand; the signer is another, and its certificate lacks id-kp-OCSPSigning',
    );
  });

  test('is unknown while the issuer’s certificate is missing', async () => {
    const responder = await speaking(DELEGATE);
    expect(told(responder)).toEqual(saying('valid', DELEGATE.certificate, 'unknown', null));
    expect(responder.reason).toBe('The certificate of the issuer that the CertID names is not in hand');
  });

  test('whose certificate is signed in an unknown algorithm cannot be judged', async () => {
    const algorithm = { ...pki.algorithms.sha256WithRSAEncryption, identifier: pki.defects.unknownAlgorithm() };
    const delegate = pki.responder({ more: { algorithm } });
    const responder = await speaking(delegate, CA.certificate);
    expect(told(responder)).toEqual(saying('valid', delegate.certificate, 'unknown', null));
    expect(responder.reason).toMatch(/^The responder's certificate cannot be verified here: /);
  });
});

describe('a CertID that names the issuer’s key under another Name', () => {
  const OTHER_NAME = 'The CertID names an issuer with this key, but under a Name that no certificate in hand has';
  const renamed = [single({ ...CA, name: pki.rootB().name })];

  test('leaves open whether the CA itself, or its delegate, may speak', async () => {
    const own = await judge({ signer: CA, responses: renamed }, CA.certificate);
    expect(told(own)).toEqual(saying('valid', CA.certificate, 'unknown', null));
    expect(own.reason).toBe(OTHER_NAME);
    const delegated = await judge({ signer: DELEGATE, responses: renamed }, DELEGATE.certificate, CA.certificate);
    expect(told(delegated)).toEqual(saying('valid', DELEGATE.certificate, 'unknown', null));
    expect(delegated.reason).toBe(OTHER_NAME);
  });
});

describe('several SingleResponses', () => {
  test('are judged one by one, each for its own issuer', async () => {
    const responses = [single(OTHER), single(CA), single(pki.rootB())];
    const responder = await judge(
      { signer: DELEGATE, responses },
      DELEGATE.certificate,
      CA.certificate,
      OTHER.certificate,
    );
    expect(told(responder)).toEqual(saying('valid', DELEGATE.certificate, 'delegated', false, true, null));
    expect(responder.reason).toBeNull();
  });

  test('with nobody to speak for are unauthorised, and with one doubt unknown', async () => {
    const delegate = pki.responder({ issuer: OTHER, key: pki.key('responderB') });
    const certs = [delegate.certificate];
    const both = await judge(
      { signer: delegate, certs, responses: [single(), single(pki.rootA())] },
      OTHER.certificate,
      CA.certificate,
      pki.rootA().certificate,
    );
    expect(both.role).toBe('unauthorized');
    const doubt = single(CA, { certID: md5CertID() });
    const responder = await judge({ signer: delegate, certs, responses: [single(), doubt] }, CA.certificate);
    expect(told(responder)).toEqual(saying('valid', delegate.certificate, 'unknown', false, null));
    expect(responder.reason).toBe('The CertID uses hash algorithm 1.2.840.113549.2.5, which cannot be computed here');
  });

  test('none at all speak for no issuer', async () => {
    const responder = await judge({ signer: CA, responses: [] }, CA.certificate);
    expect(told(responder)).toEqual(saying('valid', CA.certificate, 'unknown'));
    expect(responder.reason).toBe('The response holds no SingleResponse, so it speaks for no issuer');
  });

  function md5CertID(): Uint8Array {
    const md5 = pki.der.sequence(pki.der.objectIdentifier('1.2.840.113549.2.5'));
    return pki.der.changeAt(pki.certID(CA, pki.serial('www.example.test')), [0], () => md5);
  }
});

describe('made-up certificates', () => {
  /** 200 certificates that anybody can write: any Name, any key, a signature that is none. */
  function madeUp(
    subject: Uint8Array,
    publicKey: { readonly spki: Uint8Array },
    cA: boolean,
    [notBefore, notAfter]: readonly [string, string] = ['2020-06-01T00:00:00Z', '2030-06-01T00:00:00Z'],
  ): Uint8Array[] {
    const algorithm = { ...pki.algorithms.ecdsaWithSHA256, sign: () => new Uint8Array(70) };
    return Array.from({ length: 200 }, (_, at) =>
      pki.certificate({
        issuer: CA.name,
        subject,
        publicKey,
        serialNumber: pki.serial(`made up ${at}`),
        notBefore,
        notAfter,
        extensions: cA ? [pki.basicConstraints(true)] : [pki.extendedKeyUsage(OID.kpOCSPSigning)],
        signer: pki.key('leafEc'),
        algorithm,
      }),
    );
  }

  async function counted(judging: () => Promise<Responder>): Promise<{ responder: Responder; calls: number }> {
    const verify = vi.spyOn(crypto.subtle, 'verify');
    try {
      return { responder: await judging(), calls: verify.mock.calls.length };
    } finally {
      verify.mockRestore();
    }
  }

  test.each(['name', 'key'] as const)(
    'with the responder’s Name and key, by %s, cost a bounded number of checks',
    async (responderID) => {
      const crowd = madeUp(DELEGATE.name, DELEGATE.key, false);
      const certs = [DELEGATE.certificate];
      const { responder, calls } = await counted(() =>
        judge({ signer: DELEGATE, responderID, certs }, CA.certificate, ...crowd),
      );
      expect(told(responder)).toEqual(saying('valid', DELEGATE.certificate, 'delegated', true));
      expect(calls).toBeLessThanOrEqual(3);
    },
  );

  test('with the responder’s Name and another key cost a bounded number of checks', async () => {
    const crowd = madeUp(DELEGATE.name, pki.key('stranger'), false);
    const options = { signer: DELEGATE, responderID: 'name', certs: [DELEGATE.certificate] } as const;
    const { responder, calls } = await counted(() => judge(options, CA.certificate, ...crowd));
    expect(told(responder)).toEqual(saying('valid', DELEGATE.certificate, 'delegated', true));
    expect(calls).toBeLessThanOrEqual(3);
  });

  test.each([
    ['name', () => DELEGATE.key],
    ['key', () => DELEGATE.key],
    ['name', () => pki.key('stranger')],
  ] as const)('a crowd of them, by %s, does not push out a delegate that was handed in', async (responderID, key) => {
    const crowd = madeUp(DELEGATE.name, key(), false);
    const all = [CA.certificate, DELEGATE.certificate, ...crowd];
    expect(told(await judge({ signer: DELEGATE, responderID }, ...all))).toEqual(
      saying('valid', DELEGATE.certificate, 'delegated', true),
    );
  });

  test('a crowd of the responder’s Name makes no genuine response a forgery when its certificate is missing', async () => {
    const crowd = madeUp(DELEGATE.name, pki.key('stranger'), false);
    const responder = await judge({ signer: DELEGATE, responderID: 'name' }, CA.certificate, ...crowd);
    expect(told(responder)).toEqual(saying('no-key', null, 'unknown', null));
  });

  test.each(['name', 'key'] as const)(
    'with the issuer’s own Name and key and other dates, by %s, do not push out the issuer',
    async (responderID) => {
      const [past, future] = [
        ['2001-01-01T00:00:00Z', '2002-01-01T00:00:00Z'],
        ['2040-01-01T00:00:00Z', '2049-01-01T00:00:00Z'],
      ] as const;
      const crowd = [...madeUp(CA.name, CA.key, true, past), ...madeUp(CA.name, CA.key, true, future)];
      const responder = await judge({ signer: CA, responderID }, CA.certificate, ...crowd);
      expect(told(responder)).toEqual(saying('valid', CA.certificate, 'issuer', true));
    },
  );

  test('with the issuer’s Name and key cost a bounded number of checks, also when nobody is named', async () => {
    const crowd = madeUp(CA.name, CA.key, true);
    const { responder, calls } = await counted(() => judge({ signer: DELEGATE }, CA.certificate, ...crowd));
    expect(told(responder)).toEqual(saying('no-key', null, 'unknown', null));
    expect(calls).toBeLessThanOrEqual(4);
  });

  test('with the issuer’s Name and key under another algorithm do not stand in the way of its delegate', async () => {
    const { objectIdentifier, sequence, bitString } = pki.der;
    const otherAlgorithm = sequence(
      sequence(objectIdentifier('1.3.6.1.4.1.99999.5')),
      bitString(CA.key.subjectPublicKey),
    );
    const crowd = madeUp(CA.name, { spki: otherAlgorithm }, true);
    const options = { signer: DELEGATE, certs: [DELEGATE.certificate] };
    const { responder, calls } = await counted(() => judge(options, CA.certificate, ...crowd));
    expect(told(responder)).toEqual(saying('valid', DELEGATE.certificate, 'delegated', true));
    expect(calls).toBeLessThanOrEqual(4);
  });
});
