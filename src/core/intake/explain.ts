import { toHex } from '../model/bytes.ts';

/** A problem's code and sentence. */
export type Explanation = readonly [code: string, message: string];

const UNKNOWN: Explanation = [
  'file/unknown-format',
  'This file is none of the formats that are read here; it was kept as it is. If it should be a certificate or an OCSP response, get it again.',
];

const OTHER_ARCHIVE: Explanation = [
  'file/unsupported-archive',
  'This is an archive or compressed file of a kind that is not opened here (ZIP, tar and gzip are). It was kept as it is; unpack it yourself and add the files.',
];

const IMAGE: Explanation = [
  'file/image',
  'This is a picture: what it shows cannot be read or verified. It was kept as it is; add the files or the text that it was made of.',
];

const DOCUMENT: Explanation = [
  'file/document',
  'This is a document (PDF or old Office) that is not read here. It was kept as it is; copy its text and paste it, or add the files that are attached to it.',
];

/** Files of other kinds by their first octets, in hex. */
const SIGNATURES: readonly (readonly [starts: string, explanation: Explanation])[] = [
  // 7-Zip, RAR, xz, bzip2, Zstandard, cabinet, LZIP
  ...['377abcaf271c', '526172211a07', 'fd377a585a00', '425a68', '28b52ffd', '4d534346', '4c5a4950'].map(
    (starts) => [starts, OTHER_ARCHIVE] as const,
  ),
  // PNG, JPEG, GIF, RIFF (WebP)
  ...['89504e470d0a', 'ffd8ff', '474946383', '52494646'].map((starts) => [starts, IMAGE] as const),
  ['255044462d', DOCUMENT],
  [
    'd0cf11e0a1b1',
    [
      'file/outlook',
      'This is a mail saved by Outlook (.msg) or an old Office document, which is not read here. It was kept as it is; save the mail as .eml, or its attachments, and add these.',
    ],
  ],
  [
    '789f3e22',
    [
      'file/outlook',
      'This is a winmail.dat, in which Outlook hides the attachments of a mail; it is not read here. It was kept as it is; ask for the files in a ZIP archive, or save them in Outlook.',
    ],
  ],
];

/** Key stores of Java begin so; they hold private keys. */
export const isJavaKeyStore = (bytes: Uint8Array): boolean => ['feedfeed', 'cececece'].includes(hexStart(bytes, 4));

/** What to say of a file that no format knows. */
export function explainBinary(bytes: Uint8Array): Explanation {
  const start = hexStart(bytes, 8);
  return SIGNATURES.find(([signature]) => start.startsWith(signature))?.[1] ?? (isMangled(bytes) ? MANGLED : UNKNOWN);
}

/** For octets that were once decoded as text: whatever was no text became U+FFFD. */
const MANGLED: Explanation = [
  'text/binary',
  'This is binary data that was pasted or saved as text, which destroys it. Add the original file instead.',
];

/** U+FFFD in UTF-8. */
const isMangled = (bytes: Uint8Array): boolean =>
  bytes.some((octet, at) => octet === 0xef && bytes[at + 1] === 0xbf && bytes[at + 2] === 0xbd);

/** Texts without bytes that look as if they had some. */
const TEXTS: readonly (readonly [pattern: RegExp, explanation: Explanation])[] = [
  [/^%PDF-/, DOCUMENT],
  [
    /OCSP Response (?:Status|Data)|Response Type: Basic OCSP|Cert Status: |OCSP Nonce:/,
    [
      'text/ocsp-text',
      'This is what a tool prints about an OCSP response, without the response itself, so nothing in it can be verified. Save the bytes too, with openssl by the option -respout, and add that file.',
    ],
  ],
  [
    /Certificate:\s+Data:|X\.?509 Certificate:|BEGIN_?CERTIFICATE_?INFO/i,
    [
      'text/certificate-text',
      'This is what a tool prints about a certificate, without the certificate itself, and no fingerprint is in it. Add the certificate, or its SHA-256 fingerprint.',
    ],
  ],
  [
    /^\s*(?:<!doctype html|<html|<\?xml[^>]*>\s*<html|<head)/i,
    [
      'text/html-page',
      'This is a web page, often a server’s error page saved in place of a file, and it names no certificate. If a certificate or an OCSP response was expected, get it again.',
    ],
  ],
];

/** What to say of a text in which nothing was found. */
export function explainText(content: string): Explanation {
  const start = content.slice(0, 100_000);
  if (start.trim() === '' && content.trim() === '')
    return ['text/empty', 'There is nothing in it but white space. Copy or save it again.'];
  const known = TEXTS.find(([pattern]) => pattern.test(start));
  if (known) return known[1];
  if (content.includes('\ufffd')) return MANGLED;
  return [
    'text/nothing-found',
    'No certificate, OCSP response, fingerprint or crt.sh link was found in this text. If it should hold one, copy it again, whole, or add the original file.',
  ];
}

const hexStart = (bytes: Uint8Array, count: number): string => toHex(bytes.subarray(0, count));
