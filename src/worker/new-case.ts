import type { Case } from '../core/model/case.ts';

/** A case with nothing in it yet. `now` in ms UTC. */
export const newCase = (id: string, title: string, now: number): Case => ({
  id,
  title,
  description: '',
  createdAt: now,
  updatedAt: now,
  evaluateAsOf: '',
  reading: 'ruling',
  evidence: [],
  references: [],
  lookups: [],
  problems: [],
  claims: [],
});
