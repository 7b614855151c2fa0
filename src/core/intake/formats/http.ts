import { concatBytes } from '../../model/bytes.ts';
import type { Collector } from '../collector.ts';
import { claimOf, headersIn, type ResponseHead } from '../http-headers.ts';
import type { Format } from '../piece.ts';
import { Piece } from '../piece.ts';

/** Octets of headers that are read; more is not a header block. */
const MOST_HEADERS = 64 * 1024;
/** Interim and redirecting responses before the one with the body; no server sends as many. */
const MOST_HEADS = 50;

/**
 * A raw HTTP response: status line and headers, then the body, as `curl -i` prints it. The body is read like any
 * file, and the headers are claims about it. Headers alone (`curl -D`) are claims about the file beside them.
 */
export const http: Format = {
  name: 'HTTP response',
  detect: ({ bytes }) => startsWithStatusLine(bytes, 0),
  read(piece, collector) {
    const { bytes, name, depth } = piece;
    let message = readHeaders(bytes, 0);
    // Interim and redirecting responses come first; the last one has the body.
    for (let more = MOST_HEADS; more > 0 && startsWithStatusLine(bytes, message.end); more--)
      message = readHeaders(bytes, message.end);
    const claim = claimOf(message, name);
    const body = bodyOf(message, bytes.subarray(message.end), name, collector);
    if (body.length === 0) collector.looseClaims.push({ stem: stemOf(name), bytes, claim });
    else collector.claimAll(claim, () => collector.open(new Piece(name, body, depth)));
  },
};

interface Message extends ResponseHead {
  /** Where the body begins. */
  readonly end: number;
}

function startsWithStatusLine(bytes: Uint8Array, at: number): boolean {
  return /^HTTP\/\d(?:\.\d)? \d{3}(?!\d)/.test(latin1(bytes.subarray(at, at + 16)));
}

function readHeaders(bytes: Uint8Array, start: number): Message {
  const block = latin1(bytes.subarray(start, start + MOST_HEADERS));
  const blank = /\r?\n\r?\n/.exec(block);
  const head = blank ? block.slice(0, blank.index) : block;
  const end = start + (blank ? blank.index + blank[0].length : block.length);
  return { ...headersIn(head.split(/\r?\n/)), end };
}

/** The body without its transfer coding. curl takes that off itself but still prints the header, so the octets decide. */
function bodyOf({ headers }: Message, rest: Uint8Array, name: string, collector: Collector): Uint8Array {
  const length = Number(headers.get('content-length') ?? Number.NaN);
  if (/chunked/i.test(headers.get('transfer-encoding') ?? '')) {
    const { body, complete } = dechunk(rest);
    if (body && !complete)
      collector.problem(
        name,
        'http/truncated',
        'The chunked body was cut off; what is there was read. Capture it again.',
      );
    return body ?? rest;
  }
  if (length > rest.length && rest.length > 0)
    collector.problem(
      name,
      'http/truncated',
      `Content-Length says ${length} octets, but the body has ${rest.length}; what is there was read. Capture it again.`,
    );
  return length < rest.length ? rest.subarray(0, length) : rest;
}

/** Chunked transfer coding (RFC 9112 section 7.1); `body: null` when the octets are not in it. */
function dechunk(rest: Uint8Array): { readonly body: Uint8Array | null; readonly complete: boolean } {
  const chunks: Uint8Array[] = [];
  for (let at = 0; ;) {
    const line = /^([0-9a-f]{1,8})[ \t]*(?:;[^\r\n]*)?\r?\n/i.exec(latin1(rest.subarray(at, at + 300)));
    if (!line) return { body: chunks.length > 0 ? concatBytes(chunks) : null, complete: false };
    const size = Number.parseInt(line[1]!, 16);
    if (size === 0) return { body: concatBytes(chunks), complete: true };
    at += line[0].length;
    chunks.push(rest.subarray(at, at + size));
    at += size;
    while (rest[at] === 0x0d || rest[at] === 0x0a) at++;
  }
}

/** A name up to its last dot: `0e57.headers` and `0e57.ors` belong together. */
export function stemOf(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot > name.lastIndexOf('/') + 1 ? name.slice(0, dot) : name;
}

const latin1 = (bytes: Uint8Array): string => new TextDecoder('windows-1252').decode(bytes);
