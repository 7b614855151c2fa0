/** A static host of several folders, each under a path of its own, which remembers what it was asked for. */
import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';

const TYPES: Record<string, string> = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json',
};

export interface Asked {
  /** The file that was served. */
  readonly file: string;
  /** `Sec-Fetch-Dest` of the request: `script`, `worker`, `serviceworker`, `empty` for what a script fetches, … */
  readonly destination: string;
}

export interface Host {
  /** Of the host, with a final slash. */
  readonly url: string;
  /** Every file served so far, in order. */
  readonly asked: readonly Asked[];
  close(): Promise<void>;
}

/**
 * Serves on a free port of this machine only.
 * @param folders by the first part of the path: `app` is served at `/app/`
 * @param headers by the same names: sent with every file of that folder
 */
export async function startHost(
  folders: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, Record<string, string>>> = {},
): Promise<Host> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const [, first = '', rest = ''] = /^\/([^/]+)\/(.*)$/.exec(decodeURIComponent(pathname)) ?? [];
    const inside = normalize(rest === '' ? 'index.html' : rest);
    const file = join(folders[first] ?? '', inside);
    if (!folders[first] || inside.startsWith('..') || !statSync(file, { throwIfNoEntry: false })?.isFile()) {
      response.writeHead(404).end();
      return;
    }
    asked.push({ file, destination: String(request.headers['sec-fetch-dest'] ?? '') });
    const type = TYPES[extname(file)] ?? 'application/octet-stream';
    response.writeHead(200, { 'Content-Type': type, ...headers[first] });
    createReadStream(file).pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}/`,
    asked,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
