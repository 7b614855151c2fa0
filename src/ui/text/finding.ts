import type { Finding } from '../../core/model/verdict.ts';
import { code, words } from '../../core/report/harmless.ts';
import { crtShCertificate } from './links.ts';
import { OUTCOME_WORD } from './words.ts';

/**
 * A finding as Markdown for a bug: what, the rule's own words, where they stand. Whatever names are in it, it makes no
 * markup of its own. `certificate`: the SHA-256 of the certificate it is about, when it is about one.
 */
export function findingMarkdown(
  { rule, outcome, message, citation, evidence }: Finding,
  certificate: string | null,
): string {
  const { document, edition, section, quote, url } = citation;
  return [
    `**${OUTCOME_WORD[outcome]}** (${code(rule)}): ${words(message)}`,
    '',
    `> ${words(quote)}`,
    '',
    `${words(`${document} ${edition}, section ${section}`)}: ${url}`,
    ...(certificate ? ['', `Certificate: ${crtShCertificate(certificate)}`] : []),
    ...(evidence.length > 0 ? ['', `Evidence (SHA-256): ${evidence.map((sha256) => code(sha256)).join(', ')}`] : []),
    '',
  ].join('\n');
}
