import { describe, expect, test } from 'vitest';
import { evaluate } from '../../../src/core/evaluate.ts';
import { takeIn } from '../../../src/core/intake/index.ts';
import { parseInstant } from '../../../src/core/model/time.ts';
import { crtShLookup, plainUrl, survey, toDoList } from '../../../src/core/todo/index.ts';
import { plainComment } from '../../../src/core/todo/addresses.ts';
import { serializeVerdict } from '../../../src/core/verdict/json.ts';
import * as pki from '../../pki/index.ts';
import { surveyed } from './surveyed.ts';

const sha256Of = (bytes: Uint8Array): string => Buffer.from(pki.hash('sha256', bytes)).toString('hex');
const PRECERTIFICATE = pki.precertificate();
const FINGERPRINT = sha256Of(PRECERTIFICATE);

async function evaluated(...handed: (Uint8Array | string)[]) {
  const taken = await takeIn(
    handed.map((one, at) => ({ name: `${at}`, bytes: typeof one === 'string' ? pki.textBytes(one) : one })),
  );
  const evaluatedAt = parseInstant('2022-11-01T00:00:00Z')!;
  const document = surveyed(await evaluate({ title: '', evaluatedAt, reading: 'ruling', ...taken }));
  return { document, evidence: taken.evidence, lookups: taken.lookups };
}

/** The list in few words: what is missing, and the links. */
async function toDo(...handed: (Uint8Array | string)[]): Promise<string[][]> {
  const list = toDoList(await survey(await evaluated(...handed)));
  return list.map(({ kind, what, links }) => [`${kind}: ${what}`, ...links.map(({ label, url }) => `${label} ${url}`)]);
}

const response = (signer: pki.Authority, about: Uint8Array, certs: readonly Uint8Array[] = []): Uint8Array =>
  pki.ocspResponse({
    signer,
    producedAt: '2022-10-20T00:00:00Z',
    responses: [
      pki.singleResponse({
        issuer: pki.issuingA(),
        serialNumber: about,
        status: 'good',
        thisUpdate: '2022-10-20T00:00:00Z',
        nextUpdate: '2022-10-24T00:00:00Z',
      }),
    ],
    certs,
  });

const KEY_A = Buffer.from(pki.keyIdentifier(pki.key('issuingA'))).toString('hex');
const ISSUER = 'CN=Example Trust TLS Issuing CA 01,O=Example Trust,C=US';
const missingIssuer = [
  `issuer: The certificate of ${ISSUER}`,
  'caIssuers http://ca.example-trust.example/tls01.crt',
  `crt.sh https://crt.sh/?ski=${KEY_A}`,
];
const missingStatus = [
  'status: An OCSP response about the precertificate CN=www.example.test',
  `crt.sh https://crt.sh/?sha256=${FINGERPRINT}&opt=ocsp`,
];

describe('the to-do list', () => {
  test('has nothing when nothing is missing', async () => {
    const delegate = pki.responder();
    expect(
      await toDo(
        pki.issuingA().certificate,
        PRECERTIFICATE,
        response(delegate, PRECERTIFICATE, [delegate.certificate]),
      ),
    ).toEqual([]);
    expect(await toDo()).toEqual([]);
  });

  test('a precertificate alone lacks its issuer and a response', async () => {
    expect(await toDo(PRECERTIFICATE)).toEqual([missingIssuer, missingStatus]);
    expect(await toDo(pki.issuingA().certificate, PRECERTIFICATE)).toEqual([missingStatus]);
  });

  test('many certificates lack one issuer once', async () => {
    const [issuer, ...statuses] = toDoList(
      await survey(await evaluated(PRECERTIFICATE, pki.precertificate({ host: 'b.example.test' }))),
    );
    expect(issuer!.why).toBe(
      'It is the issuer that 2 certificates name: without its key no signature can be verified and no CertID compared.',
    );
    expect(statuses.map(({ kind }) => kind)).toEqual(['status', 'status']);
  });

  test('a response whose responder is missing', async () => {
    expect(await toDo(pki.issuingA().certificate, PRECERTIFICATE, response(pki.responder(), PRECERTIFICATE))).toEqual([
      [
        `responder: The certificate of the responder whose key has the SHA-1 ${Buffer.from(pki.keyIdentifier(pki.key('responderA'))).toString('hex')}`,
        `crt.sh https://crt.sh/?ski=${Buffer.from(pki.keyIdentifier(pki.key('responderA'))).toString('hex')}`,
      ],
      missingStatus,
    ]);
  });

  test('a response that the missing issuer signed itself does not miss it twice', async () => {
    expect(await toDo(PRECERTIFICATE, response(pki.issuingA(), PRECERTIFICATE))).toEqual([
      missingIssuer,
      missingStatus,
    ]);
  });

  test('a response about nothing in hand, by a delegate of an issuer that is not in hand', async () => {
    const delegate = pki.responder();
    expect(await toDo(response(delegate, PRECERTIFICATE, [delegate.certificate]))).toEqual([
      [`issuer: The certificate of the CA whose key has the SHA-1 ${KEY_A}`, `crt.sh https://crt.sh/?ski=${KEY_A}`],
      [
        `subject: The certificate with serial number ${pki.serialNumberOf(PRECERTIFICATE)}`,
        `crt.sh https://crt.sh/?serial=${pki.serialNumberOf(PRECERTIFICATE)}`,
      ],
    ]);
  });

  test('the CA above a precertificate signing certificate', async () => {
    const signing = pki.precertificateSigningA();
    const special = pki.precertificateBySigningCertificate(signing);
    const [issuer] = await toDo(special, signing.certificate);
    expect(issuer).toEqual([
      `issuer: The certificate of ${ISSUER}`,
      'caIssuers http://ca.example-trust.example/root.crt',
      `crt.sh https://crt.sh/?ski=${KEY_A}`,
    ]);
  });

  test('fingerprints, ids and searches; a certificate that is in hand is none', async () => {
    expect(
      await toDo(`${FINGERPRINT} ${'ab'.repeat(32)} https://crt.sh/?id=7712 https://crt.sh/?cn=a%26b`, PRECERTIFICATE),
    ).toEqual([
      [
        'certificate: A certificate that was named by its SHA-256 fingerprint',
        `crt.sh https://crt.sh/?sha256=${'ab'.repeat(32)}`,
      ],
      ['lookup: A certificate that was named by its crt.sh id: 7712', 'crt.sh https://crt.sh/?id=7712'],
      ['lookup: A certificate that was named by a crt.sh search: cn=a&b', 'crt.sh https://crt.sh/?cn=a%26b'],
      missingIssuer,
      missingStatus,
    ]);
  });

  test('a lookup ends when its certificate is in hand', async () => {
    const sha1 = Buffer.from(pki.hash('sha1', PRECERTIFICATE)).toString('hex');
    const links = `crt.sh/?id=7712 crt.sh/?id=7713 crt.sh/?serial=00${pki.serialNumberOf(PRECERTIFICATE)} crt.sh/?sha1=${sha1}`;
    const open = async (name: string) => {
      const taken = await takeIn([
        { name, bytes: PRECERTIFICATE },
        { name: 'pasted text', bytes: pki.textBytes(links) },
      ]);
      const document = surveyed(await evaluate({ title: '', evaluatedAt: 0, reading: 'ruling', ...taken }));
      return (await survey({ document, ...taken })).lookups.map(({ by, value }) => `${by} ${value}`);
    };
    expect(await open('certificates/7712.crt')).toEqual(['crt.sh-id 7713']);
    expect(await open('7713.crt')).toEqual(['crt.sh-id 7712']);
    expect(await open('x7713.crt')).toEqual(['crt.sh-id 7712', 'crt.sh-id 7713']);
  });

  test('an expired certificate is listed with a warning; a forged one is not', async () => {
    const expired = pki.precertificate({ notBefore: '2021-01-01T00:00:00Z', notAfter: '2021-04-01T00:00:00Z' });
    const [line] = toDoList(await survey(await evaluated(pki.issuingA().certificate, expired)));
    expect(line!.why).toBe(
      'No response in hand speaks about it with authority, so whether the CA knew it cannot be told. It expired on 2021-04-01, so the responder may have forgotten it.',
    );
    const forged = PRECERTIFICATE.slice();
    forged[forged.length - 1]! ^= 1;
    expect(await toDo(pki.issuingA().certificate, forged)).toEqual([]);
  });

  test('evidence of an earlier verdict is not looked for on crt.sh', async () => {
    const taken = await takeIn([{ name: '0', bytes: PRECERTIFICATE }]);
    const { document } = await evaluate({ title: '', evaluatedAt: 0, reading: 'ruling', ...taken });
    expect(await toDo(serializeVerdict(document))).toEqual([
      ['evidence: A piece of evidence that an earlier verdict rests on'],
    ]);
  });
});

test('URLs that may be handed on', () => {
  const fine = ['http://ocsp.example', 'https://a-b.example:8080/x/y.crt?z=%20&q=1', 'http://OCSP.example/~a/+,=:@'];
  expect(fine.map(plainUrl)).toEqual(fine);
  const others = [
    'ldap://a.example/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'http://',
    'http://-a.example/',
    'http://u:p@a.example/',
    'http://[::1]/',
    'http://a.example/ b',
    "http://a.example/'",
    'http://a.example/"',
    'http://a.example/`',
    'http://a.example/$(x)',
    'http://a.example/a\nb',
    'http://a.example/a\n',
    'http://a.example/\\',
    'http://a.example/#x',
    'http://a.example/{a,b}',
    'http://ä.example/',
    'http://a.example/\u202e',
    `http://a.example/${'a'.repeat(2000)}`,
  ];
  expect(others.map(plainUrl)).toEqual(others.map(() => null));
});

test('comments stay on their line', () => {
  expect(plainComment('a\r\nb\u0000\u202ec ü')).toBe('a?b?c ?');
  expect(plainComment('x'.repeat(300))).toHaveLength(203);
});

test('a search is linked as it was asked', () => {
  expect(crtShLookup({ by: 'crt.sh-query', value: 'CAID=12', from: [] })).toBe('https://crt.sh/?CAID=12');
  expect(crtShLookup({ by: 'crt.sh-query', value: 'plain words', from: [] })).toBe('https://crt.sh/?q=plain%20words');
  expect(crtShLookup({ by: 'spki-sha256', value: 'aa', from: [] })).toBe('https://crt.sh/?spkisha256=aa');
});
