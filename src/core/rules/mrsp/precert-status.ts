import { HOUR, type Instant } from '../../model/time.ts';
import type { Publication, VerifiedEntry } from '../../verify/index.ts';
import { cannotTell, defineRule, pass, violation, warning, written, type Judgement, type Window } from '../rule.ts';
import { all, answerWasDue, certificateOf, hasOcsp, isTls } from '../scope.ts';
import { MRSP, utc } from '../sources.ts';
import { repairSentence, statusSentence, time } from '../words.ts';
import { withinFifteenMinutes } from './fifteen-minutes.ts';

const CUTOFF = utc('2022-10-01');
/** Around the cutoff notBefore may lie on the other side than the signing: CAs backdate, and the policy names no time zone. */
const BOUNDARY = 48 * HOUR;

const CLAUSE =
  'a CA MUST provide CRL and OCSP services and responses in accordance with this policy for all certificates presumed to exist based on the presence of a precertificate, even if the certificate does not actually exist.';

interface Text extends Window {
  /** What Mozilla's ruling (bug 1793443 comment 9) leaves of the duty for precertificates issued before the cutoff. */
  readonly olderPrecertificates: 'not-effective' | 'warning';
}

/** The headline: no `unknown` for a precertificate. policy.md section 5.4 is its decision table, row by row. */
export const precertStatus = defineRule({
  id: 'mrsp/precert-status',
  requirement:
    'The CA answers for every certificate presumed to exist because there is a precertificate: its OCSP service must know it.',
  level: 'MUST',
  source: MRSP,
  aliases: ['MRSP 5.5 (as mis-cited in bug 1793443 comment 6)'],
  judges: 'status',
  headline: true,
  clock: 'producedAt',
  windows: [
    {
      from: CUTOFF,
      until: utc('2023-09-01'),
      section: '5.4',
      quote: `Effective October 1, 2022, […] ${CLAUSE}`,
      olderPrecertificates: 'not-effective',
    },
    { from: utc('2023-09-01'), section: '5.4', quote: CLAUSE, olderPrecertificates: 'warning' },
  ] as readonly Text[],
  needs: ['issuance', 'status'],

  applies: ({ entry, status }) =>
    all(
      entry.kind === 'precertificate-only' || 'A final certificate is in hand, so mrsp/final-status judges this.',
      isTls(certificateOf(entry)) || 'Precertificates that are not for TLS are outside this duty.',
      hasOcsp(entry),
      answerWasDue(entry, status),
    ),

  check({ entry }, { status }, { reading, window }) {
    if (status.single.certStatus.type !== 'unknown')
      return pass(() => `${statusSentence(entry, status)}: the service knew the certificate.`);
    const said = statusSentence(entry, status);
    const judged = reading === 'retroactive' ? retroactive(said, entry) : ruling(said, entry, window);
    const judgement: Judgement = { ...judged, message: written(judged.message) + repairSentence(entry, status) };
    return judgement.outcome === 'violation' || judgement.outcome === 'warning'
      ? (withinFifteenMinutes(entry, status, said) ?? judgement)
      : judgement;
  },
});

function ruling(said: string, entry: VerifiedEntry, window: Text): Judgement {
  const notBefore = certificateOf(entry).validity.notBefore.instant;
  const { publication } = entry;
  const proven = publication?.instant ?? null;
  const provenBefore = proven !== null && proven < CUTOFF;

  if (notBefore >= CUTOFF - BOUNDARY && notBefore < CUTOFF && !provenBefore) {
    const near = `its notBefore, ${time(notBefore)}, is less than 48 hours before 2022-10-01T00:00:00Z`;
    if (!publication)
      return cannotTell(
        () =>
          `${said}; whether the precertificate was issued before Mozilla's cutoff cannot be told, because ${near} and nothing proves when it was signed.`,
        'proof of when the precertificate was signed: a signed certificate timestamp of a known log, or a CT log entry',
      );
    return {
      ...warning(
        `${said}; ${near}, but the earliest proof that it existed is of ${time(publication.instant)}, on or after the cutoff: backdating is possible.`,
      ),
      beside: publication.evidence,
    };
  }
  if (Math.min(notBefore, proven ?? notBefore) < CUTOFF)
    return olderPrecertificate(said, notBefore, publication, window);
  const boundary =
    notBefore < CUTOFF + BOUNDARY
      ? ` It is dated by its notBefore, ${time(notBefore)}, within 48 hours of the cutoff; proof of an earlier signing would change this.`
      : ` It was issued on or after 2022-10-01 (notBefore ${time(notBefore)}).`;
  return violation(`${said}, although it owed an answer for this precertificate.${boundary}`);
}

/** Rows 3 and 4: issued before the cutoff. */
function olderPrecertificate(
  said: string,
  notBefore: Instant,
  publication: Publication | null,
  window: Text,
): Judgement {
  // Within 48 hours of the cutoff notBefore alone would not do.
  const earlier = publication !== null && publication.instant < notBefore;
  const needed = publication !== null && (earlier || notBefore >= CUTOFF - BOUNDARY);
  const proven = needed ? `proven public at ${time(publication.instant)}` : '';
  const dated = earlier ? proven : `notBefore ${time(notBefore)}${proven && `, ${proven}`}`;
  const beside = needed ? publication.evidence : [];
  const contest = 'which bug 1793443 comments 6 and 17 contest';
  if (window.olderPrecertificates === 'not-effective')
    return {
      outcome: 'not-effective',
      message: `${said}; the precertificate was issued before 2022-10-01 (${dated}), and Mozilla's ruling in bug 1793443 comment 9 leaves those outside the duty, ${contest}.`,
      beside,
    };
  return {
    ...warning(
      `${said}; the precertificate was issued before 2022-10-01 (${dated}): Mozilla's ruling in bug 1793443 comment 9, ${contest}, left those out, but the text in force since 2023-09-01 carries no date any more.`,
    ),
    beside,
  };
}

function retroactive(said: string, entry: VerifiedEntry): Judgement {
  const { notBefore } = certificateOf(entry).validity;
  const older = notBefore.instant < CUTOFF;
  const why = older
    ? ' In the retroactive reading the duty concerns the service, so since 2022-10-01 it covers every unexpired precertificate, whenever issued.'
    : '';
  return violation(
    `${said}, although it owed an answer for this precertificate (notBefore ${time(notBefore.instant)}).${why}`,
  );
}
