import { fail, type Failure, type Result } from '../core/model/result.ts';
import type { ActionName } from './actions.ts';
import type { Handlers } from './handlers.ts';

const NOT_LOADED: Failure = fail(
  'engine/not-loaded',
  'A part of Presumed could not be loaded. Check the connection and try again; if it stays, reload the page. Saved cases are untouched.',
);

/** Handlers of which some are there, and the others come when the first of them is asked for. */
export function lazily<Ready extends ActionName>(
  ready: Pick<Handlers, Ready>,
  load: () => Promise<Omit<Handlers, Ready>>,
): Handlers {
  let loading: Promise<Omit<Handlers, Ready>> | null = null;
  const others = (): Promise<Omit<Handlers, Ready>> =>
    (loading ??= load().catch((exception: unknown) => {
      // The next one asked for tries again.
      loading = null;
      throw exception;
    }));
  const later =
    (name: Exclude<ActionName, Ready>) =>
    async (...args: unknown[]): Promise<Result<unknown>> => {
      const loaded = await others().catch(() => null);
      return loaded ? (loaded[name] as (...given: unknown[]) => Promise<Result<unknown>>)(...args) : NOT_LOADED;
    };
  return new Proxy(ready as Handlers, {
    get: (there, name) => Reflect.get(there, name) ?? later(name as Exclude<ActionName, Ready>),
  });
}
