/** What a user does on the page and sees there, as functions that are sent into it: each stands by itself. */
import type { Signed } from './keys.ts';

/** Keeps what the page offers for download. To be run after each load. */
export function keepDownloads(): void {
  const kept: Blob[] = [];
  Object.defineProperty(window, 'kept', { value: kept });
  const create = URL.createObjectURL.bind(URL);
  URL.createObjectURL = (blob) => {
    kept.push(blob as Blob);
    return create(blob);
  };
  // Nothing is written to a disk.
  HTMLAnchorElement.prototype.click = () => undefined;
}

/** The text of what was offered last, once something was; `null` before. */
export async function lastDownload(): Promise<string | null> {
  const kept = (window as unknown as { kept: Blob[] }).kept.at(-1);
  return kept ? await kept.text() : null;
}

export const statusText = (): string => document.querySelector('[role=status]')?.textContent ?? '';

export const textOf = (): string => document.body.textContent;

/** Presses the button with exactly this text; `false` where there is none. */
export function press(name: string): boolean {
  const button = [...document.querySelectorAll('button')].find((one) => one.textContent.trim() === name);
  button?.click();
  return button !== undefined;
}

export function pasteEvidence(text: string): void {
  const box = document.querySelector<HTMLTextAreaElement>('textarea[placeholder]')!;
  box.value = text;
  box.dispatchEvent(new Event('input', { bubbles: true }));
}

export function addFiles(files: readonly { readonly name: string; readonly base64: string }[]): void {
  const handed = new DataTransfer();
  for (const { name, base64 } of files)
    handed.items.add(new File([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))], name));
  const input = document.querySelector<HTMLInputElement>('input[type=file]')!;
  input.files = handed.files;
  input.dispatchEvent(new Event('change', { bubbles: true }));
}

/** Hands in so many files of a megabyte that no storage can make smaller. */
export function addMegabytes(count: number): void {
  const handed = new DataTransfer();
  for (let at = 0; at < count; at++) {
    const bytes = new Uint8Array(1024 * 1024);
    for (let from = 0; from < bytes.length; from += 65_536) crypto.getRandomValues(bytes.subarray(from, from + 65_536));
    bytes.set([0, 1]);
    handed.items.add(new File([bytes], `${at}.bin`));
  }
  const input = document.querySelector<HTMLInputElement>('input[type=file]')!;
  input.files = handed.files;
  input.dispatchEvent(new Event('change', { bubbles: true }));
}

/** Fills the field of this label, as by typing and leaving it. */
export function fill(label: string, text: string): void {
  const named = [...document.querySelectorAll('label')].find((one) => one.textContent.trim().startsWith(label))!;
  const field = (named.control ?? named.querySelector('input, select')) as HTMLInputElement;
  field.value = text;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  field.dispatchEvent(new Event('change', { bubbles: true }));
}

/** Resolves when the page's service worker is there, or at once where there can be none. */
export async function settled(): Promise<void> {
  if ('serviceWorker' in navigator) await navigator.serviceWorker.ready;
}

/** Whether a service worker answers for this page. */
export async function offlineReady(): Promise<boolean | null> {
  if (!('serviceWorker' in navigator)) return null;
  const registration = await navigator.serviceWorker.getRegistration();
  return registration?.active?.state === 'activated' && navigator.serviceWorker.controller !== null;
}

/** What WebCrypto says of signatures that are right: of each that it does not find right, what it says. */
export async function wronged({
  all,
  message,
}: {
  readonly all: readonly Signed[];
  readonly message: string;
}): Promise<{ refused: string[]; unsupported: string[] }> {
  const octets = (base64: string) => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const refused: string[] = [];
  const unsupported: string[] = [];
  for (const { what, spki, signature, key, verify } of all)
    try {
      const imported = await crypto.subtle.importKey('spki', octets(spki), key, false, ['verify']);
      const right = await crypto.subtle.verify(verify, imported, octets(signature), new TextEncoder().encode(message));
      if (!right) refused.push(what);
    } catch {
      unsupported.push(what);
    }
  return { refused, unsupported };
}
