import type { Lookup } from '../../model/evidence.ts';
import type { TextFormat, TextSource } from '../piece.ts';
import { withoutSpans } from '../piece.ts';
import { URL_CHARACTERS, tidyUrl } from './url.ts';

const LINK = new RegExp(String.raw`(?<![\w.-])(?:https?://)?(?:www\.)?crt\.sh(?::\d+)?/?\?${URL_CHARACTERS}`, 'gi');

type Reading = 'certificate' | 'id' | 'sha1' | 'sha256' | 'spki-sha256' | 'serial' | 'query';

/**
 * The parameters of crt.sh that name certificates, in the order in which the server tries them: whatever stands first
 * here wins, wherever it stands in the link. The first that has a value decides, even when the value is useless.
 */
const PARAMETERS: readonly (readonly [name: string, reading: Reading])[] = [
  ['d', 'certificate'],
  ['c', 'certificate'],
  ['id', 'id'],
  ['sha1', 'sha1'],
  ['sha256', 'sha256'],
  ['asn1', 'id'],
  ['graph', 'id'],
  ['pv', 'id'],
  ['ctid', 'query'],
  ['ca', 'query'],
  ['caid', 'query'],
  ['caname', 'query'],
  ['serial', 'serial'],
  ['ski', 'query'],
  ['spkisha1', 'query'],
  ['spkisha256', 'spki-sha256'],
  ['subjectsha1', 'query'],
  ['identity', 'query'],
  ['commonname', 'query'],
  ['cn', 'query'],
  ['emailaddress', 'query'],
  ['e', 'query'],
  ['organizationalunitname', 'query'],
  ['ou', 'query'],
  ['organizationname', 'query'],
  ['o', 'query'],
  ['dnsname', 'query'],
  ['domain', 'query'],
  ['rfc822name', 'query'],
  ['esan', 'query'],
  ['ipaddress', 'query'],
  ['ip', 'query'],
  ['q', 'certificate'],
];

/** Links to crt.sh in every form that its server understands (and `crt.sh/?123`, which it does not but people write). */
export const crtSh: TextFormat = {
  name: 'crt.sh links',
  detect: (text) => /crt\.sh/i.test(text),
  read(text, source) {
    const spans: [number, number][] = [];
    for (const match of text.matchAll(LINK)) {
      const link = tidyUrl(match[0].slice(0, endOf(match[0])));
      spans.push([match.index, match.index + link.length]);
      readLink(link, source);
    }
    return withoutSpans(text, spans);
  },
};

/** Where a link ends in a row of a CSV: at a semicolon that ends no entity, or a comma behind a hash or an id. */
function endOf(link: string): number {
  if (!link.includes(';') && !link.includes(',')) return link.length;
  const end = link.search(/(?<!&(?:amp|#38|#x26));|(?<=[=][0-9a-f]{40}(?:[0-9a-f]{24})?|[=]\d{1,19}),(?!\d)/i);
  return end < 0 ? link.length : end;
}

function readLink(link: string, { name, collector }: TextSource): void {
  const from = link.replace(/&amp;|&#38;|&#x26;/gi, '&');
  const query = from.slice(from.indexOf('?') + 1).replace(/#.*$/, '');
  const given = new Map<string, string>();
  for (const [key, value] of new URLSearchParams(query)) {
    const lower = key.toLowerCase();
    if (!given.has(lower)) given.set(lower, value.trim());
  }
  if (/^\d+(?:&|$)/.test(query)) {
    collector.lookup('crt.sh-id', stripZeros(/^\d+/.exec(query)![0]), from);
    return;
  }
  const parameter = PARAMETERS.find(([key]) => given.get(key));
  // No parameter of these: a page of crt.sh, or the pattern of a link (`?sha256=[hash]`), that names no certificate.
  if (!parameter) return;
  const [key, reading] = parameter;
  const value = given.get(key)!;
  const found = interpret(key, reading, value);
  if (found === null)
    collector.problem(
      name,
      'crt.sh/bad-value',
      `The link ${from} names no certificate: ${JSON.stringify(value)} is not what crt.sh expects for ${key}=. Copy the link again, whole.`,
    );
  else if (found.by === 'sha256') collector.reference(found.value, from);
  else collector.lookup(found.by, found.value, from);
}

/** `d`, `c` and `q` take several kinds of value, tried in the order of the server: id, SHA-1, SHA-256, anything else. */
function interpret(
  key: string,
  reading: Reading,
  value: string,
): { readonly by: Lookup['by'] | 'sha256'; readonly value: string } | null {
  const hex = hexOf(value);
  // A hash of digits alone is no id: ids are bigints, with at most 19 digits.
  if ((reading === 'id' || reading === 'certificate') && /^\d{1,19}$/.test(value))
    return { by: 'crt.sh-id', value: stripZeros(value) };
  if ((reading === 'sha1' || reading === 'certificate') && hex?.length === 40) return { by: 'sha1', value: hex };
  if ((reading === 'sha256' || reading === 'certificate') && hex?.length === 64) return { by: 'sha256', value: hex };
  if (reading === 'spki-sha256' && hex?.length === 64) return { by: 'spki-sha256', value: hex };
  if (reading === 'serial' && hex) return { by: 'serial', value: hex };
  if (reading === 'query' || key === 'q') return { by: 'crt.sh-query', value: `${key}=${value}` };
  return null;
}

/** Lower-case hex without colons, a missing leading zero supplied as the server does; `null` when it is not hex. */
function hexOf(value: string): string | null {
  const digits = value.replace(/[:\s]/g, '').toLowerCase();
  if (!/^[0-9a-f]+$/.test(digits)) return null;
  return digits.length % 2 === 0 ? digits : `0${digits}`;
}

const stripZeros = (digits: string): string => digits.replace(/^0+(?=\d)/, '');
