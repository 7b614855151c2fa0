import type { Extension } from '../model/asn1.ts';
import type { CertificateList } from '../model/crl.ts';
import { ok, type Result } from '../model/result.ts';
import { OID } from '../model/oid.ts';
import { DerSession, TAG, type DerReader } from '../der/reader.ts';
import { readTime } from '../der/time.ts';
import { readAlgorithmIdentifier } from './algorithm.ts';
import { LIST_READERS } from './crl-extensions.ts';
import { readExtensions } from './extension.ts';
import { readExtensionValues } from './extension-values.ts';
import { readName } from './name.ts';
import { EntriesInPlace, NO_ENTRIES, readEntryTable, type EntryTable } from './revoked-certificates.ts';

/** Extensions of a list that Presumed understands. */
const UNDERSTOOD: readonly string[] = [
  OID.authorityKeyIdentifier,
  OID.cRLNumber,
  OID.deltaCRLIndicator,
  OID.issuingDistributionPoint,
];

/**
 * `CertificateList ::= SEQUENCE { tbsCertList, signatureAlgorithm, signatureValue }`, RFC 5280 section 5.1.
 * In: exact DER, nothing before or after. Out: a view onto it, or the first thing that is not DER or not a CRL.
 * Every entry is read once, for its form; its values are read when it is asked for.
 */
export function decodeCertificateList(bytes: Uint8Array): Result<CertificateList> {
  const session = new DerSession(bytes);
  const top = session.reader();
  const outer = top.sequence('the CertificateList');
  top.finish('the CertificateList');

  const tbsTlv = outer.read(TAG.sequence, 'tbsCertList');
  const tbs = outer.into(tbsTlv);
  const version = readVersion(tbs);
  const signature = readAlgorithmIdentifier(tbs, 'the inner signature algorithm');
  const issuer = readName(tbs, 'issuer');
  const thisUpdate = readTime(tbs, 'thisUpdate');
  const nextUpdate = [TAG.utcTime, TAG.generalizedTime].some((tag) => tag === tbs.nextTag)
    ? readTime(tbs, 'nextUpdate')
    : null;
  const table = readRevokedCertificates(tbs);
  const crlExtensions = readCrlExtensions(tbs, version);
  tbs.finish('tbsCertList');

  const signatureAlgorithm = readAlgorithmIdentifier(outer, 'signatureAlgorithm');
  const signatureValue = outer.signatureBits('signatureValue');
  outer.finish('the CertificateList');
  if (session.failure) return session.failure;

  const { known, defects } = readExtensionValues(crlExtensions, bytes, LIST_READERS);
  const unreadable = known.issuingDistributionPoint ? [] : [OID.issuingDistributionPoint];
  const ownCritical = crlExtensions
    .filter(
      ({ extnID, critical }) => critical && (!UNDERSTOOD.includes(extnID) || unreadable.some((id) => id === extnID)),
    )
    .map(({ extnID }) => extnID);
  const list = {
    der: bytes,
    tbsCertList: outer.whole(tbsTlv),
    version,
    signature,
    issuer,
    thisUpdate,
    revokedCertificates: new EntriesInPlace(bytes, table),
    crlExtensions,
    known,
    unknownCritical: [...new Set([...ownCritical, ...table.unknownCritical])],
    signatureAlgorithm,
    signatureValue,
    defects: [...session.defects, ...defects],
  };
  return ok(nextUpdate ? { ...list, nextUpdate } : list);
}

/** `version Version OPTIONAL -- if present, MUST be v2`; v1 is said by leaving it out. */
function readVersion(tbs: DerReader): 1 | 2 {
  if (tbs.nextTag !== TAG.integer) return 1;
  const offset = tbs.at;
  const value = tbs.smallInteger('version');
  if (tbs.session.failure) return 1;
  if (value > 1) tbs.fail('crl/version', `The CRL says version ${value + 1}; there are 1 and 2`, offset);
  if (value === 0)
    tbs.session.defects.push({
      code: 'crl/version',
      message: `version v1 is said by leaving it out, at offset ${offset}`,
      offset,
      signed: true,
    });
  return (value + 1) as 1 | 2;
}

/** `revokedCertificates SEQUENCE OF SEQUENCE { … } OPTIONAL`: absent when there is none (RFC 5280 section 5.1.2.6). */
function readRevokedCertificates(tbs: DerReader): EntryTable {
  const tlv = tbs.optional(TAG.sequence, 'revokedCertificates');
  if (!tlv) return NO_ENTRIES;
  const list = tbs.into(tlv);
  if (!list.more && !tbs.session.failure)
    tbs.session.defects.push({
      code: 'der/empty-sequence',
      message: `revokedCertificates is present but empty, at offset ${tlv.start}`,
      offset: tlv.start,
      signed: true,
    });
  return readEntryTable(list);
}

/** `crlExtensions [0] EXPLICIT Extensions OPTIONAL`, in v2 only. */
function readCrlExtensions(tbs: DerReader, version: 1 | 2): Extension[] {
  const offset = tbs.at;
  const inside = tbs.explicit(0, 'crlExtensions');
  if (!inside) return [];
  if (version !== 2) tbs.fail('crl/extensions-before-v2', 'The CRL is version 1 but has crlExtensions', offset);
  const extensions = readExtensions(inside, 'crlExtensions');
  inside.finish('crlExtensions');
  return extensions;
}
