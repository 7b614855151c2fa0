/**
 * `npm run bench`: how fast the app is, beside the bare cryptography and beside what else there is, in a real browser.
 *
 * Prints Markdown; what it is doing goes to the other stream. Exit code 1 when something came out wrong, never because
 * something was slow.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { runnerImport } from 'vite';

const HELP = `npm run bench -- [options]
  --pairs 1000,10000   numbers of pairs, up to 100000
  --rounds 5           rounds; from 100,000 pairs on at most 3
  --keys rsa,ec        RSA-2048, P-256 or both
  --sample 200         responses that PKI.js, @peculiar and openssl are asked about
  --only page          what needs no app: limit, evaluation, peers; --only app: the whole way beside the limit
  --app dist           a folder with the built app; without it the app is built from its sources
  --profile            also tells where time and memory of an import go
  --zip deflated       how the ZIP is packed: deflated or stored
  --json out.json      writes every figure of every round
  --readme             puts ratios and promises into README.md
  --from out.json      measures nothing: tells again what an earlier run wrote`;

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * @param {string} text
 * @returns {number}
 */
function positive(text) {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new Error(`${text} is not a number of things`);
  return value;
}

/**
 * @template {string} T
 * @param {string} text
 * @param {readonly T[]} known
 * @returns {T}
 */
function oneOf(text, known) {
  const found = known.find((one) => one === text);
  if (!found) throw new Error(`${text} is none of ${known.join(', ')}`);
  return found;
}

function readOptions() {
  const { values } = parseArgs({
    options: {
      pairs: { type: 'string', default: '1000,10000' },
      rounds: { type: 'string', default: '5' },
      keys: { type: 'string', default: 'rsa,ec' },
      sample: { type: 'string', default: '200' },
      only: { type: 'string' },
      app: { type: 'string' },
      profile: { type: 'boolean', default: false },
      zip: { type: 'string', default: 'deflated' },
      json: { type: 'string' },
      readme: { type: 'boolean', default: false },
      from: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  return {
    help: values.help,
    json: values.json,
    readme: values.readme,
    from: values.from,
    pairs: values.pairs.split(',').map(positive),
    rounds: positive(values.rounds),
    keys: values.keys.split(',').map((key) => oneOf(key, /** @type {const} */ (['rsa', 'ec']))),
    sample: positive(values.sample),
    only: values.only === undefined ? null : oneOf(values.only, /** @type {const} */ (['page', 'app'])),
    profile: values.profile,
    app: values.app ?? null,
    zip: oneOf(values.zip, /** @type {const} */ (['deflated', 'stored'])),
  };
}

/** @returns {ReturnType<typeof readOptions> | null} */
function optionsOrWhyNot() {
  try {
    return readOptions();
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${HELP}`);
    return null;
  }
}

/** @returns {string} what was typed to make this */
function command() {
  const args = process.argv.slice(2).join(' ');
  return `npm run bench${args === '' ? '' : ` -- ${args}`}`;
}

/** @param {string} section between the two marks that are there already */
function putIntoReadme(section) {
  const path = `${root}README.md`;
  const readme = readFileSync(path, 'utf8');
  const marked = /(?<=<!-- npm run bench -- --readme -->\n)[^]*(?=<!-- end of the benchmark -->)/;
  if (!marked.test(readme)) throw new Error('README.md has no place for the figures');
  writeFileSync(
    path,
    readme.replace(marked, () => `\n${section}\n`),
  );
}

/** @param {ReturnType<typeof readOptions>} options */
async function run({ json, readme, from, ...options }) {
  const since = performance.now();
  /** @param {string} line */
  const say = (line) => console.error(`${((performance.now() - since) / 1000).toFixed(0).padStart(4)} s  ${line}`);
  /** @type {{ module: typeof import('../tests/bench/index.ts') }} */
  const { module } = await runnerImport(`${root}tests/bench/index.ts`, { root, configFile: false });
  const report = from
    ? /** @type {import('../tests/bench/index.ts').Report} */ (JSON.parse(readFileSync(from, 'utf8')))
    : await module.bench({ ...options, command: command(), say });
  if (json) writeFileSync(json, `${JSON.stringify(report, null, 2)}\n`);
  console.log(await module.markdown(report));
  if (readme) putIntoReadme(await module.readmeSection(report));
  if (report.cases.some((one) => module.failuresOf(one).length > 0)) process.exitCode = 1;
}

const options = optionsOrWhyNot();
if (!options) process.exitCode = 2;
else if (options.help) console.log(HELP);
else {
  try {
    await run(options);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
