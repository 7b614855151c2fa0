import { MINUTE } from '../../model/time.ts';
import type { AuthoritativeStatus, VerifiedEntry } from '../../verify/index.ts';
import { warning, type Judgement } from '../rule.ts';
import { time } from '../words.ts';

/**
 * An `unknown` signed less than 15 minutes after a proven first publication: MRSP states no latency, the BRs grant
 * 15 minutes, so it is a warning in both of Mozilla's status rules (policy.md section 5.4). `null` when it was later.
 */
export function withinFifteenMinutes(
  entry: VerifiedEntry,
  status: AuthoritativeStatus,
  said: string,
): Judgement | null {
  const { publication } = entry;
  if (!publication || status.producedAt >= publication.instant + 15 * MINUTE) return null;
  const judgement = warning(
    `${said}, less than 15 minutes after it was first provably public at ${time(publication.instant)} (${publication.log}): Mozilla's policy states no time limit, and the Baseline Requirements grant 15 minutes.`,
  );
  return { ...judgement, beside: publication.evidence };
}
