import type { Collector } from '../collector.ts';
import { binaryString, decodeBody, octets, parameterOf, partsOf, readEntity } from '../mime.ts';
import type { Format } from '../piece.ts';
import { Piece } from '../piece.ts';
import { tooDeep } from './gzip.ts';
import { readText } from './text.ts';

/** The line before each mail in an mbox file (RFC 4155). */
const FROM_LINE = /^From [^\n]*\n/;

/** Header fields (RFC 5322) from the first octet on, among them one of MIME's and one that every mail has. */
const HEADERS = /^(?:[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*)+\r?\n/;

/**
 * A mail (`.eml`), or many (mbox): attachments are opened like files, and the text is read like any text. Signatures of the mail
 * itself are left out; nobody handed in the sender's certificate.
 */
export const mail: Format = {
  name: 'mail',
  detect({ bytes }) {
    const start = binaryString(bytes.subarray(0, 32 * 1024)).replace(FROM_LINE, '');
    const head = HEADERS.exec(start)?.[0] ?? '';
    return /^(?:mime-version|content-type):/im.test(head) && /^(?:from|received|message-id):/im.test(head);
  },
  read({ name, bytes, depth }, collector) {
    const before = collector.count;
    const parts: Parts = { count: 0, spent: false };
    const mails = mailsIn(binaryString(bytes));
    for (const [at, mail] of mails.entries())
      readPart(mail, mails.length > 1 ? `${name}/mail ${at + 1}` : name, depth, parts, collector);
    if (collector.count === before)
      collector.unreadable(
        bytes,
        name,
        'mail/nothing-found',
        'Neither the text of this mail nor an attachment holds a certificate, an OCSP response, a fingerprint or a crt.sh link.',
      );
  },
};

/** The mails of an mbox file, or the one that a file is. */
const mailsIn = (raw: string): string[] =>
  FROM_LINE.test(raw) ? raw.replace(FROM_LINE, '').split(/\r?\n\r?\nFrom [^\n]*\n/) : [raw];

/** Of one file, all mails in it together. */
interface Parts {
  count: number;
  /** The budget is spent: the rest is left alone. */
  spent: boolean;
}

function readPart(raw: string, name: string, depth: number, parts: Parts, collector: Collector): void {
  const { depth: most } = collector.spending.budget;
  if (parts.spent) return;
  const spent = collector.spending.spendMember();
  if (spent) {
    parts.spent = true;
    collector.unreadable(octets(raw), name, spent.code, spent.message);
    return;
  }
  if (depth > most) {
    collector.unreadable(octets(raw), name, 'budget/depth', tooDeep(most));
    return;
  }
  const { headers, body } = readEntity(raw);
  const contentType = headers.get('content-type') ?? 'text/plain';
  const type = contentType.replace(/[;\s].*$/s, '').toLowerCase();
  const boundary = parameterOf(contentType, 'boundary');
  if (type.startsWith('multipart/') && boundary) {
    for (const part of partsOf(body, boundary)) readPart(part, name, depth + 1, parts, collector);
    return;
  }
  if (/^application\/(?:x-pkcs7|pkcs7|pgp)-signature$/.test(type)) return;

  parts.count++;
  const fileName = parameterOf(headers.get('content-disposition'), 'filename') ?? parameterOf(contentType, 'name');
  const place = `${name}/${fileName ?? `part ${parts.count}`}`;
  const bytes = decodeBody(body, headers.get('content-transfer-encoding'));
  if (!bytes)
    collector.unreadable(
      octets(body),
      place,
      'mail/bad-base64',
      'This part of the mail is not the base64 that it says it is. Save the attachment by itself and add it.',
    );
  else if (type === 'message/rfc822') readPart(binaryString(bytes), place, depth + 1, parts, collector);
  else if (type.startsWith('text/') && fileName === null)
    readText(decodeCharset(bytes, parameterOf(contentType, 'charset')), name, collector);
  else collector.open(new Piece(place, bytes, depth + 1));
}

function decodeCharset(bytes: Uint8Array, charset: string | null): string {
  try {
    return new TextDecoder(charset ?? 'utf-8').decode(bytes);
  } catch {
    return new TextDecoder().decode(bytes);
  }
}
