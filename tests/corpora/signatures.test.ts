import { expect, test } from 'vitest';
import { readAlgorithmIdentifier } from '../../src/core/decode/algorithm.ts';
import { DerSession } from '../../src/core/der/reader.ts';
import type { AlgorithmIdentifier } from '../../src/core/model/asn1.ts';
import type { SubjectPublicKeyInfo } from '../../src/core/model/certificate.ts';
import { fromHex } from '../../src/core/model/bytes.ts';
import { verifySignature } from '../../src/core/verify/signature.ts';
import { casesByCorpus, describeCorpora, fileBytes } from './corpora.ts';
import { SIGNATURE_DEVIATIONS } from './deviations.ts';
import { Ledger } from './ledger.ts';

/** A file of signature vectors, as far as it is read. */
interface Vectors {
  readonly algorithm: string;
  readonly testGroups: readonly {
    /** Of the SubjectPublicKeyInfo, hex. */
    readonly publicKeyDer: string;
    readonly sha?: string;
    readonly tests: readonly {
      readonly tcId: number;
      readonly msg: string;
      readonly sig: string;
      readonly result: string;
    }[];
  }[];
}

/** AlgorithmIdentifiers as X.509 writes them, by the names the vectors use. */
const IDENTIFIERS: Readonly<Record<string, string>> = {
  'ECDSA SHA-256': '300a06082a8648ce3d040302',
  'ECDSA SHA-384': '300a06082a8648ce3d040303',
  'ECDSA SHA-512': '300a06082a8648ce3d040304',
  'RSASSA-PKCS1-v1_5 SHA-256': '300d06092a864886f70d01010b0500',
  'RSASSA-PKCS1-v1_5 SHA-512': '300d06092a864886f70d01010d0500',
};

describeCorpora('signature vectors', () => {
  const ledger = new Ledger(SIGNATURE_DEVIATIONS);
  const files = casesByCorpus('signature-vectors').flatMap(([, cases]) => cases);

  test.each(files)('$id', async ({ corpus, id, file, expected }) => {
    const { algorithm, testGroups } = JSON.parse(Buffer.from(fileBytes(corpus, file)).toString()) as Vectors;
    const judged: { tcId: number; result: string; outcome: string }[] = [];
    for (const { publicKeyDer, sha, tests } of testGroups) {
      const key = readKey(fromHex(publicKeyDer));
      const named = IDENTIFIERS[`${algorithm} ${sha}`];
      // EdDSA signs with the key's own algorithm; so does a key restricted to one set of PSS parameters.
      const identifier = named ? readIdentifier(fromHex(named)) : key.algorithm;
      for (const { tcId, msg, sig, result } of tests) {
        const signature = { unusedBits: 0, bytes: fromHex(sig) };
        const { outcome } = await verifySignature(fromHex(msg), identifier, signature, key);
        judged.push({ tcId, result, outcome });
      }
    }
    expect(judged).toHaveLength(Number(expected.tests));
    if (judged.every(({ outcome }) => outcome === 'unsupported'))
      ledger.check(`${corpus}/${id}`, 'every test', 'valid or invalid', 'unsupported');
    else
      for (const { tcId, result, outcome } of judged)
        ledger.check(`${corpus}/${id}`, `test ${tcId}`, result, outcome, outcome === result || result === 'acceptable');
    expect(ledger.takeDifferences()).toEqual([]);
  });

  ledger.testThatEveryDeviationOccurs();
});

const readIdentifier = (der: Uint8Array): AlgorithmIdentifier =>
  readAlgorithmIdentifier(new DerSession(der).reader(), 'the algorithm');

function readKey(der: Uint8Array): SubjectPublicKeyInfo {
  const session = new DerSession(der);
  const inside = session.reader().sequence('the key');
  const key = {
    der,
    algorithm: readAlgorithmIdentifier(inside, 'the key algorithm'),
    subjectPublicKey: inside.bitString('the key'),
  };
  expect(session.failure).toBe(null);
  return key;
}
