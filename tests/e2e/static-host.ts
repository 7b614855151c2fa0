/** A static host as plain as they come: files of `dist/` under a path, no fallback, no listing, headers only when asked. */
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

export interface StaticHost {
  /** Of the app's folder, with a final slash. */
  readonly url: string;
  /** Appended to sw.js from now on, as a new release would change it. */
  release(comment: string): void;
  /** Cuts every connection: from now on there is no such host. */
  close(): Promise<void>;
}

/**
 * @param path with slashes on both ends, e.g. `/tools/presumed/`
 * @param headers sent with every file
 */
export async function startStaticHost(path: string, headers: Record<string, string> = {}): Promise<StaticHost> {
  const root = new URL('../../dist/', import.meta.url).pathname;
  let appended = '';

  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const inside = pathname.startsWith(path) ? normalize(pathname.slice(path.length)) : '..';
    const file = join(root, inside === '.' ? 'index.html' : inside);
    if (inside.startsWith('..') || !statSync(file, { throwIfNoEntry: false })?.isFile()) {
      response.writeHead(404, headers).end();
      return;
    }
    response.writeHead(200, { 'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream', ...headers });
    const stream = createReadStream(file);
    stream.pipe(response, { end: false });
    stream.on('end', () => response.end(inside === 'sw.js' ? appended : ''));
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));

  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}${path}`,
    release(comment) {
      appended = `\n// ${comment}\n`;
    },
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
