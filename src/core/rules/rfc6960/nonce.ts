import { findExtension } from '../../model/asn1.ts';
import { toHex } from '../../model/bytes.ts';
import { OID } from '../../model/oid.ts';
import { DerSession } from '../../der/reader.ts';
import { defineRule, info, warning, type Window } from '../rule.ts';
import { RFC6960, RFC8954, RFC9654, utc } from '../sources.ts';
import { isSuccessful } from './successful.ts';

interface Text extends Window {
  /** Octets a nonce may have at most. */
  readonly most: number;
  /** RFC 6960 itself set no bound; what every later text forbids is odd before them too (policy.md section 6.1, ocsp-nonce). */
  readonly unbounded?: true;
}

export const nonce = defineRule({
  id: 'rfc6960/nonce',
  requirement: 'A nonce is an OCTET STRING of 1 to 128 octets (1 to 32 between November 2020 and August 2024).',
  level: 'MUST',
  source: RFC9654,
  judges: 'response',
  clock: 'producedAt',
  windows: [
    {
      until: utc('2020-11-01'),
      section: '4.4.1',
      quote: 'Nonce ::= OCTET STRING',
      source: RFC6960,
      most: 128,
      unbounded: true,
    },
    {
      from: utc('2020-11-01'),
      until: utc('2024-08-01'),
      section: '2.1',
      quote: 'Nonce ::= OCTET STRING(SIZE(1..32))',
      source: RFC8954,
      most: 32,
    },
    { from: utc('2024-08-01'), section: '2.1', quote: 'Nonce ::= OCTET STRING(SIZE(1..128))', most: 128 },
  ] as readonly Text[],
  needs: [],

  applies: ({ response }) => {
    const successful = isSuccessful({ response });
    return successful !== true ? successful : nonceOf({ response }) !== undefined || 'The response carries no nonce.';
  },

  check({ response }, _facts, { window }) {
    const { extnValue } = nonceOf({ response })!;
    const session = new DerSession(extnValue);
    const reader = session.reader();
    const octets = reader.octetString('the nonce');
    reader.finish('the nonce');
    if (session.failure)
      return warning(`The nonce, ${toHex(extnValue)}, is not wrapped in an OCTET STRING of its own.`);
    if (octets.length === 0 || octets.length > window.most)
      return warning(
        window.unbounded
          ? `The nonce has ${octets.length} octets; no bound was set yet, but no later text allows more than ${window.most} or none.`
          : `The nonce has ${octets.length} octets; 1 to ${window.most} are allowed.`,
      );
    return info(
      () =>
        `The response carries a nonce of ${octets.length} octets; without the request it shows only that somebody asked for it freshly.`,
    );
  },
});

const nonceOf = ({ response }: Parameters<typeof isSuccessful>[0]) =>
  findExtension(response.response?.basicOCSPResponse?.tbsResponseData.responseExtensions ?? [], OID.pkixOcspNonce);
