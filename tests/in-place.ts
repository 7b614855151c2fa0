import { expect } from 'vitest';
import { InPlace } from '../src/core/der/in-place.ts';
import { PlainTime } from '../src/core/der/time.ts';

/**
 * Decoded objects tell much of what they hold by getters, which comparing does not look at by itself: two of them, or one
 * and an object written down in a test, are equal when everything is that either tells.
 */
expect.addEqualityTesters([
  function (one: unknown, other: unknown, testers) {
    if (!isDecoded(one) && !isDecoded(other)) return undefined;
    return this.equals(told(one), told(other), testers);
  },
]);

const isDecoded = (value: unknown): value is object => value instanceof InPlace || value instanceof PlainTime;

/** As an object that holds what it tells. */
function told(value: unknown): unknown {
  if (!isDecoded(value)) return value;
  const fields: Record<string, unknown> = { ...value };
  for (
    let of = Object.getPrototypeOf(value) as object;
    of !== Object.prototype;
    of = Object.getPrototypeOf(of) as object
  )
    for (const [name, { get }] of Object.entries(Object.getOwnPropertyDescriptors(of)))
      if (get) fields[name] ??= get.call(value) as unknown;
  return fields;
}
