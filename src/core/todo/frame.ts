/** The parts of the script that are the same in every case. POSIX sh; nothing that came from outside stands in them. */

/** Settings, and the functions that fetch. Their arguments are the only data, always quoted, never evaluated. */
export const OPENING = `set -u
umask 022
LC_ALL=C
export LC_ALL

CRT_SH=\${CRT_SH:-https://crt.sh}
OUT=\${OUT:-presumed-evidence}
PAUSE=\${PAUSE:-1}
KEEP_GOING=\${KEEP_GOING:-0}
ALLOW_LOCAL=\${ALLOW_LOCAL:-0}

say() { printf '%s\\n' "$*"; }

stop() {
  printf '\\nStopped: %s\\n' "$*" >&2
  printf 'What was fetched is kept in %s. Run this script again to go on from here.\\n' "$OUT" >&2
  printf 'To leave out what fails and go on with the rest: KEEP_GOING=1\\n' >&2
  exit 1
}

# What cannot be had: the end, unless KEEP_GOING=1.
failures=0
fail() {
  [ "$KEEP_GOING" = 1 ] || stop "$*"
  failures=$((failures + 1))
  printf 'Left out: %s\\n' "$*" >&2
  return 1
}

for tool in curl openssl sed date dd; do
  command -v "$tool" >/dev/null 2>&1 || {
    printf 'This script needs %s. Install it and run the script again.\\n' "$tool" >&2
    exit 1
  }
done
case $OUT in /*) ;; *) OUT=$PWD/$OUT ;; esac
mkdir -p "$OUT/certificates" "$OUT/issuers" "$OUT/ocsp" && cd "$OUT" || exit 1
rm -f certificates/*.part issuers/*.part ocsp/*.part

# allowed URL: whether a URL that somebody wrote into a certificate may be asked.
allowed() {
  case $1 in http://?* | https://?*) ;; *) return 1 ;; esac
  case $1 in *[!A-Za-z0-9._~%+,=:@/?\\&-]*) return 1 ;; esac
  host=\${1#*://}
  host=\${host%%[/?]*}
  host=\${host%:*}
  case $host in '' | *[!A-Za-z0-9.-]* | -* | .*) return 1 ;; esac
  [ "$ALLOW_LOCAL" = 1 ] && return 0
  # Addresses and names of the network at home are no business of a certificate.
  case \${host##*.} in '' | [0-9]* | local | localhost | internal) return 1 ;; esac
  case $host in *.*) return 0 ;; *) return 1 ;; esac
}

# request FILE URL OPTIONS...: one HTTP exchange into FILE.part, at most one in PAUSE seconds.
asked=
request() {
  request_file=$1
  request_url=$2
  shift 2
  [ -z "$asked" ] || sleep "$PAUSE"
  asked=1
  curl --disable --silent --show-error --fail --globoff --proto '=http,https' --max-redirs 3 --max-time 60 \\
    --max-filesize 10000000 --user-agent "$AGENT" "$@" --output "$request_file.part" --url "$request_url" &&
    [ -s "$request_file.part" ] && return 0
  rm -f "$request_file.part"
  return 1
}

# fingerprint FILE: SHA-256 of the first certificate in a PEM file.
fingerprint() {
  sed -n '/-----BEGIN CERTIFICATE-----/,/-----END CERTIFICATE-----/p' "$1" |
    sed '/-----END/q' | sed '/-----/d' | openssl base64 -d | openssl dgst -sha256 -r | sed 's/ .*//'
}

# certificate KEY: from crt.sh, by SHA-256 or id.
certificate() {
  file=certificates/$1.crt
  [ -s "$file" ] && return 0
  say "certificate $1"
  request "$file" "$CRT_SH/?d=$1" --location || {
    fail "crt.sh did not hand out the certificate $1"
    return 1
  }
  grep -q -e '-----BEGIN CERTIFICATE-----' "$file.part" || {
    rm -f "$file.part"
    fail "crt.sh answered with something that is no certificate when asked for $1"
    return 1
  }
  if [ "\${#1}" -eq 64 ] && [ "$(fingerprint "$file.part")" != "$1" ]; then
    rm -f "$file.part"
    fail "crt.sh handed out another certificate than $1"
    return 1
  fi
  mv "$file.part" "$file"
}

# issuer URL: a CA's certificate in any of its usual wrappings; leaves its file's name in $issuer.
issuer() {
  issuer=
  [ -n "$1" ] || {
    fail "a certificate does not say where its issuer's certificate is; hand that in, and make a new script"
    return 1
  }
  allowed "$1" || {
    fail "the caIssuers URL of a certificate is not one that this script may ask"
    return 1
  }
  stem=$(printf '%s' "$1" | openssl dgst -sha256 -r)
  file=issuers/\${stem%% *}.pem
  if [ ! -s "$file" ]; then
    say "issuer $1"
    request "$file" "$1" --location || {
      fail "the issuer's certificate could not be fetched from $1"
      return 1
    }
    {
      openssl x509 -in "$file.part" || openssl x509 -inform DER -in "$file.part" ||
        openssl pkcs7 -inform DER -print_certs -in "$file.part" || openssl pkcs7 -print_certs -in "$file.part"
    } 2>/dev/null | sed -n '/-----BEGIN/,/-----END/p' >"$file.pem.part"
    rm -f "$file.part"
    [ -s "$file.pem.part" ] || {
      rm -f "$file.pem.part"
      fail "what $1 answered is no certificate"
      return 1
    }
    mv "$file.pem.part" "$file"
  fi
  issuer=$file
}

# ca_issuers FILE, ocsp_urls FILE: what a certificate says, a URL a line. (Not every openssl has -ext.)
ca_issuers() {
  openssl x509 -in "$1" -noout -text 2>/dev/null | sed -n 's/^ *CA Issuers - URI://p'
}
ocsp_urls() { openssl x509 -in "$1" -noout -ocsp_uri 2>/dev/null; }

# final_issuer URL: like issuer, and one step up from a precertificate signing certificate (RFC 6962 section 3.1).
final_issuer() {
  issuer "$1" || return 1
  case $(openssl x509 -in "$issuer" -noout -text 2>/dev/null) in
    *'CT Precertificate Signer'* | *1.3.6.1.4.1.11129.2.4.4*)
      above=$(ca_issuers "$issuer" | sed -n 1p)
      issuer "$above"
      ;;
  esac
}

# prepared SHA256 BASE64: an OCSPRequest that Presumed has built.
prepared() {
  [ -s "ocsp/$1.orq" ] && return 0
  printf '%s\\n' "$2" | openssl base64 -d -A >"ocsp/$1.orq.part" && mv "ocsp/$1.orq.part" "ocsp/$1.orq"
}

# build SHA256 SERIAL ISSUER-URL: an OCSPRequest for whose CertID the issuer must be fetched first.
build() {
  [ -s "ocsp/$1.orq" ] && return 0
  final_issuer "$3" || return 1
  openssl ocsp -sha1 -issuer "$issuer" -serial "$2" -no_nonce -reqout "ocsp/$1.orq.part" >/dev/null 2>&1 &&
    [ -s "ocsp/$1.orq.part" ] && mv "ocsp/$1.orq.part" "ocsp/$1.orq" && return 0
  rm -f "ocsp/$1.orq.part"
  fail "openssl could not build an OCSP request for $1"
}

# capture STEM METHOD URL OPTIONS...: STEM.ocsp (DER), STEM.headers and STEM.time.
capture() {
  capture_stem=$1
  capture_method=$2
  capture_url=$3
  shift 3
  [ -s "$capture_stem.ocsp" ] && return 0
  say "OCSP $capture_method \${capture_stem#ocsp/}"
  moment=$(date -u '+%Y-%m-%dT%H:%M:%SZ')
  request "$capture_stem.ocsp" "$capture_url" --dump-header "$capture_stem.headers.part" "$@" || {
    rm -f "$capture_stem.headers.part"
    fail "the responder did not answer $capture_method $capture_url"
    return 1
  }
  # An OCSPResponse is a SEQUENCE, whose first octet is 0x30; a login page of the network is not.
  if [ "$(dd if="$capture_stem.ocsp.part" bs=1 count=1 2>/dev/null)" != 0 ]; then
    rm -f "$capture_stem.ocsp.part" "$capture_stem.headers.part"
    fail "what came back from $capture_method $capture_url is no OCSP response"
    return 1
  fi
  printf 'OCSP capture\\ntime: %s\\nmethod: %s\\nurl: %s\\n' "$moment" "$capture_method" "$capture_url" \\
    >"$capture_stem.time"
  mv "$capture_stem.headers.part" "$capture_stem.headers"
  mv "$capture_stem.ocsp.part" "$capture_stem.ocsp"
}

# ask SHA256 URL [NUMBER]: what a responder says, by POST and by GET (RFC 6960 appendix A.1).
ask() {
  [ -s "ocsp/$1.orq" ] || return 1
  allowed "$2" || {
    fail "the OCSP URL of $1 is not one that this script may ask"
    return 1
  }
  stem=ocsp/$1\${3:+.$3}
  base64=$(openssl base64 -A -in "ocsp/$1.orq" | sed 's/+/%2B/g; s,/,%2F,g; s/=/%3D/g')
  get=\${2%/}/$base64
  capture "$stem.post" POST "$2" --header 'Content-Type: application/ocsp-request' --data-binary "@ocsp/$1.orq"
  capture "$stem.get" GET "$get"
}

# status KEY: everything about the status of a certificate that this script has fetched.
status() {
  file=certificates/$1.crt
  [ -s "$file" ] || return 0
  status_file=$file
  sha256=$(fingerprint "$file")
  [ -n "$(ocsp_urls "$status_file")" ] || {
    say "$1 names no OCSP responder"
    return 0
  }
  serial=$(openssl x509 -in "$status_file" -noout -serial)
  serial=\${serial#serial=}
  case $serial in -*) serial=-0x\${serial#-} ;; *) serial=0x$serial ;; esac
  build "$sha256" "$serial" "$(ca_issuers "$status_file" | sed -n 1p)" || return 0
  number=
  while IFS= read -r url <&3; do
    ask "$sha256" "$url" "$number"
    number=$((\${number:-1} + 1))
  done 3<<URLS
$(ocsp_urls "$status_file")
URLS
}
`;

/** Makes the one file that goes back into the app. */
export const CLOSING = `
if command -v zip >/dev/null 2>&1; then
  archive=$OUT.zip
  rm -f "$archive"
  zip -q -r -X "$archive" certificates issuers ocsp || stop "zip failed"
else
  archive=$OUT.tar.gz
  tar cf - certificates issuers ocsp | gzip -c >"$archive" || stop "tar failed"
fi
say "Done. Drop this file on Presumed: $archive"
[ "$failures" -eq 0 ] || {
  printf '%s could not be had; run this script again to try once more.\\n' "$failures" >&2
  exit 1
}
`;
