import { BUNDLE_README_TITLE, CASE_FILE } from '../intake/index.ts';
import type { VerdictHead } from '../verdict/evaluation.ts';
import type { OpensslCheck } from './openssl.ts';

/** `README.txt`: what the bundle is and how to check it by hand, with a real example where the case has one. */
export function bundleReadme(
  head: VerdictHead,
  /** How many pieces. */
  evidence: number,
  verdictFile: string,
  /** The first check of the bundle's, if it has any. */
  example: OpensslCheck | undefined,
  lists = 0,
): string {
  const { summary, tool, evaluatedAt, title, reading } = head;
  const counted = Object.entries(summary.verdicts)
    .map(([verdict, count]) => `${verdict} ${count}`)
    .join(', ');
  const [response, issuer, serial, hash, attime] = example
    ? [example.response, example.issuer, example.serialNumber, example.hash, example.attime]
    : ['evidence/RESPONSE.ors', 'evidence/ISSUER.crt', 'SERIAL', 'sha1', 'SECONDS'];
  return `${BUNDLE_README_TITLE}

Case:       ${plain(title) || '(untitled)'}
Evaluated:  ${evaluatedAt}, reading "${reading}", by ${tool.name} ${tool.version} with the rules of ${tool.rulesVersion}
Verdicts:   ${summary.certificates} certificates: ${counted}
Evidence:   ${evidence} files

WHAT IS IN IT

evidence/       the exact bytes that were handed in, each named by its SHA-256: .crt (pre)certificates in DER,
                .ors OCSP responses, .orq OCSP requests, .crl CRLs, .bin anything else
${verdictFile}
                the verdict: findings with their rules, citations and the evidence they rest on
${CASE_FILE}       the names under which the evidence came, fingerprints without bytes, and what was claimed about its origin
${lists > 0 ? 'stated/         lists that somebody stated, to be compared with the evidence; they are no evidence themselves\n' : ''}verify.sh       checks all of it with openssl: sh verify.sh
SHA256SUMS      checksums: sha256sum -c SHA256SUMS

To reopen the case, drop the whole ZIP into Presumed: the verdict it exports then is the same, byte for byte.

HOW TO VERIFY WITH OPENSSL, BY HAND

${example ? 'The commands below are for the first response of this case; verify.sh does the same for all.' : 'No response of this case can be verified with an issuer certificate from evidence/. Put your file names in place of the words in capitals.'}

1. Look at the issuer's certificate, and convert it to PEM:

   openssl x509 -inform DER -in ${issuer} -noout -subject -issuer -serial -dates -fingerprint -sha256
   openssl x509 -inform DER -in ${issuer} -out issuer.pem

2. Look at the response:

   openssl ocsp -respin ${response} -resp_text -noverify

3. Verify it: its signature, that the responder is the issuer or was delegated by it, and what it says about one
   serial number. -attime is the moment it was produced (seconds since 1970, UTC), because a responder's certificate
   may have ended since; -partial_chain makes the issuer itself the point of trust; -validity_period lets the response
   be as old as it is:

   openssl ocsp -respin ${response} -issuer issuer.pem -${hash} -serial 0x${serial} -no_nonce -CAfile issuer.pem -partial_chain -attime ${attime} -validity_period 9999999999

   "Response verify OK" and the status follow.
${example ? `   Expected: 0x${serial}: ${example.certStatus}\n` : ''}
4. Check that a certificate is signed by that issuer (a precertificate too; its poison extension has to be ignored):

   openssl x509 -inform DER -in evidence/CERTIFICATE.crt -out certificate.pem
   openssl verify -partial_chain -trusted issuer.pem -ignore_critical -no_check_time certificate.pem
`;
}

/** A title may hold anything; a letter to people holds no control and no bidirectional characters. */
const plain = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').trim();
