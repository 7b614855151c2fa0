import { count } from '../text/words.ts';
import type { App } from '../state/app.svelte.ts';
import type { Handed } from '../state/workbench.svelte.ts';
import { hearLaunches } from './launched.ts';

/**
 * Takes what comes from outside the page: what another app shared (`shared`, when the page was opened for it), and files
 * that the system opens with the installed app. It goes into the case that is open, for there the user is working; but a
 * page that was only just opened for it starts a case of its own, so that nothing mixes with a case nobody is looking at.
 */
export function hearArrivals(app: App, shared: Promise<readonly Handed[]> | null): void {
  const { notices, workbench } = app;
  const arrived = (handed: Promise<readonly Handed[]>): void => {
    if (workbench.case)
      void handed.then(({ length }) =>
        notices.show(`${count(length, 'file', 'files')} opened from outside: added to this case.`),
      );
    void workbench.add(handed);
  };

  void shared?.then((handed) => {
    if (handed.length > 0) arrived(Promise.resolve(handed));
    else notices.error('What was shared did not arrive, or was taken before. Share it again, or add it as a file.');
  });

  hearLaunches(notices, (handed) => {
    // Nobody has touched this page yet: it shows the last case only because that was open when the app was closed.
    if (!navigator.userActivation.hasBeenActive && app.route.at !== 'home') app.go('#/');
    arrived(handed);
  });
}
