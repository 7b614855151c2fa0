import { equalBytes } from '../../model/bytes.ts';
import { counts, type AuthoritativeStatus, type VerifiedSingle } from '../../verify/index.ts';
import { defineRule, pass, warning, written, type Judgement } from '../rule.ts';
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
    const judgements = firstOfPairs(entry.statuses, (a, b): Judgement | null => {
      if (a.single.certStatus.type === b.single.certStatus.type) return null;
      const when = sameMoment(a, b);
      if (when === null) return null;
      return {
        ...warning(
          `The CA's OCSP service said both ${a.single.certStatus.type} and ${b.single.certStatus.type} about ${nameOf(entry)} ${when}.`,
        ),
        evidence: [entry.subject.inHand.sha256, a.response.sha256, b.response.sha256],
      };
    });
    return judgements.length ? judgements : pass('No two answers of the same moment contradict each other.');
  },
});

/** Answers of one response that are authoritative for no certificate in hand: they contradict each other all the same. */
export const contradictoryWithin = defineRule({
  ...rule,
  judges: 'response',
  applies: isSuccessful,
  check({ response }) {
    const isTold = (single: VerifiedSingle) => single.names.length > 0 && counts(response, single);
    const judgements = firstOfPairs(
      response.singles.filter((single) => !isTold(single)),
      contradiction,
    );
    return judgements.length ? judgements : pass('No two answers in the response contradict each other.');
  },
});

/** Contradictions that are told one by one; a response of a thousand answers can hold half a million. */
const MOST = 10;

/** What is found between the items of a list, pair by pair; of many, the first, and the last of them says that there are more. */
function firstOfPairs<Item>(items: readonly Item[], compare: (a: Item, b: Item) => Judgement | null): Judgement[] {
  const found: Judgement[] = [];
  for (const [at, a] of items.entries())
    for (let next = at + 1; next < items.length; next++) {
      const judgement = compare(a, items[next]!);
      if (!judgement) continue;
      if (found.length === MOST) {
        const last = found.pop()!;
        return [
          ...found,
          { ...last, message: `${written(last.message)} There are more such contradictions, which are not listed.` },
        ];
      }
      found.push(judgement);
    }
  return found;
}

function sameMoment(a: AuthoritativeStatus, b: AuthoritativeStatus): string | null {
  if (a.response === b.response) return `in one response, produced at ${time(a.producedAt)}`;
  if (a.producedAt === b.producedAt) return `in two responses, both produced at ${time(a.producedAt)}`;
  return null;
}

function contradiction(one: VerifiedSingle, other: VerifiedSingle): Judgement | null {
  const [a, b] = [one.single, other.single];
  if (a.certStatus.type === b.certStatus.type) return null;
  // CertIDs of two hash functions may be those of one certificate.
  const isOfOne = equalBytes(a.certID.der, b.certID.der) || one.names.some((inHand) => other.names.includes(inHand));
  if (!isOfOne) return null;
  return warning(
    `The response says both ${a.certStatus.type} and ${b.certStatus.type} about serial number ${serial(a.certID.serialNumber)} of one issuer.`,
  );
}
