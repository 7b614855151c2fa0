import { defineRule, info, pass } from '../rule.ts';
import { MRSP, utc } from '../sources.ts';
import { nameOf, time } from '../words.ts';

/** Logging triggers section 5.4. Its proof is told apart from the verdict, which rests on the precertificate's presence (policy.md section 5.4). */
export const precertLogged = defineRule({
  id: 'mrsp/precert-logged',
  requirement:
    'What makes a certificate presumed to exist is a logged precertificate: whether there is proof of logging.',
  level: 'note',
  source: MRSP,
  judges: 'certificate',
  clock: 'notBefore',
  windows: [
    {
      from: utc('2022-06-01'),
      section: '5.4',
      quote: 'The logging of a precertificate in a Certificate Transparency log is considered',
    },
  ],
  needs: [],

  applies: ({ entry }) => entry.precertificate !== null || 'No precertificate is in hand.',

  check({ entry }) {
    const { publication } = entry;
    if (publication)
      return {
        ...pass(() => `It was provably public at ${time(publication.instant)} (${publication.log}).`),
        beside: publication.evidence,
      };
    return info(
      () =>
        `That ${nameOf(entry)} was logged is asserted, not proven: no verified signed certificate timestamp and no log entry is in hand; a signed precertificate binds its CA by RFC 6962 section 3.1 all the same.`,
    );
  },
});
