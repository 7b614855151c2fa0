import { isObject } from '../intake/index.ts';

/** One place where two verdicts differ. Values are JSON text; `null` when the place is missing there. */
export interface Difference {
  /** e.g. `certificates[ab12…].findings[mrsp/precert-status].message` */
  readonly path: string;
  readonly theirs: string | null;
  readonly ours: string | null;
}

export interface Differences {
  /** The first ones, in the order of the file. */
  readonly listed: readonly Difference[];
  readonly total: number;
}

/** More than a person reads; the total says how many there are. */
const LISTED = 500;

/**
 * Where two JSON values differ. Elements of lists are paired by what they are about (a hash, a rule, a name), so one
 * that is missing does not make all behind it differ.
 */
export function differencesBetween(theirs: unknown, ours: unknown): Differences {
  const listed: Difference[] = [];
  let total = 0;
  const note = (path: string, a: unknown, b: unknown): void => {
    total++;
    if (listed.length < LISTED) listed.push({ path, theirs: textOf(a), ours: textOf(b) });
  };
  const walk = (path: string, a: unknown, b: unknown): void => {
    if (isObject(a) && isObject(b)) {
      const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
      for (const key of keys) walk(path ? `${path}.${key}` : key, valueAt(a, key), valueAt(b, key));
    } else if (Array.isArray(a) && Array.isArray(b)) {
      const [left, right] = [keyed(a), keyed(b)];
      for (const key of new Set([...left.keys(), ...right.keys()]))
        walk(`${path}[${key}]`, left.get(key), right.get(key));
    } else if (isContainer(a) || isContainer(b) || a !== b) note(path, a, b);
  };
  walk('', theirs, ours);
  return { listed, total };
}

const valueAt = (object: Readonly<Record<string, unknown>>, key: string): unknown =>
  Object.hasOwn(object, key) ? object[key] : undefined;

const isContainer = (value: unknown): boolean => typeof value === 'object' && value !== null;

/** How much of a value is shown: the rest is to be looked at in the file. */
const SHOWN = 400;

/** A value as JSON, cut: no deeper and no longer than it is shown, since theirs may be nested without end. */
function textOf(value: unknown): string | null {
  if (value === undefined) return null;
  const text = written(value, SHOWN);
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}

function written(value: unknown, room: number): string {
  if (typeof value === 'string') return JSON.stringify(value.length > room ? value.slice(0, room + 1) : value);
  if (!isContainer(value)) return JSON.stringify(value);
  const isList = Array.isArray(value);
  const inner = isList ? value.entries() : Object.entries(value as object)[Symbol.iterator]();
  let text = '';
  for (const [key, item] of inner) {
    if (text.length >= room) break;
    text += `${text && ','}${isList ? '' : `${JSON.stringify(key)}:`}${written(item, room - text.length - 1)}`;
  }
  return isList ? `[${text}]` : `{${text}}`;
}

/** What an element is about; elements about the same are told apart by their place among them. */
function keyed(list: readonly unknown[]): Map<string, unknown> {
  const map = new Map<string, unknown>();
  const counts = new Map<string, number>();
  for (const [at, element] of list.entries()) {
    const key = keyOf(element) ?? String(at);
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    map.set(count === 1 ? key : `${key} ${count}`, element);
  }
  return map;
}

function keyOf(element: unknown): string | null {
  if (typeof element === 'string') return element;
  if (!isObject(element)) return null;
  const { certificateSha256, precertificateSha256, sha256, rule, evidence, code, name, serialNumber } = element;
  for (const key of [certificateSha256, precertificateSha256, sha256]) if (typeof key === 'string') return key;
  if (typeof rule === 'string') return Array.isArray(evidence) && evidence.length > 0 ? `${rule} ${evidence[0]}` : rule;
  if (typeof evidence === 'string') return evidence;
  if (typeof code === 'string') return `${code} ${String(name)}`;
  return typeof serialNumber === 'string' ? serialNumber : null;
}
