import type { EntryHead } from '../model/row.ts';
import { ENTRY_KINDS, VERDICTS, type CertStatusName, type Summary } from '../model/verdict.ts';

/** Counts `certificates` one by one; each group adds up to their number. */
export class SummaryCounts {
  readonly #verdicts = zeros(VERDICTS);
  readonly #kinds = zeros(ENTRY_KINDS);
  readonly #statuses = zeros(STATUSES);
  #certificates = 0;
  #first: string | null = null;
  #last: string | null = null;

  add(certificate: EntryHead): void {
    const { verdict, kind, notBefore } = certificate;
    this.#certificates++;
    this.#verdicts[verdict]++;
    this.#kinds[kind]++;
    this.#statuses[lastStatus(certificate)]++;
    if (this.#first === null || notBefore < this.#first) this.#first = notBefore;
    if (this.#last === null || notBefore > this.#last) this.#last = notBefore;
  }

  get summary(): Summary {
    return {
      certificates: this.#certificates,
      verdicts: { ...this.#verdicts },
      kinds: { ...this.#kinds },
      statuses: { ...this.#statuses },
      firstNotBefore: this.#first,
      lastNotBefore: this.#last,
    };
  }
}

const STATUSES = ['good', 'revoked', 'unknown', 'none'] as const;

/** The authoritative status with the latest producedAt; `statuses` are sorted by it. */
const lastStatus = ({ statuses }: EntryHead): CertStatusName | 'none' => statuses.at(-1)?.certStatus ?? 'none';

const zeros = <Key extends string>(keys: readonly Key[]): Record<Key, number> =>
  Object.fromEntries(keys.map((key) => [key, 0])) as Record<Key, number>;
