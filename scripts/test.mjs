/**
 * `npm test`: every check there is, one after the other, and one closing line with the sum.
 *
 * All of them run even when one fails, so that one run tells everything. Types, lint and build count as one check each;
 * Vitest and Playwright count their tests. Exit code 0 only when nothing failed.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { provideBrowser } from './browser.mjs';

const reports = mkdtempSync(join(tmpdir(), 'presumed-test-'));
const total = { passed: 0, failed: 0, skipped: 0 };

/**
 * @param {string} title
 * @param {Partial<typeof total>} counts
 * @param {number} since ms, from `performance.now()`
 */
function tally(title, counts, since) {
  const { passed, failed, skipped } = { passed: 0, failed: 0, skipped: 0, ...counts };
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped;
  const seconds = ((performance.now() - since) / 1000).toFixed(1);
  console.log(`\n${title}: ${passed} passed, ${failed} failed, ${skipped} skipped (${seconds} s)`);
}

/**
 * Runs an npm script in view of the user.
 * @param {string} script
 * @param {string[]} args
 * @param {Record<string, string>} environment
 * @returns {boolean} whether it exited with 0
 */
function npmRun(script, args = [], environment = {}) {
  console.log(`\n— ${script} —`);
  const { status } = spawnSync('npm', ['run', '--silent', script, '--', ...args], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
  return status === 0;
}

/** @param {string} script */
function check(script) {
  const start = performance.now();
  const ok = npmRun(script);
  tally(script, ok ? { passed: 1 } : { failed: 1 }, start);
  return ok;
}

/**
 * A test runner's own counts. One that fails without a failed test (a file that does not load, say) counts as one failure.
 * @param {string} script
 * @param {string[]} args
 * @param {Record<string, string>} environment
 * @param {(report: any) => typeof total} count
 */
function suite(script, args, environment, count) {
  const start = performance.now();
  const ok = npmRun(script, args, environment);
  let counts = { passed: 0, failed: 0, skipped: 0 };
  try {
    counts = count(JSON.parse(readFileSync(join(reports, `${script}.json`), 'utf8')));
  } catch {
    console.error(`${script} wrote no report.`);
    counts.failed = 1;
  }
  if (!ok && counts.failed === 0) counts.failed = 1;
  tally(script, counts, start);
}

check('types');
check('lint');
/** @param {string} script that runs Vitest */
const vitest = (script) =>
  suite(
    script,
    ['--reporter=default', '--reporter=json', `--outputFile.json=${join(reports, `${script}.json`)}`],
    {},
    (report) => ({
      passed: report.numPassedTests,
      failed: report.numFailedTests,
      skipped: report.numPendingTests + report.numTodoTests,
    }),
  );

vitest('unit');

const built = check('build');
try {
  if (!built) throw new Error('The end-to-end tests need a build.');
  const environment = {
    PLAYWRIGHT_CHROMIUM_PATH: provideBrowser(),
    PLAYWRIGHT_JSON_OUTPUT_FILE: join(reports, 'e2e.json'),
  };
  suite('e2e', ['--reporter=list,json'], environment, ({ stats }) => ({
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky,
    skipped: stats.skipped,
  }));
  // Those that are installed; it says which are not.
  vitest('engines');
} catch (error) {
  console.error(`\n${error instanceof Error ? error.message : error}`);
  tally('e2e', { failed: 1 }, performance.now());
}

rmSync(reports, { recursive: true, force: true });
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = total.failed === 0 ? 0 : 1;
