import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CommandSource, commandsAbout } from '../../../src/core/bundle/about.ts';
import type { OpensslCommand } from '../../../src/core/bundle/commands.ts';
import { bundlePath } from '../../../src/core/verdict/file-name.ts';
import { evaluate } from '../../../src/core/evaluate.ts';
import { takeIn, type Handed } from '../../../src/core/intake/index.ts';
import { parseInstant } from '../../../src/core/model/time.ts';
import type { VerdictDocument } from '../../../src/core/model/verdict.ts';
import { inTemporaryFolder } from '../../pki/openssl.ts';

/** What a command's real output lacks of what it was promised to print; empty when all is there. */
export function broken(folder: string, { command, expect }: OpensslCommand): readonly string[] {
  const { stdout, stderr } = spawnSync('sh', ['-c', command], { cwd: folder, encoding: 'latin1' });
  const said = `${stdout}${stderr}`.toLowerCase();
  return expect
    .filter((piece) => !said.includes(piece.toLowerCase()))
    .map((piece) => `${command}\n  should print ${piece}, but says:\n${said.slice(0, 3000)}`);
}

/** The evidence that commands are shown about, each with the certificates that it may be looked at for. */
function questions({ certificates, responses, crls, evidence }: VerdictDocument): [string, string | null][] {
  const own = certificates.flatMap((entry) => [entry.certificateSha256, entry.precertificateSha256]);
  const objects = [
    ...own,
    ...responses.map(({ sha256 }) => sha256),
    ...crls.map(({ sha256 }) => sha256),
    ...evidence.filter(({ kind }) => kind === 'ocsp-request').map(({ sha256 }) => sha256),
  ];
  return [
    ...objects.flatMap((sha256): [string, null][] => (sha256 === null ? [] : [[sha256, null]])),
    ...responses.flatMap(({ sha256, singleResponses }) =>
      [...new Set(singleResponses.flatMap(({ names }) => names))]
        .slice(0, 3)
        .map((name): [string, string] => [sha256, name]),
    ),
    ...certificates.flatMap((entry) =>
      entry.crls.map(({ evidence }): [string, string] => [
        evidence,
        (entry.certificateSha256 ?? entry.precertificateSha256)!,
      ]),
    ),
  ];
}

/** Runs everything that is shown about a case in the folder of its bundle; resolves to what did not hold, and all that ran. */
export async function runAll(
  handed: readonly Handed[],
  evaluatedAt: string,
): Promise<{ commands: readonly OpensslCommand[]; failures: readonly string[] }> {
  const taken = await takeIn(handed);
  const evaluation = await evaluate({
    ...taken,
    title: '',
    evaluatedAt: parseInstant(evaluatedAt)!,
    reading: 'ruling',
  });
  const source = new CommandSource(taken.evidence, evaluation);
  return inTemporaryFolder(async (folder) => {
    mkdirSync(join(folder, 'evidence'));
    for (const { sha256, kind, bytes } of taken.evidence) writeFileSync(join(folder, bundlePath(sha256, kind)), bytes);
    const commands: OpensslCommand[] = [];
    for (const [sha256, about] of questions(evaluation.document))
      commands.push(...(await commandsAbout(source, sha256, about)));
    const once = [...new Map(commands.map((command) => [command.command, command])).values()];
    return { commands: once, failures: once.flatMap((command) => broken(folder, command)) };
  });
}
