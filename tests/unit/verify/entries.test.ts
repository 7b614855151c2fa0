import { describe, expect, test } from 'vitest';
import { serialHex } from '../../../src/core/model/bytes.ts';
import { formEntries, membersOf, type Entry, type Issued } from '../../../src/core/verify/entries.ts';
import { CertificateIndex } from '../../../src/core/verify/in-hand.ts';
import { findIssuance } from '../../../src/core/verify/issuer.ts';
import * as pki from '../../pki/index.ts';
import { inHand } from './read.ts';

const CA = pki.issuingA().certificate;
const PSC = pki.precertificateSigningA();
const changed = (octets: Uint8Array) => octets.map((octet) => octet ^ 1);
const unknownAlgorithm = {
  ...pki.algorithms.sha256WithRSAEncryption,
  identifier: pki.defects.unknownAlgorithm(),
};
const OTHER_END = { notAfter: '2022-12-01T00:00:00Z' };

/** Entries of these certificates, whose issuers are `issuers`. */
async function entriesOf(certificates: readonly Uint8Array[], issuers: readonly Uint8Array[] = [CA]): Promise<Entry[]> {
  const subjects = certificates.map((der) => inHand(der));
  const index = new CertificateIndex([...subjects, ...issuers.map((der) => inHand(der))]);
  const issued = await Promise.all(
    subjects.map(async (one): Promise<Issued> => ({
      inHand: one,
      issuance: await findIssuance(one.certificate, index),
    })),
  );
  return formEntries(issued);
}

const told = ({ final, precertificate, alsoPrecertificates, duplicates }: Entry) => ({
  final: final?.inHand.sha256 ?? null,
  precertificate: precertificate?.inHand.sha256 ?? null,
  also: alsoPrecertificates.map((one) => one.inHand.sha256),
  duplicates: duplicates.map((one) => one.inHand.sha256),
});
const print = pki.fingerprint;
const alone = (der: Uint8Array, kind: 'final' | 'precertificate', duplicates: readonly Uint8Array[] = []) => ({
  final: null,
  precertificate: null,
  also: [],
  [kind]: print(der),
  duplicates: duplicates.map(print),
});
/** Every order of three or fewer. */
const orders = <T>(items: readonly T[]): T[][] =>
  items.length < 2
    ? [[...items]]
    : items.flatMap((one) => orders(items.filter((other) => other !== one)).map((rest) => [one, ...rest]));

describe('a precertificate and its certificate', () => {
  const pre = pki.precertificate();
  const final = pki.tlsCertificate();
  const pair = { final: print(final), precertificate: print(pre), also: [], duplicates: [] };

  test('are one entry, whose subject is the certificate', async () => {
    for (const order of orders([pre, final])) {
      const [entry, ...rest] = await entriesOf(order);
      expect(rest).toEqual([]);
      expect(told(entry!)).toEqual(pair);
      expect(entry!.kind).toBe('final');
      expect(entry!.subject.inHand.sha256).toBe(print(final));
      expect(entry!.differences).toEqual([]);
      expect(membersOf(entry!).map((one) => one.inHand.sha256)).toEqual([print(final), print(pre)]);
    }
  });

  test('are one entry also when they do not match', async () => {
    const other = pki.tlsCertificate(OTHER_END);
    const entries = await entriesOf([pre, other]);
    expect(entries.map(told)).toEqual([{ ...pair, final: print(other) }]);
    expect(entries[0]!.differences!.map(({ part }) => part)).toEqual(['validity']);
  });

  test('are one entry without the issuer, by Name and authority key identifier', async () => {
    expect((await entriesOf([pre, final], [])).map(told)).toEqual([pair]);
    const otherKey = { authorityKeyIdentifier: pki.authorityKeyIdentifier(pki.key('stranger')) };
    expect(await entriesOf([pre, pki.tlsCertificate({ extensions: otherKey })], [])).toHaveLength(2);
  });

  test('of two CAs with one serial number are two entries, no duplicates of each other', async () => {
    const elsewhere = pki.tlsCertificate({ issuer: pki.issuingARekeyed(), notBefore: '2023-07-01T00:00:00Z' });
    const entries = await entriesOf([pre, elsewhere], [CA, pki.issuingARekeyed().certificate]);
    expect(entries.map(told)).toEqual([alone(pre, 'precertificate'), alone(elsewhere, 'final')]);
  });

  test('are one entry when a precertificate signing certificate signed, with and without it in hand', async () => {
    const viaPsc = pki.precertificateBySigningCertificate(PSC);
    for (const issuers of [[CA, PSC.certificate], [PSC.certificate]]) {
      const entries = await entriesOf([viaPsc, final], issuers);
      expect(entries.map(told)).toEqual([{ ...pair, precertificate: print(viaPsc) }]);
      expect(entries[0]!.differences).toEqual([]);
    }
    // Without it nobody can tell whose CA it is.
    expect(await entriesOf([viaPsc, final], [CA])).toHaveLength(2);
  });
});

describe('several of one serial number', () => {
  const pre = pki.precertificate();
  const viaPsc = pki.precertificateBySigningCertificate(PSC);
  const final = pki.tlsCertificate();

  test('two precertificates of one certificate are one entry', async () => {
    const [first, second] = [pre, viaPsc].map(print).sort();
    for (const order of orders([pre, viaPsc, final]))
      expect((await entriesOf(order, [CA, PSC.certificate])).map(told)).toEqual([
        { final: print(final), precertificate: first, also: [second], duplicates: [] },
      ]);
    expect((await entriesOf([viaPsc, pre], [CA, PSC.certificate])).map(told)).toEqual([
      { final: null, precertificate: first, also: [second], duplicates: [] },
    ]);
  });

  test('two precertificates that differ are duplicates of each other', async () => {
    const other = pki.precertificate(OTHER_END);
    const entries = (await entriesOf([pre, other])).map(told);
    expect(entries).toHaveLength(2);
    expect(entries).toContainEqual(alone(pre, 'precertificate', [other]));
    expect(entries).toContainEqual(alone(other, 'precertificate', [pre]));
  });

  test('two final certificates are duplicates, and the precertificate stands with the one it fits', async () => {
    const other = pki.tlsCertificate(OTHER_END);
    for (const order of orders([pre, final, other])) {
      const entries = (await entriesOf(order)).map(told);
      expect(entries).toHaveLength(2);
      expect(entries).toContainEqual({
        final: print(final),
        precertificate: print(pre),
        also: [],
        duplicates: [print(other)],
      });
      expect(entries).toContainEqual(alone(other, 'final', [final]));
    }
  });

  test('of one date stand in the order of their serial numbers as the verdict writes them', async () => {
    const of = (content: string) => pki.precertificate({ serialNumber: pki.der.rawInteger(content) });
    const contents = ['42aa', '009aaa', '10', '00ff', '0123456789'];
    const entries = await entriesOf(contents.map(of));
    expect(entries.map(({ subject }) => serialHex(subject.inHand.certificate.serialNumber))).toEqual([
      '0123456789',
      '10',
      '42aa',
      '9aaa',
      'ff',
    ]);
  });

  test('whatever the order of arrival, the entries stand in one order', async () => {
    const all = [pre, pki.precertificate(OTHER_END), final];
    const first = (await entriesOf(all)).map(told);
    for (const order of orders(all)) expect((await entriesOf(order)).map(told)).toEqual(first);
  });
});

describe('what is not the CA’s', () => {
  const pre = pki.precertificate();

  test('joins nothing when its signature is invalid', async () => {
    const forged = pki.tlsCertificate({ more: { changeSignature: changed } });
    const entries = (await entriesOf([pre, forged])).map(told);
    expect(entries).toHaveLength(2);
    expect(entries).toContainEqual(alone(pre, 'precertificate'));
    expect(entries).toContainEqual(alone(forged, 'final'));
  });

  test('two forged ones are no duplicates of each other', async () => {
    const forged = [{}, OTHER_END].map((more) => pki.tlsCertificate({ ...more, more: { changeSignature: changed } }));
    for (const entry of await entriesOf(forged)) expect(entry.duplicates).toEqual([]);
  });

  test('takes no proven precertificate’s place when nobody can verify it and it does not match', async () => {
    const doubtful = pki.tlsCertificate({ ...OTHER_END, more: { algorithm: unknownAlgorithm } });
    const entries = await entriesOf([pre, doubtful]);
    expect(entries).toHaveLength(2);
    const proven = entries.find((entry) => entry.precertificate)!;
    expect(proven.final).toBeNull();
    expect(proven.kind).toBe('precertificate-only');
    expect(proven.subject.issuance.signature).toBe('valid');
  });

  test('two doubtful halves may still be a pair', async () => {
    const doubtful = { algorithm: unknownAlgorithm };
    const halves = [pki.precertificate({ more: doubtful }), pki.tlsCertificate({ ...OTHER_END, more: doubtful })];
    expect(await entriesOf(halves)).toHaveLength(1);
  });
});

test('kinds of entries follow the purpose', async () => {
  const certificates = [
    CA,
    PSC.certificate,
    pki.responder().certificate,
    pki.tlsCertificate(),
    pki.precertificate({ host: 'two.example.test' }),
  ];
  const entries = await entriesOf(certificates, [CA, pki.rootA().certificate]);
  const kinds = new Map(entries.map(({ subject, kind }) => [subject.inHand.sha256, kind]));
  expect(certificates.map((der) => kinds.get(print(der)))).toEqual([
    'ca',
    'ca',
    'responder',
    'final',
    'precertificate-only',
  ]);
});

test('entries are sorted by notBefore, then serial number, then fingerprint', async () => {
  const at = (notBefore: string, serialNumber: string, more: pki.LeafOptions = {}) =>
    pki.tlsCertificate({ notBefore, serialNumber, ...more });
  const same = [at('2022-10-02T00:00:00Z', '41'), at('2022-10-02T00:00:00Z', '41', { host: 'b.example.test' })];
  const [low, high] = same.sort((a, b) => (print(a) < print(b) ? -1 : 1)) as [Uint8Array, Uint8Array];
  const first = at('2022-10-01T00:00:00Z', '7f');
  const last = at('2022-10-02T00:00:00Z', '5a');
  const entries = await entriesOf([last, high, first, low]);
  expect(entries.map(({ subject }) => subject.inHand.sha256)).toEqual([first, low, high, last].map(print));
});

describe('a crowd of one serial number', () => {
  const serialNumber = pki.serial('crowd');
  const crowd = Array.from({ length: 150 }, (_, at) =>
    pki.precertificate({ serialNumber, host: `n${at}.example.test`, more: { algorithm: unknownAlgorithm } }),
  );
  const proven = pki.precertificate({ serialNumber });

  test('is as many entries, each of which names some of the others and counts all', async () => {
    const entries = await entriesOf([...crowd, proven]);
    expect(entries).toHaveLength(151);
    for (const { duplicates, duplicatesInAll, subject } of entries) {
      expect(duplicatesInAll).toBe(150);
      expect(duplicates).toHaveLength(100);
      expect(duplicates).not.toContain(subject);
    }
  });

  test('does not push the proven one out of what the others name', async () => {
    for (const { duplicates, subject } of await entriesOf([...crowd, proven]))
      if (subject.issuance.signature !== 'valid')
        expect(duplicates.map(({ inHand }) => inHand.sha256)).toContain(print(proven));
  });
});
