// What a GPU costs now, class by class.
import { createMemo, For, Show } from "solid-js";
import { useApp } from "../../app.js";
import type { ClassView } from "../../chain/snapshot.js";
import { Spark } from "../../chart/Spark.js";
import { formatBps, formatMultiplier, formatShort, formatWhole } from "../../money/amounts.js";
import { href } from "../../router.js";
import { NetPrice, Usd } from "../../ui/Amount.js";
import { Busy } from "../../ui/Busy.js";
import { IndexOnly } from "../../ui/IndexOnly.js";
import { Bar } from "../../ui/Stat.js";
import { busyBps, closed, depthsOf, freeOf, gpuHours, gpusOf, hourPrice, launchOf } from "../shared/class-figures.js";
import { ChangeText } from "../shared/PriceChange.js";
import { createPrices, type Prices } from "../shared/prices.js";

export default function MarketPage() {
  const app = useApp();
  const prices = createPrices(app, 1, {
    span: () => "day",
    pools: createMemo(() => app.market.snapshot()?.classes.flatMap(({ pool, spot }) => (pool && spot !== null ? [pool.id] : []))),
  });
  return (
    <>
      <h1>What a GPU costs now</h1>
      <p class="lead">
        Providers sell GPU time in pools. Each purchase raises the price, each sale lowers it; nobody sets it.
      </p>
      <Show when={app.market.snapshot()} fallback={<p class="muted" role="status"><Busy>Reading the market…</Busy></p>}>{(snapshot) => (
        <>
          <ul class="classes">
            <For each={sorted(snapshot().classes)} fallback={<li class="muted">The market has no class of GPUs yet.</li>}>
              {(view) => <ClassRow view={view} prices={prices} />}
            </For>
          </ul>
          <Show when={prices.error()}>{(reason) => <p class="muted">No history: {reason()}</p>}</Show>
          <IndexOnly when={prices.indexOnly()} />
          <HowToRead />
        </>
      )}</Show>
    </>
  );
}

/** What can be bought first. */
function sorted(classes: readonly ClassView[]): ClassView[] {
  return [...classes].sort((a, b) => (a.spot === null ? 1 : 0) - (b.spot === null ? 1 : 0));
}

function ClassRow(props: { view: ClassView; prices: Prices }) {
  const { market } = useApp();
  const history = () => props.prices.of(props.view.pool?.id);
  const reasons = () => closed(props.view, market.now());
  return (
    <li class="class-row">
      <div class="class-name">
        <h2><a href={href("/class", props.view.id)}>{props.view.id}</a></h2>
        <Show when={props.view.pool?.launch}><span class="tag" data-kind="good">first sale</span></Show>
        <Show when={props.view.entry.sunset}><span class="tag" data-kind="warn">ends</span></Show>
      </div>
      <div class="class-price">
        <Show when={hourPrice(props.view)} fallback={<p class="muted">{reasons()[0] ?? "No price."}</p>}>{(price) => (
          <>
            <p class="price"><NetPrice atomics={price()} /> <span class="per">an hour, before fees</span></p>
            <p class="muted"><Usd net={price()} atomics bare /><ChangeText view={props.view} prices={props.prices} /></p>
            <Show when={reasons()[0]}>{(why) => <p class="muted">{why()}</p>}</Show>
          </>
        )}</Show>
      </div>
      <div class="class-spark"><Spark lines={[(history()?.points ?? []).map(({ time, price }) => ({ time, value: price }))]} /></div>
      <dl class="class-facts">
        <BusyFact view={props.view} />
        <FeeFact view={props.view} />
        <DepthFact view={props.view} />
        <LeaseFact view={props.view} />
      </dl>
      <LaunchLine view={props.view} />
    </li>
  );
}

function BusyFact(props: { view: ClassView }) {
  const gpus = () => gpusOf(props.view.positions ?? []);
  return (
    <div>
      <dt>GPUs</dt>
      <dd>
        <Show when={props.view.available && props.view.positions} fallback={<Busy>…</Busy>}>
          {props.view.partial ? "at least " : ""}{formatWhole(freeOf(props.view.available ?? []))} free of {formatWhole(gpus().offered)}
          <Bar bps={busyBps(gpus())} label={`${formatBps(busyBps(gpus()))} of the GPUs work`} />
          <span class="muted">
            {formatWhole(gpus().providers)} {gpus().providers === 1 ? "provider" : "providers"}, {formatWhole(gpus().busy)} busy
          </span>
        </Show>
      </dd>
    </div>
  );
}

const times = (bps: number) => formatMultiplier(bps).slice(0, -1);
const gpuCount = (count: number) => `${formatWhole(count)} proven ${count === 1 ? "GPU" : "GPUs"}`;

function FeeFact(props: { view: ClassView }) {
  return (
    <div>
      <dt>Fee of a job</dt>
      <dd>
        <Show when={props.view.occupancy} fallback="–">{(now) => (
          <>
            {formatBps((BigInt(now().terms.take.base_bps) * BigInt(now().multiplier_bps)) / 10_000n)}
            <span class="muted">
              {now().proven_gpus === 0 ? "no GPU is proven yet" : `${formatBps(now().terms.take.base_bps)} × ${times(now().multiplier_bps)} for load on ${gpuCount(now().proven_gpus)}`}
            </span>
          </>
        )}</Show>
      </dd>
    </div>
  );
}

function DepthFact(props: { view: ClassView }) {
  const { net } = useApp();
  const depths = () => (props.view.pool ? depthsOf(props.view.pool) : null);
  return (
    <div>
      <dt>1 % of price buys</dt>
      <dd>
        <Show when={depths()} fallback="–">{(deep) => (
          <>
            {formatShort(gpuHours(deep().buy.received), 6, 4)} <span class="unit">GPU-hours</span>
            <span class="muted">for {formatShort(deep().buy.paid, net.decimals, 4)} {net.symbol}</span>
          </>
        )}</Show>
      </dd>
    </div>
  );
}

function LeaseFact(props: { view: ClassView }) {
  return (
    <div>
      <dt>Fee of a lease</dt>
      <dd>
        <Show when={props.view.lease} fallback="no leases">{(lease) => (
          <>
            {formatBps(lease().terms.take_bps)}
            <span class="muted">{lease().terms.interruptible ? "may end with 120 s notice" : "by the second, stop at any time"}</span>
          </>
        )}</Show>
      </dd>
    </div>
  );
}

function LaunchLine(props: { view: ClassView }) {
  const { net } = useApp();
  const launch = () => (props.view.pool ? launchOf(props.view.pool) : null);
  return (
    <Show when={launch()}>{(sale) => (
      <div class="class-launch">
        <Bar bps={sale().soldBps} label={`about ${formatBps(sale().soldBps)} of the first sale is sold`} />
        <p class="muted">
          First sale: about {formatBps(sale().soldBps)} sold, for {formatShort(sale().raised, net.decimals)} {net.symbol}.
        </p>
      </div>
    )}</Show>
  );
}

function HowToRead() {
  const { net } = useApp();
  return (
    <section class="read">
      <h2>How to read this</h2>
      <dl class="words">
        <div><dt>An hour</dt><dd>What 3,600 credits cost at the pool's price now. Whoever asks for work pays the pool's fee and the market's fee on top; the page of a class says how much that is together. A credit is one GPU-second of its class: a claim on providers, who locked {net.symbol} for it.</dd></div>
        <div><dt>Fee of a job</dt><dd>What the market takes on top, of the next second of work. It rises by an eighth for each time span of full work, also by the job that pays it, and falls when GPUs idle.</dd></div>
        <div><dt>1 % of price buys</dt><dd>How much GPU time can be bought before the price is 1 % higher, and what that takes, the pool's fee included. More is better for large jobs.</dd></div>
        <div><dt>Free</dt><dd>GPUs of providers that could start now: registered, heard from lately, not in jail.</dd></div>
      </dl>
    </section>
  );
}
