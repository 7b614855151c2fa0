import { OID } from '../../model/oid.ts';
import { hashName } from '../../verify/algorithms.ts';
import { defineRule, info, pass } from '../rule.ts';
import { RFC9919, utc } from '../sources.ts';

export const certIdHash = defineRule({
  id: 'rfc6960/cert-id-hash',
  requirement:
    'Since July 2026 new clients name certificates with SHA-256 in the CertID, and SHA-1 is only for those that need it.',
  level: 'note',
  source: RFC9919,
  judges: 'single',
  clock: 'producedAt',
  windows: [
    {
      from: utc('2026-07-01'),
      section: '3.2.1',
      quote:
        'OCSP responders SHOULD NOT distribute OCSP responses that contain CertIDs that use SHA-1 if the OCSP responder has no clients that require the use of SHA-1.',
    },
  ],
  needs: [],

  applies: () => true,

  check({ single }) {
    const hash = single.single.certID.hashAlgorithm.algorithm;
    if (hash === OID.sha1)
      return info(
        'The CertID uses SHA-1, which RFC 9919 replaces with SHA-256; it is no signature, so nothing is less secure.',
      );
    return pass(() => `The CertID uses ${hashName(hash)}.`);
  },
});
