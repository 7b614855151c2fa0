import { toBase64 } from '../model/bytes.ts';
import { inBatches } from '../verify/batches.ts';
import { read } from './authorities.ts';
import { plainComment, plainUrls } from './addresses.ts';
import { CLOSING, OPENING } from './frame.ts';
import { buildOCSPRequest, serialForOpenssl } from './ocsp-request.ts';
import type { MissingStatus, Survey } from './survey.ts';

export interface ScriptOptions {
  /** Of the case. */
  readonly title: string;
  /** Of the app. */
  readonly version: string;
}

/**
 * A POSIX shell script that fetches what is missing, captures OCSP responses by POST and GET, and packs all of it into
 * one file for the app; `null` when there is nothing that a script can fetch. The only data in it are hex, digits,
 * base64 and plain URLs, each in quotes; whatever else certificates say stands in comments, made harmless.
 */
export async function fetchScript(survey: Survey, { title, version }: ScriptOptions): Promise<string | null> {
  const keys = [
    ...survey.references,
    ...survey.lookups.filter(({ by }) => by === 'crt.sh-id').map(({ value }) => value),
  ].filter((key) => /^(?:[0-9a-f]{64}|\d{1,19})$/.test(key));
  const issuers = survey.issuers.flatMap(issuerLines);
  const statuses = (await inBatches(survey.statuses, statusLines)).flat();
  const isWork = (line: string) => !line.startsWith('#');
  if (keys.length === 0 && ![...issuers, ...statuses].some(isWork)) return null;
  return [
    '#!/bin/sh',
    `# Fetches what is missing in the case "${plainComment(title)}": certificates from crt.sh, CA certificates from`,
    '# where certificates say they are, and OCSP responses by POST and GET with headers and time beside each.',
    '# Then packs everything into one file to be dropped on Presumed. Asks one server a second; run again, it goes on.',
    '# Settings (environment): CRT_SH=base URL, OUT=folder, PAUSE=seconds between requests, KEEP_GOING=1 to leave out',
    '# what fails, ALLOW_LOCAL=1 to ask hosts of the local network too.',
    `AGENT='presumed/${version.replace(/[^\w.-]/g, '')}'`,
    OPENING,
    section(
      'Certificates',
      keys.map((key) => `certificate '${key}'`),
    ),
    section('Issuers', issuers),
    section('Responses about certificates in hand', statuses),
    section(
      'Responses about the certificates that were fetched',
      keys.map((key) => `status '${key}'`),
    ),
    CLOSING,
  ].join('\n');
}

const section = (title: string, lines: readonly string[]): string => [`# ${title}`, ...lines, ''].join('\n');

const refused = (what: string, text: string): string =>
  `# Left out, since it is no plain ${what}: ${plainComment(text)}`;

function issuerLines({ name, urls }: Survey['issuers'][number]): string[] {
  const plain = plainUrls(urls);
  const comments = [
    `# ${plainComment(name ?? 'a CA that only a CertID names')}`,
    ...urls.filter((url) => !plain.includes(url)).map((url) => refused('caIssuers URL', url)),
  ];
  return [...comments, ...plain.slice(0, MOST_URLS).map((url) => `issuer '${url}'`)];
}

/** A certificate may list any number of URLs, and each costs the responder two requests. */
const MOST_URLS = 4;

async function statusLines(missing: MissingStatus): Promise<string[]> {
  const { sha256, bytes, issuer } = missing;
  const certificate = read(bytes);
  if (!certificate) return [];
  const { serialNumber, known } = certificate;
  const { ocsp = [], caIssuers = [] } = known.authorityInfoAccess ?? {};
  const plain = plainUrls(ocsp).slice(0, MOST_URLS);
  const comments = ocsp.filter((url) => !plain.includes(url)).map((url) => refused('OCSP URL', url));
  if (plain.length === 0) return comments;
  const [from] = plainUrls(caIssuers);
  if (!issuer && !from)
    return [...comments, `# ${sha256}: its issuer is not in hand, and it does not say where to get it.`];
  const request = issuer
    ? `prepared '${sha256}' '${toBase64(await buildOCSPRequest({ serialNumber, issuer, hash: 'SHA-1', nonce: null }))}'`
    : `build '${sha256}' '${serialForOpenssl(serialNumber)}' '${from}'`;
  const asks = plain.map((url, at) => `ask '${sha256}' '${url}'${at === 0 ? '' : ` ${at + 1}`}`);
  return [...comments, request, ...asks];
}
