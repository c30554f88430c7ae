// A provider's stake and debt in a class: what can be done with it, and how far one is on the way. Pure, in bigint.
import { toBigInt, type providerRegistry } from "compute-amm";
import { ATOMICS, CREDIT, least, mulDiv, mulDivUp } from "../../money/ratio.js";

/** A position with its amounts as bigint: NET and credits in base units, times in Unix seconds. */
export interface Position {
  readonly class: string;
  readonly bond: bigint;
  readonly locked: bigint;
  readonly collateral: bigint;
  readonly held: bigint;
  readonly free: bigint;
  readonly open: bigint;
  readonly called: bigint;
  readonly due: number;
  readonly gpus: number;
  readonly busy: number;
  readonly pledgedGpus: number;
  readonly calledGpus: number;
  readonly provenGpus: number;
  readonly admittedUntil: number | null;
  readonly reputationBps: number;
  /** Take of its good work and of its faults, as far as it is remembered. */
  readonly good: bigint;
  readonly bad: bigint;
}

/** An answer of the registry. */
export function toPosition(answer: providerRegistry.PositionResponse): Position {
  return {
    class: answer.class, bond: toBigInt(answer.bond), locked: toBigInt(answer.locked), collateral: toBigInt(answer.collateral),
    held: toBigInt(answer.held), free: toBigInt(answer.free), open: toBigInt(answer.open), called: toBigInt(answer.called),
    due: answer.due, gpus: answer.gpus, busy: answer.busy, pledgedGpus: answer.pledged_gpus, calledGpus: answer.called_gpus,
    provenGpus: answer.proven_gpus, admittedUntil: answer.admitted_until ?? null, reputationBps: answer.reputation_bps,
    good: toBigInt(answer.good), bad: toBigInt(answer.bad),
  };
}

/** The standard jobs of a class in bigint; null where it has none. */
export interface Standard {
  readonly gpus: number;
  readonly least: bigint;
  readonly most: bigint;
}

export function toStandard(answer: providerRegistry.StandardJob | null | undefined): Standard | null {
  return answer ? { gpus: answer.gpus, least: toBigInt(answer.least), most: toBigInt(answer.most) } : null;
}

/** Everything that is owed. */
export const owed = ({ open, called }: Pick<Position, "open" | "called">): bigint => open + called;

/** Whether, and from when, a debt can be called for a job. */
export type Callable =
  | { readonly kind: "no-debt" }
  /** The class has no standard job, or the debt is smaller than the smallest. */
  | { readonly kind: "too-small" }
  /** No GPU is left that a called job could have. */
  | { readonly kind: "no-gpus" }
  | { readonly kind: "now" }
  | { readonly kind: "from"; readonly at: number };

/** See {@link Callable}; `now` in Unix seconds. */
export function callable(position: Position, standard: Standard | null, now: number): Callable {
  if (position.open === 0n) return { kind: "no-debt" };
  if (!standard || position.open < standard.least) return { kind: "too-small" };
  if (position.due > now) return { kind: "from", at: position.due };
  if (position.gpus - position.calledGpus < standard.gpus) return { kind: "no-gpus" };
  return { kind: "now" };
}

/** Collateral of minted credits at a price in atomics (NET base units for 10^6 of them, ×10^18): ⌈coverage·c·P⌉ and one, as a price that is shown is cut. */
export function collateralOf(credits: bigint, price: bigint, coverageBps: number): bigint {
  return mulDivUp(credits * price, BigInt(coverageBps), ATOMICS * CREDIT * 10_000n) + 1n;
}

/** How many credits can be minted now, and what stands in the way of more. */
export interface Room {
  readonly credits: bigint;
  readonly by: "gpus" | "bond" | "cap";
}

/** What bounds a mint: GPUs serve so much within H; the free bond covers so much; a young class owes at most its cap. */
export function mintRoom(position: Position, terms: {
  readonly horizon: number; readonly coverageBps: number; readonly price: bigint;
  /** What the class may still owe while its pool is too young or too small; null where no cap holds. */
  readonly cap: bigint | null;
}): Room {
  const capacity = BigInt(position.gpus) * BigInt(terms.horizon) * CREDIT;
  const byGpus = capacity > owed(position) ? capacity - owed(position) : 0n;
  const perCredit = terms.price * BigInt(terms.coverageBps);
  const bond = position.free > 1n ? position.free - 1n : 0n;
  const byBond = perCredit > 0n ? mulDiv(bond, ATOMICS * CREDIT * 10_000n, perCredit) : byGpus;
  const credits = least(byGpus, least(byBond, terms.cap ?? byGpus));
  if (credits === byGpus) return { credits, by: "gpus" };
  return { credits, by: credits === byBond ? "bond" : "cap" };
}

/** Why a debt of so many open credits cannot be: it must be none, or at least the largest standard job. Undefined if it can. */
export function tooSmall(open: bigint, standard: Standard | null): bigint | undefined {
  return standard && open > 0n && open < standard.most ? standard.most : undefined;
}

/** ⌊collateral·c/open⌋: what a redemption of c frees. */
export function freedBy(position: Position, credits: bigint): bigint {
  return position.open > 0n ? mulDiv(position.collateral, credits, position.open) : 0n;
}

/** The fewest GPUs that one may offer now, and why. */
export function leastGpus(position: Position, horizon: number, standard: Standard | null): { readonly gpus: number; readonly by: "busy" | "debt" | "standard" | "none" } {
  const debt = owed(position);
  const perGpu = BigInt(horizon) * CREDIT;
  let [gpus, by]: [bigint, "busy" | "debt" | "standard" | "none"] = [0n, "none"];
  if (BigInt(position.busy) > gpus) [gpus, by] = [BigInt(position.busy), "busy"];
  const needed = mulDivUp(debt, 1n, perGpu);
  if (needed > gpus) [gpus, by] = [needed, "debt"];
  if (debt > 0n && standard && BigInt(standard.gpus) > gpus) [gpus, by] = [BigInt(standard.gpus), "standard"];
  return { gpus: asCount(gpus), by };
}

// no-float: a count of GPUs, at most 2^16 or so.
const asCount = (gpus: bigint): number => Number(gpus);

/** What is known of somebody on the way from registering to leaving. */
export interface Seen {
  /** Whether it ever registered. */
  readonly known: boolean;
  readonly active: boolean;
  /** Whether its last sign of life still counts. */
  readonly alive: boolean;
  readonly bond: bigint;
  readonly lockMin: bigint;
  readonly gpus: number;
  readonly owed: bigint;
  readonly minted: boolean;
  readonly redeemed: boolean;
  /** Whether it sold credits, or has liquidity in the class's pool. */
  readonly supplied: boolean;
  /** Whether a job or a lease is in hand, or was. */
  readonly worked: boolean;
  readonly paid: boolean;
}

/** The steps, in order. */
export const STEPS = ["register", "bond", "offer", "alive", "mint", "supply", "work", "claim", "redeem", "leave"] as const;
export type StepId = (typeof STEPS)[number];
/** These may be left out. */
const OPTIONAL: ReadonlySet<StepId> = new Set(["mint", "supply", "redeem", "leave"]);

/** A step, and whether it is done on the chain. */
export interface Progress {
  readonly id: StepId;
  readonly state: "done" | "now" | "later";
  readonly optional: boolean;
}

/** Where somebody stands. The first step that is not done, and not optional, is the one for now. */
export function progress(seen: Seen): Progress[] {
  const done: Record<StepId, boolean> = {
    register: seen.active,
    bond: seen.bond >= seen.lockMin,
    offer: seen.gpus > 0,
    alive: seen.active && seen.alive,
    mint: seen.owed > 0n || seen.minted,
    supply: seen.supplied,
    work: seen.worked,
    claim: seen.paid,
    redeem: seen.redeemed && seen.owed === 0n,
    leave: seen.known && !seen.active && seen.bond === 0n,
  };
  const next = done.leave ? undefined : STEPS.find((id) => !done[id] && !OPTIONAL.has(id));
  return STEPS.map((id) => ({ id, state: done[id] ? "done" : id === next ? "now" : "later", optional: OPTIONAL.has(id) }));
}
