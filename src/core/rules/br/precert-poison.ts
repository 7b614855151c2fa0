import { findExtension } from '../../model/asn1.ts';
import { toHex } from '../../model/bytes.ts';
import { OID } from '../../model/oid.ts';
import { membersOf } from '../../verify/entries.ts';
import { defineRule, pass, violation, warning, type Window } from '../rule.ts';
import { all, certificateOf, isTls } from '../scope.ts';
import { BR, RFC6962, utc } from '../sources.ts';
import type { VerifiedEntry } from '../../verify/index.ts';

interface Text extends Window {
  readonly binding: boolean;
}

const poisoned = (entry: VerifiedEntry) =>
  membersOf(entry).filter(({ inHand }) => findExtension(inHand.certificate.extensions, OID.poison));

export const precertPoison = defineRule({
  id: 'br/precert-poison',
  requirement: 'The poison extension of a precertificate is critical and its value is an ASN.1 NULL.',
  level: 'MUST',
  source: BR,
  judges: 'certificate',
  clock: 'notBefore',
  windows: [
    {
      until: utc('2023-09-15'),
      section: '3.1',
      quote:
        'The Precertificate is constructed from the certificate to be issued by adding a special critical poison extension',
      source: RFC6962,
      binding: false,
    },
    {
      from: utc('2023-09-15'),
      section: '7.1.2.9.3',
      quote:
        'This extension MUST have an extnValue OCTET STRING which is exactly the hex-encoded bytes 0500, the encoded representation of the ASN.1 NULL value',
      binding: true,
    },
  ] as readonly Text[],
  needs: [],

  applies: ({ entry }) =>
    all(
      poisoned(entry).length > 0 || 'No certificate of it carries the poison extension.',
      isTls(certificateOf(entry)) || 'It concerns TLS certificates; this one is for other purposes.',
    ),

  check({ entry }, _facts, { window }) {
    const accuse = window.binding ? violation : warning;
    const faults = poisoned(entry).flatMap(({ inHand }) => {
      const { critical, extnValue } = findExtension(inHand.certificate.extensions, OID.poison)!;
      const evidence = [inHand.sha256];
      const value = toHex(extnValue);
      return [
        ...(critical
          ? []
          : [
              {
                ...accuse('The poison extension is not critical, so clients could take this for a certificate.'),
                evidence,
              },
            ]),
        ...(value === '0500'
          ? []
          : [{ ...accuse(`The value of the poison extension is ${value}, not 0500.`), evidence }]),
      ];
    });
    return faults.length ? faults : pass('The poison extension is critical and its value is 0500.');
  },
});
