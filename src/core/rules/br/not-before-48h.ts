import { HOUR } from '../../model/time.ts';
import { defineRule, pass, violation, warning } from '../rule.ts';
import { certificateOf, tlsSubscriber } from '../scope.ts';
import { BR, utc } from '../sources.ts';
import { duration, nameOf, time } from '../words.ts';

const TWO_DAYS = 48 * HOUR;

/** Proof of publication bounds the signing from above only: a log may get a precertificate long after it was signed. */
export const notBefore48h = defineRule({
  id: 'br/not-before-48h',
  requirement: 'notBefore is within 48 hours of the signing, before or after.',
  level: 'MUST',
  source: BR,
  judges: 'certificate',
  clock: 'issued',
  windows: [
    {
      from: utc('2023-09-15'),
      section: '7.1.2.7',
      quote: 'A value within 48 hours of the certificate signing operation.',
    },
  ],
  needs: ['signedPublication'],

  applies: ({ entry }) => tlsSubscriber(entry),

  check({ entry }, { signedPublication: publication }) {
    const notBefore = certificateOf(entry).validity.notBefore.instant;
    const beside = publication.evidence;
    const dates = `notBefore of ${nameOf(entry)} is ${time(notBefore)} and it was provably public at ${time(publication.instant)} (${publication.log})`;
    if (notBefore > publication.instant + TWO_DAYS)
      return {
        ...violation(
          `${dates}: it was signed at least ${duration(notBefore - publication.instant)} before its notBefore.`,
        ),
        beside,
      };
    if (publication.instant - notBefore > TWO_DAYS)
      return {
        ...warning(
          `${dates}, ${duration(publication.instant - notBefore)} later; it may have been signed earlier than it was published.`,
        ),
        beside,
      };
    return { ...pass(() => `${dates}, within 48 hours.`), beside };
  },
});
