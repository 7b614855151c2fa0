import type { Evidence, Taken } from '../core/model/evidence.ts';
import type { Evaluation } from '../core/evaluate.ts';
import type { InHand } from '../core/verify/in-hand.ts';
import { ok, type Result } from '../core/model/result.ts';
import {
  chainOf,
  LIBRARY_NAME,
  libraryCertificates,
  readRoots,
  suppliedBy,
  wantedBy,
  type Chain,
  type ChainCandidate,
  type Gaps,
  type KnownRoots,
} from '../core/issuers/index.ts';
import { decodeCertificate } from '../core/decode/certificate.ts';
import { gather } from '../core/verify/gather.ts';
import { sha256Hex } from '../core/verify/digest.ts';
import type { Store } from '../store/store.ts';
import type { Judged } from './judge.ts';

/** What scripts/roots.mjs writes. */
export type RootsData = Parameters<typeof readRoots>[0];

/** What an evaluation had in hand and came to. */
type Supplied = Pick<Judged, 'evidence' | 'evaluation' | 'certificates'>;

/** The issuers of all cases, and what one case takes from them. */
export class IssuerLibrary {
  readonly #store: Store;
  readonly #loadRoots: () => Promise<RootsData>;
  readonly #learned = new Set<string>();
  #roots: Promise<KnownRoots> | null = null;

  constructor(store: Store, loadRoots: () => Promise<RootsData>) {
    this.#store = store;
    this.#loadRoots = loadRoots;
  }

  /** Keeps the issuers among these certificates. Failing to costs the verdict nothing, and the next evaluation tries again. */
  async learn(certificates: readonly InHand[]): Promise<void> {
    const fresh = await libraryCertificates(certificates.filter(({ sha256 }) => !this.#learned.has(sha256)));
    if (fresh.length === 0 || !(await this.#store.addIssuers(fresh)).ok) return;
    for (const { sha256 } of fresh) this.#learned.add(sha256);
  }

  /**
   * Certificates that would tell what a verdict could not, as evidence for the case to take: a verdict rests on nothing
   * that its list of evidence does not name. `null`: there are none. Looks only when the verdict has such a gap.
   */
  async supply({ evidence, evaluation, certificates }: Supplied): Promise<Result<Taken | null>> {
    if (!evaluation.wantsIssuers) return ok(null);
    const gaps = gapsIn(evaluation);
    const wanted = await wantedBy(certificates, evidence, gaps);
    if (wanted.signed.length === 0) return ok(null);
    const found = await this.#store.findIssuers({ subjects: wanted.subjects, keys: wanted.keys });
    if (!found.ok) return found;
    const there = new Set(evidence.map(({ sha256 }) => sha256));
    const supplied = await suppliedBy(
      wanted,
      found.value.filter(({ sha256 }) => !there.has(sha256)),
    );
    if (supplied.length === 0) return ok(null);
    return ok({
      evidence: supplied.map(({ sha256, bytes }) => ({ sha256, kind: 'certificate', bytes, names: [LIBRARY_NAME] })),
      references: [],
      lookups: [],
      problems: [],
      claims: [],
    });
  }

  /** The way up from a certificate in hand to a known root; `null` when the case has no such certificate. */
  async chain(evidence: readonly Evidence[], sha256: string): Promise<Result<Chain | null>> {
    const { certificates } = await gather(evidence);
    const start = certificates.find((one) => one.sha256 === sha256);
    if (!start) return ok(null);
    const roots = await (this.#roots ??= this.#loadRoots().then(readRoots));
    const issuersOf = async (nameDer: Uint8Array): Promise<ChainCandidate[]> => {
      const kept = await this.#store.findIssuers({ subjects: [await sha256Hex(nameDer)] });
      const library = (kept.ok ? kept.value : []).flatMap(({ sha256: hash, bytes }): ChainCandidate[] => {
        const decoded = decodeCertificate(bytes);
        return decoded.ok
          ? [{ one: { certificate: decoded.value, sha256: hash, handedIn: false }, from: 'library' }]
          : [];
      });
      return [...certificates.map((one): ChainCandidate => ({ one, from: 'case' })), ...library];
    };
    return ok(await chainOf(start, issuersOf, roots));
  }
}

function gapsIn({ rows, responses }: Evaluation): Gaps {
  const gaps = {
    judged: new Set<string>(),
    noIssuer: new Set<string>(),
    responses: new Set<string>(),
    spokenAbout: new Set<string>(),
  };
  for (const { entry } of rows)
    for (const sha256 of [entry.certificateSha256, entry.precertificateSha256]) {
      if (sha256 === null) continue;
      gaps.judged.add(sha256);
      if (entry.signature === 'no-issuer') gaps.noIssuer.add(sha256);
    }
  for (const { sha256, signature, responder, singleResponses } of responses()) {
    if (signature === 'no-key' || responder?.role === 'unknown') gaps.responses.add(sha256);
    for (const { serialNumber } of singleResponses) gaps.spokenAbout.add(serialNumber);
  }
  return gaps;
}
