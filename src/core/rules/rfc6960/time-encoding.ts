import type { Time, TimeDefect } from '../../model/time.ts';
import { defineRule, pass, violation, type Judgement } from '../rule.ts';
import { RFC5280 } from '../sources.ts';
import { time } from '../words.ts';
import { isSuccessful } from './successful.ts';

const DEFECTS: Record<TimeDefect, string> = {
  fraction: 'has fractional seconds',
  'no-seconds': 'has no seconds',
  offset: 'is not in Zulu (UTC) but has an offset',
  type: 'is of the wrong ASN.1 type for its year',
};

const rule = {
  id: 'rfc6960/time-encoding',
  requirement: 'Times are GeneralizedTime in Zulu, with seconds and without fractions.',
  level: 'MUST',
  source: RFC5280,
  clock: 'always',
  windows: [
    {
      section: '4.1.2.5.2',
      quote:
        'GeneralizedTime values MUST be expressed in Greenwich Mean Time (Zulu) and MUST include seconds (i.e., times are YYYYMMDDHHMMSSZ), even where the number of seconds is zero. GeneralizedTime values MUST NOT include fractional seconds.',
    },
  ],
  needs: [],
} as const;

/** The times of one answer; they stand on the certificate that it names. */
export const timeEncoding = defineRule({
  ...rule,
  judges: 'single',
  applies: () => true,
  check({ single }) {
    const { thisUpdate, nextUpdate, certStatus } = single.single;
    return judge({
      thisUpdate,
      ...(nextUpdate && { nextUpdate }),
      ...(certStatus.type === 'revoked' && { revocationTime: certStatus.revocationTime }),
    });
  },
});

/** The time of the whole response; it stands on the response. */
export const producedAtEncoding = defineRule({
  ...rule,
  judges: 'response',
  applies: isSuccessful,
  check: ({ response }) => judge({ producedAt: response.response!.basicOCSPResponse!.tbsResponseData.producedAt }),
});

function judge(times: Record<string, Time>): Judgement[] | Judgement {
  const faults = Object.entries(times).flatMap(([name, { raw, instant, defects }]) =>
    defects.map((defect) =>
      violation(`${name} is ${JSON.stringify(raw)} (${time(instant)}), which ${DEFECTS[defect]}.`),
    ),
  );
  return faults.length ? faults : pass(() => `${Object.keys(times).join(', ')}: encoded as they should be.`);
}
