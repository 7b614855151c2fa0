import type { Claim } from '../../model/evidence.ts';
import { parseInstant } from '../../model/time.ts';
import type { Format } from '../piece.ts';
import { stemOf } from './http.ts';

/**
 * What the script of the to-do list writes beside each response it captures: when it asked, how, and where, a line each.
 * Like headers in a file of their own, these are claims about the file beside them.
 */
export const captureTime: Format = {
  name: 'note of a capture',
  detect: ({ text }) => /^OCSP capture\r?\n/.test(text ?? ''),
  read({ name, bytes, text }, collector) {
    const lines = new Map(
      Array.from(text!.matchAll(/^(time|method|url): (.*?)\r?$/gm), ([, key, value]) => [key!, value!]),
    );
    const capturedAt = parseInstant(lines.get('time') ?? '');
    const url = lines.get('url');
    const claim: Omit<Claim, 'sha256'> = {
      from: name,
      ...(capturedAt !== null && { capturedAt }),
      ...(url && { url }),
      ...methodOf(lines.get('method')),
    };
    collector.looseClaims.push({ stem: stemOf(name), bytes, claim });
  },
};

const methodOf = (text: string | undefined): Pick<Claim, 'method'> =>
  text === 'GET' || text === 'POST' ? { method: text } : {};
