import type { Claim } from '../model/evidence.ts';
import { parseHttpDate } from './http-date.ts';

/** The status line and the headers of a response. */
export interface ResponseHead {
  readonly status: number;
  /** By lower-case name; the last one counts. */
  readonly headers: ReadonlyMap<string, string>;
}

/** Reads the lines of a head, the status line first. */
export function headersIn([statusLine = '', ...lines]: readonly string[]): ResponseHead {
  const headers = new Map<string, string>();
  for (const line of lines) {
    const colon = line.indexOf(':');
    if (colon > 0) headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  return { status: Number(statusLine.split(' ')[1]), headers };
}

/** What a head claims about its body. */
export function claimOf({ status, headers }: ResponseHead, from: string): Omit<Claim, 'sha256'> {
  const capturedAt = parseHttpDate(headers.get('date') ?? '');
  const contentType = headers.get('content-type');
  return { from, ...(capturedAt !== null && { capturedAt }), status, ...(contentType && { contentType }) };
}
