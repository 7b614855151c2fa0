import type { Rule, Window, Judgement } from '../rule.ts';
import { defineRule, pass } from '../rule.ts';
import { all } from '../scope.ts';
import { BR, utc } from '../sources.ts';
import { delegated, ifTls, notForOtherPurposes } from '../subject.ts';
import { producedAtOf, subjectOf, time } from '../words.ts';
import { profilePoints, type PoliciesLevel } from './responder-profile-points.ts';

interface Text extends Window {
  readonly policies: PoliciesLevel;
}

const QUOTE =
  'If the Issuing CA does not directly sign OCSP responses, it MAY make use of an OCSP Authorized Responder, as defined by RFC 6960. The Issuing CA of the Responder MUST be the same as the Issuing CA for the Certificates it provides responses for.';

/** The profile point by point: each point that is not met is a finding of its own. */
export const responderProfile = defineRule({
  id: 'br/responder-profile',
  requirement: 'The certificate of a delegated OCSP responder follows the profile of section 7.1.2.8.',
  level: 'MUST',
  source: BR,
  judges: 'response',
  clock: 'signerNotBefore',
  windows: [
    { from: utc('2023-09-15'), until: utc('2026-03-31'), section: '7.1.2.8', quote: QUOTE, policies: 'violation' },
    { from: utc('2026-03-31'), section: '7.1.2.8', quote: QUOTE, policies: 'warning' },
  ] as readonly Text[],
  needs: ['signer'],

  applies: ({ response }) => all(delegated(response), notForOtherPurposes(response)),

  check({ response }, { signer }, { window, at }) {
    const name = () => subjectOf(signer);
    const issuers = response.singles.flatMap(({ authorization }) => authorization.issuers?.longest ?? []);
    const points = profilePoints(signer.certificate, window.policies, issuers);
    if (!points.length)
      return pass(
        () =>
          `The certificate of ${name()} follows the profile in every point that can be seen. Its notBefore, ${time(at)}, must lie within the day before it was signed; a response proves only that it was signed by ${time(producedAtOf(response))}.`,
      );
    return points.map(({ outcome, point }): Judgement => {
      const judgement = { outcome, message: `The certificate of the delegated responder ${name()} ${point}.` };
      return outcome === 'info' ? judgement : ifTls(response, judgement);
    });
  },
} satisfies Rule<'response', 'signer', Text>);
