// What may become of a job before it is requested: what is kept, what a default pays. Pure; the formulas are the contracts' own.
import { toBigInt, type jobMarket, type providerRegistry } from "compute-amm";
import { atomics, type ClassView } from "../../chain/snapshot.js";
import { CREDIT, least, most, mulDiv } from "../../money/ratio.js";
import { worth } from "../../money/amounts.js";

/** Who would be called now for a standard job, and what it would pay if it did not serve. NET base units. */
export interface Damages {
  readonly provider: string;
  readonly amount: bigint;
}

/** What so many credits would be worth at a call now, ⌊⌋ NET base units: the higher mean, else the class's first price. */
export function callValue(view: Pick<ClassView, "entry" | "prices">, credits: bigint): bigint {
  const means = [atomics(view.prices?.twap_30m), atomics(view.prices?.twap_24h)].filter((mean) => mean !== null);
  const mean = means.reduce<bigint | null>((found, one) => (found === null ? one : most(found, one)), null);
  return mean === null ? mulDiv(credits, toBigInt(view.entry.params.price_init), CREDIT) : worth(credits, mean);
}

/** The first debtor of the queue that fits, as the registry picks it at a call now; null if none does. `now` is in Unix seconds. */
export function whoIsCalled(
  queue: readonly providerRegistry.QueueEntry[], view: Pick<ClassView, "entry" | "prices">, job: { readonly gpus: number; readonly credits: bigint; readonly minDamages: bigint },
  now: number, look = 16,
): Damages | null {
  const value = callValue(view, job.credits);
  for (const debt of queue.slice(0, look)) {
    const open = toBigInt(debt.open);
    if (debt.due > now || open < job.credits || debt.gpus < job.gpus) continue;
    const amount = least(mulDiv(toBigInt(debt.collateral), job.credits, open), value);
    if (amount >= job.minDamages) return { provider: debt.provider, amount };
  }
  return null;
}

/** A template in words: its shortest and longest time, and its step, seconds. */
export function timesOf({ terms }: Pick<jobMarket.TemplateEntry, "terms">): { least: number; most: number; step: number } {
  return { least: terms.min_units * terms.unit_seconds, most: terms.max_units * terms.unit_seconds, step: terms.unit_seconds };
}

/** How many providers could take such a job or start such a lease now; null while that is not known, as where not all were read and none of those could. */
export function whoCould(
  view: Pick<ClassView, "available" | "partial">, asked: { readonly gpus: number; readonly provider?: string | undefined; readonly minReputationBps?: number | undefined },
): number | null {
  const found = view.available?.filter((one) => one.gpus >= asked.gpus && one.reputation_bps >= (asked.minReputationBps ?? 0) &&
    (asked.provider === undefined || asked.provider === one.provider)).length ?? null;
  return found === 0 && view.partial ? null : found;
}
