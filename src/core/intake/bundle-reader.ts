import type { Collector } from './collector.ts';
import { CASE_FILE, type CaseFile } from './case-file.ts';
import { LISTED_BY_VERDICT } from './merge.ts';
import type { ListText } from '../model/stated.ts';
import type { Piece } from './piece.ts';

/** Written for people and for openssl; all that is in them follows from the rest. */
const LETTERS = ['README.txt', 'SHA256SUMS', 'verify.sh', CASE_FILE];

/**
 * Takes the members of an evidence bundle back into the case they came from: evidence under the names and as the kind it
 * had, and with it everything else that case.json tells. Whether the bytes are the right ones is seen when they are hashed.
 */
export class BundleReader {
  readonly #name: string;
  readonly #folder: string;
  readonly #caseFile: CaseFile;
  readonly #collector: Collector;
  readonly #evidence: ReadonlyMap<string, CaseFile['evidence'][number]>;
  readonly #verdicts: ReadonlyMap<string, CaseFile['earlierVerdicts'][number]>;
  readonly #stated: ReadonlyMap<string, NonNullable<CaseFile['stated']>['lists'][number]>;
  readonly #lists: ListText[] = [];
  readonly #seen = new Set<string>();

  /**
   * @param name of the ZIP file
   * @param folder in which the bundle lies inside it: `''`, or a path that ends with `/`
   */
  constructor(name: string, folder: string, caseFile: CaseFile, collector: Collector) {
    this.#name = name;
    this.#folder = folder;
    this.#caseFile = caseFile;
    this.#collector = collector;
    this.#evidence = new Map(caseFile.evidence.map((item) => [item.file, item]));
    this.#verdicts = new Map(caseFile.earlierVerdicts.map((item) => [item.file, item]));
    this.#stated = new Map((caseFile.stated?.lists ?? []).map((item) => [item.file, item]));
  }

  /** Takes a member that is a part of the bundle; `false`: it is not, and has to be read as any other file. */
  take(piece: Piece): boolean {
    const folder = `${this.#name}/${this.#folder}`;
    if (!piece.name.startsWith(folder)) return false;
    const file = piece.name.slice(folder.length);
    if (LETTERS.includes(file)) return true;
    const evidence = this.#evidence.get(file);
    const verdict = this.#verdicts.get(file);
    if (evidence) {
      this.#seen.add(file);
      this.#collector.restore(evidence.kind, piece.bytes, piece.name, evidence);
      return true;
    }
    if (this.#stated.has(file)) {
      this.#seen.add(file);
      const text = piece.text ?? '';
      // One text may have been stated as two lists.
      for (const item of this.#caseFile.stated!.lists)
        if (item.file === file)
          this.#lists.push({ name: item.name, listedAs: item.listedAs, sha256: item.sha256, text });
      return true;
    }
    if (!verdict) return false;
    this.#seen.add(file);
    // Under the name it was handed in by; what it lists, this case has listed already.
    if (piece.text !== null) this.#collector.earlierVerdicts.push({ name: verdict.name, text: piece.text });
    return piece.text !== null;
  }

  /** To be called when all members were seen: hands on the rest, and says what is missing. */
  finish(): void {
    const { title, description, evaluateAsOf, evaluatedAt, reading, events, moments } = this.#caseFile;
    const stated = this.#caseFile.stated && { ...this.#caseFile.stated, lists: this.#lists };
    const { references, lookups, claims, problems } = this.#caseFile;
    this.#collector.restored.push({
      evidence: [],
      references,
      lookups,
      claims,
      problems,
      ...(moments && { moments }),
      bundledCases: [
        {
          name: this.#name,
          title,
          description,
          evaluateAsOf,
          evaluatedAt,
          reading,
          ...(events && { events }),
          ...(stated && { stated }),
        },
      ],
    });
    for (const { name, file } of this.#stated.values())
      if (!this.#seen.has(file))
        this.#collector.problem(
          `${this.#name}/${this.#folder}${file}`,
          'bundle/missing-file',
          `The evidence bundle names this stated list (${JSON.stringify(name)}), but it is not in the archive. Get the bundle again, or hand in the list by itself.`,
        );
    for (const { sha256, file } of this.#caseFile.evidence) {
      if (this.#seen.has(file)) continue;
      this.#collector.reference(sha256, `${this.#name}${LISTED_BY_VERDICT}`);
      this.#collector.problem(
        `${this.#name}/${this.#folder}${file}`,
        'bundle/missing-file',
        `The evidence bundle lists this file, with SHA-256 ${sha256}, but it is not in the archive: the case is not the one that was exported. Get the bundle again, or add the file by itself.`,
      );
    }
  }
}

/** What to say about bytes that are not those a bundle lists. */
export const bundleMismatch = (listed: string, found: string): string =>
  `The evidence bundle lists this file with SHA-256 ${listed}, but its bytes have ${found}: it was damaged or changed. It was kept as unrecognised and not used; get the bundle again, or add the original file by itself.`;
