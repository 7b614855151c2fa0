/**
 * `node scripts/ct-logs.mjs [lists [target]]`: writes src/core/verify/ct-logs.json, the table of CT logs that the app
 * ships, from published lists.
 *
 * Only facts are taken over: id, key, operator, description, state with its date, maximum merge delay, temporal
 * interval, type. A log that stands in several lists is described as the first one does. The lists are read from
 * ../shared/corpora, or from the folder given as the first argument. The same lists give the same octets.
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';

const [
  corpora = fileURLToPath(new URL('../../shared/corpora', import.meta.url)),
  target = fileURLToPath(new URL('../src/core/verify/ct-logs.json', import.meta.url)),
] = process.argv.slice(2);

/** In the order in which they are believed. crt.sh's has the logs of all times, also those that no program lists any more. */
const sources = [
  { name: "Google's list of all logs", file: 'ct-loglists/gstatic_all_logs_list.json' },
  { name: "Mozilla's list of known logs", file: 'ct-loglists/mozilla_known_logs_list.json' },
  // It carries no date of its own: this is its repository's (manifest.json of ct-loglists).
  { name: "crt.sh's list of all logs", file: 'realworld-sct/logs_all.json', published: '2026-08-22T00:00:00Z' },
];

/**
 * By code unit, as everywhere in this project.
 * @param {string} a
 * @param {string} b
 */
const order = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

/** @param {string} date any RFC 3339 form */
const utc = (date) => new Date(date).toISOString().replace('.000Z', 'Z');

/**
 * The state that began last: Mozilla's list also keeps the earlier ones.
 * @param {Record<string, { timestamp: string }>} states
 */
function lastState(states) {
  const since = Object.entries(states).map(([name, { timestamp }]) => ({ name, timestamp: utc(timestamp) }));
  return since
    .sort((a, b) => order(b.timestamp, a.timestamp))
    .slice(0, 1)
    .map(({ name, timestamp }) => ({ [name]: { timestamp } }))[0];
}

/** @type {Map<string, { operator: string, field: 'logs' | 'tiled_logs', log: any }>} */
const byId = new Map();
const lists = [];
for (const { name, file, published } of sources) {
  const list = JSON.parse(readFileSync(join(corpora, file), 'utf8'));
  lists.push({ name, published: utc(list.log_list_timestamp ?? published) });
  for (const operator of list.operators)
    for (const field of /** @type {const} */ (['logs', 'tiled_logs']))
      for (const listed of operator[field] ?? []) {
        const { log_id, key, description, mmd, state, temporal_interval, log_type } = listed;
        if (createHash('sha256').update(Buffer.from(key, 'base64')).digest('base64') !== log_id)
          throw new Error(`${file}: the id of ${description} is not its key's SHA-256`);
        const log = {
          description,
          log_id,
          key,
          ...(mmd > 0 && { mmd }),
          ...(state && Object.keys(state).length > 0 && { state: lastState(state) }),
          ...(temporal_interval && { temporal_interval }),
          ...(log_type && log_type !== 'prod' && { log_type }),
        };
        const known = byId.get(log_id);
        if (known) known.log = { ...log, ...known.log };
        else byId.set(log_id, { operator: operator.name, field, log });
      }
}

const entries = [...byId.values()].sort(
  (a, b) => order(a.log.description, b.log.description) || order(a.log.log_id, b.log.log_id),
);
const operators = [...new Set(entries.map(({ operator }) => operator))].sort(order).map((name) => ({
  name,
  ...Object.fromEntries(
    ['logs', 'tiled_logs'].map((field) => [
      field,
      entries.filter((entry) => entry.operator === name && entry.field === field).map(({ log }) => log),
    ]),
  ),
}));
const newest = lists
  .map(({ published }) => published)
  .sort(order)
  .at(-1);
const text = JSON.stringify({ lists, log_list_timestamp: newest, operators });
writeFileSync(target, await format(text, { ...(await resolveConfig(fileURLToPath(import.meta.url))), parser: 'json' }));
console.log(`${entries.length} logs of ${operators.length} operators, ${text.length} characters`);
