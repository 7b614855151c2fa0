/**
 * What one hand-in may cost. Everything that arrives is hostile (design section 9), so every loop over
 * what somebody else wrote spends from here, and says so when it is spent.
 */
export interface Budget {
  /** Octets that all archives of one hand-in may unpack to, together. */
  readonly expandedBytes: number;
  /** Members that all archives of one hand-in may have, together. */
  readonly members: number;
  /** Archives inside archives; a `.tar.gz` counts as two. */
  readonly depth: number;
  /** How many times its own size one archive may unpack to … */
  readonly expansionRatio: number;
  /** … once it has unpacked to this many octets: small archives of repetitive responses compress very well. */
  readonly ratioFreeBytes: number;
  /** Octets of one text. */
  readonly textBytes: number;
  /** Dates with a time of day that are kept of all texts of one hand-in, together. */
  readonly moments: number;
  /** Problems of one kind in one file: more are counted, not listed, and what they are about is not kept piece by piece. */
  readonly sameProblems: number;
  /** Octets of one piece that cannot be read: up to so many it is kept as it is. */
  readonly keptBytes: number;
}

export const DEFAULT_BUDGET: Budget = {
  expandedBytes: 1024 * 1024 * 1024,
  members: 250_000,
  depth: 5,
  expansionRatio: 200,
  ratioFreeBytes: 10 * 1024 * 1024,
  textBytes: 256 * 1024 * 1024,
  moments: 2000,
  sameProblems: 1000,
  keptBytes: 256 * 1024 * 1024,
};

/** Why a budget says stop: a problem's code and sentence. */
export interface Spent {
  readonly code: `budget/${string}`;
  readonly message: string;
}

/** What is left of a budget during one hand-in. */
export class Spending {
  readonly budget: Budget;
  private expanded = 0;
  private members = 0;
  private announced = 0;
  private readonly onMember: ((done: number, total: number) => void) | undefined;

  /** `onMember` hears of every member, and of how many are known to be there. */
  constructor(budget: Budget, onMember?: (done: number, total: number) => void) {
    this.budget = budget;
    this.onMember = onMember;
  }

  /** An archive says that it has so many members. */
  announce(members: number): void {
    this.announced = Math.min(this.announced + members, this.budget.members);
  }

  /** A meter for one archive of this many octets. */
  archive(size: number): ArchiveMeter {
    return new ArchiveMeter(this, size);
  }

  /** Counts one member; `null` while the budget lasts. */
  spendMember(): Spent | null {
    this.members++;
    if (this.members <= this.budget.members) {
      this.onMember?.(this.members, Math.max(this.members, this.announced));
      return null;
    }
    return {
      code: 'budget/members',
      message: `More than ${this.budget.members} archive members were handed in at once; the rest of this archive was not read. Split it and add the parts one after another.`,
    };
  }

  /** Counts octets that are about to be unpacked; `null` while the budget lasts. */
  spendExpanded(count: number): Spent | null {
    this.expanded += count;
    if (this.expanded <= this.budget.expandedBytes) return null;
    // What was refused is not used, so smaller things may still fit.
    this.expanded -= count;
    return {
      code: 'budget/total-bytes',
      message: `The archives unpack to more than ${this.budget.expandedBytes} octets; the rest of this archive was not read. Split it and add the parts one after another.`,
    };
  }
}

/** Follows one archive while it is unpacked. */
export class ArchiveMeter {
  private readonly spending: Spending;
  private readonly size: number;
  private expanded = 0;

  constructor(spending: Spending, size: number) {
    this.spending = spending;
    this.size = size;
  }

  /** To be called once, by an archive that can tell how many members it has. */
  announce(members: number): void {
    this.spending.announce(members);
  }

  member(): Spent | null {
    return this.spending.spendMember();
  }

  /** To be asked before `count` octets are unpacked. */
  expand(count: number): Spent | null {
    const { expansionRatio, ratioFreeBytes } = this.spending.budget;
    this.expanded += count;
    if (this.expanded > ratioFreeBytes && this.expanded > this.size * expansionRatio)
      return {
        code: 'budget/expansion-ratio',
        message: `This archive of ${this.size} octets unpacks to more than ${expansionRatio} times its size, as archives made to exhaust memory do; the rest of it was not read. If it is genuine, unpack it yourself and add the files.`,
      };
    return this.spending.spendExpanded(count);
  }
}
