// A job in a few words.
import { Show } from "solid-js";
import type { jobMarket } from "compute-amm";
import { useApp } from "../../app.js";
import { Amount, Net } from "../../ui/Amount.js";
import type { Sums } from "./kept.js";

const KINDS: Readonly<Partial<Record<jobMarket.JobState, "good" | "warn" | "bad">>> = {
  settled: "good", faulted: "bad", defaulted: "bad", expired: "warn", refunded: "warn", untaken: "warn", disputed: "warn", challenged: "warn", awaiting_input: "warn",
};
const NAMES: Readonly<Partial<Record<jobMarket.JobState, string>>> = {
  awaiting_input: "awaiting input", untaken: "not taken",
};

/** Its state as a tag. */
export function StateTag(props: { job: Pick<jobMarket.JobResponse, "state" | "fault"> }) {
  const fault = () => (props.job.fault === "fraud" ? ": fraud" : props.job.fault === "liveness" ? ": late" : "");
  return <span class="tag" data-kind={KINDS[props.job.state]}>{NAMES[props.job.state] ?? props.job.state}{fault()}</span>;
}

/** What came back to its client. */
export function Refund(props: { refund: Sums; settled: boolean }) {
  const { net } = useApp();
  return (
    <section aria-label="What came back">
      <h2>What came back</h2>
      <Show when={props.refund.credits > 0n || props.refund.net > 0n} fallback={<p>{props.settled ? "Nothing: the job was done and paid for." : "Nothing."}</p>}>
        <dl class="facts">
          <Show when={props.refund.credits > 0n}><div><dt>Credits</dt><dd><Amount value={props.refund.credits} unit={{ symbol: "GPU-seconds", decimals: 6 }} exact /></dd></div></Show>
          <Show when={props.refund.net > 0n}><div><dt>{net.symbol}</dt><dd><Net value={props.refund.net} exact usd /></dd></div></Show>
          <Show when={props.refund.damages > 0n}><div><dt>Of that damages</dt><dd><Net value={props.refund.damages} exact /></dd></div></Show>
        </dl>
        <p class="muted">It went to the owner's account in the pool contract. It pays for the next request, or <a href="#/account">can be withdrawn</a>.</p>
      </Show>
    </section>
  );
}
