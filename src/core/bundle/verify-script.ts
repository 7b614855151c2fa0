import { ocspArguments, type OpensslCheck } from './openssl.ts';

/**
 * `verify.sh`: a POSIX shell script that checks every file against SHA256SUMS, and with openssl every response whose
 * issuer is in the bundle. Only hex, numbers and file names of ours stand in it, so no name from outside can. In pieces.
 */
export function* verifyScript(checks: Iterable<OpensslCheck>): Generator<string, void> {
  yield HEAD;
  for (const { response, issuer, serialNumber, hash, attime, certStatus } of checks)
    yield `check ${response} ${issuer} ${serialNumber} ${hash} ${attime} ${certStatus}\n`;
  yield FOOT;
}

const [WHAT, HOW] = ocspArguments({
  response: '"$1"',
  issuer: '"$work/issuer.pem"',
  about: '"-$4" -serial "0x$3"',
  attime: '"$5"',
});

const HEAD = `#!/bin/sh
# Verifies this evidence bundle without Presumed: run it with "sh verify.sh". Needs openssl 1.1.1 or later.
# For every response: the signature is valid, the responder is the issuer or was delegated by it, its certificate was
# valid when the response was produced, and the status is the one that the verdict JSON names.
cd "$(dirname "$0")" || exit 2
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
verified=0
failed=0

# sha256sum is GNU's, shasum is everybody else's.
if command -v sha256sum >/dev/null; then sums=sha256sum; else sums='shasum -a 256'; fi
if $sums -c SHA256SUMS >"$work/sums"; then
  echo 'All files are as they were written.'
else
  grep -v ': OK$' "$work/sums"
  failed=1
fi

# check RESPONSE ISSUER SERIAL HASH SECONDS-SINCE-1970 STATUS
check() {
  openssl x509 -inform DER -in "$2" -out "$work/issuer.pem" &&
    openssl ocsp ${WHAT} \\
      ${HOW} >"$work/out" 2>&1
  if grep -q 'Response verify OK' "$work/out" && grep -iq "^0x$3: $6" "$work/out"; then
    verified=$((verified + 1))
  else
    failed=$((failed + 1))
    echo "NOT VERIFIED: $1, serial number $3"
    cat "$work/out"
  fi
}

`;

const FOOT = `
echo "$verified statuses verified, $failed failures"
test "$failed" -eq 0
`;
