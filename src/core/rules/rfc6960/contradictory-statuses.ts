import { equalBytes } from '../../model/bytes.ts';
import type { AuthoritativeStatus, VerifiedSingle } from '../../verify/index.ts';
import { defineRule, pass, warning, type Judgement } from '../rule.ts';
import { RFC6960 } from '../sources.ts';
import { nameOf, serial, time } from '../words.ts';
import { isSuccessful } from './successful.ts';

const rule = {
  id: 'rfc6960/contradictory-statuses',
  requirement: 'At one moment a certificate has one status.',
  level: 'note',
  source: RFC6960,
  clock: 'always',
  windows: [
    {
      section: '2.4',
      quote: 'The most recent time at which the status being indicated is known by the responder to have been correct.',
    },
  ],
  needs: [],
} as const;

/** Authoritative answers about one certificate: in one response, or in two of the same moment. Each is still judged by itself. */
export const contradictoryStatuses = defineRule({
  ...rule,
  judges: 'certificate',
  applies: ({ entry }) => entry.statuses.length > 1 || 'There are no two authoritative answers about it.',
  check({ entry }) {
    const judgements: Judgement[] = [];
    entry.statuses.forEach((a, at) => {
      for (const b of entry.statuses.slice(at + 1)) {
        const when = sameMoment(a, b);
        if (when === null || a.single.certStatus.type === b.single.certStatus.type) continue;
        judgements.push({
          ...warning(
            `The CA's OCSP service said both ${a.single.certStatus.type} and ${b.single.certStatus.type} about ${nameOf(entry)} ${when}.`,
          ),
          evidence: [entry.subject.inHand.sha256, a.response.sha256, b.response.sha256],
        });
      }
    });
    return judgements.length ? judgements : pass('No two answers of the same moment contradict each other.');
  },
});

/** Answers of one response that name no certificate in hand: they contradict each other all the same. */
export const contradictoryWithin = defineRule({
  ...rule,
  judges: 'response',
  applies: isSuccessful,
  check({ response: { singles } }) {
    const unnamed = singles.filter(({ names }) => !names.length);
    const judgements = unnamed.flatMap((a, at) => unnamed.slice(at + 1).flatMap((b) => contradiction(a, b)));
    return judgements.length ? judgements : pass('No two answers in the response contradict each other.');
  },
});

function sameMoment(a: AuthoritativeStatus, b: AuthoritativeStatus): string | null {
  if (a.response === b.response) return `in one response, produced at ${time(a.producedAt)}`;
  if (a.producedAt === b.producedAt) return `in two responses, both produced at ${time(a.producedAt)}`;
  const { instant } = a.single.thisUpdate;
  return instant === b.single.thisUpdate.instant ? `in two responses, both with thisUpdate ${time(instant)}` : null;
}

function contradiction({ single: a }: VerifiedSingle, { single: b }: VerifiedSingle): Judgement[] {
  if (!equalBytes(a.certID.der, b.certID.der) || a.certStatus.type === b.certStatus.type) return [];
  return [
    warning(
      `The response says both ${a.certStatus.type} and ${b.certStatus.type} about serial number ${serial(a.certID.serialNumber)} of one issuer.`,
    ),
  ];
}
