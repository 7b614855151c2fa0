import type { Problem } from '../core/model/evidence.ts';
import type { CrlEntry, VerdictDocument } from '../core/model/verdict.ts';
import type { ToldResponse } from '../core/verdict/told.ts';
import { STANDINGS, type Standing } from '../core/verdict/standing.ts';
import type { Judgement } from './current.ts';

/** Which part of a list somebody looks at. */
export interface PageAsked {
  /** Words, all of which a line must have; `''` for all lines. */
  readonly search: string;
  /** The first line, counted from 0. */
  readonly from: number;
  readonly count: number;
}

export interface Page<Item> {
  /** How many lines fit the search. */
  readonly total: number;
  readonly items: readonly Item[];
}

export type EvidenceLine = VerdictDocument['evidence'][number];

/** A response of the list, with what its file was called. */
export interface ResponseLine {
  readonly response: ToldResponse;
  readonly standing: Standing;
  readonly names: readonly string[];
}

export interface ResponsePage extends Page<ResponseLine> {
  /** Of all responses, whatever was searched for; the ones that prove nothing first. */
  readonly standings: readonly { readonly standing: Standing; readonly n: number }[];
}

/** The responses, those that prove nothing first, because they are what somebody will ask about. */
export function responsePage(
  { evaluation, responses }: Judgement,
  { standing, ...asked }: PageAsked & { readonly standing: Standing | '' },
): ResponsePage {
  const counts = new Map<Standing, number>(STANDINGS.map((one) => [one, 0]));
  for (const line of responses.lines) counts.set(line.standing, counts.get(line.standing)! + 1);
  const fits = matcher(asked.search);
  const kept = responses.lines.filter(
    (line) =>
      (standing === '' || line.standing === standing) &&
      fits(() => [line.sha256, line.serials, ...responses.names(line.sha256)]),
  );
  return {
    standings: [...counts].filter(([, n]) => n > 0).map(([one, n]) => ({ standing: one, n })),
    total: kept.length,
    items: part(kept, asked).flatMap((line) => {
      const response = evaluation.response(line.sha256);
      return response ? [{ response, standing: line.standing, names: responses.names(line.sha256) }] : [];
    }),
  };
}

/** The CRLs, in the document's order. */
export function crlPage({ evaluation, evidence, responses }: Judgement, asked: PageAsked): Page<CrlEntry> {
  const fits = matcher(asked.search);
  const kept = evidence
    .filter(({ kind, sha256 }) => kind === 'crl' && fits(() => [sha256, ...responses.names(sha256)]))
    .map(({ sha256 }) => sha256)
    .sort();
  return { total: kept.length, items: part(kept, asked).flatMap((sha256) => evaluation.crl(sha256) ?? []) };
}

const inventories = new WeakMap<Judgement, readonly EvidenceLine[]>();

/** All evidence, in the document's order. */
export function evidencePage(judged: Judgement, asked: PageAsked): Page<EvidenceLine> {
  let all = inventories.get(judged);
  if (!all) inventories.set(judged, (all = judged.evaluation.evidence()));
  const fits = matcher(asked.search);
  return paged(all, ({ sha256, kind, names }) => fits(() => [sha256, kind, ...names]), asked);
}

/** The problems, in the document's order. */
export function problemPage({ evaluation }: Judgement, asked: PageAsked): Page<Problem> {
  const fits = matcher(asked.search);
  return paged(evaluation.head.problems, ({ name, code, message }) => fits(() => [name, code, message]), asked);
}

function paged<Item>(all: readonly Item[], fits: (item: Item) => boolean, asked: PageAsked): Page<Item> {
  const kept = asked.search === '' ? all : all.filter(fits);
  return { total: kept.length, items: part(kept, asked) };
}

const part = <Item>(all: readonly Item[], { from, count }: PageAsked): readonly Item[] => all.slice(from, from + count);

/** Whether all words stand somewhere in these texts. Hex may be written with colons or with `0x`. */
function matcher(search: string): (texts: () => readonly string[]) => boolean {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return () => true;
  const forms = words.map((word) => {
    const hex = word.replace(/^0x|:/g, '');
    return /^[0-9a-f]{4,}$/.test(hex) ? [word, hex] : [word];
  });
  return (texts) => {
    const all = texts().join('\n').toLowerCase();
    return forms.every((either) => either.some((form) => all.includes(form)));
  };
}
