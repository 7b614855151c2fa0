import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { decodeCtLogEntry } from '../../src/core/decode/ct-log-entry.ts';
import { decodeSignedCertificateTimestamp } from '../../src/core/decode/sct.ts';
import { takeIn } from '../../src/core/intake/index.ts';
import { DerSession } from '../../src/core/der/reader.ts';
import { readSubjectPublicKeyInfo } from '../../src/core/decode/certificate.ts';
import type { SubjectPublicKeyInfo } from '../../src/core/model/certificate.ts';
import type { SignedEntry } from '../../src/core/model/ct.ts';
import type { Evidence } from '../../src/core/model/evidence.ts';
import { concatBytes, fromHex, toHex } from '../../src/core/model/bytes.ts';
import { encodeTlv } from '../../src/core/der/writer.ts';
import type { Issued } from '../../src/core/verify/entries.ts';
import { spkiSha256 } from '../../src/core/verify/in-hand.ts';
import { verify, type VerifiedEntry } from '../../src/core/verify/index.ts';
import { loggedTbs } from '../../src/core/verify/reconstruct-logged.ts';
import { verifySct } from '../../src/core/verify/sct.ts';
import { casesByCorpus, describeCorpora, fileBytes, type CorpusCase } from './corpora.ts';
import { SCT_DEVIATIONS } from './deviations.ts';
import { accompanyingCertificates } from './kinds.ts';
import { Ledger } from './ledger.ts';

/** A log's answer to get-entries (RFC 6962 section 4.6). */
interface GetEntries {
  readonly entries: readonly { readonly leaf_input: string; readonly extra_data: string }[];
}

describeCorpora('certificate transparency', () => {
  const ledger = new Ledger(SCT_DEVIATIONS);

  test.each(casesByCorpus('sct-certificate'))('inside certificates of %s', async (_, cases) => {
    for (const one of cases) await checkEmbedded(one);
    expect(ledger.takeDifferences()).toEqual([]);
  });

  test.each(withScts())('beside certificates and precertificates of %s', async (_, cases) => {
    for (const one of cases) {
      const sct = decodeSignedCertificateTimestamp(fileBytes(one.corpus, one.sct ?? one.file));
      const outcome = sct.ok
        ? (await verifySct(sct.value, await signedEntry(one), { key: logKey(one) })).outcome
        : 'invalid';
      ledger.check(`${one.corpus}/${one.id}`, 'sct', String(one.expected.sct), outcome);
    }
    expect(ledger.takeDifferences()).toEqual([]);
  });

  test.each(withGoldenTbs())('what logs sign for precertificates of %s', async (_, cases) => {
    for (const one of cases) {
      const golden = one.tbs_precert_file ?? String(one.expected.tbs_file);
      const issued = await issuedOf(one);
      const of = `${one.corpus}/${one.id}`;
      ledger.check(of, 'tbs', toHex(fileBytes(one.corpus, golden)), toHex(loggedTbs(issued)));
      const { issuer_key_hash } = one.expected;
      if (issuer_key_hash !== undefined)
        ledger.check(of, 'issuer_key_hash', String(issuer_key_hash), await issuerKeyHash(issued));
    }
    expect(ledger.takeDifferences()).toEqual([]);
  });

  test.each(keep(casesByCorpus('ct-entry'), ({ json }) => json !== undefined))('log entries of %s', (_, cases) => {
    for (const { corpus, id, json, index, expected } of cases) {
      const { entries } = JSON.parse(Buffer.from(fileBytes(corpus, json!)).toString()) as GetEntries;
      const { leaf_input, extra_data } = entries[index!]!;
      const leaf = Buffer.from(leaf_input, 'base64');
      const length = Buffer.alloc(4);
      length.writeUInt32BE(leaf.length);
      const entry = decodeCtLogEntry(Buffer.concat([length, leaf, Buffer.from(extra_data, 'base64')]));
      const ours = entry.ok ? `${entry.value.entry.type} ${entry.value.timestamp}` : entry.code;
      ledger.check(`${corpus}/${id}`, 'entry', `${expected.type} ${expected.timestamp_ms}`, ours);
    }
    expect(ledger.takeDifferences()).toEqual([]);
  });

  test.each(casesByCorpus('precert-pair'))('pairs of %s', async (_, cases) => {
    for (const one of cases) {
      const [entry, ...others] = await entriesOf(one);
      expect(others).toEqual([]);
      ledger.check(
        `${one.corpus}/${one.id}`,
        'corresponds',
        String(one.expected.corresponds),
        String(entry!.differences?.length === 0),
      );
    }
    expect(ledger.takeDifferences()).toEqual([]);
  });

  ledger.testThatEveryDeviationOccurs();

  async function checkEmbedded(one: CorpusCase): Promise<void> {
    const { corpus, id, expected } = one;
    const of = `${corpus}/${id}`;
    const scts = (await entriesOf(one))[0]?.scts ?? [];
    if (expected.sct_count !== undefined)
      ledger.check(of, 'sct_count', String(expected.sct_count), String(scts.length));
    if (expected.valid_sct_count !== undefined)
      ledger.check(
        of,
        'valid_sct_count',
        String(expected.valid_sct_count),
        String(scts.filter(({ outcome }) => outcome === 'valid').length),
      );
    const ours = scts.map(({ outcome, sct }) => `${outcome} ${sct?.timestamp}`).sort();
    if (expected.sct !== undefined)
      ledger.check(
        of,
        'sct',
        String(expected.sct),
        [...new Set(scts.map(({ outcome }) => outcome))].join(' ') || 'NoSctExtension',
      );
    else if (Array.isArray(expected.scts)) {
      const wanted = (expected.scts as { result: string; timestamp_ms: number }[]).map(
        (sct) => `${sct.result} ${sct.timestamp_ms}`,
      );
      ledger.check(of, 'scts', wanted.sort().join(', '), ours.join(', '));
    }
  }
});

/** Cases with an SCT in a file of its own. */
function withScts(): [string, CorpusCase[]][] {
  const cases = casesByCorpus('precert', 'sct-external');
  return keep(cases, ({ sct, kind }) => sct !== undefined || kind === 'sct-external');
}

function withGoldenTbs(): [string, CorpusCase[]][] {
  const cases = casesByCorpus('precert', 'ct-entry', 'sct-certificate');
  return keep(cases, ({ tbs_precert_file, expected }) => (tbs_precert_file ?? expected.tbs_file) !== undefined);
}

const keep = (cases: [string, CorpusCase[]][], wanted: (one: CorpusCase) => boolean): [string, CorpusCase[]][] =>
  cases
    .map(([corpus, all]) => [corpus, all.filter(wanted)] as [string, CorpusCase[]])
    .filter(([, some]) => some.length > 0);

/** The entries that a case's certificates form, with its list of logs in hand. */
async function entriesOf(one: CorpusCase): Promise<readonly VerifiedEntry[]> {
  const { corpus, file } = one;
  const files = [...new Set([file, ...accompanyingCertificates(one), ...(one.preissuer ? [one.preissuer] : [])])];
  const { evidence } = await takeIn(files.map((name) => ({ name, bytes: fileBytes(corpus, name) })));
  const list = logList(one);
  const { entries } = await verify(list ? [...evidence, list] : evidence);
  return entries.filter((entry) => [entry.final, entry.precertificate].some((member) => member && isIn(member, one)));
}

const isIn = ({ inHand }: Issued, { corpus, file }: CorpusCase): boolean =>
  inHand.sha256 === sha256(fileBytes(corpus, file));

async function issuedOf(one: CorpusCase): Promise<Issued> {
  const [entry] = await entriesOf(one);
  return (entry!.precertificate ?? entry!.final)!;
}

const issuerKeyHash = ({ issuance }: Issued): Promise<string> => spkiSha256(issuance.issuer!.certificate);

/** What the log signed: a certificate as it is, or what a precertificate stands for. */
async function signedEntry(one: CorpusCase): Promise<SignedEntry> {
  if (one.kind === 'sct-external')
    return { type: 'x509_entry', certificate: fileBytes(one.corpus, one.cert ?? one.file) };
  const issued = await issuedOf(one);
  return {
    type: 'precert_entry',
    issuerKeyHash: fromHex(await issuerKeyHash(issued)),
    tbsCertificate: loggedTbs(issued),
  };
}

/** The case's logs as a list in the v3 form. */
function logList(one: CorpusCase): Evidence | null {
  const bytes = one.log_list ? fileBytes(one.corpus, one.log_list) : madeList(logKeys(one));
  return bytes && { sha256: sha256(bytes), kind: 'ct-log-list', bytes, names: ['log list'] };
}

function logKeys({ corpus, logs, log_key }: CorpusCase): Uint8Array[] {
  if (log_key) return [fileBytes(corpus, log_key)];
  if (!logs) return [];
  const listed = JSON.parse(Buffer.from(fileBytes(corpus, logs)).toString()) as Record<string, { spki_b64: string }>;
  return Object.values(listed).map(({ spki_b64 }) => new Uint8Array(Buffer.from(spki_b64, 'base64')));
}

function madeList(keys: readonly Uint8Array[]): Uint8Array | null {
  if (keys.length === 0) return null;
  const logs = keys.map((key, index) => ({
    description: `Log ${index}`,
    log_id: Buffer.from(sha256(key), 'hex').toString('base64'),
    key: Buffer.from(key).toString('base64'),
    mmd: 86400,
  }));
  return new TextEncoder().encode(JSON.stringify({ operators: [{ name: 'A corpus', logs }] }));
}

/** The SubjectPublicKeyInfo's algorithms, for keys that lie there without. */
const BARE_KEYS: Readonly<Record<string, (length: number) => string>> = {
  'raw EC point': (length) =>
    length === 65 ? '301306072a8648ce3d020106082a8648ce3d030107' : '301006072a8648ce3d020106052b81040022',
  'PKCS1 RSAPublicKey': () => '300d06092a864886f70d0101010500',
};

function logKey({ corpus, log_key, key_format }: CorpusCase): SubjectPublicKeyInfo {
  const key = fileBytes(corpus, log_key!);
  const algorithm = key_format && BARE_KEYS[key_format]!(key.length);
  const spki = algorithm
    ? encodeTlv(0x30, concatBytes([fromHex(algorithm), encodeTlv(0x03, concatBytes([Uint8Array.of(0), key]))]))
    : key;
  return readSubjectPublicKeyInfo(new DerSession(spki).reader());
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
