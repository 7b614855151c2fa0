import { toHex } from '../../model/bytes.ts';
import { algorithmName, keyKindOf, schemeOf, type KeyKind, type Scheme } from '../../verify/algorithms.ts';
import { defineRule, pass, violation, warning } from '../rule.ts';
import { isSuccessful } from '../rfc6960/successful.ts';
import { all } from '../scope.ts';
import { BR, utc } from '../sources.ts';
import { ifTls, notForOtherPurposes } from '../subject.ts';
import { subjectOf } from '../words.ts';

/** BR 7.1.3.2.1 and 7.1.3.2.2: the AlgorithmIdentifiers a CA may use, octet for octet. SHA-1's dates are judged by br/sha1-ocsp. */
const PSS = (hash: string, salt: string): string =>
  `304106092a864886f70d01010a3034a00f300d0609608648016503040${hash}0500a11c301a06092a864886f70d010108300d0609608648016503040${hash}0500a2030201${salt}`;
const ALLOWED: readonly string[] = [
  '300d06092a864886f70d0101050500',
  '300d06092a864886f70d01010b0500',
  '300d06092a864886f70d01010c0500',
  '300d06092a864886f70d01010d0500',
  PSS('201', '20'),
  PSS('202', '30'),
  PSS('203', '40'),
  '300a06082a8648ce3d040302',
  '300a06082a8648ce3d040303',
  '300a06082a8648ce3d040304',
];

const HASH_OF_CURVE = { 'P-256': 'SHA-256', 'P-384': 'SHA-384', 'P-521': 'SHA-512' } as const;

export const signatureAlgorithm = defineRule({
  id: 'br/signature-algorithm',
  requirement: 'OCSP responses are signed with one of the listed algorithms, encoded as listed.',
  level: 'MUST',
  source: BR,
  judges: 'response',
  clock: 'producedAt',
  windows: [
    {
      from: utc('2020-08-20'),
      section: '7.1.3.2',
      quote:
        'All objects signed by a CA Private Key MUST conform to these requirements on the use of the AlgorithmIdentifier or AlgorithmIdentifier-derived type in the context of signatures.',
    },
  ],
  needs: ['signer'],

  applies: ({ response }) => all(isSuccessful({ response }), notForOtherPurposes(response)),

  check({ response }, { signer }) {
    const identifier = response.response!.basicOCSPResponse!.signatureAlgorithm;
    const encoded = toHex(identifier.der);
    const name = algorithmName(identifier.algorithm);
    const scheme = schemeOf(identifier);
    const key = keyKindOf(signer.certificate.subjectPublicKeyInfo);
    if (!isAllowed(scheme, key)) {
      const message = `The response is signed with ${name} (${encoded}) by ${subjectOf(signer)}, an algorithm that is not allowed for its key.`;
      const byCa = response.responder!.role === 'issuer';
      return ifTls(
        response,
        byCa
          ? violation(message)
          : warning(`${message} The clause speaks of CA keys; this is a delegated responder's.`),
      );
    }
    if (!ALLOWED.includes(encoded))
      return ifTls(
        response,
        warning(
          `The algorithm ${name} is allowed but encoded as ${encoded}, which is not as listed; the signature does not cover it, so anybody could have changed that.`,
        ),
      );
    return pass(`The response is signed with ${name}, encoded as listed.`);
  },
});

/** Whether the scheme itself is on the list, parameters aside; the hash of ECDSA is bound to the curve. */
function isAllowed(scheme: Scheme, key: KeyKind): boolean {
  switch (scheme.type) {
    case 'RSASSA-PKCS1-v1_5':
      return true;
    case 'RSA-PSS':
      return scheme.hash !== 'SHA-1' && scheme.saltLength === Number(scheme.hash.slice(4)) / 8;
    case 'ECDSA':
      return key.type === 'EC' && HASH_OF_CURVE[key.curve] === scheme.hash;
    default:
      return false;
  }
}
