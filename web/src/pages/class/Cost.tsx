// Why an hour costs what it costs: the contracts' own quotes, taken apart.
import { toBigInt, type jobMarket, type leaseMarket } from "compute-amm";
import { Show, untrack } from "solid-js";
import { useApp } from "../../app.js";
import { messageOf, QueryFailed } from "../../chain/errors.js";
import { createPolled, type Polled } from "../../chain/polled.js";
import type { ClassView } from "../../chain/snapshot.js";
import { formatBps, formatMultiplier, formatShare, formatWhole } from "../../money/amounts.js";
import { Net } from "../../ui/Amount.js";
import { hourCost, type HourCost } from "../shared/class-figures.js";

/** A quote taken apart, or why there is none. */
type Quoted = HourCost | string;

const HOUR_S = 3_600;

/** An hour of one GPU as a job and as a lease, in a block. */
export interface Costs {
  readonly job: Quoted;
  readonly lease: Quoted | null;
  readonly height: number;
}

/** Asks the contracts, of the class in view. */
export function createCosts(view: () => ClassView): Polled<Costs | undefined> {
  const { rpc, market } = useApp();
  return createPolled(market, async (height, id: string) => {
    const snapshot = untrack(market.snapshot);
    const spot = snapshot?.classes.find((one) => one.id === id)?.spot;
    if (!snapshot || spot === null || spot === undefined) return undefined;
    const { jobMarket: jobs, leaseMarket: leases } = snapshot.terms.contracts;
    const ask = { quote: { class: id, gpus: 1, seconds: HOUR_S } };
    const parts = ({ cost, take, worth }: Pick<jobMarket.QuoteResponse, "cost" | "take" | "worth">) =>
      hourCost({ cost: toBigInt(cost), take: toBigInt(take), worth: toBigInt(worth) }, spot);
    const refused = (error: unknown): Quoted => {
      // What is no word of the contract says nothing of its price.
      if (!(error instanceof QueryFailed)) throw error;
      return messageOf(error);
    };
    const [job, lease] = await Promise.all([
      rpc.query<jobMarket.QuoteResponse>(jobs, ask, height).then(parts, refused),
      leases === null ? null : rpc.query<leaseMarket.QuoteResponse>(leases, ask, height).then(parts, refused),
    ]);
    return { job, lease, height };
  }, 4, () => (view().spot === null ? undefined : view().id));
}

/** What one pays for it as a job, all in; undefined where that is not quoted. */
export const allIn = (costs: Costs | undefined): bigint | undefined => (costs && typeof costs.job !== "string" ? costs.job.all : undefined);

export function CostSection(props: { view: ClassView; costs: Costs | undefined }) {
  return (
    <Show when={props.costs}>{(quoted) => (
      <section>
        <h2>What an hour costs, and why</h2>
        <p>
          You pay the pool's price, the pool's fee, and the market's fee on top. This is one GPU for an hour, as the contracts quote it in
          block {formatWhole(quoted().height)}. A larger order costs more a unit.
        </p>
        <div class="pair">
          <Bill title="As a job, with a verified result" quoted={quoted().job} take={<JobTake view={props.view} />} pool={poolNote(props.view)} />
          <Show when={quoted().lease}>{(lease) => (
            <Bill title="As a lease, by the second" quoted={lease()} take={<LeaseTake view={props.view} />} pool={poolNote(props.view)} />
          )}</Show>
        </div>
      </section>
    )}</Show>
  );
}

const poolNote = ({ pool }: ClassView) => (pool ? `its fee of ${formatBps(pool.feeBps)}, and how far this order moves the price` : "");

function JobTake(props: { view: ClassView }) {
  return (
    <Show when={props.view.occupancy}>{(now) => (
      <>
        {formatBps(now().terms.take.base_bps)} without load, and up to {formatMultiplier(now().terms.take.max_multiplier_bps)} that. It rises while more work is booked
        than {formatBps(now().terms.take.target_bps)} of the {formatWhole(now().proven_gpus)} proven GPUs can do; this hour is booked with it
      </>
    )}</Show>
  );
}

function LeaseTake(props: { view: ClassView }) {
  return <Show when={props.view.lease}>whatever the load; for seconds that are not used it comes back</Show>;
}

function Bill(props: { title: string; quoted: Quoted; take: ReturnType<typeof JobTake>; pool: string }) {
  const parts = () => (typeof props.quoted === "string" ? undefined : props.quoted);
  return (
    <div>
      <h3>{props.title}</h3>
      <Show when={parts()} fallback={<p class="muted">Not now: {String(props.quoted)}.</p>}>{(cost) => (
        <dl class="bill">
          <div><dt>GPU time at the pool's price</dt><dd><Net value={cost().time} exact /></dd></div>
          <div><dt>Pool <small>{props.pool}</small></dt><dd><Net value={cost().pool} exact /></dd></div>
          <div><dt>Market's fee <small>{formatShare(cost().take, cost().worth)} of what the credits are worth: {props.take}</small></dt><dd><Net value={cost().take} exact /></dd></div>
          <div class="sum"><dt>You pay</dt><dd><Net value={cost().all} exact usd /></dd></div>
        </dl>
      )}</Show>
    </div>
  );
}
