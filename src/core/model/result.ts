/**
 * Expected failure is a value with a literal code; `throw` means a bug of ours.
 * Every reader in Presumed returns a `Result`, so bad input can never end a run.
 */
export type Result<T> = { readonly ok: true; readonly value: T } | Failure;

/** Why something could not be read. */
export interface Failure {
  readonly ok: false;
  /** Stable, `<area>/<slug>`, e.g. `der/trailing-bytes`. */
  readonly code: string;
  /** One sentence: what was found, where. */
  readonly message: string;
  /** Byte offset into the object that was being read, when one is known. */
  readonly offset?: number;
}

export const ok = <T>(value: T): Result<T> => ({ ok: true, value });

export const fail = (code: string, message: string, offset?: number): Failure =>
  offset === undefined ? { ok: false, code, message } : { ok: false, code, message, offset };

/**
 * Something that is off but whose meaning is certain: it is decoded and reported, not refused
 * (policy.md 6.1, `ocsp-der` and `ocsp-time-encoding`).
 */
export interface Defect {
  /** Same vocabulary as `Failure.code`. */
  readonly code: string;
  readonly message: string;
  /** Byte offset into the object. */
  readonly offset: number;
  /** Whether the object's signature covers the place: only then does it bind the signer. */
  readonly signed: boolean;
}
