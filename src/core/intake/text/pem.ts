import { sniffDer } from '../der-kind.ts';
import { LEFT_OUT, readObject } from '../formats/der.ts';
import type { TextFormat, TextSource } from '../piece.ts';
import { withoutSpans } from '../piece.ts';
import { repairedBase64 } from './pem-repair.ts';

/** `-----BEGIN X-----` or END, at most five hyphens behind, for ten may stand between blocks; mail programs turn hyphens into dashes. */
const BOUNDARY = /[-\u2010-\u2015]{2,}[ \t]*(BEGIN|END)[ \t]+([A-Z0-9][A-Z0-9 ]*?)[ \t]*[-\u2010-\u2015]{2,5}/g;
/** Headers as RFC 1421 has them (`Proc-Type: …`), at the start of a block. */
const HEADERS = /^(?:[\s>|]*[A-Za-z][\w-]*:[^\n]*\n)+/;
/** What a label promises; labels that are not here promise nothing that this app reads. */
const LABELS: Readonly<Record<string, readonly string[]>> = {
  CERTIFICATE: ['certificate', 'precertificate'],
  'X509 CERTIFICATE': ['certificate', 'precertificate'],
  'TRUSTED CERTIFICATE': ['certificate', 'precertificate'],
  'OCSP RESPONSE': ['ocsp-response'],
  'OCSP REQUEST': ['ocsp-request'],
  'X509 CRL': ['crl'],
  PKCS7: ['pkcs7'],
  CMS: ['pkcs7'],
};

/**
 * PEM (RFC 7468) as it reaches people: quoted, indented, on one line, without line ends between blocks, with text
 * around. What a block holds is told by its content; a label that says otherwise is a problem, not an obstacle.
 */
export const pem: TextFormat = {
  name: 'PEM',
  detect: (text) => text.includes('BEGIN ') || text.includes('BEGIN\t'),
  read(text, source) {
    const spans: [number, number][] = [];
    let open: { label: string; start: number; body: number } | null = null;
    let number = 0;
    const close = (bodyEnd: number, end: number, complete: boolean): void => {
      if (!open) return;
      number++;
      const place = `${source.place ?? ''}PEM block ${number} (${open.label})`;
      spans.push([open.start, end]);
      readBlock(open.label, text.slice(open.body, bodyEnd), text.slice(open.start, end), place, complete, source);
      open = null;
    };
    for (const boundary of text.matchAll(BOUNDARY)) {
      const end = boundary.index + boundary[0].length;
      if (boundary[1] === 'BEGIN') {
        close(boundary.index, boundary.index, false);
        open = { label: boundary[2]!, start: boundary.index, body: end };
      } else close(boundary.index, end, true);
    }
    close(text.length, text.length, false);
    return withoutSpans(text, spans);
  },
};

function readBlock(
  label: string,
  body: string,
  whole: string,
  place: string,
  complete: boolean,
  { name, collector }: TextSource,
): void {
  if (/PRIVATE KEY(?: BLOCK)?$/.test(label)) {
    // Not even kept as unrecognised: a case is made to be attached to a public bug.
    collector.secret(name, 'pem/private-key', `${place} is a private key. ${LEFT_OUT}`);
    return;
  }
  // Signatures of mails and of packages: nobody hands them in as evidence.
  if (label.startsWith('PGP ')) return;
  const bytes = repairedBase64(body.replace(HEADERS, ''), complete, (octets) => sniffDer(octets).kind !== null);
  const object = bytes && trimmed(bytes, label, complete);
  if (!object || object.length === 0) {
    collector.unreadable(
      new TextEncoder().encode(whole),
      name,
      complete ? 'pem/bad-base64' : 'pem/no-end',
      complete
        ? `${place} does not hold base64 alone between its BEGIN and END lines. Copy it again, whole.`
        : `${place} has no END line and could not be read without. Copy it again, whole.`,
    );
    return;
  }
  const { kind } = sniffDer(object);
  if (kind !== null && LABELS[label] && !LABELS[label].includes(kind))
    collector.problem(
      name,
      'pem/label',
      `${place} is not what its label says: it holds ${kind === 'ocsp-response' ? 'an OCSP response' : `a ${kind}`}, and was taken as that.`,
    );
  readObject(object, name, collector, `${place}: `);
}

/** OpenSSL writes its trust settings behind a TRUSTED CERTIFICATE; a block without END may have prose behind it. */
function trimmed(bytes: Uint8Array, label: string, complete: boolean): Uint8Array {
  if (complete && label !== 'TRUSTED CERTIFICATE') return bytes;
  const { end } = sniffDer(bytes);
  return end === null || end >= bytes.length ? bytes : bytes.slice(0, end);
}
