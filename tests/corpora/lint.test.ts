import { expect, test } from 'vitest';
import { decodeCertificate } from '../../src/core/decode/index.ts';
import { profilePoints } from '../../src/core/rules/br/responder-profile-points.ts';
import { casesByCorpus, describeCorpora, objectBytes, type CorpusCase } from './corpora.ts';
import { LINT_DEVIATIONS } from './deviations.ts';
import { certificateEntry, judge } from './judged.ts';
import { Ledger } from './ledger.ts';

/**
 * Linters of certificates beside our rules, wherever both say something about the same point. What else they look at
 * (names, qualifiers, qualified statements) is no matter of OCSP evidence.
 */

const PKILINT = 'cabf.serverauth.ocsp_responder.';

/** A linter's code, and what our profile of responder certificates says of the same. */
const POINTS: Readonly<Record<string, RegExp>> = {
  [`${PKILINT}authority_info_access_extension_present`]: /^has an authorityInfoAccess, which is not recommended$/,
  [`${PKILINT}basic_constraints_ca_bit_set`]: /^is a CA certificate$/,
  [`${PKILINT}certificate_policies_extension_present`]: /^has certificatePolicies/,
  [`${PKILINT}crl_distribution_points_extension_present`]: /^has cRLDistributionPoints$/,
  [`${PKILINT}name_constraints_extension_present`]: /^has nameConstraints$/,
  [`${PKILINT}ocsp_nocheck_extension_absent`]: /^has no id-pkix-ocsp-nocheck$/,
  [`${PKILINT}subject_altname_extension_present`]: /^has a subjectAltName$/,
  [`${PKILINT}subject_key_identifier_extension_absent`]: /^has no subjectKeyIdentifier/,
  [`${PKILINT}unknown_aia_access_method_present`]: /^has an authorityInfoAccess with something other than id-ad-ocsp$/,
  [`${PKILINT}unknown_eku_present`]: /^has the extended key usage .* not id-kp-OCSPSigning alone$/,
  'key usage': /^has (?:no keyUsage|the keyUsage .* not digitalSignature alone)$/,
  e_ocsp_cert_cdp_forbidden: /^has cRLDistributionPoints$/,
  e_ocsp_cert_cp_forbidden: /^has certificatePolicies/,
  e_ocsp_cert_invalid_ku: /^has (?:no keyUsage|the keyUsage .* not digitalSignature alone)$/,
  e_ocsp_id_pkix_ocsp_nocheck_ext_not_included_server_auth: /^has no id-pkix-ocsp-nocheck$/,
};

/** Codes that are one point to us. */
const SAME: Readonly<Record<string, string>> = {
  [`${PKILINT}digitalsignature_bit_missing`]: 'key usage',
  [`${PKILINT}prohibited_ku_present`]: 'key usage',
};

/** A linter's code, and our rule about the same point of a subscriber's certificate or precertificate. */
const RULES: Readonly<Record<string, string>> = {
  e_precert_with_sct_list: 'br/precert-no-scts',
  'pkix.ct_precert_poison_and_sctlist_extensions_present': 'br/precert-no-scts',
  'cabf.serverauth.certificate_validity_period_exceeds_398_days': 'br/validity-period',
  'cabf.serverauth.subscriber.extended_key_usage_extension_absent': 'mrsp/eku-present',
};

/** Each code of the given ones, and whether the case's linter finds fault by it; a code that the linter did not ask is left out. */
function* verdictsOf({ expected }: CorpusCase, codes: readonly string[]): Generator<[code: string, fault: boolean]> {
  const { lint, findings } = expected as { lint?: Record<string, string>; findings?: readonly string[] };
  for (const [code, says] of Object.entries(lint ?? {}))
    if (codes.includes(code) && says !== 'NA') yield [code, says === 'Error'];
  if (!findings) return;
  const found = new Set(findings.map((line) => line.split(',')[3]!).map((code) => SAME[code] ?? code));
  for (const code of codes) if (!code.startsWith('e_')) yield [code, found.has(code)];
}

const say = (fault: boolean): string => (fault ? 'fault' : 'no fault');

/** Without the issuer, which the corpora do not hold, an accusation is told as what it would be. */
async function accused(one: CorpusCase, rule: string): Promise<boolean> {
  const entry = await certificateEntry(await judge(one), one.corpus, one.file);
  const found = (entry?.findings ?? []).filter((finding) => finding.rule === rule);
  return found.some(({ outcome, message }) => outcome === 'violation' || message.startsWith("If it were the CA's: "));
}

describeCorpora('linters', () => {
  const ledger = new Ledger(LINT_DEVIATIONS);
  let compared = 0;

  test.each(casesByCorpus('responder-certificate'))('responder certificates of %s', (_, cases) => {
    for (const one of cases) {
      const decoded = decodeCertificate(objectBytes(one.corpus, one.file));
      expect(decoded.ok, one.id).toBe(true);
      if (!decoded.ok) continue;
      const points = profilePoints(decoded.value, 'violation', []).map(({ point }) => point);
      for (const [code, fault] of verdictsOf(one, Object.keys(POINTS))) {
        compared++;
        ledger.check(
          `${one.corpus}/${one.id}`,
          code,
          say(fault),
          say(points.some((point) => POINTS[code]!.test(point))),
        );
      }
    }
    expect(ledger.takeDifferences()).toEqual([]);
  });

  test.each(casesByCorpus('precert'))('precertificates of %s', async (_, cases) => {
    for (const one of cases)
      for (const [code, fault] of verdictsOf(one, Object.keys(RULES))) {
        compared++;
        ledger.check(`${one.corpus}/${one.id}`, code, say(fault), say(await accused(one, RULES[code]!)));
      }
    expect(ledger.takeDifferences()).toEqual([]);
  });

  ledger.testThatEveryDeviationOccurs();

  test('are compared in more than a few points', () => {
    expect(compared).toBeGreaterThan(200);
  });
});
