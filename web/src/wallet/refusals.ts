// What contracts refuse in words that only who knows their rules understands, said for people, with what to do next.

const REFUSALS: readonly (readonly [RegExp, string])[] = [
  [/cannot rotate yet: expected no backed jobs/, "a job that waiting exits back still runs, so the next generation cannot begin before it has ended. If you are leaving, press again: then your exit is sent alone."],
  [/generation \d+ was not let go/, "there is nothing to claim of that exit: it waits for jobs, or all of it was claimed. Look at what the page shows now."],
  [/has no tickets for generation/, "there is nothing of yours to claim of that exit: it was claimed before."],
  [/nothing to burn: expected backing/, "somebody was first: what was lost is burned already."],
  [/has a vault in class `[^`]*` already/, "this vault is open already. There is one for each provider and class."],
  [/nobody opened a vault behind/, "there is no such vault: its provider has opened none in this class."],
  [/is not listed any more: expected a listed asset/, "governance has taken this asset off the list, so the vault takes no deposits. Exits go on as before."],
  [/seconds of the stream must be between/, "what streams already would become shorter or slower. Choose another number of days, or pay more."],
  [/assets behind the shares must be between/, "the vault has lost nearly all of its stake. It takes deposits again only once enough pay has streamed to it."],
  [/an exit must take out at least/, "that is too little to leave with, unless it is the last of the vault. Give back more receipts, or leave it in."],
  [/the first deposit must be at least/, "that is too little for the first deposit into a vault. Deposit more."],
  [/expected a whole number of units of/, "that is no whole number of the parts in which this asset counts. Write fewer digits after the point."],
];

/** A contract's refusal in plain words, as the rest of a sentence and what to do; undefined where its own words say it. */
export function plainly(said: string): string | undefined {
  return REFUSALS.find(([pattern]) => pattern.test(said))?.[1];
}
