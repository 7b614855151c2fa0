import { algorithmName } from '../../verify/algorithms.ts';
import { defineRule, pass, violation, type Window } from '../rule.ts';
import { isSuccessful } from '../rfc6960/successful.ts';
import { isOnlyForOcsp, usesSha1 } from '../sha1.ts';
import { MRSP, utc } from '../sources.ts';
import { bySigner, bySignerInWords } from '../subject.ts';
import { time } from '../words.ts';

interface Text extends Window {
  readonly allowedForOcspOnlySigners: boolean;
}

export const sha1Ocsp = defineRule({
  id: 'mrsp/sha1-ocsp',
  requirement: 'OCSP responses are not signed with SHA-1.',
  level: 'MUST NOT',
  source: MRSP,
  judges: 'response',
  clock: 'producedAt',
  windows: [
    {
      from: utc('2020-01-01'),
      until: utc('2023-07-01'),
      section: '5.1.3',
      quote:
        'CAs MAY sign SHA-1 hashes over OCSP responses only if the signing certificate contains an EKU extension which contains only the id-kp-ocspSigning EKU.',
      allowedForOcspOnlySigners: true,
    },
    {
      from: utc('2023-07-01'),
      section: '5.1.3',
      quote:
        "Effective July 1, 2023, CAs SHALL NOT sign SHA-1 hashes over: * certificates with an EKU extension containing the id-kp-ocspSigning key purpose; * intermediate certificates that chain up to roots in Mozilla's program; * OCSP responses; or * CRLs.",
      allowedForOcspOnlySigners: false,
    },
  ] as readonly Text[],
  needs: [],

  applies: ({ response }) => isSuccessful({ response }),

  check({ response }, _facts, { window, at }) {
    const algorithm = response.response!.basicOCSPResponse!.signatureAlgorithm;
    const name = () => algorithmName(algorithm.algorithm);
    if (!usesSha1(algorithm)) return pass(() => `The response is signed with ${name()}.`);
    const said = `The response produced at ${time(at)} is signed with ${name()}${bySignerInWords(response)}`;
    if (!window.allowedForOcspOnlySigners) return violation(`${said}.`);
    return bySigner(
      response,
      `${said}, which before 2023-07-01 was allowed if the signer's certificate is for OCSP signing only.`,
      (signer) =>
        isOnlyForOcsp(signer.certificate)
          ? pass(() => `${said}, whose certificate is for OCSP signing only; before 2023-07-01 that was allowed.`)
          : violation(`${said}, whose certificate is not for OCSP signing only.`),
    );
  },
});
