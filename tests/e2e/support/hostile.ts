import { zipSync } from 'fflate';
import {
  DAY,
  issuingAuthority,
  later,
  ocspResponse,
  precertificate,
  rawAttribute,
  rawName,
  rootA,
  serial,
  singleResponse,
  tlsCertificate,
} from '../../pki/index.ts';
import type { Authority, ExtensionSet, LeafOptions, STRING_TAGS } from '../../pki/index.ts';
import { OID } from '../../../src/core/model/oid.ts';
import { authorityInfoAccess, extension } from '../../pki/extensions.ts';
import { key } from '../../pki/keys.ts';
import { objectIdentifier, sequence, tlv, type Bytes } from '../../pki/der-writer.ts';
import type { EvidenceFile } from './app.ts';

/** Evidence of people who mean harm: whatever a Name, an extension or a file name can hold against a page or an export. */

const utf8 = (text: string): Bytes => new TextEncoder().encode(text);
const utf16 = (text: string): Bytes => {
  const octets = new Uint8Array(text.length * 2);
  for (let at = 0; at < text.length; at++) new DataView(octets.buffer).setUint16(at * 2, text.charCodeAt(at));
  return octets;
};

/** If any of it ran, the page would have a property `hit`. */
export const SCRIPTS = [
  '<img src=x onerror="window.hit=1">',
  '<script>window.hit=1</script>',
  '"><svg onload=window.hit=1>',
  "';window.hit=1;//",
  'javascript:window.hit=1',
  '[here](javascript:window.hit=1)',
  '![x](https://watch.example/x.png)',
  '</title></style></textarea><script>window.hit=1</script>',
  '{@html "<b>"}${window.hit=1}{{window.hit=1}}',
];
export const FORMULAS = [
  '=HYPERLINK("https://watch.example";"x")',
  "+1+cmd|' /C calc'!A0",
  '-2+3',
  '@SUM(1;2)',
  '\t=1+1',
  '\r=1+1',
  'a,=1+1',
  '"=1+1',
  '\uff1d1+1',
];
export const UNSEEN = [
  'evil\u202etxt.elpmaxe',
  '\u2066left\u2069 \u2067right\u2069 \u2068first\u2069',
  'zero\u200bwidth\u200c\u200d\ufeff\u2060',
  'nul\0middle',
  'esc\u001b[31mred\u0007',
  'c1\u0085\u009b31m',
  'tag\u{e0041}\u{e007f}',
  'line\u2028para\u2029lf\nvt\u000b',
  'private\ue000',
  'soft\u00adhyphen',
];
export const MARKUP = [
  'a|b|`c``d```',
  '@everyone *bold* _it_ ~~x~~ # h',
  '``` \n# head\n| a |',
  '\\|x\\`',
  '<!-- -->&amp;&#x3c;',
];
export const SHELL = [
  "'; touch pwned; '",
  '$(touch pwned)',
  '`touch pwned`',
  '"; touch pwned; "',
  '-rf',
  '\n touch pwned\n',
  '!x %s \\',
];

const ALL = [...SCRIPTS, ...FORMULAS, ...UNSEEN, ...MARKUP, ...SHELL];

/** Octets that the type allows, and that it does not. */
const OCTETS: Record<keyof typeof STRING_TAGS, readonly Bytes[]> = {
  UTF8String: [
    Uint8Array.of(0xff, 0xfe, 0x41),
    Uint8Array.of(0xc0, 0x80),
    Uint8Array.of(0xed, 0xa0, 0x80),
    Uint8Array.of(0xf4, 0x90, 0x80, 0x80),
  ],
  NumericString: [utf8('12 34'), utf8('<b>')],
  PrintableString: [utf8('plain'), utf8('not*printable<script>')],
  TeletexString: [Uint8Array.of(0x41, 0xe4, 0xff, 0x1b), utf8('<img src=x onerror=window.hit=1>')],
  VideotexString: [Uint8Array.of(0x00, 0x80, 0xff)],
  IA5String: [utf8('ia5'), Uint8Array.of(0x80, 0x3c)],
  GraphicString: [utf8('graphic'), Uint8Array.of(0x1b, 0x9b)],
  VisibleString: [utf8('visible'), Uint8Array.of(0x07)],
  GeneralString: [utf8('general'), Uint8Array.of(0x9b)],
  UniversalString: [
    Uint8Array.of(0, 0, 0x20, 0x2e, 0, 0, 0, 0x41),
    Uint8Array.of(0, 0x11, 0, 0),
    Uint8Array.of(0, 0, 1),
  ],
  BMPString: [utf16('bmp\u202e'), Uint8Array.of(0, 0x41, 0), Uint8Array.of(0xd8, 0, 0, 0x41)],
};

const cn = (text: string): Bytes => rawAttribute('CN', 'UTF8String', utf8(text));

/** GeneralNames with any octets: rfc822Name, dNSName, URI, a Name. */
const rawAltName = (...names: readonly Bytes[]): Bytes => extension(OID.subjectAltName, false, sequence(...names));
const dns = (text: string): Bytes => tlv(0x82, utf8(text));
const uri = (text: string): Bytes => tlv(0x86, utf8(text));

const policyWithNotice = (text: string): Bytes =>
  extension(
    OID.certificatePolicies,
    false,
    sequence(
      sequence(
        objectIdentifier('2.23.140.1.2.1'),
        sequence(
          sequence(objectIdentifier('1.3.6.1.5.5.7.2.1'), tlv(0x16, utf8('javascript:window.hit=1'))),
          sequence(objectIdentifier('1.3.6.1.5.5.7.2.2'), sequence(tlv(0x0c, utf8(text)))),
        ),
      ),
    ),
  );

/** A CA whose own name is hostile, too. */
const issuer = (): Authority =>
  issuingAuthority(rootA(), {
    subject: rawName(
      rawAttribute('C', 'PrintableString', utf8('US')),
      rawAttribute('O', 'UTF8String', utf8(`=1+1 ${SCRIPTS[0]} \u202e|\`${SHELL[0]}`)),
      cn(`@all [CA](javascript:window.hit=1)\n- x`),
    ),
    key: key('issuingB'),
    serialNumber: serial('hostile issuer'),
  });

export const LONG = 102_400;

export interface Hostile {
  readonly files: readonly EvidenceFile[];
  readonly certificates: number;
}

/** One (pre)certificate a kind of harm, a response about each, and all of them again in an archive of hostile names. */
export function hostileEvidence(): Hostile {
  const ca = issuer();
  const made: Bytes[] = [];
  const make = (text: string, subject: Bytes, extensions: ExtensionSet, pre: boolean) => {
    const options: LeafOptions = {
      host: `h${made.length}.example`,
      issuer: ca,
      subject,
      notBefore: later('2022-10-10T00:00:00Z', made.length * DAY),
      extensions: {
        authorityInfoAccess: authorityInfoAccess({
          ocsp: `http://ocsp.example/${ascii(text)}`,
          caIssuers: ascii(text),
        }),
        certificatePolicies: policyWithNotice(text),
        ...extensions,
      },
    };
    made.push(pre ? precertificate(options) : tlsCertificate(options));
  };
  ALL.forEach((text, at) =>
    make(
      text,
      rawName(cn(text)),
      { subjectAltName: rawAltName(dns(text), uri(text), tlv(0xa4, rawName(cn(text)))) },
      at % 2 === 0,
    ),
  );
  const strings = Object.entries(OCTETS).flatMap(([type, all]) =>
    all.map((octets) => rawAttribute('OU', type as keyof typeof STRING_TAGS, octets)),
  );
  make('strings', rawName(...strings), {}, true);
  for (const octets of [Uint8Array.of(0xff, 0x3c), Uint8Array.of(0x80), new Uint8Array()])
    make(
      'octets',
      rawName(rawAttribute('CN', 'BMPString', octets)),
      { subjectAltName: rawAltName(tlv(0x82, octets)) },
      true,
    );
  make('odd', rawName(), { subjectAltName: null }, true);

  // The last have none, so that a script has something to fetch.
  const responses = made.slice(0, ALL.length - SHELL.length).map((certificate, at) =>
    ocspResponse({
      signer: ca,
      responderID: at % 2 === 0 ? 'name' : 'key',
      producedAt: '2022-12-01T00:00:00Z',
      responses: [
        singleResponse({
          issuer: ca,
          serialNumber: certificate,
          status: at % 3 === 0 ? 'unknown' : 'good',
          thisUpdate: '2022-12-01T00:00:00Z',
          nextUpdate: '2022-12-08T00:00:00Z',
        }),
      ],
    }),
  );
  const archived: Record<string, Uint8Array> = {};
  made.forEach((bytes, at) => (archived[`${ALL[at % ALL.length]!.replaceAll('\0', '')} ${at}.crt`] = bytes));
  ALL.forEach((name, at) => (archived[`broken ${at} ${name}`] = utf8(`${name} is no evidence ${at}`)));
  archived['../../up.crt'] = utf8('no certificate');
  archived['/etc/passwd'] = utf8('no certificate either');
  return {
    certificates: made.length,
    files: [
      { name: `${SCRIPTS[0]!} \u202e gpj.zip`, buffer: Buffer.from(zipSync(archived)) },
      { name: 'ca.crt', buffer: Buffer.from(ca.certificate) },
      { name: '=1+1\u202e.pem', buffer: Buffer.from(rootA().certificate) },
      ...responses.map((bytes, at) => ({ name: `${ALL[at % ALL.length]!} ${at}.ors`, buffer: Buffer.from(bytes) })),
    ],
  };
}

/** What an IA5String of the test authority's schema takes. */
const ascii = (text: string): string => text.replace(/[^\0-\x7f]/g, '?');

/** Names of 100 kB: letters without a place to break, characters that do not show, and very many of both. */
export function longEvidence(): Hostile {
  const ca = issuer();
  const long = ['n'.repeat(LONG), '\u202e'.repeat(LONG / 3), '=<b>`|'.repeat(LONG / 6)];
  const certificates = long.map((text, at) =>
    tlsCertificate({
      host: `long${at}.example`,
      issuer: ca,
      subject: rawName(cn(text)),
      extensions: {
        subjectAltName: rawAltName(dns(text), ...Array.from({ length: 500 }, (_, n) => dns(`${n}${UNSEEN[0]}`))),
      },
    }),
  );
  return {
    certificates: certificates.length,
    files: [
      ...certificates.map((bytes, at) => ({ name: `${'f'.repeat(200)}${at}.crt`, buffer: Buffer.from(bytes) })),
      { name: 'ca.crt', buffer: Buffer.from(ca.certificate) },
    ],
  };
}
