import { evaluate } from '../core/evaluate.ts';
import { mergeTaken, takeIn } from '../core/intake/index.ts';
import { useAllCores } from './crypto/helpers.ts';
import { createEvidenceHandlers, type Parts } from './engine.ts';

/** Everything that reads, hashes and verifies: fetched when evidence is first handed in or a case is opened. */
export function createCoreHandlers(parts: Omit<Parts, 'core'>): ReturnType<typeof createEvidenceHandlers> {
  useAllCores();
  return createEvidenceHandlers({ ...parts, core: { evaluate, mergeTaken, takeIn } });
}
