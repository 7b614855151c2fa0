/**
 * The sample case: a made-up incident in the manner of Mozilla bug 1793443. The files are what the test authority
 * (tests/pki/sample-case.ts) makes, base64 in files.json; a test compares them.
 */
import files from './files.json';

export interface SampleCase {
  readonly title: string;
  readonly description: string;
  /** RFC 3339 UTC: the 'now' that belongs to the story, so that the sample looks the same on every day. */
  readonly evaluateAsOf: string;
  readonly handed: readonly { readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> }[];
}

const octets = (base64: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));

export const sampleCase: SampleCase = {
  title: files.title,
  description: files.description,
  evaluateAsOf: files.evaluateAsOf,
  handed: Object.entries(files.handed).map(([name, base64]) => ({ name, bytes: octets(base64) })),
};
