/** Small choices kept on this device beside the cases. A browser that keeps nothing (private mode, a policy) is no error. */
export function recall(key: string): string | null {
  try {
    return localStorage.getItem(`presumed:${key}`);
  } catch {
    return null;
  }
}

export function remember(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(`presumed:${key}`);
    else localStorage.setItem(`presumed:${key}`, value);
  } catch {
    // Nothing is lost but the convenience.
  }
}

/** Hands a file to the browser's downloads. */
export function save(content: BlobPart, name: string, type: string): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has its own hold on the bytes once the click is handled, but only from the next task on.
  setTimeout(() => URL.revokeObjectURL(url));
}
