import type { Result } from '../core/model/result.ts';
import { fail, ok } from '../core/model/result.ts';
import {
  fetchScript,
  ocspExchange,
  survey,
  toDoList,
  type OcspExchange,
  type RequestHash,
  type Survey,
  type SurveyInput,
  type ToDoItem,
} from '../core/todo/index.ts';

/** The beginning of a to-do list. */
export interface ToDo {
  readonly total: number;
  readonly items: readonly ToDoItem[];
}

/** What the last evaluation found missing. Looked for when somebody asks, and once. */
export class ToDoDesk {
  #caseId = '';
  #input: SurveyInput | null = null;
  #survey: Promise<Survey> | null = null;
  #list: Promise<ToDoItem[]> | null = null;

  keep(caseId: string, input: SurveyInput): void {
    this.#caseId = caseId;
    this.#input = input;
    this.#survey = null;
    this.#list = null;
  }

  /** The first `most` lines; `null` when the last evaluation was of another case. */
  async list(caseId: string, most: number): Promise<ToDo | null> {
    const found = this.#of(caseId);
    if (!found) return null;
    const items = await (this.#list ??= found.then(toDoList));
    return { total: items.length, items: items.slice(0, most) };
  }

  /** The script that fetches all of it; `null` also when there is nothing that a script can fetch. */
  async script(caseId: string): Promise<string | null> {
    const document = this.#input?.document;
    const found = this.#of(caseId);
    return found && document
      ? fetchScript(await found, { title: document.title, version: document.tool.version })
      : null;
  }

  async exchange(
    caseId: string,
    sha256: string,
    options: { readonly hash: RequestHash; readonly nonce: Uint8Array | null },
  ): Promise<Result<Result<OcspExchange>>> {
    return ok(
      caseId === this.#caseId && this.#input
        ? await ocspExchange(this.#input, sha256, options)
        : fail('todo/not-evaluated', 'This case must be evaluated first.'),
    );
  }

  #of(caseId: string): Promise<Survey> | null {
    if (caseId !== this.#caseId || !this.#input) return null;
    return (this.#survey ??= survey(this.#input));
  }
}
