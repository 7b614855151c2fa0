import type { Defect } from '../../model/result.ts';
import { cannotTell, defineRule, pass, violation, warning, type Window } from '../rule.ts';
import { RFC6960, utc } from '../sources.ts';

interface Text extends Window {
  /** Since MRSP 2.8 section 5.2, OCSP responses with DER errors are forbidden as such. */
  readonly forbidden: boolean;
}

const QUOTE = 'The value for response SHALL be the DER encoding of BasicOCSPResponse.';

/** Responses that cannot be read, and oddities that can (policy.md section 6.1, ocsp-der). Error statuses have no producedAt, so the response's own clock is optional here. */
export const der = defineRule({
  id: 'rfc6960/der',
  requirement: 'The response is the DER encoding of an OCSPResponse and nothing else.',
  level: 'MUST',
  source: RFC6960,
  judges: 'response',
  clock: 'producedAtOrAlways',
  windows: [
    { until: utc('2022-06-01'), section: '4.2.1', quote: QUOTE, forbidden: false },
    { from: utc('2022-06-01'), section: '4.2.1', quote: QUOTE, forbidden: true },
  ] as readonly Text[],
  needs: [],

  applies: () => true,

  check({ response: { response, failure, responder } }, _facts, { window }) {
    if (failure)
      return cannotTell(
        () => `The response cannot be read for certain: ${failure.message} (${failure.code}).`,
        'a response in DER',
      );
    const defects = response!.defects.filter(({ code }) => code !== 'ocsp/error-with-bytes');
    if (!defects.length) return pass('The response is well-formed DER with nothing before or after it.');
    const bound = responder?.signature === 'valid' && (responder.role === 'issuer' || responder.role === 'delegated');
    return defects.map((defect) =>
      defect.signed && bound && window.forbidden
        ? violation(
            `${sentence(defect)}; the signature covers it, so it is the signer's own error, which MRSP section 5.2 forbids since 2022-06-01.`,
          )
        : warning(
            `${sentence(defect)}; ${defect.signed ? whyOnlyWarning(bound) : 'the signature does not cover it, so anybody could have added it'}.`,
          ),
    );
  },
});

const sentence = ({ message, code }: Defect): string => `The response is not clean DER: ${message} (${code})`;

const whyOnlyWarning = (bound: boolean): string =>
  bound
    ? 'its meaning is clear, and before 2022-06-01 no policy forbade it as such'
    : 'its meaning is clear, and nothing proves that the CA signed it';
