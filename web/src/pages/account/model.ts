// What balances are worth, which pots pay, and what waits to be ended. Pure, in bigint; times in Unix seconds.
import { toBigInt, type jobMarket, type leaseMarket, type verifierGateway } from "compute-amm";
import type { Holding } from "../../chain/holdings.js";
import { curve, type Pool } from "../../chain/pools.js";
import type { ClassView } from "../../chain/snapshot.js";
import { least, mulDiv } from "../../money/ratio.js";
import { forTaker, overOf } from "../shared/deadline.js";
import { hasRun } from "../shared/leases.js";
import { outcomeOf } from "../shared/outcome.js";

/**
 * NET base units for an amount of an asset at the spot price of the pool that holds most NET against it, ⌊⌋, and no more than it holds:
 * what a launch pool's curve counts beyond that it cannot pay. Null where no pool holds any.
 */
export function inNet(pools: readonly Pool[], net: string, key: string, amount: bigint): bigint | null {
  if (key === net) return amount;
  let best: { of: bigint; net: bigint; held: bigint } | null = null;
  for (const pool of pools) {
    const { x, y } = curve(pool);
    const found = pool.asset0 === key && pool.asset1 === net ? { of: x, net: y, held: pool.reserve1 }
      : pool.asset1 === key && pool.asset0 === net ? { of: y, net: x, held: pool.reserve0 } : null;
    if (found && found.of > 0n && found.held > (best?.held ?? 0n)) best = found;
  }
  return best && least(mulDiv(amount, best.net, best.of), best.held);
}

/** The pot of a class that has ended, and what one's credits would be paid. */
export interface Pot {
  readonly class: string;
  readonly credit: string;
  readonly account: bigint;
  readonly wallet: bigint;
  /** NET base units for the credits of the account, and of the wallet, ⌊⌋. */
  readonly paysAccount: bigint;
  readonly paysWallet: bigint;
  /** False until every debt is collected. */
  readonly open: boolean;
}

/** Pots of ended classes of which somebody holds credits. */
export function potsOf(classes: readonly ClassView[], holdings: readonly Holding[], now: number): Pot[] {
  return classes.flatMap(({ id, credit, entry }): Pot[] => {
    const held = holdings.find(({ key }) => key === credit);
    const sunset = entry.sunset;
    if (!sunset || sunset.at > now || !held || held.account + held.wallet === 0n) return [];
    const [net, credits] = [toBigInt(sunset.pot_net), toBigInt(sunset.pot_credits)];
    const pays = (amount: bigint) => (credits > 0n ? mulDiv(net, amount < credits ? amount : credits, credits) : 0n);
    return [{
      class: id, credit, account: held.account, wallet: held.wallet, paysAccount: pays(held.account), paysWallet: pays(held.wallet),
      open: toBigInt(entry.owed) === 0n && credits > 0n,
    }];
  });
}

/** Something of one's own that nobody has ended, though its time is over: ending it pays what it holds. */
export interface Waiting {
  readonly kind: "job" | "lease";
  readonly id: number;
  readonly message: "timeout_job" | "cancel" | "close" | "claim";
  /** What is over, and what ending it does. */
  readonly why: string;
  /** Since when, Unix seconds. */
  readonly since: number;
  /** False where the contract may still refuse it, as the chain stood still or accepting was paused meanwhile. */
  readonly sure: boolean;
}

/** What it depends on whether jobs wait. */
export interface Around {
  /** Unix seconds. */
  readonly now: number;
  readonly methods: readonly verifierGateway.MethodResponse[];
  /** Classes in which accepting is paused. */
  readonly paused: ReadonlySet<string>;
}

/** Jobs of which ending gives their client something: their time is over, their method was stopped, or nobody can take them. */
export function waitingJobs(jobs: readonly jobMarket.JobResponse[], { now, methods, paused }: Around): Waiting[] {
  return jobs.flatMap(({ job_id, state, open }): Waiting[] => {
    if (!open) return [];
    const job = (message: Waiting["message"], why: string, since: number, sure: boolean): Waiting[] => [{ kind: "job", id: job_id, message, why, since, sure }];
    const method = methods.find((one) => one.method === open.method);
    const { what, back } = outcomeOf(state, open, method);
    if (method?.disabled) return job("timeout_job", what, now, true);
    const taker = forTaker(state) ? { paused: paused.has(open.class) } : undefined;
    if (taker?.paused && state !== "called") return job("cancel", "Accepting is paused in its class, so nobody can take it: withdrawn before that goes on, it gives credits, take and tip back.", now, true);
    // A list has no blocks in which waits began.
    const over = overOf({ deadline: open.deadline, taker }, now);
    return over === "no" || !back ? [] : job("timeout_job", what, open.deadline, over === "yes");
  });
}

/** Leases that nobody started, that are over, or whose provider is silent (as their client), and what they owe (as their provider), by the latest block's time. */
export function waitingLeases(leases: readonly leaseMarket.LeaseResponse[], owner: string, blockTime: number): Waiting[] {
  return leases.flatMap(({ lease_id, live }): Waiting[] => {
    if (!live) return [];
    const lease = (message: Waiting["message"], why: string, since: number): Waiting[] => [{ kind: "lease", id: lease_id, message, why, since, sure: true }];
    const { running } = live;
    if (!running) {
      return live.client === owner && live.start_by <= blockTime ? lease("cancel", "Nobody started it in time: credits and take come back.", live.start_by) : [];
    }
    if (hasRun(running, blockTime)) return lease("close", "It is over: what was not used comes back, and what was is paid.", running.end);
    if (running.silent && live.client === owner) return lease("close", "Its provider is silent: what was not used comes back. For what is left of the time of the request its pledge pays, too; for added time it does not.", blockTime);
    if (running.provider === owner && toBigInt(running.due) > 0n) return lease("claim", "It owes you for the seconds until now.", blockTime);
    return [];
  });
}

/** Whether a text may be an address of the chain: the contract checks it in full. */
export function mayBeAddress(text: string, prefix: string): boolean {
  return text.startsWith(`${prefix}1`) && /^[02-9ac-hj-np-z]{38,90}$/.test(text.slice(prefix.length + 1));
}

/**
 * When an allowance ends that is for so many seconds from now: by the earlier of two clocks, the chain's, of which a node tells, and
 * this machine's. So a node that says too late a time makes none last longer. Unix seconds, but `machineMillis`.
 */
export function endOf(seconds: number, chainNow: number, machineMillis: number): number {
  const machineNow = (machineMillis - (machineMillis % 1_000)) / 1_000;
  return (chainNow < machineNow ? chainNow : machineNow) + seconds;
}
