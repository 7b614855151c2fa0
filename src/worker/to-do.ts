import type { Case } from '../core/model/case.ts';
import type { Result } from '../core/model/result.ts';
import { fail, ok } from '../core/model/result.ts';
import { crtShLookup } from '../core/todo/addresses.ts';
import {
  countMissing,
  fetchScript,
  ocspExchange,
  survey,
  toDoList,
  type OcspExchange,
  type RequestHash,
  type Survey,
  type ToDoItem,
} from '../core/todo/index.ts';
import type { Judgement } from './current.ts';

/** A line of the list, with the texts that named what is missing. */
export interface ToDoLine extends ToDoItem {
  readonly from: readonly string[];
}

/** The beginning of a to-do list. */
export interface ToDo {
  readonly total: number;
  readonly items: readonly ToDoLine[];
}

type Judged = Pick<Judgement, 'of' | 'evaluation' | 'evidence'>;

/** What the last evaluation found missing. Looked for when somebody asks, and once. */
export class ToDoDesk {
  #last: Judged | null = null;
  #survey: Promise<Survey> | null = null;
  #namedIn: ReadonlyMap<string, readonly string[]> | null = null;

  keep(judged: Judged): void {
    this.#last = judged;
    this.#survey = null;
    this.#namedIn = null;
  }

  /** The first `most` lines; `null` when the last evaluation was of another case. */
  async list(caseId: string, most: number): Promise<ToDo | null> {
    const judged = this.#of(caseId);
    if (!judged) return null;
    const found = await this.#surveyed(judged);
    const namedIn = (this.#namedIn ??= sources(judged.of));
    return {
      total: countMissing(found),
      items: toDoList(found, most).map((item) => ({
        ...item,
        from: namedIn.get(item.sha256 ?? item.links[0]?.url ?? '') ?? [],
      })),
    };
  }

  /** The script that fetches all of it; `null` also when there is nothing that a script can fetch. */
  async script(caseId: string): Promise<string | null> {
    const judged = this.#of(caseId);
    if (!judged) return null;
    const { title, tool } = judged.evaluation.head;
    return fetchScript(await this.#surveyed(judged), { title, version: tool.version });
  }

  async exchange(
    caseId: string,
    sha256: string,
    options: { readonly hash: RequestHash; readonly nonce: Uint8Array | null },
  ): Promise<Result<Result<OcspExchange>>> {
    const judged = this.#of(caseId);
    return ok(
      judged
        ? await ocspExchange(surveyed(judged), sha256, options)
        : fail('todo/not-evaluated', 'This case must be evaluated first.'),
    );
  }

  #of(caseId: string): Judged | null {
    return this.#last?.of.id === caseId ? this.#last : null;
  }

  #surveyed(judged: Judged): Promise<Survey> {
    return (this.#survey ??= survey({ ...surveyed(judged), lookups: judged.of.lookups }));
  }
}

/** An evaluation as the survey looks at it. */
function surveyed({ evaluation, evidence }: Judged) {
  const { evaluatedAt, references } = evaluation.head;
  const certificates = {
    *[Symbol.iterator]() {
      for (const { entry } of evaluation.rows) yield entry;
    },
  };
  return { document: { evaluatedAt, references, certificates, responses: evaluation.responses() }, evidence };
}

/** Who named it, by fingerprint or, for what has none, by the link to it. */
const sources = ({ references, lookups }: Case): ReadonlyMap<string, readonly string[]> =>
  new Map([
    ...references.map(({ sha256, from }) => [sha256, from] as const),
    ...lookups.map((lookup) => [crtShLookup(lookup), lookup.from] as const),
  ]);
