import { untrack } from 'svelte';
import { reason } from './notices.svelte.ts';

/**
 * An answer of the worker that a component shows. Made while the component is: `ask` runs again whenever something that
 * it reads has changed, and only its newest answer counts. What was shown stays until then.
 */
export class Asked<T> {
  /** `null` before the first answer, and where there is nothing to ask. */
  value = $state.raw<T | null>(null);
  /** Whether the last question had an answer (which may be that there is none), or is still waiting. */
  failure = $state.raw<string | null>(null);
  waiting = $state.raw(false);

  /** @param ask answers `null` where there is nothing to ask yet; the last answer then stays. */
  constructor(ask: () => Promise<T | null> | null) {
    $effect(() => {
      const answer = ask();
      if (!answer) return;
      let current = true;
      untrack(() => (this.waiting = true));
      answer.then(
        (value) => {
          if (!current) return;
          [this.value, this.failure, this.waiting] = [value, null, false];
        },
        (error: unknown) => {
          if (current) [this.failure, this.waiting] = [reason(error), false];
        },
      );
      return () => (current = false);
    });
  }
}
