import { fromBase64 } from './base64.ts';

/** One entity of a mail: headers and a body, still as transferred, one character an octet. */
export interface Entity {
  /** By lower-case name, unfolded; the first of a name counts. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

/** Takes headers and body apart (RFC 5322 section 2.1). */
export function readEntity(raw: string): Entity {
  const blank = /^\r?\n|\r?\n\r?\n/.exec(raw);
  const head = blank ? raw.slice(0, blank.index) : raw;
  const headers = new Map<string, string>();
  for (const line of head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const [, name, value] = /^([!-9;-~]+):[ \t]*(.*)$/.exec(line) ?? [];
    if (name !== undefined && !headers.has(name.toLowerCase())) headers.set(name.toLowerCase(), value!);
  }
  return { headers, body: blank ? raw.slice(blank.index + blank[0].length) : '' };
}

/** A parameter of a structured header such as `text/plain; charset=utf-8`; RFC 2231's `name*=` form too. */
export function parameterOf(header: string | undefined, name: string): string | null {
  const match = new RegExp(String.raw`;\s*${name}(\*?)=(?:"((?:[^"\\]|\\.)*)"|([^\s;]*))`, 'i').exec(header ?? '');
  if (!match) return null;
  const value = match[2]?.replace(/\\(.)/g, '$1') ?? match[3]!;
  if (match[1] === '') return decodeWords(value);
  try {
    return decodeURIComponent(value.replace(/^[^']*'[^']*'/, ''));
  } catch {
    return value;
  }
}

/** The parts of a multipart body; what stands before the first and behind the last delimiter is nobody's. */
export function partsOf(body: string, boundary: string): string[] {
  const pieces = `\n${body}`.split(`\n--${boundary}`);
  const parts: string[] = [];
  for (const piece of pieces.slice(1)) {
    if (piece.startsWith('--')) break;
    parts.push(piece.replace(/^[ \t]*\r?\n/, '').replace(/\r$/, ''));
  }
  return parts;
}

/** The octets of a body without its transfer encoding (RFC 2045 section 6); `null` when it is not in that encoding. */
export function decodeBody(body: string, encoding: string | undefined): Uint8Array | null {
  switch (encoding?.trim().toLowerCase()) {
    case 'base64':
      return fromBase64(body.replace(/[\s=]+/g, ''));
    case 'quoted-printable':
      return octets(
        body
          .replace(/[ \t]+(?=\r?\n|$)/g, '')
          .replace(/=\r?\n/g, '')
          .replace(/=([0-9a-f]{2})/gi, (_, pair: string) => String.fromCharCode(Number.parseInt(pair, 16))),
      );
    default:
      return octets(body);
  }
}

/** Octets as characters of the same numbers. */
export function binaryString(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += 8192) parts.push(String.fromCharCode(...bytes.subarray(at, at + 8192)));
  return parts.join('');
}

/** The reverse. */
export const octets = (text: string): Uint8Array => {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
  return bytes;
};

/** Encoded words in a header (RFC 2047), in UTF-8. */
const decodeWords = (text: string): string =>
  text.replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (word, kind: string, content: string) => {
    const bytes =
      kind.toLowerCase() === 'b' ? fromBase64(content) : decodeBody(content.replaceAll('_', ' '), 'quoted-printable');
    return bytes ? new TextDecoder().decode(bytes) : word;
  });
