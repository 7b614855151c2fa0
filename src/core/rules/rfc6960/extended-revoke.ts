import { findExtension } from '../../model/asn1.ts';
import { toHex } from '../../model/bytes.ts';
import { OID } from '../../model/oid.ts';
import type { VerifiedResponse, VerifiedSingle } from '../../verify/index.ts';
import { defineRule, info, pass, warning, type Judgement } from '../rule.ts';
import { RFC6960 } from '../sources.ts';
import { serial } from '../words.ts';

export const extendedRevoke = defineRule({
  id: 'rfc6960/extended-revoke',
  requirement:
    'A responder that says revoked of certificates never issued says so in a responseExtension, and such an answer has its own form.',
  level: 'MUST',
  source: RFC6960,
  judges: 'single',
  clock: 'always',
  windows: [
    {
      section: '4.4.8',
      quote:
        'This extension MUST be included in the OCSP response when that response contains a "revoked" status for a non-issued certificate.',
    },
  ],
  needs: [],

  applies: ({ response, single }) =>
    inResponse(response) !== undefined ||
    inSingle(single) !== undefined ||
    claimsNonIssued(single) ||
    'Nothing is said about certificates never issued.',

  check({ entry, response, single }) {
    const judgements: Judgement[] = [];
    const whole = inResponse(response);
    if (inSingle(single))
      judgements.push(
        warning('The extended revoke extension stands in singleExtensions; it belongs in responseExtensions.'),
      );
    if (whole?.critical) judgements.push(warning('The extended revoke extension is critical, which it must not be.'));
    if (whole && toHex(whole.extnValue) !== '0500')
      judgements.push(warning(`The extended revoke extension is ${toHex(whole.extnValue)}, not NULL.`));
    if (claimsNonIssued(single)) {
      const number = serial(single.single.certID.serialNumber);
      const claim = `The answer for serial number ${number} (revoked since 1970-01-01T00:00:00Z, certificateHold) says that it was never issued`;
      judgements.push(entry ? info(() => `${claim}, but a certificate with it is in hand.`) : info(() => `${claim}.`));
      if (!whole)
        judgements.push(warning(`${claim}, without the extended revoke extension that such an answer needs.`));
    }
    return judgements.length ? judgements : pass('The extended revoke extension is where and as it should be.');
  },
});

const inResponse = ({ response }: VerifiedResponse) =>
  findExtension(response?.basicOCSPResponse?.tbsResponseData.responseExtensions ?? [], OID.pkixOcspExtendedRevoke);

const inSingle = ({ single }: VerifiedSingle) => findExtension(single.singleExtensions, OID.pkixOcspExtendedRevoke);

/** RFC 6960 section 2.2: revoked, certificateHold, at the beginning of Unix time. */
function claimsNonIssued({ single: { certStatus } }: VerifiedSingle): boolean {
  return (
    certStatus.type === 'revoked' &&
    certStatus.revocationReason === 'certificateHold' &&
    certStatus.revocationTime.instant === 0
  );
}
