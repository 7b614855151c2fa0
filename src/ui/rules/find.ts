import type { CatalogueRule } from '../../core/rules/catalogue.ts';
import { catalogue } from '../../core/rules/catalogue.ts';
import { RULES } from '../../core/rules/index.ts';

/** Every rule of the app, one entry an id. */
export const CATALOGUE = catalogue(RULES);

export interface Wanted {
  /** Empty: every maker. */
  readonly maker: string;
  readonly search: string;
}

/** The rules of a maker in which every word searched for stands somewhere: id, requirement, other names, sections, quotes. */
export function find(rules: readonly CatalogueRule[], { maker, search }: Wanted): readonly CatalogueRule[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return rules.filter((rule) => (maker === '' || rule.maker === maker) && words.every((word) => says(rule, word)));
}

function says(rule: CatalogueRule, word: string): boolean {
  return [
    rule.id,
    rule.requirement,
    rule.level,
    rule.clockWords,
    ...rule.aliases,
    ...rule.judges,
    ...rule.windows.flatMap(({ document, editions, section, quote }) => [document, editions, section, quote]),
  ].some((text) => has(text.toLowerCase(), word));
}

/** A section number is found as one, and with all its subsections: `5.5` is not part of `1.3.6.1.5.5.7`, nor `4.9` of `4.99`. */
function has(text: string, word: string): boolean {
  if (!/^\d+(\.\d+)+$/.test(word)) return text.includes(word);
  return new RegExp(`(?<![\\d.])${word.replaceAll('.', '\\.')}(?!\\d)`).test(text);
}
