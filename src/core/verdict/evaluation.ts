import type { Row } from '../model/row.ts';
import type { CertificateEntry, CrlEntry, Finding, ResponseEntry, Summary, VerdictDocument } from '../model/verdict.ts';
import { RULES } from '../rules/index.ts';
import type { Judge, Told, Wanted } from '../rules/run.ts';
import type { Verified, VerifiedEntry, VerifiedResponse } from '../verify/index.ts';
import { certificateEntry } from './certificate-entry.ts';
import { crlEntry } from './crl-entry.ts';
import { deriveVerdict, isQuiet } from './derive.ts';
import { responseEntry, responseHead, toldResponse } from './response-entry.ts';
import { RowList } from './row-list.ts';
import { rulesOnce, touching } from './rows.ts';
import { streamVerdict } from './stream.ts';
import { SummaryCounts } from './summary.ts';
import type { ResponseHead, ToldResponse } from './told.ts';

/** The document without its lists of what was judged. */
export type VerdictHead = Omit<VerdictDocument, 'certificates' | 'responses' | 'crls' | 'evidence'>;

/**
 * What an evaluation came to. The verdicts are there; the findings, which are ten times as big as the evidence, are
 * made anew for whoever asks: rules are pure, so they come out the same. Nothing here is asynchronous.
 */
export interface Evaluation {
  readonly head: VerdictHead;
  /** One an entry, in the document's order; made while they are walked. */
  readonly rows: Pick<RowList, 'length' | 'at' | 'slice' | 'names' | typeof Symbol.iterator>;
  /** Whether an issuer or a signer is not in hand, so that something could not be told for that. */
  readonly wantsIssuers: boolean;
  /** An element of the document's `certificates`, by its position, with its findings. */
  certificate(index: number): CertificateEntry;
  /** The position of an entry by the fingerprint of its certificate or precertificate; `-1` when there is none. */
  indexOf(sha256: string): number;
  /** An element of the document's `responses`, with its findings and whom it may name; `null` when there is none of this SHA-256. */
  response(sha256: string): ToldResponse | null;
  /** An element of the document's `crls`, with its findings; `null` when there is none of this SHA-256. */
  crl(sha256: string): CrlEntry | null;
  /** All of the document's `responses`, in its order, without findings; made while they are walked. */
  responses(): Iterable<ResponseHead>;
  /** The document's `evidence`: made when asked for. */
  evidence(): VerdictDocument['evidence'];
  /** How many elements the document's lists of responses and CRLs have. */
  readonly sizes: { readonly responses: number; readonly crls: number };
  /**
   * The file, in pieces: joined they are byte for byte what `serializeVerdict(document)` writes. `title`: the case's of
   * this moment, where it was renamed since.
   */
  json(title?: string): Iterable<string>;
  /**
   * Findings that verdict-format section 2 keeps out of the JSON, about one entry (by its certificate's SHA-256, or its
   * precertificate's where there is none), response or CRL. There are ten times as many of them as of the others, so
   * they are found when somebody asks.
   */
  quietFindings(sha256: string): readonly Finding[];
  /** The whole document at once, made when it is first asked for and kept: for cases of thousands, use the others. */
  readonly document: VerdictDocument;
}

const headlines = new Set(RULES.filter(({ headline }) => headline).map(({ id }) => id));
const isHeadline = (rule: string): boolean => headlines.has(rule);
const isPublished: Wanted = (rule, outcome) => isHeadline(rule) || !isQuiet(outcome);
const isKeptOut: Wanted = (rule, outcome) => !isPublished(rule, outcome);

/** The parts of the document that do not follow from the judgements. */
export interface Frame {
  readonly head: Omit<VerdictHead, 'summary'>;
  evidence(): VerdictDocument['evidence'];
}

/** Who hears of the rows while the rest is judged. */
export interface RowHooks {
  /** Hears the next rows, in the document's order, and how many there will be in all. */
  readonly onRows?: (rows: readonly Row[], total: number) => void;
  /** Lets other work of this thread be done between two portions of them. */
  readonly pause?: () => Promise<void>;
}

/** Rows that are judged in one go: some milliseconds. */
const PORTION = 256;

/** In: what verifying found, and the judge of it. */
export async function makeEvaluation(
  verified: Verified,
  judge: Judge,
  frame: Frame,
  hooks: RowHooks = {},
): Promise<Evaluation> {
  const { rows, summary } = await rowsOf(verified, judge, hooks);
  const { references, problems, ...before } = frame.head;
  const head: VerdictHead = { ...before, summary, references, problems };
  const responses = new Map(verified.responses.map((response) => [response.sha256, response]));
  const crls = new Map(verified.crls.map((crl) => [crl.sha256, crl]));
  let positions: Map<string, number> | null = null;
  let document: VerdictDocument | null = null;

  const whole = (entry: VerifiedEntry, index: number): CertificateEntry =>
    certificateEntry(entry, rows.head(index), judge.entry(entry, isPublished));
  const inFile = (response: VerifiedResponse): ResponseEntry =>
    responseEntry(response, judge.response(response, isPublished));
  const told = (response: VerifiedResponse): ToldResponse =>
    toldResponse(response, judge.response(response, isPublished));
  const toldCrl = (crl: Verified['crls'][number]): CrlEntry => crlEntry(crl, judge.crl(crl, isPublished));
  const indexOf = (sha256: string): number => {
    positions ??= new Map(verified.entries.map((entry, index) => [keyOf(entry), index]));
    return positions.get(sha256) ?? -1;
  };

  return {
    head,
    rows,
    wantsIssuers: wantsIssuers(verified),
    certificate: (index) => whole(verified.entries[index]!, index),
    indexOf,
    response: (sha256) => optional(responses.get(sha256), told),
    crl: (sha256) => optional(crls.get(sha256), toldCrl),
    responses: () => mapped(verified.responses, responseHead),
    evidence: frame.evidence,
    sizes: { responses: responses.size, crls: crls.size },
    json: (title = head.title) =>
      streamVerdict(
        inOrder(
          { ...head, title },
          {
            certificates: mapped(verified.entries, whole),
            responses: mapped(verified.responses, inFile),
            crls: mapped(verified.crls, toldCrl),
          },
          frame.evidence(),
        ),
      ),
    quietFindings(sha256) {
      const index = indexOf(sha256);
      if (index >= 0) return judge.entry(verified.entries[index]!, isKeptOut);
      const response = responses.get(sha256);
      if (response) return judge.response(response, isKeptOut);
      const crl = crls.get(sha256);
      return crl ? judge.crl(crl, isKeptOut) : [];
    },
    get document() {
      return (document ??= inOrder(
        head,
        {
          certificates: verified.entries.map(whole),
          responses: verified.responses.map(inFile),
          crls: verified.crls.map(toldCrl),
        },
        frame.evidence(),
      ));
    },
  };
}

/** Judges everything once. What each response came to is needed for the rows only, and gone with them. */
async function rowsOf(
  { entries }: Verified,
  judge: Judge,
  { onRows, pause }: RowHooks,
): Promise<{ readonly rows: RowList; readonly summary: Summary }> {
  const ofResponses = new Map<VerifiedResponse, readonly Told[]>();
  const outcomesOf = (response: VerifiedResponse): readonly Told[] => {
    let outcomes = ofResponses.get(response);
    if (!outcomes) ofResponses.set(response, (outcomes = judge.responseOutcomes(response, isPublished)));
    return outcomes;
  };
  const rows = new RowList(entries);
  const counts = new SummaryCounts();
  for (let from = 0; from < entries.length; from += PORTION) {
    const portion = entries.slice(from, from + PORTION).map((entry) => {
      const all = [...judge.entryOutcomes(entry, isPublished)];
      for (const response of new Set(entry.statuses.map((status) => status.response)))
        all.push(...outcomesOf(response));
      const row = rows.add(deriveVerdict(all, isHeadline), rulesOnce(touching(all)));
      counts.add(row.entry);
      return row;
    });
    onRows?.(portion, entries.length);
    await pause?.();
  }
  return { rows, summary: counts.summary };
}

const wantsIssuers = ({ entries, responses }: Verified): boolean =>
  entries.some(({ subject }) => subject.issuance.signature === 'no-issuer') ||
  responses.some(({ responder }) => responder?.signature === 'no-key' || responder?.role === 'unknown');

const keyOf = ({ final, precertificate, subject }: VerifiedEntry): string =>
  (final ?? precertificate ?? subject).inHand.sha256;

const optional = <In, Out>(value: In | undefined, make: (value: In) => Out): Out | null =>
  value === undefined ? null : make(value);

/** The keys in the order of the file, lists or what makes them. */
function inOrder<Certificates, Responses, Crls>(
  { references, problems, ...before }: VerdictHead,
  judged: { readonly certificates: Certificates; readonly responses: Responses; readonly crls: Crls },
  evidence: VerdictDocument['evidence'],
) {
  const { certificates, responses, crls } = judged;
  return { ...before, certificates, responses, crls, references, evidence, problems };
}

function* mapped<In, Out>(items: readonly In[], make: (item: In, index: number) => Out): Generator<Out, void> {
  for (const [index, item] of items.entries()) yield make(item, index);
}
