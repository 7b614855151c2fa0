/** The memory of a browser: all its processes, as Linux counts them; elsewhere there is no such figure. */
import { readdirSync, readFileSync } from 'node:fs';

/** Milliseconds between two looks, at least … */
const EVERY = 200;
/** … and so many times as long as a look takes: looking must not slow down what is measured. */
const REST = 20;

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // A process that ended meanwhile, or no such system.
    return '';
  }
}

interface Process {
  readonly id: string;
  readonly parent: string;
}

function processes(): Process[] {
  let ids: string[];
  try {
    ids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  } catch {
    return [];
  }
  return ids.flatMap((id) => {
    // The command in parentheses may hold anything, a parenthesis included.
    const stat = textOf(`/proc/${id}/stat`);
    const parent = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1];
    return parent === undefined ? [] : [{ id, parent }];
  });
}

/** Chromium draws its own window (the list below the address bar) by a renderer with this argument. */
const BROWSERS_OWN = '--top-chrome-webui';

/** The process that was started with this argument, and all that it started for pages. */
function family(argument: string): string[] {
  const all = processes();
  const isHead = ({ id }: Process): boolean => textOf(`/proc/${id}/cmdline`).split('\0').includes(argument);
  const found = new Set(all.filter(isHead).map(({ id }) => id));
  for (let before = -1; before !== found.size;) {
    before = found.size;
    for (const { id, parent } of all) if (found.has(parent)) found.add(id);
  }
  return [...found].filter((id) => !textOf(`/proc/${id}/cmdline`).includes(BROWSERS_OWN));
}

/**
 * Octets that the browser's processes hold, each shared page counted once in all (proportional set size); `null` where
 * the system does not say.
 */
function memoryOf(argument: string): number | null {
  const sizes = family(argument).map((id) => /^Pss:\s+(\d+) kB/m.exec(textOf(`/proc/${id}/smaps_rollup`))?.[1]);
  const known = sizes.filter((size) => size !== undefined);
  return known.length === 0 ? null : known.reduce((sum, size) => sum + Number(size) * 1024, 0);
}

export class MemoryWatch {
  readonly #argument: string;
  #timer: NodeJS.Timeout | undefined;
  #peak: number | null = null;

  /** @param argument of the command line, that only the browser in question has */
  constructor(argument: string) {
    this.#argument = argument;
    this.#watch();
  }

  /** The most since the last call, or since the beginning: octets, `null` where the system does not say. */
  take(): number | null {
    this.#look();
    const peak = this.#peak;
    this.#peak = null;
    return peak;
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #watch(): void {
    const start = performance.now();
    this.#look();
    this.#timer = setTimeout(() => this.#watch(), Math.max(EVERY, REST * (performance.now() - start)));
  }

  #look(): void {
    const now = memoryOf(this.#argument);
    if (now !== null) this.#peak = Math.max(this.#peak ?? 0, now);
  }
}
