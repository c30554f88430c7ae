// The pool behind the price: how deep it is, and how far a first sale is.
import { For, Show } from "solid-js";
import { useApp } from "../../app.js";
import { atomics, type ClassView } from "../../chain/snapshot.js";
import { formatBps, formatShort } from "../../money/amounts.js";
import { HOUR } from "../../money/ratio.js";
import { Net, NetPrice } from "../../ui/Amount.js";
import { Bar } from "../../ui/Stat.js";
import { FLOOR, FLOOR_NOTE } from "../shared/floor.js";
import { depthsOf, gpuHours, launchOf } from "../shared/class-figures.js";

function Hours(props: { credits: bigint }) {
  return <span class="amount">{formatShort(gpuHours(props.credits), 6, 4)} <span class="unit">GPU-hours</span></span>;
}

export function DepthSection(props: { view: ClassView }) {
  const depths = () => (props.view.pool ? depthsOf(props.view.pool) : null);
  return (
    <Show when={depths()}>{(deep) => (
      <section>
        <h2>How much the market bears</h2>
        <div class="pair">
          <dl class="bill">
            <div><dt>Bought until the price is 1 % higher</dt><dd><Hours credits={deep().buy.received} /></dd></div>
            <div><dt>That takes <small>the pool's fee included</small></dt><dd><Net value={deep().buy.paid} /></dd></div>
            <Show when={deep().sell} fallback={<div><dt>Sold</dt><dd>There is no bid yet: nobody has bought.</dd></div>}>{(sell) => (
              <>
                <div><dt>{deep().soldOut ? "Sold until the pool has nothing left to pay" : "Sold until the price is about 1 % lower"}</dt><dd><Hours credits={sell().paid} /></dd></div>
                <div><dt>That brings</dt><dd><Net value={sell().received} /></dd></div>
              </>
            )}</Show>
          </dl>
          <Pool view={props.view} />
        </div>
      </section>
    )}</Show>
  );
}

const MEANS = [["10 minutes", "twap_10m"], ["30 minutes", "twap_30m"], ["24 hours", "twap_24h"], ["7 days", "twap_7d"]] as const;

function Pool(props: { view: ClassView }) {
  const { net } = useApp();
  return (
    <dl class="bill">
      <Show when={props.view.pool}>{(pool) => (
        <>
          <div><dt>In the pool: GPU time</dt><dd><Hours credits={pool().reserve0} /></dd></div>
          <div><dt>In the pool: {net.symbol}</dt><dd><Net value={pool().reserve1} /></dd></div>
        </>
      )}</Show>
      <For each={MEANS}>{([name, key]) => (
        <Show when={atomics(props.view.prices?.[key])}>{(mean) => (
          <div><dt>Mean of {name} <small>an hour</small></dt><dd><NetPrice atomics={mean() * HOUR} /></dd></div>
        )}</Show>
      )}</For>
    </dl>
  );
}

export function LaunchSection(props: { view: ClassView }) {
  const launch = () => (props.view.pool ? launchOf(props.view.pool) : null);
  return (
    <Show when={launch()}>{(sale) => (
      <section>
        <h2>First sale</h2>
        <p>
          This class began with a pool of GPU time alone. Each purchase raises the price along a fixed curve; what buyers pay stays
          in the pool, and pays those who sell back.
        </p>
        <Bar bps={sale().soldBps} label={`about ${formatBps(sale().soldBps)} sold`} />
        <dl class="bill launch">
          <div><dt>Sold of what was put up</dt><dd>about {formatBps(sale().soldBps)}</dd></div>
          <div><dt>Paid for it, now in the pool</dt><dd><Net value={sale().raised} usd /></dd></div>
          <div><dt>Still for sale</dt><dd><Hours credits={sale().left} /></dd></div>
          <div><dt>{FLOOR} <small>an hour; {FLOOR_NOTE}</small></dt><dd><NetPrice atomics={sale().floor * HOUR} /></dd></div>
          <div><dt>Price now <small>an hour</small></dt><dd><NetPrice atomics={sale().now * HOUR} /></dd></div>
        </dl>
      </section>
    )}</Show>
  );
}
