import { fromBase64 } from '../base64.ts';

/** All that quoting, indenting, comment signs, string literals and invisible characters put between the base64. */
const NOISE = /\\+[rn]|\\+(?=[\s/])|[\s>|#*"'\u00a0\u200b-\u200d\u2060\ufeff]+/g;
const ENTITIES: Readonly<Record<string, string>> = {
  '&#43;': '+',
  '&#x2b;': '+',
  '&plus;': '+',
  '&#47;': '/',
  '&#x2f;': '/',
  '&sol;': '/',
  '&#61;': '=',
  '&#x3d;': '=',
  '&equals;': '=',
};

/** What mails, web pages and diffs do to base64, undone one at a time, the harmless first. */
const REPAIRS: readonly ((body: string) => string)[] = [
  (body) => body,
  // Tags and entities of HTML.
  (body) =>
    body
      .replace(/<\/?[a-z][^<>]{0,200}>/gi, '')
      .replace(/&[#a-z0-9]{2,8};/gi, (entity) => ENTITIES[entity.toLowerCase()] ?? ''),
  // Quoted-printable that nobody decoded.
  (body) =>
    body
      .replace(/=\r?\n/g, '')
      .replace(/=0[ad]/gi, '')
      .replace(/=3d/gi, '='),
  // The first column of a diff.
  (body) => (/^(?:[ \t]*\r?\n)?(?:[+-][^\n]*\n?)+$/.test(body.trimEnd()) ? body.replace(/^[+-]/gm, '') : body),
];

/** The octets of base64 as people hand it on, an object first of all; `null` when nothing makes it base64. Not `complete`: prose may follow. */
export function repairedBase64(
  body: string,
  complete: boolean,
  isObject: (bytes: Uint8Array) => boolean,
): Uint8Array | null {
  if (body.trim() === '') return null;
  let first: Uint8Array | null = null;
  for (const repair of REPAIRS) {
    const text = repair(body).replace(NOISE, '');
    const bytes = fromBase64(complete ? text : /^[A-Za-z0-9+/_-]*={0,2}/.exec(text)![0]);
    if (bytes && isObject(bytes)) return bytes;
    first ??= bytes;
  }
  return first;
}
