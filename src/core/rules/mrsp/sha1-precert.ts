import { schemeOf } from '../../verify/algorithms.ts';
import { defineRule, pass, violation } from '../rule.ts';
import { MRSP, utc } from '../sources.ts';
import { nameOf } from '../words.ts';
import { usesSha1 } from '../sha1.ts';

export const sha1Precert = defineRule({
  id: 'mrsp/sha1-precert',
  requirement: 'Precertificates are not signed with SHA-1.',
  level: 'MUST NOT',
  source: MRSP,
  judges: 'certificate',
  clock: 'notBefore',
  windows: [{ from: utc('2020-01-01'), section: '5.1.3', quote: 'including CT pre-certificates' }],
  needs: ['precertificate'],

  applies: ({ entry }) => entry.precertificate !== null || 'No precertificate is in hand.',

  check({ entry }, { precertificate }) {
    const { signatureAlgorithm } = precertificate.inHand.certificate;
    if (usesSha1(signatureAlgorithm)) return violation(`The precertificate of ${nameOf(entry)} is signed with SHA-1.`);
    return pass(() => `The precertificate is not signed with SHA-1 (${schemeOf(signatureAlgorithm).type}).`);
  },
});
