import { cannotTell, defineRule, info, pass } from '../rule.ts';
import { certificateOf } from '../scope.ts';
import { BR, utc } from '../sources.ts';
import { tlsSubscriberOrUnknown } from '../subject.ts';
import { producedAtOf, serial, time } from '../words.ts';
import { MOVED_TO_4_9_9 } from './sections.ts';

/** That a serial number was never used cannot be shown with certificates; only its CA could. */
export const goodUnassigned = defineRule({
  id: 'br/good-unassigned',
  requirement: 'The responder does not answer good for a serial number that the CA has not used.',
  level: 'MUST NOT',
  source: BR,
  judges: 'single',
  clock: 'producedAt',
  windows: [
    {
      from: utc('2013-08-01'),
      until: utc('2019-12-19'),
      section: '4.9.10',
      quote:
        'If the OCSP responder receives a request for status of a certificate that has not been issued, then the responder SHOULD NOT respond with a "good" status.',
    },
    {
      from: utc('2019-12-19'),
      until: MOVED_TO_4_9_9,
      section: '4.9.10',
      quote:
        'If the OCSP responder receives a request for the status of a certificate serial number that is "unused", then the responder SHOULD NOT respond with a "good" status.',
    },
    {
      from: MOVED_TO_4_9_9,
      section: '4.9.9',
      quote:
        'If the OCSP responder receives a request for the status of a certificate serial number that is "unassigned", then the responder SHOULD NOT respond with a "good" status.',
    },
  ],
  needs: [],

  applies: ({ entry, single }) =>
    single.single.certStatus.type !== 'good' ? 'It concerns answers that say good.' : tlsSubscriberOrUnknown(entry),

  check({ entry, response, single }) {
    const number = () => serial(single.single.certID.serialNumber);
    const producedAt = producedAtOf(response);
    // Anybody can write a certificate with any serial number.
    const signature = entry?.subject.issuance.signature ?? 'valid';
    if (signature !== 'valid')
      return cannotTell(
        () =>
          `The answer is good for serial number ${number()}; the certificate in hand that has it is not proven to be the CA's (its signature: ${signature}), so whether the number is assigned cannot be told.`,
        `a certificate with serial number ${number()} whose signature verifies under its issuer's key, or its CA's word that there is none`,
      );
    const notBefore = entry && certificateOf(entry).validity.notBefore.instant;
    if (notBefore !== null && producedAt < notBefore)
      return info(
        () =>
          `The answer good was produced at ${time(producedAt)}, before the certificate's notBefore at ${time(notBefore)}: a CA may sign before it issues; a signature does not prove that the answer was served.`,
      );
    const publication = entry?.publication;
    if (publication && producedAt < publication.instant)
      return {
        ...info(
          () =>
            `The answer good was produced at ${time(producedAt)}, before the certificate was first provably public at ${time(publication.instant)}: a CA may sign before it issues; a signature does not prove that the answer was served.`,
        ),
        beside: publication.evidence,
      };
    if (entry) return pass(() => `Serial number ${number()} is assigned: the certificate is in hand.`);
    return cannotTell(
      () =>
        `The answer is good for serial number ${number()}, of which no certificate is in hand; whether there is one cannot be told.`,
      `the certificate with serial number ${number()}, or its CA's word that there is none`,
    );
  },
});
