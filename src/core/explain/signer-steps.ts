import { formatName } from '../decode/rfc4514.ts';
import { findExtension } from '../model/asn1.ts';
import { OID } from '../model/oid.ts';
import { formatInstant } from '../model/time.ts';
import type { Known } from './acceptance.ts';
import type { Step } from './steps.ts';

/** Whom the ResponderID names. */
export function signerStep({ signer, basic }: Known): Step {
  const { responderID } = basic.tbsResponseData;
  const step = { what: 'ResponderID', section: '3.2 (3)' };
  const by = responderID.by === 'key' ? 'the hash of its key' : 'its name';
  return signer
    ? {
        ...step,
        mark: 'pass',
        text: `It names ${formatName(signer.certificate.subject) || 'a certificate'}, by ${by}.`,
      }
    : { ...step, mark: 'cannot-tell', text: 'No certificate in hand is the one it names.' };
}

/** Whether the signer may answer for the issuer that the CertID names. */
export function roleStep({ judged: { signature, responder }, authorized }: Known): Step {
  const step = { what: 'Authorised', section: '3.2 (4), 4.2.2.2' };
  const because = responder?.reason ? `: ${responder.reason.replace(/\.$/, '')}` : '';
  // Without a valid signature the name of the signer is only what the response claims.
  const by = signature === 'valid' ? 'Signed by' : 'In the name of';
  const role = responder?.role ?? 'unknown';
  if (role === 'unauthorized' || authorized === false)
    return { ...step, mark: 'violation', text: `The signer may not answer for this issuer${because}.` };
  if (role === 'unknown' || authorized === null)
    return { ...step, mark: 'cannot-tell', text: `Whether the signer may answer for this issuer is open${because}.` };
  return role === 'issuer'
    ? { ...step, mark: 'pass', text: `${by} the issuing CA’s own key, which may always answer for its certificates.` }
    : { ...step, mark: 'pass', text: `${by} a responder that the issuing CA itself certified for OCSP signing.` };
}

/** What a responder that is not the issuer itself has to have. */
export function delegationSteps({ signer, delegation }: Known): readonly Step[] {
  if (!signer || delegation === null) return [];
  const { known, extensions } = signer.certificate;
  const purposes = known.extKeyUsage ?? [];
  const hasPurpose = purposes.includes(OID.kpOCSPSigning);
  const nocheck = findExtension(extensions, OID.pkixOcspNocheck) !== undefined;
  return [
    {
      what: 'Purpose',
      section: '4.2.2.2',
      ...(hasPurpose
        ? { mark: 'pass', text: 'The signer’s certificate is for OCSP signing (id-kp-OCSPSigning).' }
        : {
            mark: 'violation',
            text: `The signer’s certificate lacks id-kp-OCSPSigning${purposes.includes(OID.anyExtendedKeyUsage) ? '; anyExtendedKeyUsage does not stand for it' : ''}.`,
          }),
    },
    { what: 'Delegation', section: '4.2.2.2', ...ISSUED[delegation] },
    {
      what: 'nocheck',
      section: '4.2.2.2.1',
      ...(nocheck
        ? { mark: 'pass', text: 'Nobody needs to ask whether the signer itself is revoked (id-pkix-ocsp-nocheck).' }
        : {
            mark: 'cannot-tell',
            text: 'Without id-pkix-ocsp-nocheck, a client has to find out whether the signer itself is revoked.',
          }),
    },
  ];
}

const ISSUED: Record<NonNullable<Known['delegation']>, Pick<Step, 'mark' | 'text'>> = {
  valid: { mark: 'pass', text: 'The signer’s certificate was issued directly by the key of the issuer in the CertID.' },
  invalid: {
    mark: 'violation',
    text: 'The signer’s certificate was not issued by the key of the issuer in the CertID.',
  },
  unsupported: { mark: 'cannot-tell', text: 'The signature of the signer’s certificate cannot be checked here.' },
  'no-issuer': { mark: 'cannot-tell', text: 'The certificate of the issuer that the CertID names is not in hand.' },
};

/** Whether the signer's certificate was valid when the response was produced. */
export function validityStep({ signer, basic }: Known): readonly Step[] {
  if (!signer) return [];
  const { notBefore, notAfter } = signer.certificate.validity;
  const producedAt = basic.tbsResponseData.producedAt.instant;
  const valid = notBefore.instant <= producedAt && producedAt <= notAfter.instant;
  const span = `${formatInstant(notBefore.instant)} to ${formatInstant(notAfter.instant)}`;
  return [
    {
      what: 'Signer valid at producedAt',
      section: '3.2 (4)',
      mark: valid ? 'pass' : 'violation',
      text: valid
        ? `The signer’s certificate is valid from ${span}.`
        : `The signer’s certificate is valid from ${span}, and the response was produced at ${formatInstant(producedAt)}.`,
    },
  ];
}
