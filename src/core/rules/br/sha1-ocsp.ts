import { algorithmName } from '../../verify/algorithms.ts';
import { cannotTell, defineRule, pass, violation, type Window } from '../rule.ts';
import { isSuccessful } from '../rfc6960/successful.ts';
import { isOnlyForOcsp, usesSha1 } from '../sha1.ts';
import { all } from '../scope.ts';
import { BR, utc } from '../sources.ts';
import { bySigner, bySignerInWords, ifTls, notForOtherPurposes } from '../subject.ts';
import { subjectOf, time } from '../words.ts';

interface Text extends Window {
  readonly ended: boolean;
}

export const sha1Ocsp = defineRule({
  id: 'br/sha1-ocsp',
  requirement:
    'OCSP responses produced since 2022-06-01 are not signed with SHA-1; earlier ones only by keys used for nothing but OCSP.',
  level: 'MUST NOT',
  source: BR,
  judges: 'response',
  clock: 'producedAt',
  windows: [
    {
      from: utc('2020-08-20'),
      until: utc('2022-06-01'),
      section: '7.1.3.2.1',
      quote:
        'MUST also contain an extKeyUsage extension with the only key usage present being the id-kp-ocspSigning (OID: 1.3.6.1.5.5.7.3.9) key usage.',
      ended: false,
    },
    {
      from: utc('2022-06-01'),
      section: '7.1.3.2.1',
      quote: 'The producedAt field value of the ResponseData MUST be earlier than 2022-06-01 00:00:00 UTC',
      ended: true,
    },
  ] as readonly Text[],
  needs: [],

  applies: ({ response }) => all(isSuccessful({ response }), notForOtherPurposes(response)),

  check({ response }, _facts, { window, at }) {
    const identifier = response.response!.basicOCSPResponse!.signatureAlgorithm;
    const name = () => algorithmName(identifier.algorithm);
    if (!usesSha1(identifier)) return pass(() => `The response is signed with ${name()}.`);
    const said = `The response produced at ${time(at)} is signed with ${name()}${bySignerInWords(response)}`;
    if (window.ended) return ifTls(response, violation(`${said}.`));
    return bySigner(
      response,
      `${said}, which before 2022-06-01 was allowed if the signer's certificate is for OCSP signing only.`,
      (signer) => {
        const by = subjectOf(signer);
        if (isOnlyForOcsp(signer.certificate))
          return cannotTell(
            () =>
              `${said}, whose certificate is for OCSP signing only; whether that holds for every certificate with this key and subject cannot be told.`,
            `all unexpired certificates of ${by} with this key`,
          );
        return ifTls(response, violation(`${said}, whose certificate is not for OCSP signing only.`));
      },
    );
  },
});
