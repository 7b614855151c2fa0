/** What is fuzzed: each target takes any octets and throws when a property does not hold. */
import { decodeOCSPRequest } from '../../src/core/decode/index.ts';
import { readBackup } from '../../src/core/bundle/backup.ts';
import { decodeCtLogEntry } from '../../src/core/decode/ct-log-entry.ts';
import { decodeCtLogList } from '../../src/core/decode/ct-log-list.ts';
import { decodeSignedCertificateTimestampList } from '../../src/core/decode/sct.ts';
import { evaluate } from '../../src/core/evaluate.ts';
import { takeIn } from '../../src/core/intake/index.ts';
import { readCaseFile } from '../../src/core/intake/case-file.ts';
import type { Result } from '../../src/core/model/result.ts';
import { parseForeignVerdict } from '../../src/core/reproduce/parse.ts';
import { compareCertificate, compareOCSPResponse } from '../../src/second-opinion/index.ts';
import type { Bytes } from '../pki/der-writer.ts';
import { fromHex, toHex } from '../unit/decode/builders.ts';
import { canonical } from '../unit/decode/canonical.ts';
import { checkCertificate, checkCrl, checkInspection, checkResponse } from './properties.ts';

/** What an input is like, so that targets get those they can be hurt by. */
export type Shape = 'certificate' | 'response' | 'crl' | 'request' | 'der' | 'archive' | 'any';

const OBJECTS: readonly Shape[] = ['certificate', 'response', 'crl', 'request', 'der'];

export interface Target {
  readonly name: string;
  readonly takes: readonly Shape[];
  run(bytes: Bytes): void | Promise<void>;
}

/** A refusal has a code and a message, and points inside; what is accepted without a complaint is DER as it should be. */
function decodes(bytes: Bytes, result: Result<object>, der: boolean): void {
  if (!result.ok) {
    if (!/^[a-z0-9-]+\/[a-z0-9-]+$/.test(result.code) || result.message === '') throw new Error(`code ${result.code}`);
    const { offset = 0 } = result;
    if (offset < 0 || offset > bytes.length) throw new Error(`${result.code} points outside: ${offset}`);
  } else if (
    der &&
    'defects' in result.value &&
    (result.value.defects as readonly unknown[]).length === 0 &&
    toHex(canonical(bytes)) !== toHex(bytes)
  )
    throw new Error('accepted what DER spells otherwise');
}

const AS_OF = Date.UTC(2026, 10, 23);

export const TARGETS: readonly Target[] = [
  { name: 'certificate', takes: ['certificate', 'der', 'any'], run: (bytes) => void checkCertificate(bytes) },
  { name: 'response', takes: ['response', 'der', 'any'], run: (bytes) => void checkResponse(bytes) },
  { name: 'crl', takes: ['crl', 'der', 'any'], run: (bytes) => void checkCrl(bytes) },
  { name: 'request', takes: ['request', 'der', 'any'], run: (bytes) => decodes(bytes, decodeOCSPRequest(bytes), true) },
  {
    name: 'transparency',
    takes: ['any'],
    run(bytes) {
      decodes(bytes, decodeCtLogEntry(bytes), false);
      decodes(bytes, decodeCtLogList(bytes), false);
      decodes(bytes, decodeSignedCertificateTimestampList(bytes) as Result<object>, false);
    },
  },
  {
    name: 'inspection',
    takes: OBJECTS,
    run(bytes) {
      for (const kind of ['certificate', 'ocsp-response', 'crl', 'ocsp-request'] as const) checkInspection(bytes, kind);
    },
  },
  {
    name: 'backup',
    takes: ['archive'],
    async run(bytes) {
      const read = await readBackup(bytes);
      if (!read.ok) return decodes(bytes, read, false);
      // What comes back is what was written: each bundle is told from another by its hash, or is a problem.
      if (read.value.cases.length + read.value.problems.length === 0) throw new Error('it disappeared');
    },
  },
  {
    name: 'both decoders on a certificate',
    takes: ['certificate'],
    run: async (bytes) => (checkCertificate(bytes) ? agree(await compareCertificate(bytes)) : undefined),
  },
  {
    name: 'both decoders on a response',
    takes: ['response'],
    run: async (bytes) => (checkResponse(bytes) ? agree(await compareOCSPResponse(bytes)) : undefined),
  },
  {
    name: 'intake',
    takes: [...OBJECTS, 'archive', 'any'],
    async run(bytes) {
      const taken = await takeIn([{ name: 'fuzz', bytes }]);
      const kept = taken.evidence.length + taken.references.length + taken.lookups.length;
      if (kept + taken.problems.length + taken.claims.length === 0 && bytes.some((octet) => octet > 0x20))
        throw new Error('it disappeared');
      for (const { code, message } of taken.problems)
        if (!/^[\w.-]+\/[\w.-]+$/.test(code) || message === '') throw new Error(`problem ${code}`);
    },
  },
  {
    name: 'evaluation',
    takes: ['certificate', 'response', 'crl', 'request'],
    async run(bytes) {
      const { evidence, references, lookups, problems, claims } = await takeIn([{ name: 'fuzz', bytes }]);
      const input = {
        title: '',
        evaluatedAt: AS_OF,
        reading: 'ruling',
        evidence,
        references,
        lookups,
        problems,
        claims,
      } as const;
      const text = [...(await evaluate(input)).json()].join('');
      // Nothing binds anybody here: no signature of these inputs verifies under a CA that is not in them.
      JSON.parse(text);
    },
  },
  {
    name: 'files of our own',
    takes: ['any'],
    run(bytes) {
      const text = new TextDecoder().decode(bytes);
      parseForeignVerdict(text);
      try {
        readCaseFile(JSON.parse(text));
      } catch (error) {
        if (!(error instanceof SyntaxError)) throw error;
      }
    },
  },
];

const UNREAD = 'cannot be read';

/**
 * They differ where one cannot read a value at all; where both read it, they read the same. But the library writes keys
 * anew, and forgets the unused bits of their BIT STRING.
 */
function agree({ fields }: Awaited<ReturnType<typeof compareCertificate>>): void {
  const differing = fields.filter(
    ({ agree, path, ours, theirs }) =>
      !agree &&
      ours !== UNREAD &&
      theirs !== UNREAD &&
      !isNoText(ours) &&
      !isFirstCentury(ours, theirs) &&
      ours !== withNumbers(theirs) &&
      !(path.endsWith('subjectPublicKeyInfo') && ours.length === theirs.length),
  );
  if (differing.length > 0)
    throw new Error(differing.map(({ path, ours, theirs }) => `${path}: ours ${ours}, theirs ${theirs}`).join('; '));
}

/** The library writes the arcs of an OBJECT IDENTIFIER that do not fit into its numbers as their octets, seven bits in each. */
const withNumbers = (theirs: string): string =>
  theirs.replace(/(?<=\.)\{([0-9a-f]+)\}/g, (_, hex: string) =>
    String(fromHex(hex).reduce((sum, octet) => sum * 128n + BigInt(octet), 0n)),
  );

/** The library's years 0 to 99 are those of the 20th century, as JavaScript's Date has them. */
const isFirstCentury = (ours: string, theirs: string): boolean =>
  /^00\d\d-/.test(ours) && theirs === ours.replace('00', '19');

/** A string that is none in its own encoding: ours is its octets, the library's what is left of them as text. */
const isNoText = (value: string): boolean => /=#(0c|1c|1e)/.test(value);
