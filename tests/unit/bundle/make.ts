import { evaluate, type Evaluation } from '../../../src/core/evaluate.ts';
import { writeBundle } from '../../../src/core/bundle/index.ts';
import { takeIn, type Handed } from '../../../src/core/intake/index.ts';
import type { EarlierVerdict, Taken } from '../../../src/core/model/evidence.ts';
import { parseInstant } from '../../../src/core/model/time.ts';
import { concatBytes } from '../../../src/core/model/bytes.ts';
import type { VerdictDocument } from '../../../src/core/model/verdict.ts';
import { serializeVerdict } from '../../../src/core/verdict/json.ts';
import { sampleCase } from '../../../src/sample/sample.ts';

/** What a case is besides its evidence. */
export interface Settings {
  readonly title: string;
  readonly description: string;
  readonly evaluateAsOf: string;
  readonly reading: 'ruling' | 'retroactive';
}

export const SETTINGS: Settings = {
  title: sampleCase.title,
  description: sampleCase.description,
  evaluateAsOf: sampleCase.evaluateAsOf,
  reading: 'retroactive',
};

/** The sample's evidence, with a fingerprint, a crt.sh id, a claim and a problem beside it. */
export const handedIn: readonly Handed[] = [
  ...sampleCase.handed,
  { name: 'pasted text', bytes: new TextEncoder().encode(`${'ab'.repeat(32)}\nhttps://crt.sh/?id=7712345678\n`) },
  { name: 'broken.bin', bytes: Uint8Array.of(0, 1, 2, 3) },
];

const judged = (taken: Taken, { title, evaluateAsOf, reading }: Settings): Promise<Evaluation> =>
  evaluate({ ...taken, title, evaluatedAt: parseInstant(evaluateAsOf)!, reading });

export const verdictOn = async (taken: Taken, settings: Settings): Promise<VerdictDocument> =>
  (await judged(taken, settings)).document;

export async function bundleOf(
  taken: Taken,
  settings: Settings = SETTINGS,
  earlierVerdicts: readonly EarlierVerdict[] = [],
): Promise<{ zip: Uint8Array; json: string; document: VerdictDocument }> {
  const evaluation = await judged(taken, settings);
  const { document } = evaluation;
  const pieces: Uint8Array[] = [];
  const bundle = writeBundle({
    from: { ...settings, references: taken.references, lookups: taken.lookups, claims: taken.claims },
    evidence: taken.evidence,
    problems: taken.problems,
    earlierVerdicts,
    evaluation,
  });
  for await (const piece of bundle) pieces.push(piece);
  const zip = concatBytes(pieces);
  return { zip, json: serializeVerdict(document), document };
}

export const takeSample = (): Promise<Taken> => takeIn(handedIn);
