// Every pool, and swaps through them.
import "../shared/forms.css";
import { createMemo, Show } from "solid-js";
import { useApp } from "../../app.js";
import { curve, spot, type Pool } from "../../chain/pools.js";
import { formatBps, formatShare } from "../../money/amounts.js";
import { href } from "../../router.js";
import { Amount } from "../../ui/Amount.js";
import { Busy } from "../../ui/Busy.js";
import { Table, type Column } from "../../ui/Table.js";
import { createHoldings } from "../shared/holdings.js";
import { createFees, FeesCell } from "./fees.js";
import { PoolPrice } from "./PoolPrice.js";
import { Swap } from "./Swap.js";
import { pairName } from "../shared/pool-names.js";

export default function LiquidityPage() {
  const app = useApp();
  const { market, unit } = app;
  const holdings = createHoldings(app);
  const fees = createFees(app, () => market.snapshot()?.pools.map(({ id }) => id) ?? []);
  const known = () => market.snapshot()?.pools.some(({ id }) => fees(id)) ?? false;
  const columns = createMemo((): readonly Column<Pool>[] => [
    { head: "Pool", main: true, cell: (one) => <a href={href("/liquidity", one.id)}>{pairName(one, unit)}</a> },
    { head: "Price", right: true, cell: (one) => <PoolPrice pool={one} price={spot(curve(one))} /> },
    { head: "Holds", right: true, cell: (one) => (
      <>
        <Amount value={one.reserve0} unit={unit(one.asset0)} /><br />
        <Amount value={one.reserve1} unit={unit(one.asset1)} />
      </>
    ) },
    { head: "Swap fee", right: true, cell: (one) => formatBps(one.feeBps) },
    ...(known() ? [{ head: <>Fees for providers<small>7 and 30 days</small></>, label: "Fees for providers, 7 and 30 days", right: true, cell: (one: Pool) => <FeesCell pool={one} fees={fees(one.id)} /> }] : []),
    { head: "Kind", cell: (one) => <Kind pool={one} /> },
    { head: "Your share", right: true, cell: (one) => (
      <Show when={holdings.value()?.shares.get(one.id)} fallback="–">{(shares) => formatShare(shares(), one.lpSupply)}</Show>
    ) },
  ]);
  return (
    <>
      <h1>Liquidity</h1>
      <p class="lead">
        Pools sell credits, which are GPU time, for {app.net.symbol}. Who supplies both to a pool has a share of it and of the fees of
        every swap.
      </p>
      <Show when={market.snapshot()} fallback={<p class="muted"><Busy>Reading the market…</Busy></p>}>{(snapshot) => (
        <>
          <section aria-labelledby="pools">
            <h2 id="pools">Pools</h2>
            <Table caption="Pools" columns={columns()} rows={snapshot().pools} empty="The market has no pool yet." />
          </section>
          <section aria-labelledby="swap">
            <h2 id="swap">Swap</h2>
            <p class="muted">Buy or sell credits, or change one asset for another. A route through several pools is found for you.</p>
            <Swap snapshot={snapshot()} holdings={holdings} />
          </section>
        </>
      )}</Show>
    </>
  );
}

function Kind(props: { pool: Pool }) {
  return (
    <Show when={!props.pool.swapPaused} fallback={<span class="tag" data-kind="warn">swaps paused</span>}>
      <Show when={props.pool.lpSupply > 0n} fallback={<span class="tag">empty</span>}>
        <Show when={props.pool.launch} fallback={<span class="tag">ordinary</span>}><span class="tag" data-kind="good">launch</span></Show>
      </Show>
    </Show>
  );
}
