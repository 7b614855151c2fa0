/** What the benchmark's page and its worker, and the process that drives them, say to each other. */

/** The keys of issuer and responder: RSA-2048, or P-256. */
export type KeyKind = 'rsa' | 'ec';

/** What all pairs of a kind have in common. Octets are lists of numbers, because this is a JSON file. */
export interface Issuers {
  readonly kind: KeyKind;
  /** The issuing CA's certificate. */
  readonly issuer: readonly number[];
  /** SubjectPublicKeyInfo. */
  readonly issuerSpki: readonly number[];
  readonly responderSpki: readonly number[];
  /** Of one signature as WebCrypto wants it, in octets. */
  readonly signatureSize: number;
  /** Of so many pairs the first is answered `unknown`. */
  readonly unknownEvery: number;
}

/**
 * The pairs of a kind: `objects`, behind each other, precertificate and response by turns; `places`, four 32-bit numbers
 * an object (offset, size, offset of what is signed, its size); `signatures`, behind each other.
 */
export interface Pairs<T> {
  readonly issuers: T;
  readonly objects: T;
  readonly places: T;
  readonly signatures: T;
}

/** What can be measured in the page. `count`: pairs, or responses of a sample spread over `of` pairs. */
export type Part =
  | { readonly part: 'limit'; readonly count: number }
  | { readonly part: 'evaluation'; readonly count: number }
  | { readonly part: 'responses'; readonly count: number }
  | { readonly part: 'intake'; readonly count: number }
  | { readonly part: 'pkijs'; readonly count: number; readonly of: number }
  | { readonly part: 'peculiar'; readonly count: number; readonly of: number };

export type PartName = Part['part'];

/** ms of the whole part by what was done, and what it found, so that nobody times a failure. */
export interface Measured {
  readonly ms: number;
  /** Parts of `ms`, in ms. */
  readonly steps?: Readonly<Record<string, number>>;
  /** Objects that were found right: signatures that verified, or pairs with the verdict they must have. */
  readonly right: number;
  /** How many there should be. */
  readonly wanted: number;
  /** Writing the verdict JSON afterwards: ms, not part of the above, and UTF-16 code units. */
  readonly json?: { readonly ms: number; readonly size: number };
}

export type ToBench =
  | { readonly id: number; readonly type: 'load'; readonly kind: KeyKind; readonly files: Pairs<string> }
  | { readonly id: number; readonly type: 'measure'; readonly kind: KeyKind; readonly what: Part };

export type FromBench =
  | { readonly id: number; readonly type: 'done'; readonly measured: Measured | null }
  | { readonly id: number; readonly type: 'failed'; readonly reason: string };
