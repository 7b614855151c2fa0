/** Where the user is, as the URL's hash says it, so that every place survives a reload and can be bookmarked. */
export type Route =
  | { readonly at: 'home' }
  | { readonly at: 'about' }
  | { readonly at: 'rules'; readonly id: string | null }
  | { readonly at: 'case'; readonly id: string; readonly tab: Tab; readonly certificate: string | null };

export const TABS = ['certificates', 'responses', 'to-do', 'problems', 'evidence'] as const;
export type Tab = (typeof TABS)[number];

/** `#/about`, `#/rules`, `#/rules/<maker>/<slug>`, `#/case/<id>`, `#/case/<id>/<tab>`, `#/case/<id>/certificates/<sha256>`; anything else is home. */
export function parseRoute(hash: string): Route {
  const [root, id, tab, certificate] = hash.replace(/^#?\/?/, '').split('/');
  if (root === 'about') return { at: 'about' };
  if (root === 'rules') return { at: 'rules', id: id ? [id, tab].filter(Boolean).join('/') : null };
  if (root !== 'case' || !id || !/^[\w-]+$/.test(id)) return { at: 'home' };
  const known = TABS.find((name) => name === tab) ?? 'certificates';
  const named = known === 'certificates' && certificate && /^[0-9a-f]{64}$/.test(certificate) ? certificate : null;
  return { at: 'case', id, tab: known, certificate: named };
}

export function formatRoute(route: Route): string {
  if (route.at === 'home') return '#/';
  if (route.at === 'about') return '#/about';
  if (route.at === 'rules') return route.id === null ? '#/rules' : `#/rules/${route.id}`;
  if (route.certificate) return `#/case/${route.id}/certificates/${route.certificate}`;
  return route.tab === 'certificates' ? `#/case/${route.id}` : `#/case/${route.id}/${route.tab}`;
}

export const caseHref = (id: string, tab: Tab = 'certificates', certificate: string | null = null): string =>
  formatRoute({ at: 'case', id, tab, certificate });

/** The rule catalogue, or one rule of it. */
export const rulesHref = (id: string | null = null): string => formatRoute({ at: 'rules', id });

export const aboutHref = (): string => formatRoute({ at: 'about' });
