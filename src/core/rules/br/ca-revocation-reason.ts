import { defineRule, pass, violation } from '../rule.ts';
import { BR, utc } from '../sources.ts';
import { tlsCaOrUnknown, ifItIs } from '../subject.ts';
import { time } from '../words.ts';

export const caRevocationReason = defineRule({
  id: 'br/ca-revocation-reason',
  requirement: 'An answer that a CA certificate is revoked gives the reason.',
  level: 'MUST',
  source: BR,
  judges: 'single',
  clock: 'producedAt',
  windows: [
    {
      from: utc('2020-09-30'),
      section: '7.3',
      quote:
        'and that certificate has been revoked, then the revocationReason field within the RevokedInfo of the CertStatus MUST be present.',
    },
  ],
  needs: [],

  applies: ({ entry, single }) =>
    single.single.certStatus.type !== 'revoked' ? 'It concerns answers that say revoked.' : tlsCaOrUnknown(entry),

  check({ entry, single }) {
    const { certStatus } = single.single;
    if (certStatus.type !== 'revoked' || certStatus.revocationReason) return pass('The reason is given.');
    const accusation = violation(
      `The answer is revoked since ${time(certStatus.revocationTime.instant)}, without a revocationReason.`,
    );
    return ifItIs("a CA's", entry, single, accusation);
  },
});
