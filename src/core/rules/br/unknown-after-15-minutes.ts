import { HOUR, MINUTE, SECOND } from '../../model/time.ts';
import type { AuthoritativeStatus, Publication, VerifiedEntry } from '../../verify/index.ts';
import { cannotTell, defineRule, info, pass, violation, warning, type Applies, type Judgement } from '../rule.ts';
import { all, answerWasDue, certificateOf, hasOcsp, tlsSubscriber, unexpiredAt } from '../scope.ts';
import { BR, utc } from '../sources.ts';
import { statusSentence, time } from '../words.ts';

const GRACE = 15 * MINUTE;
/** notBefore may be 48 h early and a log may take 24 h to merge: after that it was almost certainly public. */
const SURELY_PUBLIC = 72 * HOUR + GRACE;

/** BR 4.9.9 since SC-76; how publication is proven, and what follows without proof, is policy.md section 5.5. */
export const unknownAfter15Minutes = defineRule({
  id: 'br/unknown-after-15-minutes',
  requirement:
    'From 15 minutes after a TLS certificate or precertificate is first published, its OCSP responder must not answer unknown.',
  level: 'MUST NOT',
  source: BR,
  judges: 'status',
  headline: true,
  clock: 'producedAt',
  windows: [
    {
      from: utc('2025-01-15'),
      section: '4.9.9',
      quote:
        'an authoritative OCSP response MUST be available (i.e. the responder MUST NOT respond with the "unknown" status) starting no more than 15 minutes after the Certificate or Precertificate is first published or otherwise made available.',
    },
  ],
  needs: ['issuance', 'status'],

  applies: ({ entry, status }) => all(tlsSubscriber(entry), hasOcsp(entry), wasIssued(entry, status)),

  check({ entry }, { status }) {
    if (status.single.certStatus.type !== 'unknown')
      return pass(() => `${statusSentence(entry, status)}: an authoritative answer was available.`);
    const said = statusSentence(entry, status);
    const { publication } = entry;
    const notBefore = certificateOf(entry).validity.notBefore.instant;
    if (!publication) {
      const silence = 'nothing in hand proves when it was first published';
      if (status.producedAt >= notBefore + SURELY_PUBLIC)
        return warning(
          `${said}; ${silence}, but more than 72 hours and 15 minutes after its notBefore, ${time(notBefore)}, it was almost certainly public.`,
        );
      return cannotTell(
        () => `${said}; ${silence}, and its notBefore, ${time(notBefore)}, is too close to conclude that it was.`,
        'proof of when it was first public: a signed certificate timestamp of a known log, or a CT log entry',
      );
    }
    return { ...sincePublication(said, status, publication), beside: publication.evidence };
  },
});

/** Proven publication starts the 15 minutes, whatever notBefore says; without it notBefore is all there is. */
const wasIssued = (entry: VerifiedEntry, status: AuthoritativeStatus | null): Applies =>
  status && entry.publication ? unexpiredAt(entry, status) : answerWasDue(entry, status);

function sincePublication(
  said: string,
  { producedAt }: AuthoritativeStatus,
  { instant, log, maximumMergeDelay }: Publication,
): Judgement {
  const published = `it was first provably public at ${time(instant)} (${log})`;
  if (producedAt < instant + GRACE) return info(() => `${said}; ${published}, so the 15 minutes were not over.`);
  const everybody = instant + maximumMergeDelay * SECOND;
  if (producedAt >= everybody + GRACE)
    return violation(`${said}; ${published}, and even the log's merge delay and 15 minutes were over by then.`);
  return violation(
    `${said}; ${published}, and 15 minutes were over, though the log had until ${time(everybody)} to show it to everybody: the text leaves room on whether giving it to a log makes it available.`,
  );
}
