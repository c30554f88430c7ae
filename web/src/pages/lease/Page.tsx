// One lease: where its machine is, what it has cost, what one can do.
import { createSignal, Show } from "solid-js";
import { hex, toBigInt } from "compute-amm";
import { useApp } from "../../app.js";
import { Clock } from "../../chain/clock.js";
import { amountOf } from "../../chain/events.js";
import { createPolled } from "../../chain/polled.js";
import { whole } from "../../chain/rpc.js";
import { formatShare, formatWhole } from "../../money/amounts.js";
import type { PageProps } from "../../router.js";
import { Address } from "../../ui/Address.js";
import { Apart } from "../../ui/Apart.js";
import { Amount, Net } from "../../ui/Amount.js";
import { Busy } from "../../ui/Busy.js";
import { Done, type DoneNote } from "../../ui/Done.js";
import { Duration, Time, When } from "../../ui/Duration.js";
import { held } from "../../ui/held.js";
import { Notice } from "../../ui/Notice.js";
import { Bar, Stat } from "../../ui/Stat.js";
import { STATES } from "../shared/leases.js";
import { NoLeases } from "../shared/NoLeases.js";
import { lineOf } from "../shared/ssh.js";
import { Refund } from "../shared/Summary.js";
import { Actions } from "./Actions.js";
import { Machine } from "./Machine.js";
import { createRetold } from "../shared/retold.js";
import { fingerprint, last, readLease, readStory, refundOf, servedOf, type LeaseNow, type Story } from "./story.js";
import { Timeline } from "./Timeline.js";
import "../shared/work.css";

export default function LeasePage(props: PageProps) {
  const { config } = useApp();
  const id = () => props.params["id"] ?? "";
  return (
    <Show when={config.lease_market} fallback={<><h1>Lease</h1><NoLeases /></>}>{(contract) => (
      <Show when={/^\d{1,15}$/.test(id())} fallback={<Notice kind="warn" title="There is no such lease">Expected the number of a lease, got {id()}. <a href="#/jobs">Go to your jobs and leases.</a></Notice>}>
        <Show when={id()} keyed>{(text) => <Lease id={whole(text)} contract={contract()} />}</Show>
      </Show>
    )}</Show>
  );
}

const CREDITS = { symbol: "GPU-seconds", decimals: 6 };

function Lease(props: { id: number; contract: string }) {
  const { market, rpc, wallet } = useApp();
  const clock = new Clock(rpc);
  const state = createPolled<LeaseNow, string>(market, (height, who) => readLease(rpc, props.contract, props.id, who || undefined, height), 1,
    () => wallet.account()?.address ?? "");
  const { story, failed: noStory } = createRetold<Story>(() => {
    const now = state.value();
    return now && fingerprint(now);
  }, () => readStory(rpc, clock, props.contract, props.id), { happened: [], more: false });
  const [done, setDone] = createSignal<DoneNote | undefined>();
  const happened = () => held(story)?.happened ?? [];
  const more = () => held(story)?.more ?? false;
  const live = () => state.value()?.lease.live ?? undefined;
  const started = () => last(happened(), "start_lease")?.attributes;
  const request = () => last(happened(), "request_lease");
  const next = () => {
    const lease = live();
    if (!lease) return undefined;
    return lease.running ? { what: "It runs", until: lease.running.end } : { what: "Waits for a provider to start it", until: lease.start_by };
  };
  const refund = () => {
    const [end, asked] = [last(happened(), "end_lease"), request()];
    if (!end || !asked) return undefined;
    const sum = (kind: string, key: string) => happened().filter(({ event }) => event.type === kind).reduce((all, { event }) => all + amountOf(event, key), 0n);
    return refundOf(end, amountOf(asked, "take") + sum("top_up", "take"), sum("claim", "earned") + sum("top_up", "earned"));
  };
  const role = () => {
    const [me, lease] = [wallet.account()?.address, live()];
    return me !== undefined && me === (lease?.client ?? request()?.attributes["client"]) ? "It is yours." : me !== undefined && me === lease?.running?.provider ? "You are its provider." : "";
  };

  return (
    <Show when={state.value()} fallback={
      <><h1>Lease {formatWhole(props.id)}</h1><Show when={state.error()} fallback={<p class="muted"><Busy>Reading the lease…</Busy></p>}>{(error) => <Notice kind="warn" title="The lease could not be read">{error()}</Notice>}</Show></>
    }>{(now) => (
      <>
        <div class="head-line"><h1>Lease {formatWhole(props.id)}</h1><span class="tag" data-kind={STATES[now().lease.state].kind}>{STATES[now().lease.state].name}</span></div>
        <p class="lead">{STATES[now().lease.state].means} {role()}</p>
        <Done note={done()} />
        <Show when={live()}>{(lease) => <Meter lease={lease()} now={now()} />}</Show>
        <div class="columns detail">
          <div>
            <Apart what="The machine"><Show when={started()}>{(machine) => <Machine lease={props.id} endpoint={machine()["endpoint"] ?? ""} hostKey={hostKey(machine()["host_key"])} over={!live()} />}</Show></Apart>
            <section aria-label="What happened">
              <h2>What happened</h2>
              <Show when={noStory()}><Notice kind="warn" title="The events could not be read">{noStory()} Endpoint and host key stand in them.</Notice></Show>
              <Apart what="What happened"><Timeline story={happened()} next={next()} /></Apart>
            </section>
          </div>
          <div>
            <section aria-label="What you can do">
              <h2>What you can do</h2>
              <Actions id={props.id} now={now()} onDone={(text, sent) => { setDone({ text, sent }); void state.refresh(); }} />
            </section>
            <Show when={live()}>{(lease) => (
              <section aria-label="Terms">
                <h2>Terms</h2>
                <dl class="facts">
                  <div><dt>Hardware class</dt><dd>{lease().class}{lease().interruptible ? ", interruptible" : ""}</dd></div>
                  <div><dt>GPUs and time</dt><dd>{lease().gpus} × <Duration seconds={lease().seconds} /></dd></div>
                  <div><dt>Client</dt><dd><Address address={lease().client} /></dd></div>
                  <Show when={lease().running?.provider ?? lease().only_provider}>{(who) => <div><dt>{lease().running ? "Provider" : "Only this provider"}</dt><dd><Address address={who()} /></dd></div>}</Show>
                  <div><dt>Credits cost</dt><dd><Net value={toBigInt(lease().cost)} exact /></dd></div>
                  <div><dt>Take paid</dt><dd><Net value={toBigInt(lease().take)} exact /></dd></div>
                  <div><dt>Pledge of the provider</dt><dd><Net value={toBigInt(lease().pledge)} exact /> <span class="muted">for the time of the request; it does not answer for time that was added</span></dd></div>
                  <div><dt>Who may log in</dt><dd><code class="digest">{lineOf(String(lease().ssh_key))}</code></dd></div>
                </dl>
              </section>
            )}</Show>
            <Show when={more()}><p class="muted">So much was claimed from it or added to it that only the newest was read: what came back is not known here.</p></Show>
            <Apart what="What came back"><Show when={!more() && refund()}>{(back) => <Refund refund={{ credits: back().credits, net: back().net, damages: back().slash }} settled={false} />}</Show></Apart>
          </div>
        </div>
      </>
    )}</Show>
  );
}

/** What it has earned so far, and how long it goes on. */
function Meter(props: { lease: NonNullable<LeaseNow["lease"]["live"]>; now: LeaseNow }) {
  const { market } = useApp();
  const served = () => servedOf(props.lease);
  const earned = () => served().paid + served().due;
  return (
    <Show when={props.lease.running}>{(run) => (
      <>
        <dl class="stats">
          <Stat name="Earned by the provider so far" note={<><Amount value={served().due} unit={CREDITS} /> of it are not claimed yet</>}><Amount value={earned()} unit={CREDITS} /></Stat>
          <Stat name="Prepaid" note={<Bar bps={share(earned(), served().all)} label={`${formatShare(earned(), served().all)} of the prepaid time is earned`} />}><Amount value={served().all} unit={CREDITS} /></Stat>
          <Stat name="It ends" note={<Time at={run().end} seconds />}><When at={run().end} /></Stat>
          <Show when={props.now.clock}>{(clock) => (
            <Stat name="Last heartbeat" note={run().silent ? "Silent for so long that anyone may close it" : clock().silence > clock().covers ? "Seconds that no heartbeat covers are not paid" : <>covers until <Time at={clock().seen_at + clock().covers} seconds /></>}>
              <When at={clock().seen_at > market.now() ? market.now() : clock().seen_at} />
            </Stat>
          )}</Show>
        </dl>
      </>
    )}</Show>
  );
}

const share = (part: bigint, all: bigint): number => (all > 0n ? whole(`${(part * 10_000n) / all}`) : 0);

/** A host key of an event is 64 hexadecimal digits; the contract checks it. */
const hostKey = (text: string | undefined): string => String(hex(text ?? ""));
