import type { VerifiedEntry } from '../verify/index.ts';

export const hasPair = (entry: VerifiedEntry): true | string =>
  entry.differences !== null || 'It concerns a precertificate and its final certificate; only one of them is in hand.';

/** The differences of a pair, named and with their octets, long ones shortened in the middle. */
export function differencesInWords({ differences }: VerifiedEntry): string {
  return differences!
    .map(
      ({ part, precertificate, certificate }) =>
        `${part} is ${shorten(precertificate)} in the precertificate and ${shorten(certificate)} in the certificate`,
    )
    .join('; ');
}

function shorten(octets: string | null): string {
  if (octets === null) return 'missing';
  return octets.length <= 120 ? octets : `${octets.slice(0, 64)}…${octets.slice(-32)} (${octets.length / 2} octets)`;
}
