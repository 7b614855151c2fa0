import type { AnyCertificate } from '../model/certificate.ts';
import type { Evidence, Lookup } from '../model/evidence.ts';
import { toHex } from '../model/bytes.ts';
import { inBatches } from './batches.ts';
import { digest } from './digest.ts';
import { spkiSha256 } from './in-hand.ts';

/** What crt.sh, browsers and the to-do list's script call the file of an id, also when it was downloaded twice. */
const ID_FILE = /(?:^|\/)(\d{1,19})(?: ?\(\d+\))?\.(?:crt|cer|pem|der)$/i;

/**
 * Lookups that nothing in hand answers; `certificatesInHand` is asked only where their octets decide. Hashes and serial numbers are compared with the certificates. An id of crt.sh is
 * in no certificate; but files are called by it, and whoever gave a file that name says that it is the one. A name may
 * lie, so all that follows is that nobody is asked for it any more: no verdict rests on it.
 */
export async function openLookups(
  lookups: readonly Lookup[],
  evidence: readonly Evidence[],
  certificatesInHand: () => readonly AnyCertificate[],
): Promise<Lookup[]> {
  if (lookups.length === 0) return [];
  const asked = new Set(lookups.map(({ by }) => by));
  const answered = new Set<string>();
  const inHand = evidence.filter(({ kind }) => kind === 'certificate' || kind === 'precertificate');
  if (asked.has('crt.sh-id'))
    for (const { names } of inHand)
      for (const name of names) answered.add(`crt.sh-id ${withoutZeros(ID_FILE.exec(name)?.[1] ?? '')}`);
  const certificates = asked.has('serial') || asked.has('spki-sha256') ? certificatesInHand() : [];
  if (asked.has('serial'))
    for (const certificate of certificates) answered.add(`serial ${withoutZeros(toHex(certificate.serialNumber))}`);
  if (asked.has('sha1'))
    for (const hash of await inBatches(inHand, ({ bytes }) => digest('SHA-1', bytes)))
      answered.add(`sha1 ${toHex(hash)}`);
  if (asked.has('spki-sha256'))
    for (const hash of await inBatches(certificates, spkiSha256)) answered.add(`spki-sha256 ${hash}`);
  return lookups.filter(({ by, value }) => !answered.has(`${by} ${isNumber(by) ? withoutZeros(value) : value}`));
}

const isNumber = (by: Lookup['by']): boolean => by === 'serial' || by === 'crt.sh-id';

const withoutZeros = (digits: string): string => digits.replace(/^0+(?=.)/, '');
