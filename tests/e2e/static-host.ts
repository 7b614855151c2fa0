/** A static host as plain as they come: files under a path, no fallback, no listing, headers only when asked. */
import { readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { unzipSync } from 'fflate';

const TYPES: Record<string, string> = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json',
};

/** What a host has: the content of the file of that name, `null` where there is none. */
export type Files = (name: string) => Uint8Array | null;

/** What was built. */
export const dist: Files = (name) => {
  const file = join(new URL('../../dist/', import.meta.url).pathname, name);
  return statSync(file, { throwIfNoEntry: false })?.isFile() ? readFileSync(file) : null;
};

/** What a ZIP holds. */
export function archive(path: URL): Files {
  const members = unzipSync(readFileSync(path));
  return (name) => members[name] ?? null;
}

export interface StaticHost {
  /** Of the app's folder, with a final slash. */
  readonly url: string;
  /** From now on it has these files. */
  serve(files: Files): void;
  /** From now on sw.js is that of a newer release, which changed these rules. */
  release(version: string, rulesVersion: string, rules: readonly string[]): void;
  /** Cuts every connection: from now on there is no such host. */
  close(): Promise<void>;
}

/**
 * @param path with slashes on both ends, e.g. `/tools/presumed/`
 * @param headers sent with every file
 */
export async function startStaticHost(
  path: string,
  headers: Record<string, string> = {},
  files: Files = dist,
): Promise<StaticHost> {
  let served = files;
  let newer = '';

  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const inside = pathname.startsWith(path) ? normalize(pathname.slice(path.length)) : '..';
    const name = inside === '.' ? 'index.html' : inside;
    const content = name.startsWith('..') ? null : served(name);
    if (!content) {
      response.writeHead(404, headers).end();
      return;
    }
    response.writeHead(200, { 'Content-Type': TYPES[extname(name)] ?? 'application/octet-stream', ...headers });
    response.end(name === 'sw.js' && newer ? withRelease(new TextDecoder().decode(content), newer) : content);
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));

  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}${path}`,
    serve(next) {
      served = next;
    },
    release(version, rulesVersion, rules) {
      newer = JSON.stringify({ version, rulesVersion, rules, app: [] });
    },
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** Puts a release before the others of src/releases, as they stand in the built service worker. */
function withRelease(worker: string, release: string): string {
  const released = worker.replace(/\[(?=\{version:["'`])/, () => `[${release},`);
  if (released === worker) throw new Error('sw.js does not name its releases any more');
  return released;
}
