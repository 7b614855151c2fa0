/**
 * The licences of everything that ships, as the module `virtual:licences`. Fails the build when code of a package ends up
 * in it whose licence is not listed, not known, or not one that may be passed on with nothing but its text.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';

const ID = 'virtual:licences';
const ALLOWED = ['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', '0BSD'];

/** @typedef {{ name: string, version: string, licence: string, text: string }} Licence */

/**
 * The packages that can ship: what package.json depends on, what those depend on, and Svelte, which compiles itself in.
 * @param {string} root of the repository
 * @returns {Licence[]} sorted by name, then version
 */
export function licences(root) {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const shipped = Object.entries(packages).filter(
    ([path, { dev }]) =>
      path !== '' &&
      !path.includes('node_modules/@types/') &&
      (!dev || SVELTE.some((name) => path.endsWith(`node_modules/${name}`))),
  );
  return shipped
    .map(([path, { version, license }]) => {
      const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
      if (!ALLOWED.includes(license))
        throw new Error(`${name} has the licence ${license}, which is not one of ${ALLOWED.join(', ')}.`);
      return { name, version, licence: license, text: licenceText(join(root, path)) };
    })
    .sort((a, b) => (`${a.name} ${a.version}` < `${b.name} ${b.version}` ? -1 : 1));
}

/** Svelte and what its run time imports: development dependencies by name, but compiled into the page. */
const SVELTE = ['svelte', 'esm-env', 'clsx', 'devalue'];

/** @param {string} folder of a package */
function licenceText(folder) {
  const file = readdirSync(folder).find((name) => /^licen[cs]e(\.(md|txt))?$/i.test(name));
  return file ? readFileSync(join(folder, file), 'utf8').trim() : '';
}

/**
 * @param {string} root of the repository
 * @returns {import('vite').Plugin}
 */
export function licencesPlugin(root) {
  return {
    name: 'presumed:licences',
    resolveId: (id) => (id === ID ? `\0${ID}` : null),
    load: (id) => (id === `\0${ID}` ? `export const licences = ${JSON.stringify(licences(root))};` : null),
    generateBundle(_options, bundle) {
      const listed = new Set(licences(root).map(({ name }) => name));
      for (const output of Object.values(bundle)) {
        if (output.type !== 'chunk') continue;
        for (const [id, { renderedLength }] of Object.entries(output.modules)) {
          const name = packageOf(id);
          if (name && renderedLength > 0 && !listed.has(name)) {
            this.error(`${name} is in ${output.fileName}, but its licence is not listed (scripts/licences.mjs).`);
          }
        }
      }
    },
  };
}

/**
 * The package that a module of the build comes from; `null` for our own.
 * @param {string} id
 */
function packageOf(id) {
  const path = id
    .replace(/^\0/, '')
    .replace(/[?].*$/, '')
    .split(sep)
    .join('/');
  const at = path.lastIndexOf('/node_modules/');
  if (at < 0) return null;
  let folder = dirname(path);
  // Up to the folder that is the package: some have a package.json in folders of theirs too.
  const [first, second] = path.slice(at + '/node_modules/'.length).split('/');
  const name = first?.startsWith('@') ? `${first}/${second}` : first;
  while (!folder.endsWith(`/node_modules/${name}`)) folder = dirname(folder);
  return existsSync(join(folder, 'package.json')) ? name : null;
}
