import type {
  AuthoritativeStatus,
  CrlStatus,
  VerifiedCrl,
  VerifiedEntry,
  VerifiedResponse,
  VerifiedSingle,
} from '../verify/index.ts';
import type { Scope, Subjects } from './rule.ts';

/** A subject of any scope, flattened: what clocks, facts and the runner read. */
export interface Situation {
  readonly entry: VerifiedEntry | null;
  readonly status: AuthoritativeStatus | null;
  readonly response: VerifiedResponse | null;
  readonly single: VerifiedSingle | null;
  readonly crl: VerifiedCrl | null;
  readonly crlStatus: CrlStatus | null;
}

/** A situation that is its own subject: dozens of rules judge the same one, so it is made once for all of them. */
export type Case<S extends Scope> = Situation & Subjects[S];

export function caseOf<S extends Scope>(subject: Subjects[S]): Case<S> {
  const part = subject as Partial<Situation> & { readonly entries?: readonly VerifiedEntry[] };
  const status = part.status ?? null;
  const crlStatus = part.crlStatus ?? null;
  const made = {
    entry: part.entry ?? null,
    status,
    response: part.response ?? status?.response ?? null,
    single: part.single ?? status?.verifiedSingle ?? null,
    crl: part.crl ?? crlStatus?.crl ?? null,
    crlStatus,
    entries: part.entries ?? null,
  };
  return made as unknown as Case<S>;
}
