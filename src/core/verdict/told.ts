import type { ResponseEntry, SingleResponseEntry } from '../model/verdict.ts';

/** A SingleResponse as the app shows it. */
export interface ToldSingle extends SingleResponseEntry {
  /** SHA-256 of certificates in hand whose CertID this may be, their issuer's certificate being missing. Proves nothing, so it is not in the file. */
  readonly mayName: readonly string[];
}

/** One element of `responses`, as the app shows it. */
export interface ToldResponse extends ResponseEntry {
  singleResponses: ToldSingle[];
}

/** The same without its findings. */
export type ResponseHead = Omit<ToldResponse, 'findings'>;

/** Whether a SingleResponse is, or may be, about one of these certificates. */
export const mayBeAbout = ({ names, mayName }: ToldSingle, about: readonly string[]): boolean =>
  about.some((sha256) => names.includes(sha256) || mayName.includes(sha256));
