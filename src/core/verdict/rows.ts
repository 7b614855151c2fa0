import { byCodeUnit } from '../model/bytes.ts';
import type { EntryHead, Row } from '../model/row.ts';
import type { CertificateEntry, Finding, Outcome, VerdictDocument } from '../model/verdict.ts';

/** The lines of the table of certificates, in the document's order. */
export function toRows({ certificates, responses }: Pick<VerdictDocument, 'certificates' | 'responses'>): Row[] {
  const ofResponses = new Map(responses.map(({ sha256, findings }) => [sha256, touching(findings)]));
  return certificates.map((entry, index) => {
    const rules = touching(entry.findings);
    for (const { evidence } of entry.statuses) for (const rule of ofResponses.get(evidence) ?? []) rules.push(rule);
    return rowOf(entry, index, rules);
  });
}

/** One line; `rules` are those of `Row.rules`, in any order and any number of times. */
export const rowOf = (entry: EntryHead, index: number, rules: readonly string[]): Row =>
  rowWith(entry, index, rulesOnce(rules));

/** One line; `rules` as they stand in `Row.rules`. */
export const rowWith = (entry: EntryHead, index: number, rules: Row['rules']): Row => ({
  key: entryKey(entry),
  index,
  entry,
  name: nameFor(entry.subject, entry.dnsNames),
  issuer: nameAttribute(entry.issuer, 'CN') || nameAttribute(entry.issuer, 'O') || entry.issuer,
  latest: entry.statuses.at(-1)?.certStatus ?? 'none',
  rules,
});

/** `Row.name`. `subject`: RFC 4514. */
export const nameFor = (subject: string, dnsNames: readonly string[]): string =>
  nameAttribute(subject, 'CN') || dnsNames[0] || subject;

/** Sorted, each once; the same few lists stand for all entries, so each list is kept once. */
export function rulesOnce(rules: readonly string[]): readonly string[] {
  const list = [...new Set(rules)].sort(byCodeUnit);
  const key = list.join();
  const known = lists.get(key);
  if (known) return known;
  if (lists.size < MAX_LISTS) lists.set(key, list);
  return list;
}

const lists = new Map<string, readonly string[]>();
const MAX_LISTS = 1000;

/** An entry stands for one certificate presumed to exist; the final certificate's fingerprint names it where there is one. */
export const entryKey = (
  entry: Pick<CertificateEntry, 'certificateSha256' | 'precertificateSha256' | 'serialNumber'>,
): string => entry.certificateSha256 ?? entry.precertificateSha256 ?? entry.serialNumber;

/** The first attribute of this type in an RFC 4514 string, with its escapes as they stand there. */
export function nameAttribute(name: string, type: 'CN' | 'O'): string | null {
  const match = ATTRIBUTE[type].exec(name);
  return match ? match[1]! : null;
}

const ATTRIBUTE = {
  CN: /(?:^|[,+])CN=((?:\\.|[^,+\\])*)/,
  O: /(?:^|[,+])O=((?:\\.|[^,+\\])*)/,
};

const TOUCHING: readonly Outcome[] = ['violation', 'warning', 'cannot-tell'];
/** Ids of the rules that a row names, of these findings. */
export const touching = (findings: readonly Pick<Finding, 'outcome' | 'rule'>[]): string[] =>
  findings.filter(({ outcome }) => TOUCHING.includes(outcome)).map(({ rule }) => rule);
