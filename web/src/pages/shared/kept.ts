// What of a take is kept where nobody takes or judges a job, and what an end gives back. Pure; the formula is the contract's own.
import { CREDIT, most, mulDivUp } from "../../money/ratio.js";

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

/** What an end gave back to the client. Credits in base units, NET likewise. */
export interface Sums {
  readonly credits: bigint;
  readonly net: bigint;
  /** Of that, damages or compensation out of the provider's stake. */
  readonly damages: bigint;
}
