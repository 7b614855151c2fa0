import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, test } from 'vitest';

/**
 * Third-party test vectors. They are not part of this repository; where they lie beside it, in ../shared/corpora,
 * the tests read them from there, and say so when they cannot.
 */
const PLACE = fileURLToPath(new URL('../../../shared/corpora/', import.meta.url));

export const CORPORA_ARE_HERE = existsSync(PLACE);
export const SKIPPED = 'skipped: the third-party test vectors are not in ../shared/corpora';

/** One case of a manifest, as far as these tests read it. */
export interface CorpusCase {
  readonly corpus: string;
  readonly id: string;
  readonly kind: string;
  /** Relative to the corpus; as are all other files. */
  readonly file: string;
  readonly issuer?: string;
  readonly subject_cert?: string;
  readonly final_cert?: string;
  readonly request?: string;
  /** A precertificate signing certificate. */
  readonly preissuer?: string;
  /** An SCT; where there is none, `file` may be one. */
  readonly sct?: string;
  /** What an SCT of its own is for. */
  readonly cert?: string;
  /** A log's key: SubjectPublicKeyInfo, or as `key_format` says. */
  readonly log_key?: string;
  readonly key_format?: string;
  /** CT logs, in the v3 form. */
  readonly log_list?: string;
  /** CT logs, in a form of their own. */
  readonly logs?: string;
  readonly tbs_precert_file?: string;
  /** A get-entries answer, and which of its entries. */
  readonly json?: string;
  readonly index?: number;
  readonly responder_certs?: readonly string[];
  /** RFC 3339 or, for `suggested_time`, seconds since 1970. */
  readonly verify_time?: string;
  readonly suggested_time?: number | string;
  readonly failure_class?: string;
  readonly expected: Readonly<Record<string, unknown>>;
}

interface Manifest {
  readonly corpus: string;
  readonly cases: readonly Omit<CorpusCase, 'corpus'>[];
}

/** Every case of every manifest, in the order of the folders. */
export const CASES: readonly CorpusCase[] = CORPORA_ARE_HERE ? readManifests() : [];

function readManifests(): CorpusCase[] {
  return readdirSync(PLACE, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()
    .flatMap((corpus) => {
      const { cases } = JSON.parse(readFileSync(`${PLACE}${corpus}/manifest.json`, 'utf8')) as Manifest;
      return cases.map((one) => ({ ...one, corpus }));
    });
}

/** The cases of these kinds, corpus by corpus; corpora without any are left out. */
export function casesByCorpus(...kinds: string[]): [corpus: string, cases: CorpusCase[]][] {
  const wanted = CASES.filter(({ kind }) => kinds.includes(kind));
  return [...new Set(wanted.map(({ corpus }) => corpus))].map((corpus) => [
    corpus,
    wanted.filter((one) => one.corpus === corpus),
  ]);
}

/** A file as it lies there. */
export const fileBytes = (corpus: string, file: string): Uint8Array =>
  new Uint8Array(readFileSync(`${PLACE}${corpus}/${file}`));

/** The object in a file: DER as it is, PEM with its armour removed. */
export function objectBytes(corpus: string, file: string): Uint8Array {
  const bytes = fileBytes(corpus, file);
  const armoured = /-----BEGIN [^-]+-----([^-]+)-----END/.exec(Buffer.from(bytes).toString('latin1'));
  return armoured ? new Uint8Array(Buffer.from(armoured[1]!, 'base64')) : bytes;
}

/** `describe` where the corpora are here, else one skipped test that says why. */
export function describeCorpora(name: string, body: () => void): void {
  if (CORPORA_ARE_HERE) describe(name, body);
  else describe(name, () => test.skip(SKIPPED));
}
