import { createContext } from 'svelte';
import type { CaseHead } from '../../core/model/case-head.ts';
import type { Engine } from '../../worker/client.ts';
import { hearArrivals } from '../arrivals/arrivals.ts';
import { takeShared } from '../arrivals/shared.ts';
import { Exchange } from '../bundle/exchange.svelte.ts';
import { BugImport } from '../bug/bug-import.svelte.ts';
import { visibleText } from '../text/visible.ts';
import { caseName, count } from '../text/words.ts';
import { evidenceFileName, verdictFileName } from '../text/files.ts';
import { recall, remember, save } from './device.ts';
import { Notices, reason, type Notice } from './notices.svelte.ts';
import { caseHref, formatRoute, parseRoute, type Inside, type Route, type Tab } from './route.ts';
import { Table } from './table.svelte.ts';
import { Theme } from './theme.svelte.ts';
import { Workbench } from './workbench.svelte.ts';

/** The whole screen's state: where the user is, the cases kept, and the one that is open. */
export class App {
  route = $state.raw<Route>({ at: 'home' });
  cases = $state.raw<readonly CaseHead[] | null>(null);

  readonly engine: Engine;
  readonly notices = new Notices();
  readonly theme = new Theme();
  readonly workbench: Workbench;
  readonly bugImport: BugImport;
  readonly exchange: Exchange;
  readonly table: Table;
  #lastPlace: Route = { at: 'home' };
  /** What was offered since the case was opened. */
  readonly #offered = new Set<string>();

  constructor(engine: Engine) {
    this.engine = engine;
    this.workbench = new Workbench(engine, this.notices, (id) => this.go(caseHref(id)));
    this.bugImport = new BugImport(this.workbench, this.notices);
    this.exchange = new Exchange(engine, this.workbench, this.notices, () => void this.#listCases());
    this.table = new Table(() => this.workbench.listing);
  }

  /** Opens what the address names, else the case that was open last (verdict-format section 5). */
  start(): void {
    const last = recall('open-case');
    const shared = takeShared();
    if (!/^#?$/.test(location.hash) || !last || shared) this.follow();
    else {
      history.replaceState(null, '', caseHref(last));
      this.follow();
    }
    addEventListener('hashchange', () => this.follow());
    this.engine.subscribe((event) => {
      if (event.type === 'notice') this.notices.error(event.message);
      else if (event.type === 'issuers-known') this.#issuersKnown(event.known, event.id);
      else if (event.type === 'issuers-added') this.#issuersAdded(event.added, event.case);
      else if (event.type === 'evidence-known') this.#evidenceKnown(event.known, event.title, event.id);
      else if (event.type === 'evidence-added') this.#evidenceAdded(event.added, event.case);
      else if (event.id === this.workbench.case?.id) void this.workbench.refresh();
      else if (this.route.at === 'home') void this.#listCases();
    });
    hearArrivals(this, shared);
  }

  /** Goes to an address; `passing` places (rows walked through by key) leave no trace in the history. */
  go(href: string, passing = false): void {
    if (location.hash === href) return;
    if (passing) history.replaceState(null, '', href);
    else history.pushState(null, '', href);
    this.follow();
  }

  /** Makes the screen what the address says. */
  follow(): void {
    const route = (this.route = parseRoute(location.hash));
    if (route.at === 'rules' || route.at === 'about') {
      // These are read beside a case: the open one stays open, and after a reload it is opened again.
      const last = recall('open-case');
      if (last && !this.workbench.case) void this.#open(last);
      return;
    }
    this.#lastPlace = route;
    remember('open-case', route.at === 'case' ? route.id : null);
    if (route.at === 'home') {
      this.bugImport.leave();
      this.#forgetOffers();
      this.workbench.close();
      void this.#listCases();
    } else if (route.id !== this.workbench.case?.id) {
      this.bugImport.leave();
      this.table.begin();
      void this.#open(route.id);
    }
  }

  /** The address of the place in the open case that was shown last. */
  get caseAddress(): string {
    const open = this.workbench.case?.id;
    if (!open) return formatRoute({ at: 'home' });
    return this.#lastPlace.at === 'case' && this.#lastPlace.id === open ? formatRoute(this.#lastPlace) : caseHref(open);
  }

  /** The address of another tab of the open case, of one thing in it (by its SHA-256), or of a place inside that. */
  href(tab: Tab, object: string | null = null, inside: Inside | null = null): string {
    return this.route.at === 'case' ? caseHref(this.route.id, tab, object, inside) : formatRoute(this.route);
  }

  openSample(): Promise<void> {
    this.bugImport.leave();
    this.#forgetOffers();
    return this.workbench.openSample();
  }

  /** Opens a new case with nothing in it yet. */
  async newCase(): Promise<void> {
    await this.#try('No case was made.', async () => {
      this.go(caseHref((await this.engine.call('createCase', [''])).id));
    });
  }

  async duplicateCase(original: CaseHead): Promise<void> {
    await this.#try('The case was not duplicated.', async () => {
      const title = `${caseName(original)} (copy)`;
      await this.engine.call('duplicateCase', [original.id, title]);
      await this.#listCases();
      this.notices.show(`Duplicated as “${title}”.`);
    });
  }

  async removeCase(gone: CaseHead): Promise<void> {
    await this.#try('The case was not deleted.', async () => {
      await this.engine.call('deleteCase', [gone.id]);
      await this.#listCases();
      this.notices.show(`Deleted “${caseName(gone)}”.`, { label: 'Undo', run: () => void this.#restore(gone) });
    });
  }

  async exportVerdict(): Promise<void> {
    this.notices.settle('export');
    await this.#try('Nothing was exported.', async () => {
      const { workbench } = this;
      if (workbench.phase === 'failed' || workbench.phase === 'cancelled') void workbench.evaluateAgain();
      const view = await workbench.finished();
      const file = view && workbench.case && (await this.engine.call('exportVerdict', [workbench.case.id]));
      if (file) save(file, verdictFileName(view.title), 'application/json');
      else
        this.notices.error(
          `Nothing was exported. ${NOT_EXPORTED[workbench.phase] ?? 'The evaluation did not finish.'}`,
          'export',
        );
    });
  }

  async saveEvidence(sha256: string, kind: string): Promise<void> {
    await this.#try('The bytes could not be read.', async () => {
      const bytes = await this.engine.call('readEvidence', [sha256]);
      if (bytes) save(bytes as Uint8Array<ArrayBuffer>, evidenceFileName(sha256, kind), 'application/octet-stream');
      else this.notices.error('These bytes are no longer kept on this device.');
    });
  }

  #issuersKnown(known: number, id: string): void {
    const what = count(known, 'missing issuer certificate');
    this.#offer(id, `Another case on this device has ${what}.`, {
      label: 'Take from the library',
      run: () => void this.workbench.take({ fromLibrary: true }),
    });
  }

  #issuersAdded(added: number, to: CaseHead): void {
    this.workbench.joined(to);
    if (this.workbench.case?.id === to.id)
      this.notices.show(`${count(added, 'issuer certificate', 'issuer certificates')} added from the library.`);
  }

  #evidenceKnown(known: number, title: string, id: string): void {
    const what = known === 1 ? 'a piece of evidence that is' : `${known} pieces of evidence that are`;
    this.#offer(id, `Another case on this device has ${what} only named here.`, {
      label: title ? `Take from “${visibleText(title, 40)}”` : 'Take from the other case',
      run: () => void this.workbench.take({ fromCases: true }),
    });
  }

  /** Every evaluation finds the same again; who dismissed an offer is not asked anew until the case is opened again. */
  #offer(id: string, text: string, action: Notice['action']): void {
    if (this.workbench.case?.id !== id || this.#offered.has(text)) return;
    this.#offered.add(text);
    this.notices.show(text, action, OFFER);
  }

  #evidenceAdded(added: number, to: CaseHead): void {
    this.workbench.joined(to);
    if (this.workbench.case?.id === to.id)
      this.notices.show(`${count(added, 'piece')} of evidence added from other cases.`);
  }

  async #restore(gone: CaseHead): Promise<void> {
    await this.#try('The case could not be brought back.', async () => {
      await this.engine.call('restoreCase', [gone.id]);
      await this.#listCases();
    });
  }

  #forgetOffers(): void {
    this.#offered.clear();
    this.notices.settle(OFFER);
  }

  async #open(id: string): Promise<void> {
    this.#forgetOffers();
    if ((await this.workbench.load(id)) || this.workbench.phase === 'failed') return;
    if (this.route.at !== 'case' || this.route.id !== id) return;
    this.notices.error(
      'The case in this address is not kept on this device. Cases never leave the browser they were made in.',
    );
    history.replaceState(null, '', '#/');
    this.follow();
  }

  async #listCases(): Promise<void> {
    await this.#try('The cases kept here could not be listed.', async () => {
      this.cases = await this.engine.call('listCases', []);
    });
  }

  async #try(failure: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.notices.error(`${failure} ${reason(error)}`);
    }
  }
}

/** The topic of offers: they go when another case is opened. */
const OFFER = 'offer';

const NOT_EXPORTED: Partial<Record<Workbench['phase'], string>> = {
  'no-date': 'Correct the date in “Evaluate as of”, or empty it for the present moment.',
};

export const [useApp, provideApp] = createContext<App>();
