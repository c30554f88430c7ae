// Jobs that are called on the provider: the one thing that must not wait.
import { createSignal, For, Show } from "solid-js";
import type { jobMarket } from "compute-amm";
import { useApp } from "../../app.js";
import { least, mulDivUp } from "../../money/ratio.js";
import { formatHours } from "../../money/gpu.js";
import { href } from "../../router.js";
import { execute } from "../../wallet/messages.js";
import { Net } from "../../ui/Amount.js";
import { Done, type DoneNote } from "../../ui/Done.js";
import { When } from "../../ui/Duration.js";
import { Notice } from "../../ui/Notice.js";
import { Send } from "../../ui/Send.js";
import { stable } from "../../ui/stable.js";
import { overOf, stillTaken } from "../shared/deadline.js";
import { useProviding } from "./context.js";
import type { Call } from "./reads.js";

export function Calls() {
  const providing = useProviding();
  const calls = () => providing.work.value()?.calls ?? [];
  const waiting = stable(() => calls().filter(({ state }) => state === "called"), ({ jobId, deadline }) => `${jobId} ${deadline}`);
  const [done, setDone] = createSignal<DoneNote | undefined>();
  return (
    <Show when={waiting().length > 0 || done()}>
      <section aria-labelledby="calls">
        <h2 id="calls">Calls that wait for you</h2>
        <Done note={done()} />
        <For each={waiting()}>{(call) => <OneCall call={call} onDone={setDone} />}</For>
      </section>
    </Show>
  );
}

function OneCall(props: { call: Call; onDone: (note: DoneNote) => void }) {
  const { market, net } = useApp();
  const providing = useProviding();
  const damages = () => least(props.call.held, props.call.value);
  const penalty = () => {
    const rest = props.call.held - damages();
    return least(rest, mulDivUp(props.call.value, BigInt(providing.snapshot.terms.registry.params.penalty_bps), 10_000n));
  };
  const over = () => overOf({
    deadline: props.call.deadline, taker: { paused: providing.snapshot.classes.find(({ id }) => id === props.call.class)?.entry.paused.accept ?? false },
  }, market.now());
  const late = () => over() !== "no";
  return (
    <>
      <Notice kind={late() ? "bad" : "warn"} title={`Job ${props.call.jobId} is called on you`}>
        It needs {props.call.gpus} GPU{props.call.gpus === 1 ? "" : "s"} in {props.call.class}, and is paid by {formatHours(props.call.credits)} of your debt. <Show when={late()} fallback={<>Accept it <When at={props.call.deadline} /> at the latest.</>}>
          It was to be accepted <When at={props.call.deadline} />, and anybody may end it as a default. {over() === "perhaps" ? stillTaken(true) : ""}
        </Show>{" "}
        If you do not accept it, or are late with the result, you default: the client gets <Net value={damages()} />,{" "}
        <Net value={penalty()} /> burn, and your reputation falls. <a href={href("/jobs", props.call.jobId)}>The job</a>
      </Notice>
      <Send onSent={(sent) => {
        props.onDone({ text: `Job ${props.call.jobId} is accepted. Now do the work and deliver it, or let the agent do that.`, sent });
        providing.refresh();
      }}
        messages={() => [execute<jobMarket.ExecuteMsg>(providing.snapshot.terms.contracts.jobMarket, { accept_job: { job_id: props.call.jobId, payout: { redeem: {} } } })]}>
        Accept job {props.call.jobId}
      </Send>
      <p class="muted">An agent that runs accepts calls by itself. Accepting costs no {net.symbol} but the network fee; the collateral of the called credits is held already.</p>
    </>
  );
}
