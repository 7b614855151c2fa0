import type { AlgorithmIdentifier } from '../../model/asn1.ts';
import { toHex } from '../../model/bytes.ts';
import { algorithmName, keyKindOf, schemeOf, type HashName, type Scheme } from '../../verify/algorithms.ts';
import type { InHand, VerifiedResponse } from '../../verify/index.ts';
import { defineRule, pass, violation, warning, type Judgement } from '../rule.ts';
import { isSuccessful } from '../rfc6960/successful.ts';
import { all } from '../scope.ts';
import { BR, utc } from '../sources.ts';
import { bySigner, ifTls, notForOtherPurposes } from '../subject.ts';
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

/** sha1-, sha256-, sha384- and sha512WithRSAEncryption; OIW's sha1WithRSASignature is not among them. */
const RSA_LISTED = [5, 11, 12, 13].map((last) => `1.2.840.113549.1.1.${last}`);

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
  needs: [],

  applies: ({ response }) => all(isSuccessful({ response }), notForOtherPurposes(response)),

  check({ response }) {
    const identifier = response.response!.basicOCSPResponse!.signatureAlgorithm;
    const scheme = schemeOf(identifier);
    const listed = isListed(identifier, scheme);
    // On the list for one curve only: that depends on the key.
    if (listed && scheme.type === 'ECDSA')
      return bySigner(response, `${signedWith(identifier)}, which is allowed for keys on one curve only.`, (signer) =>
        isOfCurve(scheme.hash, signer) ? asListed(response, identifier) : notAllowed(response, identifier, signer),
      );
    if (listed) return asListed(response, identifier);
    return bySigner(response, `${signedWith(identifier)}, an algorithm that is not allowed.`, (signer) =>
      notAllowed(response, identifier, signer),
    );
  },
});

const signedWith = ({ algorithm, der }: AlgorithmIdentifier): string =>
  `The response is signed with ${algorithmName(algorithm)} (${toHex(der)})`;

function notAllowed(response: VerifiedResponse, identifier: AlgorithmIdentifier, signer: InHand): Judgement {
  const message = `${signedWith(identifier)} by ${subjectOf(signer)}, an algorithm that is not allowed for its key.`;
  const byCa = response.responder!.role === 'issuer';
  return ifTls(
    response,
    byCa ? violation(message) : warning(`${message} The clause speaks of CA keys; this is a delegated responder's.`),
  );
}

/** The algorithm is allowed; whether its octets are those of the list. */
function asListed(response: VerifiedResponse, { algorithm, der }: AlgorithmIdentifier): Judgement {
  const encoded = toHex(der);
  const name = () => algorithmName(algorithm);
  if (ALLOWED.includes(encoded)) return pass(() => `The response is signed with ${name()}, encoded as listed.`);
  return ifTls(
    response,
    warning(
      `The algorithm ${name()} is allowed but encoded as ${encoded}, which is not as listed; the signature does not cover it, so anybody could have changed that.`,
    ),
  );
}

/** Whether the algorithm is on the list, how its parameters are written aside. The same scheme under another object identifier is not. */
function isListed({ algorithm }: AlgorithmIdentifier, scheme: Scheme): boolean {
  switch (scheme.type) {
    case 'RSASSA-PKCS1-v1_5':
      return RSA_LISTED.includes(algorithm);
    case 'RSA-PSS':
      return scheme.hash !== 'SHA-1' && scheme.saltLength === Number(scheme.hash.slice(4)) / 8;
    case 'ECDSA':
      return scheme.hash !== 'SHA-1';
    default:
      return false;
  }
}

/** The hash of ECDSA is bound to the curve. */
function isOfCurve(hash: HashName, signer: InHand): boolean {
  const key = keyKindOf(signer.certificate.subjectPublicKeyInfo);
  return key.type === 'EC' && HASH_OF_CURVE[key.curve] === hash;
}
