import { reason, type Notices } from '../state/notices.svelte.ts';
import type { Handed } from '../state/workbench.svelte.ts';

/** As the File Handling API hands files over; TypeScript does not know it yet. */
interface LaunchParams {
  readonly files?: readonly { getFile(): Promise<File>; readonly name: string }[];
}
interface LaunchQueue {
  setConsumer(consumer: (params: LaunchParams) => void): void;
}

/**
 * Hears of the files with which the installed app is opened, now and while it runs. `arrive` is told of them as soon as
 * the system says so, and may wait for their contents.
 */
export function hearLaunches(notices: Notices, arrive: (handed: Promise<readonly Handed[]>) => void): void {
  const queue = (globalThis as { launchQueue?: LaunchQueue }).launchQueue;
  queue?.setConsumer(({ files = [] }) => {
    if (files.length === 0) return;
    arrive(
      Promise.all(
        files.map((handle) =>
          handle.getFile().then(
            (file): Handed => ({ name: file.name, data: file }),
            (error: unknown) => {
              notices.error(`${handle.name} could not be opened. ${reason(error)}`);
              return null;
            },
          ),
        ),
      ).then((read) => read.filter((one) => one !== null)),
    );
  });
}
