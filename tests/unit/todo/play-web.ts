/** A web server on loopback that plays crt.sh, the CAs' caIssuers URLs, and OCSP responders that are really openssl. */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Authority } from '../../pki/authority.ts';
import type { Bytes } from '../../pki/der-writer.ts';
import { askOpenssl, type Known } from '../../pki/openssl-responder.ts';

export interface Play {
  /** PEM by what stands behind `/?d=`. */
  readonly crtSh: Map<string, string>;
  /** Octets by path. */
  readonly files: Map<string, Bytes>;
  /** By the first part of the path. */
  readonly responders: Map<string, { issuer: Authority; signer: Authority; known: Known[] }>;
  /** Answers this status instead, for URLs that contain the text. */
  failing: { text: string; status: number } | null;
  /** All requests so far, `METHOD URL`, and when they came (ms). */
  readonly asked: { readonly what: string; readonly at: number }[];
  readonly base: string;
  close(): Promise<void>;
}

export async function play(): Promise<Play> {
  const server = createServer((request, response) => {
    void bodyOf(request)
      .then((body) => answer(playing, request, body))
      .catch((error: unknown) => text(500, String(error)))
      .then(({ status, content, type = 'text/plain' }) =>
        response.writeHead(status, { 'Content-Type': type, 'Content-Length': content.length }).end(content),
      );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const playing: Play = {
    crtSh: new Map(),
    files: new Map(),
    responders: new Map(),
    failing: null,
    asked: [],
    base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => closed(server),
  };
  return playing;
}

interface Answer {
  readonly status: number;
  readonly content: Bytes;
  readonly type?: string;
}

const text = (status: number, words: string): Answer => ({ status, content: new TextEncoder().encode(words) });

async function answer(playing: Play, { method, url = '' }: IncomingMessage, body: Bytes): Promise<Answer> {
  playing.asked.push({ what: `${method} ${url}`, at: performance.now() });
  const { failing } = playing;
  if (failing && url.includes(failing.text)) return text(failing.status, 'Sorry');
  const asked = /^\/\?d=(.*)$/.exec(url)?.[1];
  const pem = asked && playing.crtSh.get(asked);
  if (pem) return text(200, pem);
  const file = playing.files.get(url);
  if (file) return { status: 200, content: file, type: 'application/pkix-cert' };
  const [, path, base64] = /^\/([^/]+)(?:\/(.+))?$/.exec(url) ?? [];
  const responder = path && playing.responders.get(path);
  if (!responder) return text(404, 'Nothing here');
  const request = base64 ? new Uint8Array(Buffer.from(decodeURIComponent(base64), 'base64')) : body;
  const [content] = await askOpenssl({ ...responder, days: 4 }, [request]);
  return { status: 200, content: content!, type: 'application/ocsp-response' };
}

async function bodyOf(request: IncomingMessage): Promise<Bytes> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return new Uint8Array(Buffer.concat(parts));
}

const closed = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
