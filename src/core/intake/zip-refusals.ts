import type { Spent } from './budget.ts';
import type { Collector } from './collector.ts';

/** Why a member of a ZIP file cannot be read. */
export type Refusal = 'encrypted' | 'truncated' | 'method';

const SAYS: Record<Refusal, { readonly what: string; readonly todo: string }> = {
  encrypted: { what: 'encrypted', todo: 'Unpack the archive with its password and add the files.' },
  truncated: { what: 'cut off with the archive', todo: 'Get the archive again.' },
  method: {
    what: 'compressed by a method that is not supported here',
    todo: 'Unpack the archive yourself and add the files.',
  },
};

/** Members that could not be read. Thousands with one reason, as an archive with a password has them, are one problem. */
export class Refusals {
  readonly #name: string;
  readonly #collector: Collector;
  readonly #members = new Map<Refusal, string[]>();
  #stop: Spent | null = null;

  /** @param name of the archive */
  constructor(name: string, collector: Collector) {
    this.#name = name;
    this.#collector = collector;
  }

  /** A member, by its name with the archive's in front. Answers that the others can still be read. */
  add(why: Refusal, member: string): null {
    const members = this.#members.get(why);
    if (members) members.push(member);
    else this.#members.set(why, [member]);
    return null;
  }

  /** A budget was spent: nothing more of this archive is read. */
  stop(why: Spent): void {
    this.#stop = why;
  }

  /** Makes the problems; `true` when there are none, so that everything was read. */
  tell(): boolean {
    for (const [why, members] of this.#members) {
      const { what, todo } = SAYS[why];
      const [first = '', ...others] = members;
      const kept = 'The archive was kept as it is.';
      if (others.length === 0) this.#collector.problem(first, `zip/${why}`, `This member is ${what}. ${kept} ${todo}`);
      else
        this.#collector.problem(
          this.#name,
          `zip/${why}`,
          `${members.length} members, the first of them ${JSON.stringify(first.slice(this.#name.length + 1))}, are ${what}. ${kept} ${todo}`,
        );
    }
    if (this.#stop) this.#collector.problem(this.#name, this.#stop.code, this.#stop.message);
    return this.#members.size === 0 && this.#stop === null;
  }
}
