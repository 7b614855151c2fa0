import { findExtension } from '../../model/asn1.ts';
import { OID } from '../../model/oid.ts';
import { DerSession } from '../../der/reader.ts';
import { readGeneralizedTime } from '../../der/time.ts';
import { defineRule, info } from '../rule.ts';
import { certificateOf } from '../scope.ts';
import { RFC6960 } from '../sources.ts';
import { time } from '../words.ts';

export const archiveCutoff = defineRule({
  id: 'rfc6960/archive-cutoff',
  requirement: 'With an archive cutoff the responder keeps the status of expired certificates that far back.',
  level: 'note',
  source: RFC6960,
  judges: 'single',
  clock: 'always',
  windows: [
    {
      section: '4.4.4',
      quote: "An OCSP responder MAY choose to retain revocation information beyond a certificate's expiration.",
    },
  ],
  needs: [],

  applies: ({ single }) =>
    findExtension(single.single.singleExtensions, OID.pkixOcspArchiveCutoff) !== undefined ||
    'The response carries no archive cutoff.',

  check({ entry, single }) {
    const { extnValue } = findExtension(single.single.singleExtensions, OID.pkixOcspArchiveCutoff)!;
    const session = new DerSession(extnValue);
    const cutoff = readGeneralizedTime(session.reader(), 'the archive cutoff');
    const { failure } = session;
    if (failure) return info(() => `The archive cutoff cannot be read: ${failure.message}.`);
    const said = `The archive cutoff is ${time(cutoff.instant)}`;
    if (!entry)
      return info(() => `${said}: for certificates that ended at that time or later the status still means something.`);
    const notAfter = certificateOf(entry).validity.notAfter.instant;
    return info(
      notAfter >= cutoff.instant
        ? `${said}, and the certificate ends at ${time(notAfter)}: the status means something even after that.`
        : `${said}, and the certificate ended at ${time(notAfter)}, before it: good may only mean that nothing is kept.`,
    );
  },
});
