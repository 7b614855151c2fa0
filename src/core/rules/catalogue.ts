import type { Instant } from '../model/time.ts';
import type { Clock } from './clocks.ts';
import type { AnyRule, Scope, Window } from './rule.ts';
import { editionAt, type Source } from './sources.ts';

/** The rules as data for people: what design.md section 4 keeps in a rule's file, without its functions. */

export interface CatalogueRule {
  readonly id: string;
  /** The first part of the id. */
  readonly maker: string;
  readonly requirement: string;
  readonly level: AnyRule['level'];
  readonly aliases: readonly string[];
  /** The document that the rule is named for; a window may cite another. */
  readonly document: string;
  /** What it judges; more than one where an id has several rules. */
  readonly judges: readonly string[];
  /** The moment that chooses the window, as the field calls it and in words. */
  readonly clock: Clock;
  readonly clockWords: string;
  /** Oldest first. */
  readonly windows: readonly CatalogueWindow[];
  /** Every document that a window cites, with its editions. */
  readonly documents: readonly CatalogueDocument[];
}

/** Half-open, UTC, ms: `from` counts, `until` does not; `null` where there is no such end. */
export interface CatalogueWindow {
  readonly from: Instant | null;
  readonly until: Instant | null;
  readonly document: string;
  /** `2.8 to 2.8.1`, `2.9 and later`, … */
  readonly editions: string;
  readonly section: string;
  readonly quote: string;
  readonly url: string;
}

export interface CatalogueDocument {
  readonly name: string;
  /** Oldest first; `from` is ms UTC. */
  readonly editions: readonly { readonly name: string; readonly from: Instant }[];
}

/** In the order in which the makers are listed. */
export const MAKERS = ['mrsp', 'br', 'rfc6960', 'sbr'] as const;

const JUDGES: Record<Scope, string> = {
  certificate: 'each certificate presumed to exist, as its certificate or precertificate says',
  status: 'each authoritative status of a certificate presumed to exist',
  single: 'each SingleResponse of a response',
  response: 'each OCSP response as a whole',
  crlEntry: 'what each CRL says of a certificate',
  crl: 'each CRL as a whole',
};

const CLOCK: Record<Clock, string> = {
  producedAt: 'when the response was signed (producedAt)',
  producedAtOrAlways: 'when the response was signed (producedAt); a response without one is held to today’s text',
  notBefore: 'the certificate’s notBefore',
  issued: 'when the certificate was issued: its notBefore, or proof of publication when that is earlier',
  signerNotBefore: 'the notBefore of the responder certificate that signed the response',
  revocationDate: 'the revocationDate of the CRL entry',
  thisUpdate: 'when the CRL was issued (thisUpdate)',
  always: 'none; the rule is in force always',
};

/**
 * One entry an id, sorted by maker, then id. Rules that share an id (it judges two kinds of subject) are joined: what
 * they judge is listed, and windows that say the same stand once.
 */
export function catalogue(rules: readonly AnyRule[]): readonly CatalogueRule[] {
  const byId = new Map<string, AnyRule[]>();
  for (const rule of rules) byId.set(rule.id, [...(byId.get(rule.id) ?? []), rule]);
  return [...byId.values()].map(join).sort((a, b) => rankOf(a) - rankOf(b) || (a.id < b.id ? -1 : 1));
}

function rankOf({ maker }: CatalogueRule): number {
  const rank = MAKERS.findIndex((known) => known === maker);
  return rank < 0 ? MAKERS.length : rank;
}

function join(rules: readonly AnyRule[]): CatalogueRule {
  const [rule] = rules as readonly [AnyRule];
  const windows = rules.flatMap(({ source, windows: own }) => own.map((window) => toWindow(window, source)));
  const sources = rules.flatMap(({ source, windows: own }) => own.map((window) => window.source ?? source));
  return {
    id: rule.id,
    maker: rule.id.slice(0, rule.id.indexOf('/')),
    requirement: rule.requirement,
    level: rule.level,
    aliases: distinct(rules.flatMap(({ aliases }) => aliases ?? [])),
    document: rule.source.document,
    judges: distinct(rules.map(({ judges }) => JUDGES[judges])),
    clock: rule.clock,
    clockWords: CLOCK[rule.clock],
    windows: distinct(windows, (window) => JSON.stringify(window)).sort((a, b) => (a.from ?? 0) - (b.from ?? 0)),
    documents: distinct(sources).map(({ document, editions }) => ({ name: document, editions })),
  };
}

function toWindow(window: Window, own: Source): CatalogueWindow {
  const source = window.source ?? own;
  return {
    from: window.from ?? null,
    until: window.until ?? null,
    document: source.document,
    editions: window.edition ?? editionsIn(window, source),
    section: window.section,
    quote: window.quote,
    url: source.url(window.section),
  };
}

/** The editions in force while the window is open, in words. An RFC never changes: it has the one. */
function editionsIn({ from, until }: Window, source: Source): string {
  if (!source.policy) return source.editions[0]!.name;
  const first = from === undefined ? null : editionAt(source, from);
  const last = until === undefined ? null : editionAt(source, until - 1);
  if (first === null) return last === null ? 'every edition' : `up to ${last}`;
  if (last === null) return `${first} and later`;
  return first === last ? first : `${first} to ${last}`;
}

function distinct<T>(values: readonly T[], key: (value: T) => unknown = (value) => value): T[] {
  return [...new Map(values.map((value) => [key(value), value])).values()];
}
