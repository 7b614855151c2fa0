import { crlCases } from './crls.ts';
import { decisionTable } from './decision-table.ts';
import type { CaseDefinition } from './define.ts';
import { encodingCases } from './encoding.ts';
import { entryCases } from './entries.ts';
import { responderCases } from './responders.ts';
import { ruleCases } from './rules.ts';
import { statusCases } from './status.ts';

/** All cases. Each is written to the folder of its slug. */
export const definitions = (): CaseDefinition[] => [
  ...decisionTable(),
  ...statusCases(),
  ...responderCases(),
  ...encodingCases(),
  ...entryCases(),
  ...ruleCases(),
  ...crlCases(),
];
