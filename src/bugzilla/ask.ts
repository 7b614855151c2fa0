import { concatBytes } from '../core/model/bytes.ts';
import type { Failure } from '../core/model/result.ts';
import { isObject, textOf, type JsonObject } from '../core/intake/json.ts';

/** Why a request brought nothing. */
export type RefusalCode =
  | 'bugzilla/aborted'
  | 'bugzilla/offline'
  /** No answer that the page may read: no connection, or somebody between refuses; a browser never says which. */
  | 'bugzilla/blocked'
  | 'bugzilla/timeout'
  | 'bugzilla/broken-off'
  | 'bugzilla/not-found'
  | 'bugzilla/not-public'
  | 'bugzilla/rate-limited'
  | 'bugzilla/server-error'
  | 'bugzilla/refused'
  | 'bugzilla/malformed'
  | 'bugzilla/no-data'
  | 'budget/attachments'
  | 'budget/total-bytes';

export interface Refusal extends Failure {
  readonly code: RefusalCode;
  /** For `bugzilla/rate-limited`: when to try again. */
  readonly waitSeconds?: number;
}

export interface Answer {
  readonly ok: true;
  readonly json: JsonObject;
  /** The body as received. */
  readonly bytes: Uint8Array;
}

export interface AskOptions {
  /** What is asked for, as it stands in a sentence: `bug 1793443`. */
  readonly what: string;
  readonly signal: AbortSignal | undefined;
  /** How long nothing may arrive, ms. */
  readonly silence: number;
  /** Octets that the body may have. */
  readonly most: number;
  isOnline(): boolean;
}

/** Without a better word from Bugzilla: its limits count whole minutes. */
const WAIT = 60;
const LONGEST_WAIT = 300;

export const refuse = (code: RefusalCode, message: string): Refusal => ({ ok: false, code, message });

/**
 * One GET from Bugzilla's REST API, as anybody: no cookies, no referrer, no preflight. Never rejects; what Bugzilla
 * answers instead of data, and every way in which a network fails, is a `Refusal` that says what to do.
 */
export async function ask(
  url: string,
  { what, signal, silence, most, isOnline }: AskOptions,
): Promise<Answer | Refusal> {
  const silent = new AbortController();
  let timer = setTimeout(() => silent.abort(), silence);
  const heard = () => {
    clearTimeout(timer);
    timer = setTimeout(() => silent.abort(), silence);
  };
  let response: Response | null = null;
  let body: Uint8Array | null;
  try {
    response = await fetch(url, {
      // Without it Bugzilla answers browsers with a page.
      headers: { Accept: 'application/json' },
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      cache: 'no-store',
      redirect: 'error',
      signal: signal ? AbortSignal.any([signal, silent.signal]) : silent.signal,
    });
    body = await readBody(response, most, heard);
  } catch {
    if (signal?.aborted) return refuse('bugzilla/aborted', 'This was stopped as asked.');
    if (silent.signal.aborted)
      return refuse(
        'bugzilla/timeout',
        `Bugzilla sent nothing of ${what} for ${silence / 1000} seconds. Try again later.`,
      );
    if (!isOnline())
      return refuse(
        'bugzilla/offline',
        `This device is offline, so ${what} could not be fetched. Connect to the Internet and try again.`,
      );
    if (response) return refuse('bugzilla/broken-off', `The connection broke off in the middle of ${what}. Try again.`);
    return refuse(
      'bugzilla/blocked',
      `The browser got no answer about ${what} that this page may read. Either there is no connection to Bugzilla, or something between blocks it (a firewall, a browser extension, or Bugzilla itself, which shuts out for some minutes who asks too much). Try again in a few minutes, or fetch it by hand.`,
    );
  } finally {
    clearTimeout(timer);
  }
  if (body === null)
    return refuse(
      'budget/total-bytes',
      `The answer about ${what} is larger than the ${most} octets that are left to take.`,
    );
  return judge(response, body, what);
}

/** `null` when it is larger than `most`, and the rest is not asked for. */
async function readBody(response: Response, most: number, heard: () => void): Promise<Uint8Array | null> {
  heard();
  const reader = response.body?.getReader();
  const parts: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const part = await reader?.read();
    if (!part || part.done) return concatBytes(parts);
    heard();
    size += part.value.length;
    if (size > most) {
      await reader?.cancel();
      return null;
    }
    parts.push(part.value);
  }
}

function judge(response: Response, bytes: Uint8Array, what: string): Answer | Refusal {
  const json = parse(bytes);
  if (!response.ok || json?.error === true) return refusal(response, json, what);
  if (json) return { ok: true, json, bytes };
  return refuse(
    'bugzilla/malformed',
    `What came as ${what} is no answer of Bugzilla’s API (${bytes.length} octets that are no JSON object). Perhaps a sign-in page of the network stands between. Try again, or fetch it by hand.`,
  );
}

function parse(bytes: Uint8Array): JsonObject | null {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

/** By HTTP's status and Bugzilla's own numbers (its WebService constants), of which 32000 is for all that have none. */
function refusal({ status, headers }: Response, json: JsonObject | null, what: string): Refusal {
  const said = textOf(json?.message);
  const quoted = said ? ` It says: “${said.slice(0, 300)}”` : '';
  const code = json?.code;
  if (status === 429 || (code === 32000 && /\blimit/i.test(said ?? ''))) return rateLimited(headers.get('Retry-After'));
  if (status === 404 || code === 100 || code === 101)
    return refuse('bugzilla/not-found', `Bugzilla has no ${what}. Check the number.${quoted}`);
  if (status === 401 || status === 403)
    return refuse(
      'bugzilla/not-public',
      `Bugzilla does not show ${what} to the public (security bugs are hidden, for example). Presumed always asks without your account: if yours may see it, sign in there, save the attachments, and add the files.${quoted}`,
    );
  if (status >= 500)
    return refuse('bugzilla/server-error', `Bugzilla failed on ${what} (HTTP ${status}). Try again later.${quoted}`);
  return refuse('bugzilla/refused', `Bugzilla refused ${what} (HTTP ${status}).${quoted}`);
}

function rateLimited(retryAfter: string | null): Refusal {
  const asked = Number(retryAfter);
  const waitSeconds = asked >= 1 ? Math.min(Math.ceil(asked), LONGEST_WAIT) : WAIT;
  return {
    ...refuse(
      'bugzilla/rate-limited',
      `Bugzilla answers only so many requests a minute from one address, and this one has used them up. Wait ${waitSeconds} seconds and try again.`,
    ),
    waitSeconds,
  };
}
