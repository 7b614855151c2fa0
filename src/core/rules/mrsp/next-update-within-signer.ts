import type { Instant } from '../../model/time.ts';
import { Kin, type InHand, type VerifiedEntry, type VerifiedSingle } from '../../verify/index.ts';
import { cannotTell, defineRule, pass, violation, warning, type Judgement } from '../rule.ts';
import { all, isInMozillaScope } from '../scope.ts';
import { MRSP } from '../sources.ts';
import { ifItIs } from '../subject.ts';
import { producedAtOf, subjectOf, time } from '../words.ts';
import { noNextUpdate } from '../interval.ts';

/** A response must not outlive the certificates that make it trustworthy (policy.md section 6.2, mrsp-6-nextupdate-signer; the pattern of bug 1645276). */
export const nextUpdateWithinSigner = defineRule({
  id: 'mrsp/next-update-within-signer',
  requirement:
    'nextUpdate is not after the end of any certificate in certs or, where there are none, of the issuing CA certificate.',
  level: 'MUST',
  source: MRSP,
  judges: 'single',
  clock: 'producedAt',
  windows: [
    {
      section: '6',
      quote:
        'the value in the nextUpdate field MUST be before or equal to the notAfter date of all certificates included within the BasicOCSPResponse.certs field or, if the certs field is omitted, before or equal to the notAfter date of the CA certificate which issued the certificate that the BasicOCSPResponse is for.',
    },
  ],
  needs: [],

  applies: ({ entry, response, single }) =>
    all(
      single.single.nextUpdate !== undefined || noNextUpdate,
      entry === null ||
        isInMozillaScope(entry, producedAtOf(response)) ||
        "The certificate's purposes are outside Mozilla's policy.",
    ),

  check({ entry, response, single }) {
    const nextUpdate = single.single.nextUpdate!.instant;
    const until = () => `nextUpdate is ${time(nextUpdate)}`;
    const { responder, embedded } = response;
    const { certs } = response.response!.basicOCSPResponse!;
    const issuers = issuersOf(entry, single);
    if (!certs?.length && !issuers)
      return cannotTell(
        () => `${until()}, and whether the CA's certificate lasts so long cannot be told.`,
        'the issuing CA certificate',
      );

    const lateOf = (one: InHand) => `${until()}, but ${subjectOf(one)} ends at ${time(endOf(one))}`;
    const judgements: Judgement[] = [];
    for (const one of certs?.length ? embedded : [issuers!.longest]) {
      if (nextUpdate <= endOf(one)) continue;
      const kin = [responder?.signers, issuers].find((some) => some?.all.includes(one));
      if (!kin)
        judgements.push(
          warning(`${lateOf(one)}; the signature does not cover certs, so anybody could have added that certificate.`),
        );
      else if (nextUpdate <= endOf(kin.longest))
        judgements.push(
          warning(
            `${lateOf(one)}; another certificate of its key ends at ${time(endOf(kin.longest))}, and the signature does not cover certs, so anybody could have put this one in.`,
          ),
        );
      else if (entry?.kind === 'ca')
        judgements.push(
          warning(`${lateOf(one)}; the policy says so of end entity certificates, and this answer is about a CA's.`),
        );
      else judgements.push(ifItIs("an end entity's", entry, single, violation(`${lateOf(one)}.`)));
    }
    return judgements.length ? judgements : pass(() => `${until()}, and no certificate concerned ends before.`);
  },
});

const endOf = ({ certificate }: InHand): Instant => certificate.validity.notAfter.instant;

/** The CA's certificates of its key: those that the CertID names or, where nothing says whom it names, the certificate's own issuer. */
function issuersOf(entry: VerifiedEntry | null, { authorization }: VerifiedSingle): Kin | null {
  const issuer = entry?.subject.issuance.issuer;
  return authorization.issuers ?? (issuer ? new Kin([issuer]) : null);
}
