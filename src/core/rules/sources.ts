import type { Citation } from '../model/verdict.ts';
import { parseInstant, type Instant } from '../model/time.ts';

/** A document that makes rules, and its editions with the day each came into force. */
export interface Source {
  /** The first part of a rule's id. */
  readonly maker: string;
  readonly document: string;
  /** Whether the document binds CAs. A policy rule may find a violation only on evidence that binds the CA (verdict-format section 2). */
  readonly policy: boolean;
  /** Oldest first. */
  readonly editions: readonly Edition[];
  readonly url: (section: string) => string;
}

export interface Edition {
  readonly name: string;
  /** 00:00:00 UTC of the day it came into force (BR 1.6.4; assumed for MRSP too), ms. */
  readonly from: Instant;
}

/** `YYYY-MM-DD` as its first moment in UTC, ms. Dates in rules are literals, so a bad one is our bug. */
export function utc(date: string): Instant {
  const instant = parseInstant(date);
  if (instant === null) throw new Error(`Not a date: ${date}`);
  return instant;
}

const editions = (table: Record<string, string>): Edition[] =>
  Object.entries(table).map(([name, from]) => ({ name, from: utc(from) }));

/** Mozilla Root Store Policy (policy.md section 1.2). */
export const MRSP: Source = {
  maker: 'mrsp',
  document: 'Mozilla Root Store Policy',
  policy: true,
  editions: editions({
    '2.6.1': '2018-07-01',
    '2.7': '2020-01-01',
    '2.7.1': '2021-05-01',
    '2.8': '2022-06-01',
    '2.8.1': '2023-02-15',
    '2.9': '2023-09-01',
    '3.0': '2025-03-15',
    '3.1': '2026-07-01',
  }),
  url: (section) =>
    `https://www.mozilla.org/en-US/about/governance/policies/security-group/certs/policy/#${MRSP_ANCHORS[section] ?? ''}`,
};

const MRSP_ANCHORS: Record<string, string> = {
  '5.1.3': '513-sha-1',
  '5.2': '52-forbidden-and-required-practices',
  '5.4': '54-precertificates',
  '6': '6-revocation',
  '6.1.1': '611-end-entity-tls-certificate-crlrevocation-reasons',
  '6.1.2': '612-tls-certificate-crl-issuing-distribution-points',
};

/** CA/Browser Forum TLS Baseline Requirements (policy.md sections 2.1 and 9). */
export const BR: Source = {
  maker: 'br',
  document: 'CA/Browser Forum TLS Baseline Requirements',
  policy: true,
  editions: editions({
    '1.0.4': '2012-08-02',
    '1.2.2': '2014-10-16',
    '1.3.0': '2015-04-16',
    '1.6.7': '2019-12-19',
    '1.7.1': '2020-08-20',
    '1.8.2': '2022-03-04',
    '1.8.4': '2022-04-23',
    '1.8.5': '2022-11-30',
    '1.8.6': '2022-12-11',
    '1.8.7': '2023-07-15',
    '2.0.0': '2023-09-15',
    '2.0.1': '2024-03-15',
    '2.0.3': '2024-04-15',
    '2.1.0': '2024-11-14',
    '2.1.8': '2025-11-04',
    '2.2.5': '2026-02-25',
    '2.2.6': '2026-03-31',
  }),
  url: () => 'https://cabforum.org/working-groups/server/baseline-requirements/requirements/',
};

/**
 * CA/Browser Forum S/MIME Baseline Requirements (policy.md section 2.4), by the publication dates of their section 1.2.1.
 * The first two were published before the requirements began to bind on 2023-09-01; rules say that day in their windows.
 */
export const SBR: Source = {
  maker: 'sbr',
  document: 'CA/Browser Forum S/MIME Baseline Requirements',
  policy: true,
  editions: editions({
    '1.0.0': '2023-01-01',
    '1.0.1': '2023-08-11',
    '1.0.2': '2023-12-08',
    '1.0.3': '2024-02-20',
    '1.0.4': '2024-05-11',
    '1.0.5': '2024-07-15',
    '1.0.6': '2024-08-29',
    '1.0.7': '2024-11-22',
    '1.0.8': '2024-12-22',
    '1.0.9': '2025-05-14',
    '1.0.10': '2025-07-02',
  }),
  url: () => 'https://cabforum.org/working-groups/smime/requirements/',
};

const rfc = (number: number, published: string): Source => ({
  maker: `rfc${number}`,
  document: `RFC ${number}`,
  policy: false,
  editions: [{ name: published, from: utc(`${published}-01`) }],
  url: (section) => `https://www.rfc-editor.org/rfc/rfc${number}#section-${section}`,
});

export const RFC6960 = rfc(6960, '2013-06');
export const RFC5019 = rfc(5019, '2007-09');
export const RFC5280 = rfc(5280, '2008-05');
export const RFC6962 = rfc(6962, '2013-06');
export const RFC8954 = rfc(8954, '2020-11');
export const RFC9654 = rfc(9654, '2024-08');
export const RFC9919 = rfc(9919, '2026-07');

/** The edition in force at a moment; the first one for all earlier moments. */
export function editionAt(source: Source, at: Instant): string {
  let { name } = source.editions[0]!;
  for (const edition of source.editions) if (edition.from <= at) name = edition.name;
  return name;
}

/** A clause as data: what a finding cites. */
export function cite(source: Source, section: string, quote: string, edition: string): Citation {
  return { document: source.document, edition, section, quote, url: source.url(section) };
}
