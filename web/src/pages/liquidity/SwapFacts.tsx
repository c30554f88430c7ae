// What a swap comes to, in and out, and at worst.
import { For, Show } from "solid-js";
import { toBigInt, type pool } from "compute-amm";
import { useApp } from "../../app.js";
import type { Snapshot } from "../../chain/snapshot.js";
import { formatBps, formatExact } from "../../money/amounts.js";
import { formatHours } from "../../money/gpu.js";
import { Amount } from "../../ui/Amount.js";
import { pairName } from "../shared/pool-names.js";
import type { Way } from "../shared/trade/routes.js";

export function SwapFacts(props: {
  way: Way; snapshot: Snapshot; from: string; to: string; kind: "sell" | "buy"; most: bigint; least: bigint;
}) {
  const { unit } = useApp();
  const cost = () => props.way.quote.costs[0];
  const credit = (key: string) => props.snapshot.classes.some((one) => one.credit === key);
  const hops = () => cost()?.hops ?? [];
  const path = () => props.way.pools.map((id) => {
    const one = props.snapshot.pools.find((pool) => pool.id === id);
    return one ? pairName(one, unit) : `pool ${id}`;
  }).join(", then ");
  return (
    <>
      <dl class="facts">
        <div><dt>You pay now</dt><dd><Amount value={props.way.paid} unit={unit(props.from)} exact /></dd></div>
        <div><dt>You get now</dt><dd><Amount value={props.way.received} unit={unit(props.to)} exact /><Show when={credit(props.to)}><br /><span class="muted">{formatHours(props.way.received)}</span></Show></dd></div>
        <Show when={props.kind === "sell"} fallback={
          <div><dt>You pay at most</dt><dd><Amount value={props.most} unit={unit(props.from)} exact /></dd></div>
        }><div><dt>You get at least</dt><dd><Amount value={props.least} unit={unit(props.to)} exact /></dd></div></Show>
        <div><dt>Price impact</dt><dd>{formatBps(cost()?.impact_bps ?? 0)}</dd></div>
        <div><dt>Through</dt><dd>{path()}</dd></div>
        <For each={hops()}>{(hop, index) => <HopFee hop={hop} snapshot={props.snapshot} asset={assetAt(props, index())} />}</For>
      </dl>
      <p class="muted">
        {props.kind === "sell"
          ? "You pay exactly what you typed. If you would get less than the limit, nothing happens and you keep it."
          : "You get exactly what you typed. What is left of the payment comes back in the same transaction. If it would cost more than the limit, nothing happens."}{" "}
        A failed transaction costs the network fee alone.
      </p>
    </>
  );
}

/** Which asset goes into a pool of the way. */
function assetAt({ way, snapshot, from }: { way: Way; snapshot: Snapshot; from: string }, index: number): string {
  let asset = from;
  for (const id of way.pools.slice(0, index)) {
    const one = snapshot.pools.find((pool) => pool.id === id);
    if (one) asset = one.asset0 === asset ? one.asset1 : one.asset0;
  }
  return asset;
}

function HopFee(props: { hop: pool.HopQuote; snapshot: Snapshot; asset: string }) {
  const { unit } = useApp();
  const one = () => props.snapshot.pools.find(({ id }) => id === props.hop.pool_id);
  const fee = () => toBigInt(props.hop.lp_fee) + toBigInt(props.hop.protocol_fee);
  const protocol = () => {
    const { decimals, symbol } = unit(props.asset);
    return `${formatExact(toBigInt(props.hop.protocol_fee), decimals)} ${symbol} of it is the protocol's`;
  };
  return (
    <div>
      <dt>Fee{one() ? ` (${formatBps(one()?.feeBps ?? 0)})` : ""}, in the amounts above</dt>
      <dd title={protocol()}><Amount value={fee()} unit={unit(props.asset)} /></dd>
    </div>
  );
}
