import { evaluate } from '../core/evaluate.ts';
import { mergeTaken, takeIn } from '../core/intake/index.ts';
import { createEvidenceHandlers, type Parts } from './engine.ts';

/** Everything that reads, hashes and verifies: fetched when evidence is first handed in or a case is opened. */
export const createCoreHandlers = (parts: Omit<Parts, 'core'>): ReturnType<typeof createEvidenceHandlers> =>
  createEvidenceHandlers({ ...parts, core: { evaluate, mergeTaken, takeIn } });
