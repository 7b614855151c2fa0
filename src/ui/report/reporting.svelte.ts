import { REPORTS, TEXT_LIST_FROM, type Choice, type Report } from '../../core/report/index.ts';
import type { Engine } from '../../worker/client.ts';
import type { ReportFile } from '../../worker/report.ts';
import { save } from '../state/device.ts';
import { reason, type Notices } from '../state/notices.svelte.ts';
import type { Table } from '../state/table.svelte.ts';
import type { Workbench } from '../state/workbench.svelte.ts';

/** Which report is looked at, about what, and what it says. One writer of all three. */
export class Reporting {
  report = $state.raw<Report>('full');
  choice = $state.raw<Choice>('violations');
  unexpiredOnly = $state(false);
  /** As the worker made it last; `null` until then. */
  made = $state.raw<ReportFile | null>(null);
  /** A report is being made. */
  making = $state(false);
  failure = $state('');

  readonly #engine: Engine;
  readonly #workbench: Workbench;
  readonly #table: Table;
  readonly #notices: Notices;
  #turn = 0;

  constructor(engine: Engine, workbench: Workbench, table: Table, notices: Notices) {
    this.#engine = engine;
    this.#workbench = workbench;
    this.#table = table;
    this.#notices = notices;
    const { verdicts, certificates } = workbench.view?.summary ?? {};
    if (!verdicts?.violation) this.choice = 'all';
    if ((certificates ?? 0) >= TEXT_LIST_FROM) this.report = 'all-links';
  }

  /** All that the report depends on, so that an effect that reads it runs again when it must be made again. */
  get asked() {
    const { case: open, view, evaluation, phase } = this.#workbench;
    return {
      // Another number after every evaluation: then the report is another, too.
      ready: phase === 'done' && view !== null && evaluation > 0,
      id: open?.id ?? '',
      asked: {
        report: this.report,
        choice: this.choice,
        shown: this.choice === 'shown' ? this.#table.rows.map(({ key }) => key) : [],
        unexpiredOnly: this.unexpiredOnly,
        title: open?.title ?? '',
        events: open?.events ?? [],
      },
    };
  }

  /** Makes the report anew. Only the last one asked for is shown. */
  async make({ ready, id, asked }: Reporting['asked']): Promise<void> {
    const turn = ++this.#turn;
    if (!ready) return;
    this.making = true;
    this.failure = '';
    try {
      const made = await this.#engine.call('report', [id, asked]);
      if (turn !== this.#turn) return;
      this.made = made;
      if (!made) this.failure = 'The evaluation is no longer there. Evaluate the case again.';
    } catch (error) {
      if (turn !== this.#turn) return;
      this.made = null;
      this.failure = `The report was not made. ${reason(error)}`;
    } finally {
      if (turn === this.#turn) this.making = false;
    }
  }

  download(): void {
    if (this.made) save(this.made.file, this.made.fileName, this.made.file.type);
  }

  async text(): Promise<string> {
    return (await this.made?.file.text()) ?? '';
  }

  /** The appendix and both lists, as a report has them attached. */
  async downloadAttachments(): Promise<void> {
    const { ready, id, asked } = this.asked;
    if (!ready || !this.made) return;
    try {
      const { certificates } = this.made;
      for (const report of [
        certificates >= TEXT_LIST_FROM ? 'all-links' : 'appendix',
        'final-links',
        'precertificate-links',
      ] as const) {
        const made = await this.#engine.call('report', [id, { ...asked, report }]);
        if (made) save(made.file, made.fileName, made.file.type);
      }
    } catch (error) {
      this.#notices.error(`Not everything was downloaded. ${reason(error)}`);
    }
  }
}

export { REPORTS };
