import type { Evaluation } from '../core/evaluate.ts';
import type { Evidence } from '../core/model/evidence.ts';
import { STANDINGS, standingOf, type Standing } from '../core/verdict/standing.ts';

/** What the list of responses needs to know of each of them to be sorted, narrowed and searched. */
interface Line {
  readonly sha256: string;
  readonly standing: Standing;
  /** Serial numbers, one behind the other. */
  readonly serials: string;
}

/** All responses of an evaluation: in the order of what they are worth, and by whom they name. Made when first needed. */
export class ResponseIndex {
  readonly #evaluation: Evaluation;
  readonly #evidence: readonly Evidence[];
  #made: { readonly lines: readonly Line[]; readonly about: ReadonlyMap<string, readonly string[]> } | null = null;
  #pieces: ReadonlyMap<string, Evidence> | null = null;

  constructor(evaluation: Evaluation, evidence: readonly Evidence[]) {
    this.#evaluation = evaluation;
    this.#evidence = evidence;
  }

  /** Those that prove nothing first, otherwise in the document's order. */
  get lines(): readonly Line[] {
    return (this.#made ??= this.#make()).lines;
  }

  /** SHA-256 of the responses that name, or may name, the certificate or precertificate with this fingerprint. */
  about(sha256: string): readonly string[] {
    return (this.#made ??= this.#make()).about.get(sha256) ?? [];
  }

  /** What the file of this evidence was called. */
  names(sha256: string): readonly string[] {
    return this.#piece(sha256)?.names ?? [];
  }

  bytes(sha256: string): Uint8Array | null {
    return this.#piece(sha256)?.bytes ?? null;
  }

  #piece(sha256: string): Evidence | undefined {
    this.#pieces ??= new Map(this.#evidence.map((piece) => [piece.sha256, piece]));
    return this.#pieces.get(sha256);
  }

  #make() {
    const groups = new Map<Standing, Line[]>(STANDINGS.map((standing) => [standing, []]));
    const about = new Map<string, string[]>();
    for (const response of this.#evaluation.responses()) {
      const { sha256, singleResponses } = response;
      const standing = standingOf(response);
      const serials = singleResponses.map(({ serialNumber }) => serialNumber).join(' ');
      groups.get(standing)!.push({ sha256, standing, serials });
      for (const name of new Set(singleResponses.flatMap(({ names, mayName }) => [...names, ...mayName]))) {
        const others = about.get(name);
        if (others) others.push(sha256);
        else about.set(name, [sha256]);
      }
    }
    return { lines: [...groups.values()].flat(), about };
  }
}
