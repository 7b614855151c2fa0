/** What both decoders read, side by side. A disagreement is shown, never hidden (design.md section 5). */
export interface Comparison {
  /** Both read the object, and every field is the same; or both refuse it. */
  agree: boolean;
  fields: ComparedField[];
  /** One sentence, when at least one of the two could not read the object at all. */
  error?: string;
}

export interface ComparedField {
  /** The field as the RFC names it, e.g. `tbsResponseData.responses[0].certStatus`. */
  path: string;
  ours: string;
  theirs: string;
  agree: boolean;
}

/** Stands for a field that is not in the bytes. */
export const ABSENT = 'absent';
/** Stands for a field that is there but makes no sense to the decoder. */
export const UNREADABLE = 'cannot be read';

/** Collects the fields of one object, under a common path. */
export class Fields {
  readonly all: ComparedField[];
  readonly #prefix: string;

  constructor(all: ComparedField[] = [], prefix = '') {
    this.all = all;
    this.#prefix = prefix;
  }

  /** The same collection, with a longer path. */
  under(prefix: string): Fields {
    return new Fields(this.all, this.#prefix + prefix);
  }

  /**
   * `theirs` is a function because the library throws on what it cannot read; that then stands for its answer.
   * `same` overrides the comparison of the two texts.
   */
  add(path: string, ours: string, theirs: () => string, same?: (theirs: string) => boolean): void {
    let text: string;
    try {
      text = theirs();
    } catch {
      text = UNREADABLE;
    }
    this.all.push({ path: this.#prefix + path, ours, theirs: text, agree: same ? same(text) : ours === text });
  }
}

/** The outcome of two readers of one object: `compare` runs when both could read it. */
export function opinion<Ours, Theirs>(
  ours: { ok: true; value: Ours } | { ok: false; code: string; message: string },
  readTheirs: () => Theirs,
  compare: (ours: Ours, theirs: Theirs, into: Fields) => void,
): Comparison {
  let theirs: Theirs;
  try {
    theirs = readTheirs();
  } catch (thrown) {
    const why = thrown instanceof Error ? thrown.message : String(thrown);
    if (ours.ok) return disagreement(`The second decoder cannot read it: ${why}.`);
    return {
      agree: true,
      fields: [],
      error: `Neither decoder can read it. Presumed: ${ours.message}. The other: ${why}.`,
    };
  }
  if (!ours.ok)
    return disagreement(
      `Presumed reads strictly and refuses it (${ours.code}: ${ours.message}); the second decoder is lenient and reads it.`,
    );
  const fields = new Fields();
  compare(ours.value, theirs, fields);
  return { agree: fields.all.every(({ agree }) => agree), fields: fields.all };
}

const disagreement = (error: string): Comparison => ({ agree: false, fields: [], error });
