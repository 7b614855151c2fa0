import type { Issuers, Pairs } from './messages.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** One certificate or response as views onto the file it came in, with what the bare cryptography needs. */
export interface SignedObject {
  readonly bytes: Bytes;
  readonly tbs: Bytes;
  readonly signature: Bytes;
}

export interface Loaded {
  readonly issuers: Issuers;
  readonly issuer: Bytes;
  /** Precertificate and response by turns. */
  readonly objects: readonly SignedObject[];
}

/** @param files their addresses */
export async function loadPairs(files: Pairs<string>): Promise<Loaded> {
  const [described, objects, places, signatures] = await Promise.all([
    read(files.issuers),
    read(files.objects),
    read(files.places),
    read(files.signatures),
  ]);
  const issuers = JSON.parse(new TextDecoder().decode(described)) as Issuers;
  const numbers = new Uint32Array(places.buffer);
  const size = issuers.signatureSize;
  return {
    issuers,
    issuer: Uint8Array.from(issuers.issuer),
    objects: Array.from({ length: numbers.length / 4 }, (_, at) => {
      const [from, length, tbsFrom, tbsLength] = [0, 1, 2, 3].map((field) => numbers[4 * at + field]!) as Place;
      return {
        bytes: objects.subarray(from, from + length),
        tbs: objects.subarray(tbsFrom, tbsFrom + tbsLength),
        signature: signatures.subarray(at * size, (at + 1) * size),
      };
    }),
  };
}

type Place = [from: number, length: number, tbsFrom: number, tbsLength: number];

async function read(file: string): Promise<Bytes> {
  const response = await fetch(file);
  if (!response.ok) throw new Error(`${response.url}: ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

/** Responses spread evenly over the first `of` pairs. */
export const sampleOf = ({ objects }: Loaded, count: number, of: number): readonly SignedObject[] =>
  Array.from({ length: count }, (_, at) => objects[2 * Math.floor((at * of) / count) + 1]!);
