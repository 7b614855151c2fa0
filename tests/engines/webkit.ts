/** An installed WebKitGTK, driven by its WebKitWebDriver through W3C WebDriver. */
import { spawn } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import type { Engine } from './engine.ts';

/** ms that a script in the page may take. */
const SCRIPT = 60_000;

/**
 * @param driver WebKitWebDriver
 * @param browser MiniBrowser, which comes with the engine
 * @param display arguments that put it on a display, where there is none: the command that starts one
 */
export async function startWebKit(driver: string, browser: string, display: readonly string[]): Promise<Engine> {
  const port = await freePort();
  const [command, ...before] = [...display, driver];
  const process = spawn(command!, [...before, `--port=${port}`, '--host=127.0.0.1'], {
    env: {
      ...globalThis.process.env,
      WEBKIT_DISABLE_COMPOSITING_MODE: '1',
      WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
    },
    detached: true,
  });
  const base = `http://127.0.0.1:${port}`;
  const send = async <T>(method: string, path: string, body?: object): Promise<T> => {
    const response = await fetch(`${base}${path}`, { method, ...(body && { body: JSON.stringify(body) }) });
    const { value } = (await response.json()) as { value: T & { error?: string; message?: string } };
    if (!response.ok) throw new Error(`${value.error}: ${value.message}`);
    return value;
  };
  await ready(() => send('GET', '/status'));
  const { sessionId, capabilities } = await send<{ sessionId: string; capabilities: { browserVersion: string } }>(
    'POST',
    '/session',
    {
      capabilities: {
        alwaysMatch: {
          'webkitgtk:browserOptions': { binary: browser, args: ['--automation'] },
          timeouts: { script: SCRIPT },
        },
      },
    },
  );
  const session = `/session/${sessionId}`;

  return {
    name: `WebKitGTK ${capabilities.browserVersion}`,
    open: (url) => send('POST', `${session}/url`, { url }),
    reload: () => send('POST', `${session}/refresh`, {}),
    async run(script, ...args) {
      const answer = await send<{ value?: never; error?: string }>('POST', `${session}/execute/async`, {
        script: `const done = arguments[1];
          Promise.resolve().then(() => (${script.toString()})(...arguments[0]))
            .then((value) => done({ value }), (error) => done({ error: String(error) }));`,
        args: [args],
      });
      if (answer.error !== undefined) throw new Error(answer.error);
      return answer.value as never;
    },
    async close() {
      await send('DELETE', session).catch(() => undefined);
      // The driver, its display and its browser are one group of processes.
      globalThis.process.kill(-process.pid!, 'SIGTERM');
    },
  };
}

/** Asks until it is answered. */
async function ready(ask: () => Promise<unknown>): Promise<void> {
  const end = Date.now() + 30_000;
  for (;;) {
    try {
      await ask();
      return;
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
