import { toHex } from '../../model/bytes.ts';
import { cannotTell, defineRule, notApplicable, pass } from '../rule.ts';
import { RFC6960 } from '../sources.ts';
import { serial, subjectOf } from '../words.ts';

export const certId = defineRule({
  id: 'rfc6960/cert-id',
  requirement:
    'The CertID in the response is that of the certificate: hashes of its issuer’s Name and key, and its serial number.',
  level: 'MUST',
  source: RFC6960,
  judges: 'single',
  clock: 'always',
  windows: [
    {
      section: '3.2',
      quote:
        '1. The certificate identified in a received response corresponds to the certificate that was identified in the corresponding request;',
    },
  ],
  needs: [],

  applies: () => true,

  check({ single: { single, names, mayName, sameSerial } }) {
    const number = () => `serial number ${serial(single.certID.serialNumber)}`;
    if (names.length)
      return pass(() => `The CertID is that of ${subjectOf(names[0]!)}, ${number()}, by all four fields.`);
    if (mayName.length)
      return cannotTell(
        () =>
          `The CertID has the ${number()} and the issuer Name of ${subjectOf(mayName[0]!)}, but whether it has the issuer's key cannot be told.`,
        'issuer certificate: the one that the CertID names',
      );
    if (sameSerial.length)
      return notApplicable(
        () =>
          `The CertID has the ${number()} of ${subjectOf(sameSerial[0]!)} but names another issuer (key hash ${toHex(single.certID.issuerKeyHash)}), so it says nothing about that certificate.`,
      );
    return notApplicable(() => `No certificate in hand has the ${number()} that the CertID names.`);
  },
});
