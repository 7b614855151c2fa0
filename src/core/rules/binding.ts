import type { Outcome } from '../model/verdict.ts';
import { written, type Judgement } from './rule.ts';
import type { Situation } from './situation.ts';

const ACCUSATIONS: readonly Outcome[] = ['violation', 'warning'];

export const isAccusation = ({ outcome }: Judgement): boolean => ACCUSATIONS.includes(outcome);

/** A forged certificate or a response that nobody answers for proves nothing against a CA (verdict-format section 2). */
export function bindingOnly(
  rule: { source: { policy: boolean } },
  { entry, response, single, status, crl }: Situation,
  judgement: Judgement,
): Judgement {
  if (!rule.source.policy || !isAccusation(judgement)) return judgement;
  const missing: string[] = [];
  if (entry && entry.subject.issuance.signature !== 'valid')
    missing.push(
      `a certificate whose signature verifies under its issuer's key (here: ${entry.subject.issuance.signature})`,
    );
  if (response && !status) {
    const signature = response.responder?.signature;
    const authorized = single
      ? single.authorization.authorized
      : ['issuer', 'delegated'].includes(response.responder?.role ?? '');
    if (signature !== 'valid') missing.push(`a response whose signature verifies (here: ${signature ?? 'none'})`);
    else if (!authorized) missing.push('a response signed by the issuer or an authorised responder');
    else if (response.unknownCritical.length)
      missing.push('a response without critical extensions that nobody here understands');
  }
  if (crl && crl.signature !== 'valid')
    missing.push(`a CRL whose signature verifies (here: ${crl.signature ?? 'none'})`);
  return unlessMissing(missing, judgement);
}

/** What an accusation comes to when something is missing that it rests on. */
export const unlessMissing = (missing: readonly string[], accusation: Judgement): Judgement =>
  missing.length
    ? {
        ...accusation,
        outcome: 'cannot-tell',
        message: () => `If it were the CA's: ${written(accusation.message)}`,
        missing,
      }
    : accusation;
