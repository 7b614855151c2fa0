import { recall, remember } from './device.ts';

export const THEMES = ['system', 'light', 'dark'] as const;
export type ThemeName = (typeof THEMES)[number];

/** Light, dark, or as the system is; kept on this device. */
export class Theme {
  name = $state.raw<ThemeName>(THEMES.find((name) => name === recall('theme')) ?? 'system');

  constructor() {
    this.#show();
  }

  choose(name: ThemeName): void {
    this.name = name;
    remember('theme', name === 'system' ? null : name);
    this.#show();
  }

  #show(): void {
    if (this.name === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = this.name;
  }
}
