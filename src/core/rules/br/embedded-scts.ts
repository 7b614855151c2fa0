import { findExtension } from '../../model/asn1.ts';
import { OID } from '../../model/oid.ts';
import { ctLogName } from '../../model/ct.ts';
import { formatInstant } from '../../model/time.ts';
import type { SctCheck } from '../../verify/sct.ts';
import { cannotTell, defineRule, pass, violation, type Judgement } from '../rule.ts';
import { all, certificateOf, isTls } from '../scope.ts';
import { BR, utc } from '../sources.ts';
import { nameOf } from '../words.ts';

export const embeddedScts = defineRule({
  id: 'br/embedded-scts',
  requirement:
    'Every embedded signed certificate timestamp is a log’s signature over the precertificate of this certificate.',
  level: 'MUST',
  source: BR,
  judges: 'certificate',
  clock: 'notBefore',
  windows: [
    {
      from: utc('2023-09-15'),
      section: '7.1.2.11.3',
      quote:
        'Each SignedCertificateTimestamp included within the SignedCertificateTimestampList MUST be for a PreCert LogEntryType that corresponds to the current certificate.',
    },
  ],
  needs: ['issuance', 'finalCertificate'],

  applies: ({ entry }) =>
    all(
      (entry.final !== null && findExtension(certificateOf(entry).extensions, OID.sctList) !== undefined) ||
        'No certificate with embedded signed certificate timestamps is in hand.',
      isTls(certificateOf(entry)) || 'It concerns TLS certificates; this one is for other purposes.',
    ),

  check({ entry }) {
    const findings = entry.scts.flatMap((check, at) =>
      judge(check, `Signed certificate timestamp ${at + 1} of ${entry.scts.length} in ${nameOf(entry)}`),
    );
    return findings.length
      ? findings
      : pass(() => `All ${entry.scts.length} embedded signed certificate timestamps verify.`);
  },
});

function judge({ sct, outcome, log, why }: SctCheck, which: string): Judgement[] {
  const dated = sct ? ` (${log ? ctLogName(log) : 'an unknown log'}, ${formatInstant(sct.timestamp)})` : '';
  switch (outcome) {
    case 'valid':
      return [];
    case 'invalid':
      return [violation(`${which}${dated} does not verify: ${why}.`)];
    case 'unknown-log':
      return [
        cannotTell(() => `${which}${dated} cannot be verified: ${why}.`, 'a CT log list (v3 JSON) that has this log'),
      ];
    case 'no-issuer':
      return [cannotTell(() => `${which}${dated} cannot be verified: ${why}.`, 'the issuer certificate')];
    case 'unsupported':
      return [cannotTell(() => `${which}${dated} cannot be verified: ${why}.`, 'a browser that can verify it')];
  }
}
