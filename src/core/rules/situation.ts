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

export function situationOf<S extends Scope>(subject: Subjects[S]): Situation {
  const part = subject as Partial<Situation>;
  const status = part.status ?? null;
  const crlStatus = part.crlStatus ?? null;
  return {
    entry: part.entry ?? null,
    status,
    response: part.response ?? status?.response ?? null,
    single: part.single ?? status?.verifiedSingle ?? null,
    crl: part.crl ?? crlStatus?.crl ?? null,
    crlStatus,
  };
}
