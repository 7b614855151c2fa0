import { OID } from '../../model/oid.ts';
import { defineRule, pass, violation } from '../rule.ts';
import { all, certificateOf, isInMozillaScope, isSubscriber } from '../scope.ts';
import { MRSP, utc } from '../sources.ts';
import { nameOf } from '../words.ts';

export const ekuPresent = defineRule({
  id: 'mrsp/eku-present',
  requirement: 'End entity certificates say what they are for: an extended key usage without anyExtendedKeyUsage.',
  level: 'MUST',
  source: MRSP,
  judges: 'certificate',
  clock: 'notBefore',
  windows: [
    {
      from: utc('2020-07-01'),
      section: '5.2',
      quote:
        'end entity certificates MUST include an EKU extension containing KeyPurposeId(s) describing the intended usage(s) of the certificate, and the EKU extension MUST NOT contain the KeyPurposeId anyExtendedKeyUsage',
    },
  ],
  needs: [],

  applies: ({ entry }) =>
    all(
      isSubscriber(entry) || 'It concerns end entity certificates.',
      isInMozillaScope(entry, certificateOf(entry).validity.notBefore.instant) ||
        "The certificate's purposes are outside Mozilla's policy.",
    ),

  check({ entry }) {
    const purposes = certificateOf(entry).known.extKeyUsage;
    if (!purposes) return violation(`The extended key usage is missing in ${nameOf(entry)}.`);
    if (purposes.includes(OID.anyExtendedKeyUsage))
      return violation(`The extended key usage of ${nameOf(entry)} contains anyExtendedKeyUsage.`);
    return pass(() => `The extended key usage is ${purposes.join(', ')}.`);
  },
});
