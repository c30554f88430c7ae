// For providers: the way from registering to a payout, and how one stands.
import "../shared/forms.css";
import { createMemo, createSignal, Show, Suspense, untrack } from "solid-js";
import { useApp } from "../../app.js";
import { createPolled } from "../../chain/polled.js";
import type { Snapshot } from "../../chain/snapshot.js";
import { part } from "../../ui/part.js";
import { search } from "../../router.js";
import { Busy } from "../../ui/Busy.js";
import { Select } from "../../ui/Field.js";
import { Folded } from "../../ui/Folded.js";
import { Notice } from "../../ui/Notice.js";
import { createHoldings } from "../shared/holdings.js";
import { STEP } from "../shared/open.js";
import { Calls } from "./Calls.js";
import { ProvidingProvider, type Providing } from "./context.js";
import { Jail } from "./Jail.js";
import { owed, toPosition, type Position } from "./model.js";
import { Path } from "./Path.js";
import { readStanding, readWork, type Standing, type Work } from "./reads.js";
import { StandingSection } from "./Standing.js";
import { Terms } from "./Terms.js";

// Only a provider has work in hand.
const WorkSection = part(() => import("./WorkSection.js"));
// Loaded when somebody opens them.
const Agent = part(() => import("./Agent.js"));
const Past = part(() => import("./Past.js"));
const Backing = part(() => import("./Backing.js"));

export default function ProvidePage() {
  const { market, net, config } = useApp();
  return (
    <>
      <h1>Provide GPUs</h1>
      <p class="lead">
        You bond {net.symbol}, offer GPUs, and are paid for jobs{config.lease_market === null ? ", as this market has no leases" : " and leases"}. Every step says what it locks and what it risks; it is ticked when it is done on the
        chain.
      </p>
      <Show when={market.snapshot()} fallback={<p class="muted"><Busy>Reading the market…</Busy></p>}>{(snapshot) => (
        <Show when={snapshot().classes.length > 0} fallback={<Notice kind="info">The market has no class yet.</Notice>}><Provide snapshot={snapshot()} /></Show>
      )}</Show>
    </>
  );
}

function Provide(props: { snapshot: Snapshot }) {
  const app = useApp();
  const { market, rpc, wallet } = app;
  const [chosen, setChosen] = createSignal(search()["class"] ?? "");
  const view = createMemo(() => props.snapshot.classes.find(({ id }) => id === chosen()) ?? props.snapshot.classes[0]!);
  const address = () => wallet.account()?.address;
  const snapshot = () => untrack(() => props.snapshot);
  const holdings = createHoldings(app);
  const standing = createPolled<Standing, string>(market, (height, owner) => readStanding(rpc, snapshot(), owner, height), 3, address);
  const called = () => standing.value()?.positions.some((one) => one.called > 0n) ?? false;
  const [pages, setPages] = createSignal(STEP);
  const work = createPolled<Work, string>(market, (height, owner) =>
    readWork(rpc, snapshot().terms.contracts, owner, untrack(called), height, untrack(pages)), 3, address);
  const position = createMemo((): Position => standing.value()?.positions.find((one) => one.class === view().id) ?? nothing(view().id));

  const providing: Providing = {
    get snapshot() { return props.snapshot; },
    get view() { return view(); },
    get position() { return position(); },
    standing, work, holdings,
    refresh: () => {
      for (const one of [holdings, standing]) void one.refresh();
      void standing.refresh().then(() => work.refresh());
    },
  };
  const there = () => {
    const one = standing.value();
    return one && (one.provider !== null || one.positions.some(({ bond }) => bond > 0n)) ? one : undefined;
  };
  return (
    <ProvidingProvider value={providing}>
      <Show when={there()}>
        <Jail />
        <Calls />
      </Show>
      <div class="form">
        <Select label="Class of your GPUs" value={view().id} onChange={setChosen}
          options={props.snapshot.classes.map(({ id, entry }) => ({ value: id, label: `${id}${entry.sunset ? " (ending)" : ""}` }))}
          hint="Bond, debt and reputation are kept for each class apart." />
      </div>
      <Terms />
      <Show when={standing.error()}>{(why) => <Notice kind="warn" title="Your standing could not be read">{why()}</Notice>}</Show>
      <Show when={there()}>
        <Show when={position().bond > 0n || owed(position()) > 0n || position().gpus > 0}><StandingSection /></Show>
        <Suspense><WorkSection providing={providing} onMore={() => { setPages((before) => before + STEP); void work.refresh(); }} /></Suspense>
      </Show>
      <Path />
      <Show when={there() && app.config.restaking}>{(contract) => (
        <Folded summary="A vault: others' stake behind your jobs"><Show when={`${address()} ${view().id}`} keyed><Backing providing={providing} contract={contract()} /></Show></Folded>
      )}</Show>
      <Show when={there()}><Folded summary="Earnings, and reputation over time"><Past providing={providing} /></Folded></Show>
      <section aria-labelledby="agent">
        <h2 id="agent" tabIndex={-1}>Run the agent</h2>
        <p><code>camm agent</code> runs beside your GPUs with one file, <code>provider.toml</code>.</p>
        <Folded summary="provider.toml to begin with"><Agent providing={providing} /></Folded>
      </section>
    </ProvidingProvider>
  );
}

function nothing(id: string): Position {
  return toPosition({
    class: id, provider: "", bond: "0", locked: "0", collateral: "0", held: "0", free: "0", open: "0", called: "0", due: 0, gpus: 0, busy: 0,
    pledged_gpus: 0, called_gpus: 0, proven_gpus: 0, admitted_until: null, reputation_bps: 0, good: "0", bad: "0",
  } as unknown as Parameters<typeof toPosition>[0]);
}
