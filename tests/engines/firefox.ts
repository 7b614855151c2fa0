/** An installed Firefox, driven through WebDriver BiDi, which it speaks without a driver beside it. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { firstLine, type Engine } from './engine.ts';

const START = 60_000; // ms

interface Answer {
  readonly id?: number;
  readonly type: 'success' | 'error' | 'event';
  readonly result?: unknown;
  readonly error?: string;
  readonly message?: string;
}

/** @param preferences of about:config */
export async function startFirefox(
  executable: string,
  preferences: Readonly<Record<string, boolean | number>> = {},
): Promise<Engine> {
  const profile = mkdtempSync(join(tmpdir(), 'presumed-firefox-'));
  const set = Object.entries(preferences).map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${value});\n`);
  writeFileSync(join(profile, 'user.js'), set.join(''));
  const process = spawn(executable, [
    '--headless',
    '--profile',
    profile,
    '--remote-debugging-port',
    '0',
    '--no-remote',
  ]);
  const [, address] = await firstLine(process.stderr, /WebDriver BiDi listening on (ws:\S+)/, START);
  const socket = new WebSocket(`${address!}/session`);
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));

  const waiting = new Map<number, { resolve(result: unknown): void; reject(error: Error): void }>();
  socket.on('message', (data: Buffer) => {
    const answer = JSON.parse(data.toString()) as Answer;
    const asked = answer.id === undefined ? undefined : waiting.get(answer.id);
    if (!asked) return;
    waiting.delete(answer.id!);
    if (answer.type === 'success') asked.resolve(answer.result);
    else asked.reject(new Error(`${answer.error}: ${answer.message}`));
  });
  let last = 0;
  const send = <T>(method: string, params: object): Promise<T> =>
    new Promise((resolve, reject) => {
      waiting.set(++last, { resolve: resolve as (result: unknown) => void, reject });
      socket.send(JSON.stringify({ id: last, method, params }));
    });

  const { capabilities } = await send<{ capabilities: { browserVersion: string } }>('session.new', {
    capabilities: {},
  });
  const { context } = await send<{ context: string }>('browsingContext.create', { type: 'tab' });

  return {
    name: `Firefox ${capabilities.browserVersion}`,
    open: async (url) => void (await send('browsingContext.navigate', { context, url, wait: 'complete' })),
    reload: async () => void (await send('browsingContext.reload', { context, wait: 'complete' })),
    async run(script, ...args) {
      const { type, result, exceptionDetails } = await send<{
        type: 'success' | 'exception';
        result?: { value?: string };
        exceptionDetails?: { text: string };
      }>('script.callFunction', {
        // As JSON text: BiDi's own values have a shape of their own.
        functionDeclaration: `async (args) => JSON.stringify({ value: await (${script.toString()})(...JSON.parse(args)) })`,
        arguments: [{ type: 'string', value: JSON.stringify(args) }],
        awaitPromise: true,
        target: { context },
        userActivation: true,
      });
      if (type !== 'success') throw new Error(exceptionDetails?.text ?? 'The page threw.');
      return (JSON.parse(result!.value!) as { value: never }).value;
    },
    async close() {
      const ended = new Promise((resolve) => process.once('exit', resolve));
      await send('browser.close', {}).catch(() => process.kill());
      socket.close();
      await ended;
      rmSync(profile, { recursive: true, force: true });
    },
  };
}
