import { parseInstant } from '../../core/model/time.ts';
import type { Engine } from '../../worker/client.ts';
import { bundleFileName } from '../text/files.ts';
import { count } from '../text/words.ts';
import { save } from '../state/device.ts';
import { reason, type Notices } from '../state/notices.svelte.ts';
import type { Workbench } from '../state/workbench.svelte.ts';

/** What leaves and comes back as a whole: the evidence bundle of a case, and the backup of all. */
export class Exchange {
  /** What is being done, for the buttons; one thing at a time. */
  busy = $state.raw<'bundle' | 'backup' | 'restore' | null>(null);

  readonly #engine: Engine;
  readonly #workbench: Workbench;
  readonly #notices: Notices;
  readonly #changed: () => void;

  /** @param changed is told when cases came into being */
  constructor(engine: Engine, workbench: Workbench, notices: Notices, changed: () => void) {
    this.#engine = engine;
    this.#workbench = workbench;
    this.#notices = notices;
    this.#changed = changed;
  }

  /** The open case as one ZIP, with the verdict that is shown. */
  exportBundle(): Promise<void> {
    return this.#do('bundle', 'No bundle was exported.', async () => {
      const view = await this.#workbench.finished();
      const id = this.#workbench.case?.id;
      if (!view || !id) throw new Error('The evaluation did not finish.');
      const options = { evaluatedAt: parseInstant(view.evaluatedAt)!, reading: view.reading };
      const file = await this.#engine.call('exportBundle', [id, options]);
      save(file, bundleFileName(view.title), 'application/zip');
    });
  }

  backUp(): Promise<void> {
    return this.#do('backup', 'Nothing was backed up.', async () => {
      const now = Date.now();
      const bytes = await this.#engine.call('backup', [now]);
      const day = new Date(now).toISOString().slice(0, 10);
      save(bytes as Uint8Array<ArrayBuffer>, `presumed-backup-${day}.zip`, 'application/zip');
    });
  }

  restore(file: Blob): Promise<void> {
    return this.#do('restore', 'The backup was not restored.', async () => {
      const { restored, unchanged, problems } = await this.#engine.call('restoreBackup', [file]);
      this.#changed();
      const kept = unchanged > 0 ? ` ${count(unchanged, 'case was', 'cases were')} here already.` : '';
      this.#notices.show(`Brought back ${count(restored, 'case', 'cases')}; every byte was checked.${kept}`);
      for (const { name, message } of problems.slice(0, 3)) this.#notices.error(`${name}: ${message}`);
      if (problems.length > 3) this.#notices.error(`${problems.length - 3} more files of the backup are damaged.`);
    });
  }

  async #do(what: NonNullable<Exchange['busy']>, failure: string, work: () => Promise<void>): Promise<void> {
    if (this.busy) return;
    this.busy = what;
    this.#notices.settle(what);
    try {
      await work();
    } catch (error) {
      this.#notices.error(`${failure} ${reason(error)}`, what);
    } finally {
      this.busy = null;
    }
  }
}
