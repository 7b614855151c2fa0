import { findExtension } from '../../model/asn1.ts';
import { OID } from '../../model/oid.ts';
import { defineRule, pass, violation } from '../rule.ts';
import { all, certificateOf, isTls } from '../scope.ts';
import { BR, utc } from '../sources.ts';
import { nameOf } from '../words.ts';

export const precertNoScts = defineRule({
  id: 'br/precert-no-scts',
  requirement: 'A precertificate carries no list of signed certificate timestamps.',
  level: 'MUST NOT',
  source: BR,
  judges: 'certificate',
  clock: 'notBefore',
  windows: [{ from: utc('2023-09-15'), section: '7.1.2.9.1', quote: 'Signed Certificate Timestamp List MUST NOT' }],
  needs: ['precertificate'],

  applies: ({ entry }) =>
    all(
      entry.precertificate !== null || 'No precertificate is in hand.',
      isTls(certificateOf(entry)) || 'It concerns TLS certificates; this one is for other purposes.',
    ),

  check({ entry }, { precertificate }) {
    if (!findExtension(precertificate.inHand.certificate.extensions, OID.sctList))
      return pass('The precertificate carries no SCT list.');
    return violation(`The precertificate of ${nameOf(entry)} carries a SignedCertificateTimestampList.`);
  },
});
