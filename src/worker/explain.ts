import { CommandSource, commandsAbout } from '../core/bundle/about.ts';
import type { OpensslCommand } from '../core/bundle/commands.ts';
import { acceptanceOf, type Acceptance } from '../core/explain/acceptance.ts';
import type { Judgement } from './current.ts';
import type { RequestBeside } from './requests.ts';

/** What a page about one thing shows besides its findings, made from the last evaluation when somebody looks. */
export class ExplainDesk {
  readonly #sources = new WeakMap<Judgement, CommandSource>();

  /** `about`: SHA-256 of the certificate whose status is at stake, where the piece is a response or a CRL. */
  commands(judged: Judgement, sha256: string, about: string | null): Promise<readonly OpensslCommand[]> {
    return commandsAbout(this.#of(judged), sha256, about);
  }

  /** `null`: the case has no response of this SHA-256. */
  async acceptance(
    judged: Judgement,
    sha256: string,
    about: readonly string[],
    exchanges: readonly RequestBeside[],
  ): Promise<Acceptance | null> {
    const source = this.#of(judged);
    const evidence = source.piece(sha256);
    const response = judged.evaluation.response(sha256);
    return evidence && response && acceptanceOf({ evidence, judged: response, about, exchanges }, source.shelf);
  }

  #of(judged: Judgement): CommandSource {
    const known = this.#sources.get(judged) ?? new CommandSource(judged.evidence, judged.evaluation);
    this.#sources.set(judged, known);
    return known;
  }
}
