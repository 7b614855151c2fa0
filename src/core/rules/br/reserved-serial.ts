import { defineRule, info, pass } from '../rule.ts';
import { all, certificateOf, isTls } from '../scope.ts';
import { BR, utc } from '../sources.ts';
import { MOVED_TO_4_9_9 } from './sections.ts';
import { statusSentence } from '../words.ts';

/** Explains why the Baseline Requirements are silent where Mozilla's policy is not (policy.md section 2.2). */
export const reservedSerial = defineRule({
  id: 'br/reserved-serial',
  requirement:
    'While only a precertificate exists its serial number is "reserved", and the responder may answer for it.',
  level: 'MAY',
  source: BR,
  judges: 'status',
  clock: 'producedAt',
  windows: [
    {
      from: utc('2019-12-19'),
      until: MOVED_TO_4_9_9,
      section: '4.9.10',
      quote:
        'The OCSP responder MAY provide definitive responses about "reserved" certificate serial numbers, as if there was a corresponding Certificate that matches the Precertificate [RFC6962].',
    },
  ],
  needs: ['status'],

  applies: ({ entry }) =>
    all(
      entry.kind === 'precertificate-only' || 'A final certificate is in hand, so its serial number is assigned.',
      isTls(certificateOf(entry)) || 'It concerns TLS certificates.',
    ),

  check({ entry }, { status }) {
    const said = statusSentence(entry, status);
    if (status.single.certStatus.type !== 'unknown')
      return pass(() => `${said}: the definitive answer that it may give.`);
    return info(
      () =>
        `${said}; the Baseline Requirements of the time call its serial number reserved and allow a definitive answer without demanding one.`,
    );
  },
});
