import { byCodeUnit } from '../core/model/bytes.ts';
import type { CertificateEntry } from '../core/model/verdict.ts';
import type { ToldResponse } from '../core/verdict/told.ts';
import type { Judgement } from './current.ts';

/** One certificate, with everything that is said about it. */
export interface CertificateDetail {
  readonly entry: CertificateEntry;
  /** The responses that name it or may name it, authoritative or not, oldest first; the first ones where there are very many. */
  readonly responses: readonly ToldResponse[];
  /** How many more there are. */
  readonly moreResponses: number;
}

/** More than anybody reads about one certificate. All authoritative ones are among them. */
const MOST = 200;

/** @param key as `Row.key`. `null`: the evaluation has no such entry. */
export function certificateDetail({ evaluation, responses }: Judgement, key: string): CertificateDetail | null {
  const index = evaluation.indexOf(key);
  if (index < 0) return null;
  const entry = evaluation.certificate(index);
  const own = [entry.certificateSha256, entry.precertificateSha256].filter((sha256) => sha256 !== null);
  const authoritative = new Set(entry.statuses.map(({ evidence }) => evidence));
  const others = new Set(own.flatMap((sha256) => responses.about(sha256)).filter((one) => !authoritative.has(one)));
  const shown = [...authoritative, ...[...others].sort(byCodeUnit).slice(0, Math.max(0, MOST - authoritative.size))];
  return {
    entry,
    responses: shown
      .flatMap((sha256) => evaluation.response(sha256) ?? [])
      .sort((a, b) => byCodeUnit(a.producedAt ?? '', b.producedAt ?? '') || byCodeUnit(a.sha256, b.sha256)),
    moreResponses: authoritative.size + others.size - shown.length,
  };
}
