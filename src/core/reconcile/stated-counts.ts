/** A number of certificates that somebody states in a sentence. */
export interface StatedCount {
  readonly stated: number;
  readonly of: 'all' | 'final' | 'precertificate';
  /** `true`: expired ones, `false`: ones that have not expired, `null`: it does not say. */
  readonly expired: boolean | null;
  /** As `expired`. */
  readonly revoked: boolean | null;
  /** `generated after 2022-09-30`: the side, and the moment as written. */
  readonly side: { readonly is: 'after' | 'since' | 'before'; readonly moment: string } | null;
  /** The words it was read from. */
  readonly text: string;
}

const NUMBER = String.raw`(?<![\p{L}\p{N}_.,:/#-])(\d{1,3}(?:[,\u00a0\u202f ]\d{3})+|\d{1,9})(?![\p{L}\p{N}_]|[.,:/-]\d)`;
/** What people put between the number and the noun. */
const ADJECTIVE = String.raw`(?:(?:non|un)-?\s?expired|expired|(?:non|un)-?\s?revoked|revoked|valid|"?remaining valid"?|remaining|affected|impacted|reported|problematic|unique|distinct|different|total|all|new|more|additional|other|further|listed|tls|server|subscriber|leaf|end-?entity|of|which|were|are|had|have|been|the|these|those|such|in)`;
const NOUN = String.raw`(?:final(?:\s+certificates?|\s+certs?)?|pre-?\s?cert(?:ificate)?s?|(?:final\s+)?cert(?:ificate)?s?)`;
const PLURAL_LABEL = String.raw`(?:(?:total\s+)?number\s+of\s+)?(?:${ADJECTIVE}\s+)*${NOUN}`;

const COUNTED = new RegExp(
  String.raw`${NUMBER}\s+((?:${ADJECTIVE}\s+){0,6}${NOUN}|(?:${ADJECTIVE}\s+){0,5}(?:expired|revoked|remaining valid))(?![\p{L}\p{N}_])`,
  'giu',
);
const LABELLED = new RegExp(
  String.raw`(?<![\p{L}\p{N}_])(${PLURAL_LABEL}|(?:non-?|un)?expired|revoked)["*]*\s*[:=]["*]*\s*${NUMBER}`,
  'giu',
);

const MOMENT = String.raw`\d{4}-\d{2}-\d{2}(?:[T ]\d{1,2}:\d{2}(?::\d{2})?)?(?:\s?(?:Z|[A-Z]{2,5}|[+-]\d{2}:?\d{2})(?![\p{L}\p{N}_]))?|\p{L}+\.? \d{1,2},? \d{4}|\d{1,2} \p{L}+ \d{4}`;
const SIDE = new RegExp(
  // Case tells a time zone from a word.
  String.raw`(?<![\p{L}])([Oo]n or after|[Ss]ince|[Ff]rom|[Aa]fter|[Bb]efore|[Pp]rior to)\s+(${MOMENT})`,
  'u',
);

/** How long one sentence about a count may be. */
const SENTENCE = 300;

/**
 * The counts in a text, in its order: `2208 final certificates and 13 precertificates`, `2,208 non-expired final
 * certificates`, `Total number of certificates: 2221`. Numbers that count something else are left alone.
 */
export function readStatedCounts(text: string): StatedCount[] {
  const counted = [...text.matchAll(COUNTED)].map((match) => found(match, match[1]!, match[2]!));
  const labelled = [...text.matchAll(LABELLED)].map((match) => found(match, match[2]!, match[1]!));
  const overlaps = (a: Found, b: Found): boolean => a.at < b.at + b.whole.length && b.at < a.at + a.whole.length;
  // `2221 certificates: 2208 final` counts twice; in `Final: 2208` with another label on the next line, labels count.
  const across = (one: Found): boolean => one.whole.includes('\n') && labelled.some((label) => overlaps(one, label));
  const kept = counted.filter((one) => !across(one));
  const all = [...kept, ...labelled.filter((label) => !kept.some((one) => overlaps(one, label)))];
  all.sort((a, b) => a.at - b.at);
  return all.map(({ at, whole, number, noun }, index) => {
    const end = Math.min(all[index + 1]?.at ?? text.length, at + SENTENCE);
    const tail = /^[^\n]*?(?=\.(?:\s|$)|;|\n|$)/.exec(text.slice(at + whole.length, end))?.[0] ?? '';
    return countOf(whole, number, noun, tail);
  });
}

interface Found {
  readonly at: number;
  readonly whole: string;
  readonly number: string;
  readonly noun: string;
}
const found = (match: RegExpExecArray, number: string, noun: string): Found => ({
  at: match.index,
  whole: match[0],
  number,
  noun,
});

function countOf(whole: string, number: string, noun: string, tail: string): StatedCount {
  const side = SIDE.exec(tail);
  const valid = /remaining|\bvalid/i.test(noun);
  return {
    stated: Number(number.replace(/\D/g, '')),
    of: /pre-?\s?cert/i.test(noun) ? 'precertificate' : /final/i.test(noun) ? 'final' : 'all',
    expired: /(?:non|un)-?\s?expired/i.test(noun) || valid ? false : /expired/i.test(noun) ? true : null,
    revoked: /(?:non|un)-?\s?revoked/i.test(noun) || valid ? false : /revoked/i.test(noun) ? true : null,
    side: side && { is: SIDES[side[1]!.toLowerCase()]!, moment: side[2]! },
    text: (side ? whole + tail.slice(0, side.index + side[0].length) : whole).replace(/\s+/g, ' ').trim(),
  };
}

const SIDES: Readonly<Record<string, 'after' | 'since' | 'before'>> = {
  'on or after': 'since',
  since: 'since',
  from: 'since',
  after: 'after',
  before: 'before',
  'prior to': 'before',
};

/** Whether stated parts add up: the stated whole beside the sum of its final certificates and precertificates; `null` when not all are stated, or one in several ways. */
export function statedSum(counts: readonly StatedCount[]): { readonly whole: number; readonly parts: number } | null {
  const only = (of: StatedCount['of']): number | null => {
    const some = counts.filter((one) => one.of === of && one.expired !== true && one.revoked !== true);
    const values = new Set(some.map(({ stated }) => stated));
    return values.size === 1 ? some[0]!.stated : null;
  };
  const [whole, final, precertificate] = [only('all'), only('final'), only('precertificate')];
  return whole === null || final === null || precertificate === null ? null : { whole, parts: final + precertificate };
}
