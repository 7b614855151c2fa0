/** What verdict-format.md promises of a document, checked by nothing but the document: written from the contract, not from the code. */
import type { Finding, VerdictDocument } from '../../src/core/model/verdict.ts';

const STATUS_RULES = ['mrsp/precert-status', 'mrsp/final-status', 'br/unknown-after-15-minutes'];
const QUIET = ['pass', 'not-applicable', 'not-effective'];

/** One line for each promise that is not kept. */
export function breaches(document: VerdictDocument): string[] {
  const found: string[] = [];
  const must = (kept: boolean, what: string): void => {
    if (!kept) found.push(what);
  };
  const { certificates, responses, references, evidence, problems, summary } = document;
  const inHand = new Set(evidence.map(({ sha256 }) => sha256));

  for (const entry of certificates) {
    const name = entry.certificateSha256 ?? entry.precertificateSha256!;
    const own = entry.findings;
    const counted = [
      ...own,
      ...responses
        .filter(({ sha256 }) => entry.statuses.some((status) => status.evidence === sha256))
        .flatMap(({ findings }) => findings),
    ];
    must(entry.verdict === verdictOf(own, counted), `${name}: the verdict does not follow from the findings`);
    must(inFindingOrder(own), `${name}: findings out of order`);
    must(
      own.every(({ rule, outcome }) => STATUS_RULES.includes(rule) || !QUIET.includes(outcome)),
      `${name}: a quiet finding of another rule than the status rules`,
    );
    for (const rule of STATUS_RULES) {
      const said = own.filter((finding) => finding.rule === rule);
      const most = Math.max(1, entry.statuses.length);
      must(said.length <= most, `${name}: ${rule} says more than once what one status came to`);
      if (entry.statuses.length === 0)
        must(
          said.every(({ outcome }) => outcome === 'cannot-tell'),
          `${name}: ${rule} tells something of no status`,
        );
    }
    must(
      isSorted(entry.statuses.map(({ producedAt, evidence: sha256 }) => `${producedAt} ${sha256}`)),
      `${name}: statuses out of order`,
    );
    for (const status of entry.statuses) {
      const response = responses.find(({ sha256 }) => sha256 === status.evidence);
      must(
        response?.signature === 'valid' && ['issuer', 'delegated'].includes(response.responder?.role ?? ''),
        `${name}: a status of a response that is not authoritative`,
      );
      must(
        !!response?.singleResponses.some(
          ({ names, authorized, certStatus }) =>
            authorized === true &&
            certStatus === status.certStatus &&
            names.some((named) => named === entry.certificateSha256 || named === entry.precertificateSha256),
        ),
        `${name}: a status of a SingleResponse that does not name it`,
      );
    }
    must((entry.kind === 'precertificate-only') === (entry.certificateSha256 === null), `${name}: its kind`);
  }
  must(
    isSorted(
      certificates.map(
        ({ notBefore, serialNumber, certificateSha256, precertificateSha256 }) =>
          `${notBefore} ${serialNumber} ${certificateSha256 ?? precertificateSha256}`,
      ),
    ),
    'certificates out of order',
  );

  for (const { sha256, responseStatus, findings, signature, responder, singleResponses } of responses) {
    must(inFindingOrder(findings), `${sha256}: findings out of order`);
    must(
      findings.every(({ outcome }) => !QUIET.includes(outcome)),
      `${sha256}: a quiet finding`,
    );
    must(inHand.has(sha256), `${sha256}: a response that is no evidence`);
    if (responseStatus !== 'successful') must(signature === null, `${sha256}: an error with a signature`);
    const may = singleResponses.some(({ authorized }) => authorized === true);
    if (responder)
      must(
        ['issuer', 'delegated'].includes(responder.role) === may,
        `${sha256}: its role and its SingleResponses differ`,
      );
    for (const { names } of singleResponses) must(isSorted(names), `${sha256}: names out of order`);
  }
  must(isSorted(responses.map(({ sha256 }) => sha256)), 'responses out of order');
  must(isSorted(evidence.map(({ sha256 }) => sha256)), 'evidence out of order');
  must(isSorted(references.map(({ sha256 }) => sha256)), 'references out of order');
  must(isSorted(problems.map(({ name, code }) => `${name}\u0000${code}`)), 'problems out of order');
  for (const { names } of evidence) must(isSorted(names), 'names of evidence out of order');
  for (const { from } of references) must(isSorted(from), 'origins of a reference out of order');

  const sums = [summary.verdicts, summary.kinds, summary.statuses].map((part) =>
    Object.values(part).reduce((sum, count) => sum + count, 0),
  );
  must(
    summary.certificates === certificates.length && sums.every((sum) => sum === certificates.length),
    'the summary does not add up',
  );
  for (const verdict of Object.keys(summary.verdicts) as (keyof typeof summary.verdicts)[])
    must(
      summary.verdicts[verdict] === certificates.filter((entry) => entry.verdict === verdict).length,
      `the summary miscounts ${verdict}`,
    );
  const latest = certificates.map(({ statuses }) => statuses.at(-1)?.certStatus ?? 'none');
  for (const status of Object.keys(summary.statuses) as (keyof typeof summary.statuses)[])
    must(summary.statuses[status] === latest.filter((one) => one === status).length, `the summary miscounts ${status}`);
  for (const { evidence: restsOn, citation } of [...certificates, ...responses].flatMap(({ findings }) => findings)) {
    must(isSorted(restsOn) && isUnique(restsOn), 'evidence of a finding out of order');
    must(citation.document !== '' && citation.section !== '' && citation.quote !== '', 'a citation that is not whole');
  }
  return found;
}

/** Section 2, word by word. */
function verdictOf(own: readonly Finding[], counted: readonly Finding[]): string {
  const any = (outcome: string): boolean => counted.some((finding) => finding.outcome === outcome);
  const status = (outcome: string): boolean =>
    own.some((finding) => STATUS_RULES.includes(finding.rule) && finding.outcome === outcome);
  if (any('violation')) return 'violation';
  if (any('warning')) return 'warning';
  if (status('cannot-tell')) return 'cannot-tell';
  if (status('pass')) return 'no-violation-found';
  return 'not-applicable';
}

const inFindingOrder = (findings: readonly Finding[]): boolean =>
  isSorted(findings.map(({ rule, evidence }) => `${rule}\u0000${evidence.join('\u0000')}`));

const isSorted = (texts: readonly string[]): boolean => texts.every((text, at) => at === 0 || texts[at - 1]! <= text);
const isUnique = (texts: readonly string[]): boolean => new Set(texts).size === texts.length;
