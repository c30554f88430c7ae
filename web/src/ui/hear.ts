// What is read out of a quote that each block renews: that it is there, and that it is no more what it was. The figures themselves are
// not, or whoever listens would hear little else. Pure.

/** A quote, as far as it is heard. */
export interface Quoted {
  /** What it answers. */
  readonly question: string;
  /** Whether it is beyond what was agreed to. */
  readonly beyond: boolean;
  /** Whether too little is there to pay it, where that is known. */
  readonly short?: boolean | undefined;
}

/** What was last said, with the quote that it was said of. */
export interface Said extends Quoted {
  readonly text: string;
}

/** What is said now: the same object as before where nothing is. */
export function hear(before: Said | undefined, now: Quoted | undefined): Said | undefined {
  if (!now) return undefined;
  if (before?.question !== now.question || before.short !== now.short) {
    return { ...now, text: now.short ? "The quote is ready, but you hold less than it takes." : "The quote is ready." };
  }
  if (before.beyond === now.beyond) return before;
  return { ...now, text: now.beyond ? "The price is beyond your limit now. Read the quote again." : "" };
}
