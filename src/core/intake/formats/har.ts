import type { Claim } from '../../model/evidence.ts';
import { parseInstant } from '../../model/time.ts';
import { fromBase64 } from '../base64.ts';
import type { Collector } from '../collector.ts';
import { sniffDer } from '../der-kind.ts';
import type { JsonObject } from '../json.ts';
import { isObject, textOf } from '../json.ts';
import { requestInUrl } from '../ocsp-get.ts';
import type { Format, Piece } from '../piece.ts';
import { readObject } from './der.ts';

/**
 * A HAR file (HTTP Archive 1.2): the OCSP exchanges, certificates and CRLs among its entries, with what it says about
 * time, status, type, URL and method as claims. Everything else that a browser loaded is left alone.
 */
export const har: Format = {
  name: 'HAR',
  detect: (piece) => entriesOf(piece) !== null,
  read(piece, collector) {
    const before = collector.finds.length;
    for (const entry of entriesOf(piece)!) if (isObject(entry)) readEntry(entry, piece.name, collector);
    if (collector.finds.length === before)
      collector.unreadable(
        piece.bytes,
        piece.name,
        'har/nothing-found',
        'No entry of this HAR file carries an OCSP response, a certificate or a CRL. Record again with the contents of responses included.',
      );
  },
};

function entriesOf(piece: Piece): readonly unknown[] | null {
  const [value] = piece.json ?? [];
  const log = isObject(value) ? value.log : null;
  return isObject(log) && Array.isArray(log.entries) ? (log.entries as unknown[]) : null;
}

function readEntry(entry: JsonObject, name: string, collector: Collector): void {
  const request = isObject(entry.request) ? entry.request : {};
  const response = isObject(entry.response) ? entry.response : {};
  const content = isObject(response.content) ? response.content : {};
  const postData = isObject(request.postData) ? request.postData : {};
  const url = textOf(request.url);

  for (const bytes of [octetsOf(postData), url && requestInUrl(url)])
    if (bytes && sniffDer(bytes).kind === 'ocsp-request') readObject(bytes, name, collector);
  const body = octetsOf(content);
  if (!body || (sniffDer(body).kind === null && content.mimeType !== 'application/ocsp-response')) return;

  const capturedAt = parseInstant(textOf(entry.startedDateTime) ?? '');
  const method = textOf(request.method)?.toUpperCase();
  const claim: Omit<Claim, 'sha256'> = {
    from: name,
    ...(capturedAt !== null && { capturedAt }),
    ...(typeof response.status === 'number' && { status: response.status }),
    ...(textOf(content.mimeType) && { contentType: textOf(content.mimeType)! }),
    ...(url && { url }),
    ...((method === 'GET' || method === 'POST') && { method }),
  };
  collector.claimAll(claim, () => readObject(body, name, collector, url ? `The response of ${url}: ` : ''));
}

/** A body: base64 where the file says so, else one character an octet, as browsers write binary data they did not encode. */
function octetsOf(body: JsonObject): Uint8Array | null {
  const text = textOf(body.text);
  if (text === null) return null;
  if (body.encoding === 'base64' || body._encoding === 'base64') return fromBase64(text.replace(/\s/g, ''));
  return Uint8Array.from(text, (character) => character.charCodeAt(0) & 0xff);
}
