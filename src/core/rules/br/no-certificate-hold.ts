import { defineRule, pass, violation } from '../rule.ts';
import { certificateOf, isTls } from '../scope.ts';
import { BR } from '../sources.ts';
import { ifItIs } from '../subject.ts';
import { serial, time } from '../words.ts';

export const noCertificateHold = defineRule({
  id: 'br/no-certificate-hold',
  requirement: 'TLS certificates are not suspended: no status revoked with the reason certificateHold.',
  level: 'MUST NOT',
  source: BR,
  judges: 'single',
  clock: 'producedAt',
  windows: [
    {
      section: '4.9.13',
      quote: 'The Repository MUST NOT include entries that indicate that a Certificate is suspended.',
    },
  ],
  needs: [],

  applies: ({ entry, single }) =>
    single.single.certStatus.type !== 'revoked'
      ? 'It concerns answers that say revoked.'
      : entry === null ||
        isTls(certificateOf(entry)) ||
        'It concerns TLS certificates; this one is for other purposes.',

  check({ entry, single }) {
    const { certStatus, certID } = single.single;
    if (certStatus.type !== 'revoked' || certStatus.revocationReason !== 'certificateHold')
      return pass('The reason is not certificateHold.');
    const accusation = violation(
      `The answer for serial number ${serial(certID.serialNumber)} is revoked since ${time(certStatus.revocationTime.instant)} with the reason certificateHold, which says that it is suspended.`,
    );
    return ifItIs('one for TLS', entry, single, accusation);
  },
});
