// What of a take is kept where nobody takes or judges a job, and what an end gives back. Pure; the formula is the contract's own.
import type { jobMarket } from "compute-amm";
import { CREDIT, least, most, mulDiv, mulDivUp } from "../../money/ratio.js";

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
 * The same of a job that is requested now, of so many credits (base units), and ended `waited` seconds later: ⌈⌉. Exact for a request in the
 * block of `occupancy`. In a later block it is less as far as the backlog has fallen by then, and more where others request before; never
 * more than the take.
 */
export function keptTake(take: bigint, credits: bigint, { terms, backlog, proven_gpus: proven }: Occupied, waited: number): bigint {
  if (proven <= 0 || credits <= 0n) return take;
  const work = most(1n, mulDivUp(credits, 10_000n, CREDIT * BigInt(proven)));
  const room = mostBacklog(terms.take) - BigInt(backlog);
  return usedTake(take, work, least(work, most(0n, room)), terms.take.target_bps, waited);
}

/** What {@link keptTake} reads of an occupancy. */
export type Occupied = Pick<jobMarket.OccupancyResponse, "terms" | "backlog" | "proven_gpus">;

/** log2(9/8)·2^64, ⌊⌋: the multiplier grows by an eighth in so many ticks as the target leaves free within the window. */
const EIGHTH = 3_134_563_013_331_062_591n;

/** The backlog at which the multiplier reaches its maximum, and which no work raises further: 10^-4 s of the class's full capacity, ⌊⌋. */
export function mostBacklog({ target_bps: target, window, max_multiplier_bps: multiplier }: jobMarket.TakeParams): bigint {
  return mulDiv(BigInt(10_000 - target) * BigInt(window), log2Bps(BigInt(multiplier)) << 24n, EIGHTH + 1n);
}

/** log2(bps/10,000)·2^40, ⌊⌋ to a unit and a millionth, of at least 10,000: as the contract finds it, digit by digit. */
function log2Bps(bps: bigint): bigint {
  let log = 0n;
  while (bps >> (log + 1n) >= 10_000n) log += 1n;
  let mantissa = (bps << 63n) / (10_000n << log);
  for (let digit = 0; digit < 40; digit += 1) {
    // Squaring doubles the logarithm: where the square reaches 2, the next digit is one.
    const square = mantissa * mantissa;
    const one = square >> 127n;
    log = (log << 1n) | one;
    mantissa = square >> (63n + one);
  }
  return log;
}

/** What an end gave back to the client. Credits in base units, NET likewise. */
export interface Sums {
  readonly credits: bigint;
  readonly net: bigint;
  /** Of that, damages or compensation out of the provider's stake. */
  readonly damages: bigint;
}
