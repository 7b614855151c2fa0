import { cannotTell, defineRule, pass, violation } from '../rule.ts';
import { certificateOf } from '../scope.ts';
import { SBR, utc } from '../sources.ts';
import { smimeSubscriberOrUnknown } from '../subject.ts';
import { serial } from '../words.ts';

/** SBR 7.1.6.1: 2.23.140.1.5.<validation level>.<generation>; generations are Legacy 1, Multipurpose 2, Strict 3. */
const POLICY = /^2\.23\.140\.1\.5\.[1-4]\.([123])$/;

export const certificateHold = defineRule({
  id: 'sbr/certificate-hold',
  requirement: 'S/MIME certificates under a Strict policy are not suspended; Legacy and Multipurpose ones may be.',
  level: 'MUST NOT',
  source: SBR,
  judges: 'single',
  clock: 'producedAt',
  windows: [
    {
      from: utc('2023-09-01'),
      section: '7.2.2',
      quote:
        'The Repository SHALL NOT include CRL entries that have a CRLreason of certificateHold (6) for Certificates that include the Certificate Policy identifiers for the Strict Generation.',
    },
  ],
  needs: [],

  applies: ({ entry, single }) =>
    single.single.certStatus.type !== 'revoked'
      ? 'It concerns answers that say revoked.'
      : smimeSubscriberOrUnknown(entry),

  check({ entry, single }) {
    const { certStatus, certID } = single.single;
    if (certStatus.type !== 'revoked' || certStatus.revocationReason !== 'certificateHold')
      return pass('The reason is not certificateHold.');
    const generations = (certificateOf(entry!).known.certificatePolicies ?? []).flatMap(
      (policy) => POLICY.exec(policy)?.[1] ?? [],
    );
    const said = `The answer for serial number ${serial(certID.serialNumber)} is revoked with the reason certificateHold`;
    if (generations.includes('3')) return violation(`${said}, and the certificate is under a Strict policy.`);
    if (generations.length) return pass(() => `${said}, which the certificate's policy allows.`);
    return cannotTell(
      () =>
        `${said}; the certificate names none of the S/MIME policies, so whether it may be suspended cannot be told.`,
      'the policy of the certificate',
    );
  },
});
