import { expect, test } from 'vitest';
import type { Lookup } from '../../../src/core/model/evidence.ts';
import { toHex } from '../../../src/core/model/bytes.ts';
import { openLookups } from '../../../src/core/verify/lookups.ts';
import { sha256Hex } from '../../../src/core/verify/digest.ts';
import * as pki from '../../pki/index.ts';
import { certificateOf } from './read.ts';

const DER = pki.precertificate();
const CERTIFICATE = certificateOf(DER);
const lookup = (by: Lookup['by'], value: string): Lookup => ({ by, value, from: ['x'] });
const open = async (lookups: readonly Lookup[], name = 'a.der', inHand = [CERTIFICATE]): Promise<string[]> => {
  const evidence = [{ sha256: '', kind: 'precertificate', bytes: DER, names: [name] } as const];
  return (await openLookups(lookups, evidence, () => inHand)).map(({ value }) => value);
};

test.each<[string, Lookup]>([
  ['a SHA-1 fingerprint', lookup('sha1', toHex(pki.hash('sha1', DER)))],
  ['a serial number, whatever zeros it has in front', lookup('serial', `00${toHex(CERTIFICATE.serialNumber)}`)],
  ['the hash of a key', lookup('spki-sha256', await sha256Hex(CERTIFICATE.subjectPublicKeyInfo.der))],
])('%s is answered by a certificate in hand that has it, and by no other', async (_, one) => {
  expect(await open([one])).toEqual([]);
  if (one.by !== 'sha1') expect(await open([one], 'a.der', [])).toEqual([one.value]);
  const other = { ...one, value: one.value.replace(/.$/, (last) => (last === '0' ? '1' : '0')) };
  expect(await open([one, other])).toEqual([other.value]);
});

test('a crt.sh id is answered by a certificate in a file of that name', async () => {
  const id = lookup('crt.sh-id', '7712');
  for (const name of ['7712.crt', 'x.zip/certificates/7712.crt', '7712 (1).crt', '7712.pem', '0007712.DER'])
    expect(await open([id], name)).toEqual([]);
  for (const name of ['x7712.crt', '7712.zip', '7713.crt', '7712/a.crt'])
    expect(await open([id], name)).toEqual(['7712']);
  const response = [{ sha256: '', kind: 'ocsp-response', bytes: DER, names: ['7712.der'] } as const];
  expect(await openLookups([id], response, () => [])).toEqual([id]);
});

test('a search stays, and nothing is decoded for it', async () => {
  const query = lookup('crt.sh-query', 'cn=a');
  const never = () => {
    throw new Error('asked');
  };
  expect(await openLookups([query, lookup('crt.sh-id', '1')], [], never)).toHaveLength(2);
});
