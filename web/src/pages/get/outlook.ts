// What may become of a job before it is requested: what is kept, what a default pays. Pure; the formulas are the contracts' own.
import { toBigInt, type jobMarket, type providerRegistry } from "compute-amm";
import { atomics, type ClassView } from "../../chain/snapshot.js";
import { CREDIT, least, most, mulDiv, mulDivUp } from "../../money/ratio.js";
import { worth } from "../../money/amounts.js";

/**
 * What the protocol keeps of the take of a job that is ended `waited` seconds after its request because nobody accepted or judged
 * it, ⌈⌉ NET base units: the part for the occupancy that it held meanwhile. `work` and `added` are the job's, in 10^-4 s of the
 * class's full capacity; `targetBps` is the class's target at its request.
 */
export function usedTake(take: bigint, work: bigint, added: bigint, targetBps: number, waited: number): bigint {
  const decayed = BigInt(targetBps) * BigInt(waited > 0 ? waited : 0);
  const remaining = added > decayed ? added - decayed : 0n;
  return work > 0n ? mulDivUp(take, most(0n, work - remaining), work) : take;
}

/**
 * The same of a job that is not requested yet, of so many credits (base units), where `proven` GPUs of the class are proven. It is
 * more where the job brings the multiplier to its maximum. The whole take where nobody is proven.
 */
export function keptTake(take: bigint, credits: bigint, proven: number, targetBps: number, waited: number): bigint {
  if (proven <= 0 || credits <= 0n) return take;
  const work = most(1n, mulDivUp(credits, 10_000n, CREDIT * BigInt(proven)));
  return usedTake(take, work, work, targetBps, waited);
}

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

/** How many providers could take such a job or start such a lease now, of the first 100; null while that is not known. */
export function whoCould(
  view: Pick<ClassView, "available">, asked: { readonly gpus: number; readonly provider?: string | undefined; readonly minReputationBps?: number | undefined },
): number | null {
  return view.available && view.available.filter((one) => one.gpus >= asked.gpus && one.reputation_bps >= (asked.minReputationBps ?? 0) &&
    (asked.provider === undefined || asked.provider === one.provider)).length;
}
