/**
 * The main paths of the built app in one engine that is not Chromium: first screen, sample, export, evidence handed in,
 * a reload, no network; and every signature algorithm, where an engine that lacks one says `unsupported`, never `invalid`.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { VerdictDocument } from '../../src/core/model/verdict.ts';
import { makeEvidence, membersOf, unknownAmong } from '../bench/evidence.ts';
import { writeZip } from '../bench/zip.ts';
import { startStaticHost, type StaticHost } from '../e2e/static-host.ts';
import { headers } from '../../scripts/csp.mjs';
import type { Engine } from './engine.ts';
import { MESSAGE, rightSignatures } from './keys.ts';
import {
  addFiles,
  fill,
  keepDownloads,
  lastDownload,
  offlineReady,
  pasteEvidence,
  press,
  settled,
  statusText,
  wronged,
} from './page.ts';

const here = new URL('./', import.meta.url);
const golden = readFileSync(new URL('../e2e/golden/sample.verdict.json', here), 'utf8');

/** The cases that are about algorithms: each its inputs and the whole verdict. */
const CASES = [
  'signature-algorithms',
  'signature-ecdsa-writings',
  'br-signature-algorithm-ed25519',
  'br-signature-algorithm-curve',
  'br-signature-algorithm-p384',
  'br-signature-algorithm-pss',
  'br-sha1-first-second',
  'mrsp-sha1-precert',
];

/** Pairs of a precertificate and its response. */
const MANY = 1500;

export function mainPaths(title: string, start: () => Promise<Engine>): void {
  describe(title, () => {
    let engine: Engine;
    let host: StaticHost;
    const said: string[] = [];

    beforeAll(async () => {
      host = await startStaticHost('/presumed/', headers);
      engine = await start();
      process.stdout.write(`Running in ${engine.name}\n`);
    }, 120_000);
    afterAll(async () => {
      for (const line of said) process.stdout.write(`${engine.name}: ${line}\n`);
      await engine?.close();
      await host?.close();
    });

    const status = () => expect.poll(() => engine.run(statusText), { timeout: 60_000 });
    const open = async () => {
      await engine.open(`${host.url}#/`);
      // WebKit waits for ever for a page that is left between asking for a service worker and hearing of it, and nothing
      // that asks about the worker is answered any more until its process ends: no page can mend that.
      await engine.run(settled);
      await engine.reload();
      await engine.run(keepDownloads);
      await expect.poll(() => engine.run(press, 'no such button')).toBe(false);
    };
    const exported = async (): Promise<string> => {
      await engine.run(press, 'Export verdict JSON');
      await expect.poll(() => engine.run(lastDownload), { timeout: 30_000 }).not.toBeNull();
      return (await engine.run(lastDownload))!;
    };

    test('the sample case exports the committed verdict, byte for byte', async () => {
      await open();
      await expect.poll(() => engine.run(press, 'Open the sample case')).toBe(true);
      await status().toBe('Evaluated 17 certificates');
      expect(await exported()).toBe(golden);
    });

    test('after a reload the case is open again, and its verdict the same', async () => {
      await engine.reload();
      await engine.run(keepDownloads);
      await status().toBe('Evaluated 17 certificates');
      expect(await exported()).toBe(golden);
    });

    test('what is pasted becomes a case', async () => {
      await open();
      await engine.run(pasteEvidence, 'https://crt.sh/?id=1');
      await engine.run(press, 'Add');
      await status().toBe('Evaluated 0 certificates');
      expect((JSON.parse(await exported()) as VerdictDocument).problems.map(({ code }) => code)).toEqual([
        'reference/crt.sh-id',
      ]);
    });

    test.each(CASES)('%s: the same verdict, or `unsupported` where the engine lacks an algorithm', async (slug) => {
      const folder = new URL(`../cases/${slug}/`, here);
      const files = readdirSync(new URL('input/', folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ name, parentPath }) => ({ name, base64: readFileSync(`${parentPath}/${name}`).toString('base64') }));
      const expected = JSON.parse(readFileSync(new URL('expected.verdict.json', folder), 'utf8')) as VerdictDocument;
      await open();
      await engine.run(addFiles, files);
      await status().toMatch(/^Evaluated \d+ certificates$/);
      await engine.run(fill, 'Evaluate as of', expected.evaluatedAt);
      await status()
        .toBe('Evaluating…')
        .catch(() => undefined);
      await status().toBe(`Evaluated ${expected.certificates.length} certificates`);
      const found = JSON.parse(await exported()) as VerdictDocument;

      const signatures = ({ certificates, responses }: VerdictDocument) => [
        ...certificates.map((entry) => [entry.certificateSha256 ?? entry.precertificateSha256, entry.signature]),
        ...responses.map((entry) => [entry.sha256, entry.signature]),
      ];
      const before = signatures(expected);
      const now = signatures(found);
      const lacking = now.filter(
        ([, signature], at) => signature === 'unsupported' && before[at]![1] !== 'unsupported',
      );
      for (const [sha256] of lacking) said.push(`${slug}: ${sha256} is unsupported here`);
      const lacks = new Set(lacking.map(([sha256]) => sha256));
      expect(now.filter(([sha256]) => !lacks.has(sha256!))).toEqual(before.filter(([sha256]) => !lacks.has(sha256!)));
      if (lacks.size === 0) expect({ ...found, title: '' }).toEqual({ ...expected, title: '' });
    });

    test('a case so large that signatures are verified on all cores comes out right', async () => {
      const folder = mkdtempSync(join(tmpdir(), 'presumed-engines-'));
      const made = await makeEvidence('ec', MANY, folder);
      writeZip(join(folder, 'pairs.zip'), membersOf(made, MANY), 'deflated');
      const base64 = readFileSync(join(folder, 'pairs.zip')).toString('base64');
      rmSync(folder, { recursive: true });
      await open();
      await engine.run(addFiles, [{ name: 'pairs.zip', base64 }]);
      await status().toBe(`Evaluated ${MANY} certificates`);
      const { summary, responses } = JSON.parse(await exported()) as VerdictDocument;
      expect(summary.verdicts).toMatchObject({
        violation: unknownAmong(MANY),
        'no-violation-found': MANY - unknownAmong(MANY),
      });
      expect(responses.filter(({ signature }) => signature === 'valid')).toHaveLength(MANY);
    });

    test('of a right signature by a key of any size it never says that it is wrong', async () => {
      await open();
      const all = [...rightSignatures()];
      const { refused, unsupported } = await engine.run(wronged, { all, message: MESSAGE });
      for (const what of unsupported) said.push(`${what}: is unsupported here`);
      said.push(`${all.length - unsupported.length} of ${all.length} kinds of right signatures verify`);
      expect(refused).toEqual([]);
    });

    test('it opens without its host', async () => {
      await open();
      const ready = () => engine.run(offlineReady);
      if ((await ready()) === null) {
        said.push('no service workers here: not offline');
        return;
      }
      await expect.poll(ready, { timeout: 30_000 }).toBe(true);
      await host.close();
      await engine.reload();
      await expect.poll(() => engine.run(press, 'Open the sample case'), { timeout: 30_000 }).toBe(true);
      await status().toBe('Evaluated 17 certificates');
    });
  });
}
