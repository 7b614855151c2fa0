/** A browser as these tests need one: it goes to an address and runs functions in its page. */
export interface Engine {
  /** With its version, as it says itself. */
  readonly name: string;
  /** Loads an address; resolves when it has loaded. */
  open(url: string): Promise<void>;
  reload(): Promise<void>;
  /**
   * Runs a function in the page, with arguments and a result that JSON can carry; awaits what it returns. The function
   * must stand by itself: it is sent as text.
   */
  run<A extends readonly unknown[], R>(script: (...args: A) => R, ...args: A): Promise<Awaited<R>>;
  close(): Promise<void>;
}

/** Resolves to the first line that says `pattern` on the output of a process; rejects when it ends or `ms` have passed. */
export function firstLine(output: NodeJS.ReadableStream, pattern: RegExp, ms: number): Promise<RegExpExecArray> {
  return new Promise((resolve, reject) => {
    let said = '';
    const late = setTimeout(
      () => reject(new Error(`Nothing like ${String(pattern)} within ${ms} ms, but:\n${said}`)),
      ms,
    );
    output.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const match = pattern.exec(said);
      if (!match) return;
      clearTimeout(late);
      resolve(match);
    });
    output.on('end', () => reject(new Error(`It ended and said:\n${said}`)));
  });
}
