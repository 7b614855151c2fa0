import { ranksOf } from '../core/model/ranks.ts';
import { ok, type Result } from '../core/model/result.ts';
import type { Store } from '../store/store.ts';
import { certificateDetail } from './certificate.ts';
import type { Current, Judgement } from './current.ts';
import { ExplainDesk } from './explain.ts';
import { fileOf, type ScratchFile } from './export.ts';
import type { Handlers } from './handlers.ts';
import { crlPage, evidencePage, problemPage, responsePage } from './pages.ts';
import type { Questions } from './questions.ts';
import { RequestDesk } from './requests.ts';
import { touchedBy, type Touched } from './touched.ts';

/** The answers to the questions of questions.ts, each from the last evaluation. */
export function createAnswers(
  current: Current,
  store: Store,
  openScratch?: () => Promise<ScratchFile | null>,
): Pick<Handlers, keyof Questions> {
  const requests = new RequestDesk();
  const explain = new ExplainDesk();
  const touched = new WeakMap<Judgement, Promise<Touched[] | null>>();

  const about = <T>(caseId: string, answer: (judged: Judgement) => T): Promise<Result<T | null>> => {
    const judged = current.of(caseId);
    return Promise.resolve(ok(judged && answer(judged)));
  };

  return {
    nameRanks: (_call, caseId, serial) =>
      about(caseId, (judged) =>
        judged.serial === serial ? ranksOf(judged.evaluation.rows.names().map((name) => name.toLowerCase())) : null,
      ),
    certificate: (_call, caseId, key) => about(caseId, (judged) => certificateDetail(judged, key)),
    response: (_call, caseId, sha256) => about(caseId, ({ evaluation }) => evaluation.response(sha256)),
    crl: (_call, caseId, sha256) => about(caseId, ({ evaluation }) => evaluation.crl(sha256)),
    responsePage: (_call, caseId, asked) => about(caseId, (judged) => responsePage(judged, asked)),
    crlPage: (_call, caseId, asked) => about(caseId, (judged) => crlPage(judged, asked)),
    evidencePage: (_call, caseId, asked) => about(caseId, (judged) => evidencePage(judged, asked)),
    problemPage: (_call, caseId, asked) => about(caseId, (judged) => problemPage(judged, asked)),
    touched: async (_call, caseId) => {
      const judged = current.of(caseId);
      if (!judged) return ok(null);
      let found = touched.get(judged);
      if (!found) {
        // Stops when another evaluation has taken its place.
        const goOn = () => turn().then(() => current.of(caseId) === judged);
        touched.set(judged, (found = touchedBy(judged, goOn)));
      }
      return ok(await found);
    },
    exportVerdict: async (_call, caseId) => {
      const judged = current.of(caseId);
      if (!judged) return ok(null);
      // It may have been renamed since. Where storage is gone, this is all that is left of the work, and leaves nevertheless.
      const kept = await store.getHead(caseId);
      const title = (kept.ok ? kept.value?.title : undefined) ?? judged.of.title;
      return ok(await fileOf(judged.evaluation.json(title), 'application/json', turn, openScratch));
    },
    quietFindings: (_call, caseId, sha256) => about(caseId, ({ evaluation }) => evaluation.quietFindings(sha256)),
    captures: (_call, caseId) =>
      about(caseId, ({ of }) =>
        of.claims.flatMap(({ sha256, capturedAt }) => (capturedAt === undefined ? [] : [{ sha256, capturedAt }])),
      ),
    requestsBeside: async (_call, caseId, sha256) => {
      const judged = current.of(caseId);
      return ok(judged ? requests.beside(judged, sha256) : []);
    },
    acceptance: async (_call, caseId, sha256, asked) => {
      const judged = current.of(caseId);
      return ok(judged && (await explain.acceptance(judged, sha256, asked, requests.beside(judged, sha256))));
    },
    opensslCommands: async (_call, caseId, sha256, asked) => {
      const judged = current.of(caseId);
      return ok(judged && (await explain.commands(judged, sha256, asked)));
    },
  };
}

/** Lets messages of the page have their turn. */
const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
