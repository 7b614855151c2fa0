import type { Grouping } from '../state/groups.ts';
import type { SortKey } from '../state/rows.ts';

export const SORT_WORD: Record<SortKey, string> = {
  verdict: 'Verdict',
  name: 'Name',
  rule: 'Rule',
  issuer: 'Issuer',
  kind: 'Kind',
  notBefore: 'Issued',
  status: 'Latest status',
};

export const GROUP_WORD: Record<Grouping, string> = {
  '': 'No groups',
  issuer: 'Group: issuer',
  problem: 'Group: problem',
};
