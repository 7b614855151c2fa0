import type { Outcome } from '../model/verdict.ts';
import type { Judgement } from './rule.ts';
import type { Situation } from './situation.ts';

const ACCUSATIONS: readonly Outcome[] = ['violation', 'warning'];

/** A forged certificate or a response that nobody answers for proves nothing against a CA (verdict-format section 2). */
export function bindingOnly(
  rule: { source: { policy: boolean } },
  { entry, response, single, status, crl }: Situation,
  judgement: Judgement,
): Judgement {
  if (!rule.source.policy || !ACCUSATIONS.includes(judgement.outcome)) return judgement;
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
  if (!missing.length) return judgement;
  return { ...judgement, outcome: 'cannot-tell', message: `If it were the CA's: ${judgement.message}`, missing };
}
