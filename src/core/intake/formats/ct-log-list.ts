import { arrayOf, isObject } from '../json.ts';
import type { Format } from '../piece.ts';

/** A list of CT logs (v3, as Google, Apple and Mozilla publish it): kept as its exact octets, for the rules about SCTs. */
export const ctLogList: Format = {
  name: 'CT log list',
  detect(piece) {
    const [value] = piece.json ?? [];
    return (
      isObject(value) &&
      arrayOf(value.operators).some(
        (operator) => isObject(operator) && (Array.isArray(operator.logs) || Array.isArray(operator.tiled_logs)),
      )
    );
  },
  read: ({ bytes, name }, collector) => void collector.keep('ct-log-list', bytes, name),
};
