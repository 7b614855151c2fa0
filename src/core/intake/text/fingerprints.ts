import type { TextFormat } from '../piece.ts';
import { withoutSpans } from '../piece.ts';

/** 64 digits in one run, or in equal groups with one kind of separator, on one line, with nothing like it beside. */
const SHA256 = new RegExp(
  [
    String.raw`(?<![0-9A-Za-z])(?:0x)?[0-9a-f]{64}(?![0-9A-Za-z])`,
    String.raw`(?<![0-9A-Za-z]|(?<![0-9A-Za-z-])[0-9a-f]{2}[:. -])[0-9a-f]{2}([:. -])(?:[0-9a-f]{2}\1){30}[0-9a-f]{2}(?![0-9A-Za-z:]| [0-9a-f]{2}\b)`,
    String.raw`(?<![0-9A-Za-z])[0-9a-f]{4}([: -])(?:[0-9a-f]{4}\2){14}[0-9a-f]{4}(?![0-9A-Za-z:])`,
    String.raw`(?<![0-9A-Za-z])[0-9a-f]{8}([: -])(?:[0-9a-f]{8}\3){6}[0-9a-f]{8}(?![0-9A-Za-z:])`,
  ].join('|'),
  'gi',
);
/** SHA-1 only where something says so, or alone on a line: 40 digits in prose are a commit, and far indented a dump. */
const SHA1 =
  /(?:(?<!key id hash\()sha-?1\)?|thumbprint)(?:[ \t]*(?:finger|thumb)print)?[ \t]*[:=][ \t]*([0-9a-f]{2}(?:[: ]?[0-9a-f]{2}){19})(?![0-9A-Za-z:])|^[ \t>|*-]{0,8}([0-9a-f]{40})[ \t,;]*$/gim;

/** What people and tools write before a certificate's SHA-256. */
const LABEL = /(?:sha-?256[ \t]*)?(?:finger|thumb)print[ \t]*[(:=]*[ \t]*$|\bsha-?256[ \t]*[:=/][ \t]*$/i;
/** Before a hash that is not a certificate's: OCSP dumps, CT logs, keys, signatures. */
const OTHER_HASH =
  /(?:(?:name|key|leaf|tbs|root|signature|key id)[ _-]*hash(?:\([a-z0-9-]+\))?|log[ _-]*id|key[ _-]*id(?:entifier)?|serial(?:[ _-]*number)?|modulus|signature|nonce|tbs_sha256|root_sha256)["']?[ \t]*[(:=]*[ \t]*["']?$/i;
const KEY_HASH =
  /(?:spki|public[ _-]*key(?:[ _-]*(?:id|hash|pin))?|subjectPublicKeyInfo)["']?[^\n]{0,12}\s*(?:sha1:[0-9a-f]+\s*)?(?:sha-?256[ \t]*[:=/]?)?[ \t]*["']?$/i;
const LOOK_BACK = 96;

/** SHA-256 fingerprints in every form people write. A hash of a public key is looked up; other hashes are left alone. */
export const fingerprints: TextFormat = {
  name: 'fingerprints',
  detect: (text) => /[0-9a-f]{2}/i.test(text),
  read(text, { collector }) {
    const spans: [number, number][] = [];
    for (const match of text.matchAll(SHA256)) {
      const end = match.index + match[0].length;
      const before = text.slice(Math.max(0, match.index - LOOK_BACK), match.index);
      const hash = match[0].replace(/^0x|[:. -]/gi, '').toLowerCase();
      if (KEY_HASH.test(before)) collector.lookup('spki-sha256', hash, match[0]);
      else if (OTHER_HASH.test(before)) continue;
      else collector.reference(hash, (LABEL.exec(before)?.[0] ?? '').trimStart() + match[0]);
      spans.push([match.index, end]);
    }
    const rest = withoutSpans(text, spans);
    for (const match of rest.matchAll(SHA1))
      collector.lookup('sha1', (match[1] ?? match[2]!).replace(/[: ]/g, '').toLowerCase(), match[2] ?? match[0]);
    return rest;
  },
};
