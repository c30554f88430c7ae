// What somebody agrees to by looking at a quote: its worst case. It follows a price that becomes better, and never becomes worse by
// itself. From the press until its step ends it stays what was sent. Pure.

/** What something costs now, and the most that it may cost; of what it brings, that and the least of it, both below 0. */
export interface Cost {
  readonly now: bigint;
  readonly limit: bigint;
}

/** A quote, as far as it is agreed to. */
export interface Offer {
  /** What it answers: all that is typed, the limit too. */
  readonly question: string;
  readonly costs: readonly Cost[];
}

/** See the top. */
export interface Agreed {
  readonly question: string;
  /** What it cost when it was asked for, or agreed to anew. */
  readonly first: readonly bigint[];
  /** The worst case. */
  readonly limits: readonly bigint[];
}

/** What is agreed to once an offer is shown; another question begins anew. */
export function agree(before: Agreed | undefined, { question, costs }: Offer): Agreed {
  if (before?.question !== question) return { question, first: costs.map(({ now }) => now), limits: costs.map(({ limit }) => limit) };
  return { ...before, limits: costs.map(({ limit }, index) => lower(before.limits[index] ?? limit, limit)) };
}

const lower = (a: bigint, b: bigint) => (a < b ? a : b);

/** What is shown, and what is agreed to by it. */
export interface Standing<O extends Offer> {
  /** Undefined while what is asked now has no answer. */
  readonly offer: O | undefined;
  readonly agreed: Agreed | undefined;
}

/**
 * What stands once `question` is asked and `offer` is the answer to it. `held` is what somebody is signing: it stands while the same is
 * asked, whatever is offered meanwhile.
 */
export function standing<O extends Offer>(
  before: Standing<O> | undefined, question: string | undefined, offer: O | undefined, held: Standing<O> | undefined,
): Standing<O> {
  if (held?.offer && held.offer.question === question) return held;
  return { offer, agreed: offer ? agree(before?.agreed, offer) : before?.agreed };
}

/** Whether the price is beyond the worst case: then a request would be refused. */
export function isBeyond({ limits }: Agreed, { costs }: Offer): boolean {
  return costs.some(({ now }, index) => now > (limits[index] ?? now));
}

/** By how much the price is worse than at first, basis points, cut; below 0 where it is better. Of several the worst. */
export function worseBps({ first }: Agreed, { costs }: Offer): bigint {
  const changes = costs.map(({ now }, index) => {
    const then = first[index] ?? now;
    return then === 0n ? 0n : ((now - then) * 10_000n) / (then < 0n ? -then : then);
  });
  return changes.reduce((worst, one) => (one > worst ? one : worst), changes[0] ?? 0n);
}
