/** Where the user is, as the URL's hash says it, so that every place survives a reload and can be bookmarked. */
export type Route =
  { readonly at: 'home' } | { readonly at: 'about' } | { readonly at: 'rules'; readonly id: string | null } | CasePlace;

export interface CasePlace {
  readonly at: 'case';
  readonly id: string;
  readonly tab: Tab;
  /** Of the tab of certificates: the one that is looked at. */
  readonly certificate: string | null;
  /** Of the other tabs that have things of their own pages: the SHA-256 of the one that is looked at. */
  readonly object?: string;
  /** What of the certificate or the object is pointed at. */
  readonly inside?: Inside;
}

/** A place inside a page about one thing: a response, the bytes of a piece of evidence, what a rule found. */
export type Inside =
  | { readonly at: 'response'; readonly sha256: string }
  /** `range`: the first offset of a field, and the first one behind it. */
  | { readonly at: 'bytes'; readonly sha256: string; readonly range?: readonly [number, number] }
  | { readonly at: 'finding'; readonly rule: string };

export const TABS = ['certificates', 'responses', 'to-do', 'problems', 'evidence', 'reconcile', 'report'] as const;
export type Tab = (typeof TABS)[number];

/**
 * `#/about`, `#/rules`, `#/rules/<maker>/<slug>`, `#/case/<id>`, `#/case/<id>/<tab>`, `#/case/<id>/certificates/<sha256>`,
 * `#/case/<id>/responses/<sha256>`, `#/case/<id>/evidence/<sha256>`; behind one of the last three a place inside it:
 * `/response/<sha256>`, `/bytes/<sha256>`, `/bytes/<sha256>/<from>-<to>`, `/finding/<maker>/<slug>`. Anything else is home.
 */
export function parseRoute(hash: string): Route {
  const [root, id, tab, sha256, ...rest] = hash.replace(/^#?\/?/, '').split('/');
  if (root === 'about') return { at: 'about' };
  if (root === 'rules') return { at: 'rules', id: id ? [id, tab].filter(Boolean).join('/') : null };
  if (root !== 'case' || !id || !/^[\w-]+$/.test(id)) return { at: 'home' };
  const known = TABS.find((name) => name === tab) ?? 'certificates';
  const place = { at: 'case', id, tab: known } as const;
  if (!isSha256(sha256) || !(WITH_PAGES as readonly string[]).includes(known)) return { ...place, certificate: null };
  const inside = parseInside(rest);
  return {
    ...place,
    ...(known === 'certificates' ? { certificate: sha256 } : { certificate: null, object: sha256 }),
    ...(inside && { inside }),
  };
}

/** Tabs whose things have pages of their own. */
const WITH_PAGES: readonly Tab[] = ['certificates', 'responses', 'evidence'];

const isSha256 = (text: string | undefined): text is string => !!text && /^[0-9a-f]{64}$/.test(text);

function parseInside([what, first, second]: readonly string[]): Inside | null {
  if (what === 'finding' && first && second) return { at: 'finding', rule: `${first}/${second}` };
  if (!isSha256(first)) return null;
  if (what === 'response') return { at: 'response', sha256: first };
  if (what !== 'bytes') return null;
  const range = /^(\d{1,10})-(\d{1,10})$/.exec(second ?? '');
  return { at: 'bytes', sha256: first, ...(range && { range: [+range[1]!, +range[2]!] as const }) };
}

function formatInside(inside: Inside | undefined): string {
  switch (inside?.at) {
    case 'response':
      return `/response/${inside.sha256}`;
    case 'bytes':
      return `/bytes/${inside.sha256}${inside.range ? `/${inside.range.join('-')}` : ''}`;
    case 'finding':
      return `/finding/${inside.rule}`;
    default:
      return '';
  }
}

export function formatRoute(route: Route): string {
  if (route.at === 'home') return '#/';
  if (route.at === 'about') return '#/about';
  if (route.at === 'rules') return route.id === null ? '#/rules' : `#/rules/${route.id}`;
  const object = route.certificate ?? route.object;
  if (object) return `#/case/${route.id}/${route.tab}/${object}${formatInside(route.inside)}`;
  return route.tab === 'certificates' ? `#/case/${route.id}` : `#/case/${route.id}/${route.tab}`;
}

/** The address of a tab, or of one thing in it: a certificate, a response, a piece of evidence; or of a place inside that. */
export const caseHref = (
  id: string,
  tab: Tab = 'certificates',
  object: string | null = null,
  inside: Inside | null = null,
): string =>
  formatRoute({
    at: 'case',
    id,
    tab,
    certificate: tab === 'certificates' ? object : null,
    ...(tab !== 'certificates' && object && { object }),
    ...(inside && { inside }),
  });

/** The rule catalogue, or one rule of it. */
export const rulesHref = (id: string | null = null): string => formatRoute({ at: 'rules', id });

export const aboutHref = (): string => formatRoute({ at: 'about' });
