import { fail, type Failure } from '../core/model/result.ts';

/** Why the store could not do something. Each message ends with what the user can do. */
export const FAILURES = {
  'store/no-such-case': 'There is no such case any more: it may have been deleted in another tab. Open another case.',
  'store/case-damaged':
    'The browser’s storage lost a part of this case, so what it held cannot be said. Nothing of it was changed. Restore it from a backup, or delete it; other cases are not concerned.',
  'store/quota':
    'The browser has no room left for this, so all of it was undone and nothing was half saved. Delete cases you no longer need, close the other tabs of Presumed, reload this one to free their space, and try again.',
  'store/outdated-tab':
    'A newer version of Presumed was opened in another tab, so this tab stopped saving. Everything saved so far is kept: reload this tab to go on.',
  'store/newer-version':
    'The saved cases were written by a newer version of Presumed than this one. They are untouched: reload the page to get the newer version.',
  'store/deleted':
    'The saved data of this app was deleted while it was open, in another tab or in the browser settings. Reload the page to start afresh.',
  'store/aborted': 'The browser stopped the saving before it was finished, so all of it was undone. Try again.',
  'store/unavailable': 'The browser could not read or write its storage. Try again; if it stays, restart the browser.',
} as const;

export type FailureCode = keyof typeof FAILURES;

/** A failure in the store's words, with the browser's own behind them when it gave any. */
export function storeFailure(code: FailureCode, detail = ''): Failure {
  return fail(code, detail ? `${FAILURES[code]} (${detail})` : FAILURES[code]);
}

const CODES: Readonly<Record<string, FailureCode>> = {
  CaseDamagedError: 'store/case-damaged',
  QuotaExceededError: 'store/quota',
  VersionError: 'store/newer-version',
  AbortError: 'store/aborted',
  TransactionInactiveError: 'store/aborted',
  InvalidStateError: 'store/unavailable',
  NotFoundError: 'store/unavailable',
  NotReadableError: 'store/unavailable',
  SecurityError: 'store/unavailable',
  TimeoutError: 'store/unavailable',
  UnknownError: 'store/unavailable',
};

/** Thrown inside a transaction, which it undoes: what is there of a case is not what was saved. */
export class CaseDamagedError extends Error {
  override readonly name = 'CaseDamagedError';
}

/**
 * What an exception of IndexedDB, or one of these, means. Anything that is not one of the errors the standard foresees for
 * good code (`DataError`, a `TypeError`, …) is our own bug and is thrown on.
 */
export function fromException(exception: unknown): Failure {
  const { name, message } = exception instanceof Error ? exception : { name: '', message: '' };
  const code = CODES[name];
  if (code === undefined) throw exception;
  return storeFailure(code, `${name}: ${message}`);
}
