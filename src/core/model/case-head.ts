import { bytesOf, type Case } from './case.ts';

/** What of a case grows with its evidence: hundreds of thousands of lines, which only the worker needs. */
export type CaseLists = Pick<Case, 'evidence' | 'references' | 'lookups' | 'problems' | 'claims'>;

/** A case without its long lists: what the page and the list of cases have of it. */
export interface CaseHead extends Omit<Case, keyof CaseLists> {
  /** How many lines each of its lists has. */
  readonly sizes: Readonly<Record<keyof CaseLists, number>>;
  /** Names these very lists: another one whenever one of them changed, and never one of another case. */
  readonly revision: string;
}

/** A case in the two parts that it is kept in. */
export function splitCase(whole: Case, revision: string): { readonly head: CaseHead; readonly lists: CaseLists } {
  const { evidence, references, lookups, problems, claims, ...rest } = whole;
  return {
    head: {
      ...rest,
      sizes: {
        evidence: evidence.length,
        references: references.length,
        lookups: lookups.length,
        problems: problems.length,
        claims: claims.length,
      },
      revision,
    },
    lists: { evidence, references, lookups, problems, claims },
  };
}

export function joinCase(head: CaseHead, lists: CaseLists): Case {
  const { sizes: _, revision: __, ...rest } = head;
  return { ...rest, ...lists };
}

/** SHA-256 of everything whose bytes a case in its two parts needs. */
export const bytesOfParts = (head: CaseHead, lists: CaseLists): string[] => bytesOf({ ...head, ...lists });
