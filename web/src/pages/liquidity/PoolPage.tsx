// One pool: what it holds, what a share of it brought, how to provide and withdraw.
import "../shared/forms.css";
import { createEffect, createSignal, on, Show } from "solid-js";
import { useApp } from "../../app.js";
import { curve, spot, type Pool } from "../../chain/pools.js";
import type { Snapshot } from "../../chain/snapshot.js";
import { formatBps, formatShare } from "../../money/amounts.js";
import type { PageProps } from "../../router.js";
import { Amount } from "../../ui/Amount.js";
import { Busy } from "../../ui/Busy.js";
import { Notice } from "../../ui/Notice.js";
import { Stat } from "../../ui/Stat.js";
import { Tabs } from "../../ui/Tabs.js";
import { createHoldings } from "../shared/holdings.js";
import { createFees, FeesStats } from "./fees.js";
import { Launch } from "./Launch.js";
import { pairName, SHARES } from "../shared/pool-names.js";
import { PoolPrice } from "./PoolPrice.js";
import { Provide } from "./Provide.js";
import { ProvideSingle } from "./ProvideSingle.js";
import { Stake } from "./Stake.js";
import { Withdraw } from "./Withdraw.js";

export default function PoolPage(props: PageProps) {
  const { market } = useApp();
  const found = () => market.snapshot()?.pools.find(({ id }) => `${id}` === props.params["id"]);
  return (
    <>
      <p><a href="#/liquidity">← All pools</a></p>
      <Show when={market.snapshot()} fallback={<p class="muted"><Busy>Reading the market…</Busy></p>}>{(snapshot) => (
        <Show when={found()} fallback={<><h1>Pool</h1><Notice kind="warn" title="There is no such pool">The market has {snapshot().pools.length} pools; none has the number {props.params["id"]}.</Notice></>}>{(one) => (
          <OnePool pool={one()} snapshot={snapshot()} />
        )}</Show>
      )}</Show>
    </>
  );
}

const SIDES = [{ key: "both", name: "Both assets" }, { key: "one", name: "One asset alone" }] as const;

function OnePool(props: { pool: Pool; snapshot: Snapshot }) {
  const app = useApp();
  const { unit } = app;
  const holdings = createHoldings(app);
  const shares = () => holdings.value()?.shares.get(props.pool.id) ?? 0n;
  const fees = createFees(app, () => [props.pool.id]);
  const [single, setSingle] = createSignal(false);
  createEffect(on(() => props.pool.id, () => setSingle(false)));
  return (
    <>
      <h1>{pairName(props.pool, unit)}</h1>
      <p class="lead">
        Swaps here pay {formatBps(props.pool.feeBps)} of what goes in. Of that {formatBps(10_000 - props.pool.protocolShareBps)} stays with those who
        provide, and {formatBps(props.pool.protocolShareBps)} goes to the protocol.
      </p>
      <dl class="stats">
        <Stat name="Price"><PoolPrice pool={props.pool} price={spot(curve(props.pool))} /></Stat>
        <Stat name="Holds"><Amount value={props.pool.reserve0} unit={unit(props.pool.asset0)} /></Stat>
        <Stat name="and"><Amount value={props.pool.reserve1} unit={unit(props.pool.asset1)} /></Stat>
        <Stat name="Your share" note={<Amount value={shares()} unit={SHARES} />}>{formatShare(shares(), props.pool.lpSupply)}</Stat>
      </dl>
      <Show when={fees(props.pool.id)}>{(known) => <dl class="stats wide"><FeesStats pool={props.pool} fees={known()} /></dl>}</Show>
      <Show when={props.pool.launch}><Launch pool={props.pool} snapshot={props.snapshot} /></Show>
      <Show when={shares() > 0n}><Stake pool={props.pool} snapshot={props.snapshot} shares={shares()} /></Show>
      <section aria-labelledby="provide">
        <h2 id="provide">Provide</h2>
        <Show when={props.pool.providePaused}>
          <Notice kind="warn" title="Providing is paused">The guardian or governance stopped it in this pool. Withdrawals go on.</Notice>
        </Show>
        <Show when={!props.pool.launch} fallback={<Provide pool={props.pool} snapshot={props.snapshot} holdings={holdings} />}>
          <Tabs label="What you provide" tabs={SIDES} chosen={single() ? "one" : "both"} onChoose={(side) => setSingle(side === "one")}>
            <Show when={single()} fallback={<Provide pool={props.pool} snapshot={props.snapshot} holdings={holdings} />}>
              <ProvideSingle pool={props.pool} snapshot={props.snapshot} holdings={holdings} />
            </Show>
          </Tabs>
        </Show>
        <Risks pool={props.pool} />
      </section>
      <section aria-labelledby="withdraw">
        <h2 id="withdraw">Withdraw</h2>
        <Withdraw pool={props.pool} snapshot={props.snapshot} shares={shares()} onSent={() => void holdings.refresh()} />
      </section>
    </>
  );
}

function Risks(props: { pool: Pool }) {
  const { unit } = useApp();
  return (
    <details>
      <summary>What you risk</summary>
      <p>
        Nothing is locked: you may withdraw in any block, also while the pool is paused. But you get back what the pool holds then. If{" "}
        {unit(props.pool.asset0).symbol} becomes dearer, there is less of it in your share and more {unit(props.pool.asset1).symbol}, and the other way
        round. Against holding both you lose by any move of the price: 0.6 % where it rises by a quarter, 1 % where it falls by a quarter, 5.7 % where it
        doubles or halves, 20 % where it is four times as high, or a quarter. Fees of swaps make up for that, or they do not.
      </p>
      <Show when={props.pool.asset0.startsWith("cw20:")}>
        <p>Credits are worth something as long as providers serve them. When the class ends, each pays its part of a pot.</p>
      </Show>
    </details>
  );
}
