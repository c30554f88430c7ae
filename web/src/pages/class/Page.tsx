// One class: what an hour costs and why, over time, how deep, who provides it, on which terms.
import { createMemo, createSignal, For, Show } from "solid-js";
import { useApp } from "../../app.js";
import { SPANS, type Span } from "../../chain/series.js";
import type { ClassView } from "../../chain/snapshot.js";
import { formatBps, formatWhole } from "../../money/amounts.js";
import { go, href, type PageProps } from "../../router.js";
import { ROUTES } from "../../routes.js";
import { Net, NetPrice, Usd } from "../../ui/Amount.js";
import { Busy } from "../../ui/Busy.js";
import { IndexOnly } from "../../ui/IndexOnly.js";
import { Notice } from "../../ui/Notice.js";
import { Segments } from "../../ui/Segments.js";
import { Stat } from "../../ui/Stat.js";
import { allIn, CostSection, createCosts, type Costs } from "./Cost.js";
import { createLoads, LoadChart, PriceChart } from "./Charts.js";
import { DepthSection, LaunchSection } from "./Depth.js";
import { ProvidersSection, StandardSection, TermsSection } from "./Terms.js";
import { busyBps, closed, freeOf, gpusOf, hourPrice } from "../shared/class-figures.js";
import { ChangeText } from "../shared/PriceChange.js";
import { createPrices, type Prices } from "../shared/prices.js";

export default function ClassPage(props: PageProps) {
  const app = useApp();
  const view = createMemo(() => app.market.snapshot()?.classes.find(({ id }) => id === props.params["id"]));
  return (
    <Show when={app.market.snapshot()} fallback={<p class="muted" role="status"><Busy>Reading the market…</Busy></p>}>
      <Show when={view()} fallback={<Unknown id={props.params["id"] ?? ""} />}>{(found) => <Class view={found()} />}</Show>
    </Show>
  );
}

function Unknown(props: { id: string }) {
  const { market } = useApp();
  const ids = () => market.snapshot()?.classes.map(({ id }) => id) ?? [];
  return (
    <Notice kind="warn" title="The market has no such class">
      Expected one of <For each={ids()} fallback="none">{(id, index) => <>{index() > 0 ? ", " : ""}<a href={href("/class", id)}>{id}</a></>}</For>; got {props.id}.
    </Notice>
  );
}

function Class(props: { view: ClassView }) {
  const app = useApp();
  const { config, market } = app;
  const ids = () => (props.view.pool && props.view.spot !== null ? [props.view.pool.id] : []);
  const day = createPrices(app, 4, { span: () => "day", pools: ids });
  const [span, setSpan] = createSignal<Span>("week");
  // Without an archive both would read the same.
  const prices = config.history === null ? day : createPrices(app, 4, { span, pools: ids });
  const loads = createLoads(app, () => props.view.id, span);
  const costs = createCosts(() => props.view);
  const reasons = () => closed(props.view, market.now());
  return (
    <>
      <p class="crumb"><a href="#/">Market</a></p>
      <div class="title">
        <h1>{props.view.id}</h1>
        <Tags view={props.view} />
        <Get id={props.view.id} />
      </div>
      <Headline view={props.view} prices={day} costs={costs.value()} />
      <Show when={reasons().length > 0}><Notice kind="warn">{reasons().join(" ")}</Notice></Show>
      <LaunchSection view={props.view} />
      <CostSection view={props.view} costs={costs.value()} />
      <h2>Over time</h2>
      <Show when={config.history !== null}><Segments legend="How far back" options={SPANS} value={span()} onChange={setSpan} /></Show>
      <div class="pair">
        <PriceChart view={props.view} prices={prices} />
        <LoadChart loads={loads} />
      </div>
      <IndexOnly when={prices.indexOnly() || loads.indexOnly()} />
      <DepthSection view={props.view} />
      <ProvidersSection view={props.view} />
      <StandardSection view={props.view} />
      <TermsSection view={props.view} />
    </>
  );
}

/** Leads to where one buys, once that page exists. */
function Get(props: { id: string }) {
  const exists = ROUTES.some(({ path }) => path === "/get");
  return (
    <Show when={exists}>
      <button type="button" class="main title-end" onClick={() => go(`#/get?class=${encodeURIComponent(props.id)}`)}>Get compute</button>
    </Show>
  );
}

function Tags(props: { view: ClassView }) {
  return (
    <p class="tags">
      <span class="tag">{"attested" in props.view.entry.params.admission ? "attested hardware" : "open to all providers"}</span>
      <Show when={props.view.pool?.launch}><span class="tag" data-kind="good">first sale</span></Show>
      <Show when={props.view.lease?.terms.interruptible}><span class="tag">interruptible leases</span></Show>
      <Show when={props.view.entry.sunset}><span class="tag" data-kind="warn">ends</span></Show>
    </p>
  );
}

function Headline(props: { view: ClassView; prices: Prices; costs: Costs | undefined }) {
  const gpus = () => gpusOf(props.view.positions ?? []);
  return (
    <dl class="stats">
      <Show when={hourPrice(props.view)}>{(price) => (
        <Stat name="A GPU-hour in the pool" large note={<>before fees; <Usd net={price()} atomics bare /> <ChangeText view={props.view} prices={props.prices} /></>}>
          <NetPrice atomics={price()} />
        </Stat>
      )}</Show>
      <Show when={allIn(props.costs)}>{(all) => (
        <Stat name="You pay for one, as a job" large note={<><Usd net={all()} bare /> with the fees of pool and market</>}><Net value={all()} /></Stat>
      )}</Show>
      <Stat name="Free GPUs" note={`of ${formatWhole(gpus().offered)} that ${gpus().providers === 1 ? "1 provider offers" : `${formatWhole(gpus().providers)} providers offer`}`}>
        {props.view.available ? (props.view.partial ? "at least " : "") + formatWhole(freeOf(props.view.available)) : <Busy>…</Busy>}
      </Stat>
      <Stat name="At work" note={`${formatWhole(gpus().busy)} in jobs and leases`}>{formatBps(busyBps(gpus()))}</Stat>
      <Stat name="Proven GPUs" note="shown by finished jobs; the fee of jobs counts these">{formatWhole(props.view.entry.proven_gpus)}</Stat>
    </dl>
  );
}
