import type { Deviation } from './ledger.ts';

/**
 * Where we say something else than the manifests, and why. A defect is something off that can be read for certain:
 * the object is decoded and the defect reported (policy: `rfc6960/der`, `rfc6960/time-encoding`), so `ok` followed by
 * codes is what such an object gives.
 */

const STRICTER = 'DER only: the origin leaves this field unread, we need it and refuse what is not DER.';
const EXTENSION =
  'An extension whose value cannot be read does not take the certificate with it: its field stays absent and a defect says so.';
const PROFILE = 'A rule of the certificate profile, not of the encoding: it can be read for certain, so it is decoded.';
const READABLE = 'Off, but it can be read for certain: decoded, and reported as a defect.';

export const DECODE_DEVIATIONS: readonly Deviation[] = [
  ...of('boringssl-parse-cert', 'parse', EXTENSION, {
    authority_key_identifier_not_sequence: 'ok der/wrong-tag',
    basic_constraints_path_too_large: 'ok der/integer-out-of-range',
    subject_key_identifier_not_octet_string: 'ok der/wrong-tag',
    subjectaltname_trailing_data: 'ok der/trailing-bytes',
  }),
  ...of('boringssl-parse-cert', 'parse', READABLE, {
    basic_constraints_ca_false: 'ok der/explicit-default',
    extension_critical_0: 'ok der/explicit-default',
    subjectaltname_general_names_empty_sequence: 'ok der/empty-sequence',
    v1_explicit_version: 'ok der/explicit-default time/offset',
  }),
  ...of('boringssl-parse-cert', 'parse', PROFILE, {
    bad_key_usage: 'ok',
    policy_qualifiers_empty_sequence: 'ok',
    subject_blank_subjectaltname_not_critical: 'ok',
    subjectaltname_dns_not_ascii: 'ok',
  }),
  ...of(
    'boringssl-parse-cert',
    'parse',
    'Real CAs put & and " into PrintableStrings; the octets decide, not their set.',
    {
      issuer_bad_printable_string: 'ok',
      subject_not_printable_string: 'ok',
    },
  ),
  ...of('boringssl-parse-cert', 'parse', 'No rule reads nameConstraints, so its value is kept as octets.', {
    name_constraints_bad_ip: 'ok',
  }),
  ...of('boringssl-parse-cert', 'parse', STRICTER, {
    failed_signature_algorithm: 'der/high-tag-number',
    serial_not_minimal: 'der/non-minimal-integer',
    signature_algorithm_null: 'der/wrong-tag',
  }),
  ...of(
    'google-ct-testdata',
    'is_precert',
    'Only a critical poison extension makes a precertificate (RFC 6962 section 3.1).',
    {
      is_precert_poison_noncritical: 'false',
    },
  ),
  ...of(
    'google-ct-testdata',
    'is_precert',
    'The poison is critical, so no client accepts it as a certificate, whatever its value.',
    {
      is_precert_poison_nonnull: 'true',
    },
  ),
  ...of('realworld-sct', 'parse', EXTENSION, { camtradeplus_com_pe_434f471d: 'ok der/non-minimal-length' }),
  ...of('realworld-sct', 'parse', READABLE, { atlassian_net_55fb5fe4: 'ok der/empty-sequence' }),
  ...of(
    'boringssl-ocsp',
    'cert_status',
    'The manifest takes the worst of two SingleResponses; this test reads the first.',
    {
      multiple_response_good_revoked: '"good"',
    },
  ),
  ...of('go-crypto-ocsp', 'parse', READABLE, {
    critical_extension: 'ok der/explicit-default',
    noncritical_extension: 'ok der/explicit-default',
  }),
  ...of('misc-ocsp', 'parse', READABLE, {
    certvalidator_multitasking_alice: 'ok time/fraction',
    certvalidator_multitasking_interm: 'ok time/fraction',
    tlsattacker_globalsign_nonce: 'ok der/empty-sequence',
  }),
  ...of('realworld-ocsp', 'parse', READABLE, {
    'EID_SK_2016_2019-09-20_748238': 'ok der/empty-sequence',
    'GlobalSign_Organization_Validation_2020-06-18_cc3bd7': 'ok der/empty-sequence',
    'issuers/e73f1f19a445.der': 'ok time/type',
  }),
  ...of(
    'realworld-ocsp',
    'sigalg',
    'The same scheme under its older OIW identifier, shown under the name it was given there.',
    {
      'Cart_o_de_Cidad_o_002_2014-06-27_1c572b': '"sha1WithRSASignature"',
    },
  ),
];

/** Where linters say something else than our rules. */
export const LINT_DEVIATIONS: readonly Deviation[] = [
  ...of(
    'pkilint-certs',
    'cabf.serverauth.certificate_validity_period_exceeds_398_days',
    'Issued before 2020-09-01, when 398 days became the limit: the linter asks today’s limit of every certificate.',
    {
      etsi__qevcp_w_eidas_pre_certificate__qctype_bad_encoding: 'no fault',
      tls_br__ev_pre_certificate__aki_issuer_cert_info_present: 'no fault',
      tls_br__ov_pre_certificate__prohibited_printablestring_char: 'no fault',
    },
  ),
  ...of(
    'pkilint-certs',
    'cabf.serverauth.certificate_validity_period_exceeds_398_days',
    'It has id-kp-serverAuth, and that decides whether the requirements judge it; the linter lets its ETSI policy decide.',
    { etsi__qevcp_w_psd2_eidas_non_browser_pre_certificate__validity_period_too_long_with_psd2_policy: 'fault' },
  ),
  ...of(
    'pkilint-certs',
    'pkix.ct_precert_poison_and_sctlist_extensions_present',
    'Issued before 2023-09-15, when the profile that forbids it took effect.',
    { tls_br__dv_pre_certificate__both_precert_poison_and_sct_present: 'no fault' },
  ),
];

/** For structures inside certificates and OCSP responses. */
export const INNER_DEVIATIONS: readonly Deviation[] = [
  ...of(
    'boringssl-ocsp-parse-seeds',
    'parse',
    'A limit of the certificate profile (RFC 5280 section 4.1.2.2), not of the encoding.',
    {
      ocsp_cert_id__overlong_serial: 'ok',
    },
  ),
  ...of(
    'boringssl-ocsp-parse-seeds',
    'parse',
    'Its certID is NULL: the origin reads that field later, we read it at once.',
    {
      ocsp_single_response__no_extensions: 'der/wrong-tag',
    },
  ),
  ...of(
    'boringssl-parse-cert',
    'parse',
    'Names and algorithms are stand-ins that the origin reads later; we read them at once.',
    {
      tbs_v1: 'der/wrong-tag',
      tbs_v2_no_optionals: 'der/wrong-tag',
      tbs_v3_all_optionals: 'der/wrong-tag',
      tbs_v3_extensions: 'der/wrong-tag',
      tbs_v3_extensions_not_sequence: 'der/wrong-tag',
      tbs_v3_no_optionals: 'der/wrong-tag',
      tbs_validity_both_utc_time: 'der/wrong-tag',
      tbs_validity_utc_time_and_generalized_time: 'der/wrong-tag',
    },
  ),
];

const LENIENT = 'The library reads what is not DER, or not what the RFC defines; our strictness is meant.';
const UNREAD = 'cannot be read';

/** Where the two decoders differ. */
export const SECOND_OPINION_DEVIATIONS: readonly Deviation[] = [
  ...of('boringssl-parse-cert', 'read by', LENIENT, {
    extension_critical_3: 'theirs alone',
    extensions_duplicate_key_usage: 'theirs alone',
    serial_not_minimal: 'theirs alone',
  }),
  ...of('pyca-ocsp', 'read by', LENIENT, {
    'resp-response-type-unknown-oid': 'theirs alone',
    'resp-successful-no-response-bytes': 'theirs alone',
    'resp-unknown-response-status': 'theirs alone',
  }),
  ...of('boringssl-parse-cert', 'extension 2.5.29.19', LENIENT, { basic_constraints_path_too_large: UNREAD }),
  ...of('boringssl-parse-cert', 'extension 2.5.29.17', LENIENT, { subjectaltname_trailing_data: UNREAD }),
  ...of('realworld-sct', 'extension 1.3.6.1.4.1.11129.2.4.2', LENIENT, { camtradeplus_com_pe_434f471d: UNREAD }),
  ...of('boringssl-parse-cert', 'validity.notBefore', 'The library misreads a UTCTime with an offset.', {
    v1_explicit_version: '1999-06-29T14:00:00.000Z',
  }),
  ...of('boringssl-parse-cert', 'validity.notAfter', 'The library misreads a UTCTime with an offset.', {
    v1_explicit_version: '2009-10-15T13:59:00.000Z',
  }),
];

export const SIGNATURE_DEVIATIONS: readonly Deviation[] = [
  ...of(
    'wycheproof-subset',
    'every test',
    'WebCrypto has no Ed448, so nobody can tell here: that is not an accusation.',
    {
      ed448_test: 'unsupported',
    },
  ),
];

/** Where the signer or the whole is judged in another way; freshness is not compared at all. */
export const VERDICT_DEVIATIONS: readonly Deviation[] = [
  ...of('boringssl-ocsp', 'authorized', 'The signer is not in hand: whether it might speak nobody can know.', {
    ocsp_sign_indirect_missing: 'unknown',
  }),
  ...of(
    'openssl-ocsp',
    'overall',
    'The origin distrusts the issuer it is given; here whatever is handed in may be the issuer.',
    {
      '59_ND1_untrusted-issuer-hint': 'pass',
    },
  ),
  ...of('realworld-ocsp', 'authorized', 'One of its two CertIDs names a CA that is not in hand.', {
    'ACCVCA_120_2016-06-06_0e5819': 'unknown',
  }),
  ...of(
    'realworld-ocsp',
    'authorized',
    'The signer it names is the issuer, which may speak; that it did not sign is said by the signature.',
    {
      'certSIGN_Qualified_CA_2019-08-14_f104ca': 'yes',
    },
  ),
  ...of(
    'realworld-sct',
    'cert_signature',
    'It was made to say SHA-224, which browsers do not verify: unsupported is never invalid.',
    {
      www_google_com_8979e558: 'unsupported',
    },
  ),
];

/** Where SCTs are judged in another way; the time of the check is not compared. */
export const SCT_DEVIATIONS: readonly Deviation[] = [
  ...of('azul-ct', 'sct', 'The app knows published logs by itself, so its list is never empty.', {
    empty_log_list: 'valid',
  }),
  ...of(
    'openssl-ct',
    'valid_sct_count',
    'Valid, but from after the time of the check, which is no matter of the signature.',
    {
      future_sct: '1',
    },
  ),
  ...of('realworld-sct', 'valid_sct_count', EXTENSION, { camtradeplus_com_pe_434f471d: '0' }),
  ...of('realworld-sct', 'scts', EXTENSION, { camtradeplus_com_pe_434f471d: 'unsupported undefined' }),
  ...of('realworld-sct', 'scts', 'Its own signature cannot be verified, so the key of its CA is not certain.', {
    www_google_com_8979e558: 'no-issuer 1672651160052, no-issuer 1672651160101',
  }),
  ...of(
    'rustls-sct',
    'sct',
    'Signed with SHA-384, which RFC 6962 section 2.1.4 does not allow: unsupported is never invalid.',
    {
      ecdsa_p384_wrongtime: 'unsupported',
      rsa3072_basic: 'unsupported',
      rsa4096_wrongtime: 'unsupported',
      rsa4096_wrongcert: 'unsupported',
    },
  ),
];

function of(corpus: string, aspect: string, why: string, ours: Readonly<Record<string, string>>): Deviation[] {
  return Object.entries(ours).map(([id, says]) => ({ of: `${corpus}/${id}`, aspect, ours: says, why }));
}
