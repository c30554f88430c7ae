// What balances are worth, which pots pay, and what waits to be ended. Pure, in bigint; times in Unix seconds.
import { toBigInt, type jobMarket, type leaseMarket } from "compute-amm";
import type { Holding } from "../../chain/holdings.js";
import { curve, type Pool } from "../../chain/pools.js";
import type { ClassView } from "../../chain/snapshot.js";
import { mulDiv } from "../../money/ratio.js";

/** NET base units for an amount of an asset at the spot price of its deepest pool with NET, ⌊⌋; null where there is none. */
export function inNet(pools: readonly Pool[], net: string, key: string, amount: bigint): bigint | null {
  if (key === net) return amount;
  let best: { of: bigint; net: bigint } | null = null;
  for (const pool of pools) {
    const { x, y } = curve(pool);
    const found = pool.asset0 === key && pool.asset1 === net ? { of: x, net: y }
      : pool.asset1 === key && pool.asset0 === net ? { of: y, net: x } : null;
    if (found && found.of > 0n && (!best || found.net > best.net)) best = found;
  }
  return best && mulDiv(amount, best.net, best.of);
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
  /** Since when; later than now it can only be claimed from. */
  readonly since: number;
}

const JOBS: Readonly<Partial<Record<jobMarket.JobState, string>>> = {
  open: "Nobody accepted it in time: credits and what is left of the take come back.",
  untaken: "Nobody was called for it: credits and what is left of the take come back.",
  called: "The called provider did not accept: you get damages, take and tip.",
  assigned: "Its result is late: credits, take and tip come back, and the provider is slashed.",
  awaiting_input: "Nobody gave its input: it ends without a fault.",
  disputed: "The arbiter did not judge: the job is refunded, and the bond comes back.",
  challenged: "No proof came: credits, take and tip come back.",
};

const UNCALLED = "Nobody accepted it in time. You may still call it on a debtor, on its own page; to end it takes this message twice, ten minutes apart.";

/** Jobs whose deadline has passed. A standard job that nobody took needs two such messages; a call may pay more than the second. */
export function waitingJobs(jobs: readonly jobMarket.JobResponse[], now: number): Waiting[] {
  return jobs.flatMap(({ job_id, state, open }): Waiting[] => {
    const why = JOBS[state];
    if (!open || !why || open.deadline > now) return [];
    const standard = state === "open" && typeof open.template === "number";
    return [{ kind: "job", id: job_id, message: "timeout_job", why: standard ? UNCALLED : why, since: open.deadline }];
  });
}

/** Leases that nobody started, that are over, or whose provider is silent (as their client), and what they owe (as their provider). */
export function waitingLeases(leases: readonly leaseMarket.LeaseResponse[], owner: string, now: number): Waiting[] {
  return leases.flatMap(({ lease_id, live }): Waiting[] => {
    if (!live) return [];
    const lease = (message: Waiting["message"], why: string, since: number): Waiting[] => [{ kind: "lease", id: lease_id, message, why, since }];
    const { running } = live;
    if (!running) {
      return live.client === owner && live.start_by <= now ? lease("cancel", "Nobody started it in time: credits and take come back.", live.start_by) : [];
    }
    if (running.end <= now) return lease("close", "It is over: what was not used comes back, and what was is paid.", running.end);
    if (running.silent && live.client === owner) return lease("close", "Its provider is silent: what was not used comes back, with the slash.", now);
    if (running.provider === owner && toBigInt(running.due) > 0n) return lease("claim", "It owes you for the seconds until now.", now);
    return [];
  });
}

/** Whether a text may be an address of the chain: the contract checks it in full. */
export function mayBeAddress(text: string, prefix: string): boolean {
  return text.startsWith(`${prefix}1`) && /^[02-9ac-hj-np-z]{38,90}$/.test(text.slice(prefix.length + 1));
}
