// One job: what it is, what became of it, what one can do.
import { createEffect, createMemo, createSignal, on, Show } from "solid-js";
import { toBigInt, uint128 } from "compute-amm";
import { useApp } from "../../app.js";
import { Clock } from "../../chain/clock.js";
import { createPolled } from "../../chain/polled.js";
import { whole } from "../../chain/rpc.js";
import { formatExact, formatWhole } from "../../money/amounts.js";
import type { PageProps } from "../../router.js";
import { Address } from "../../ui/Address.js";
import { Net } from "../../ui/Amount.js";
import { Apart } from "../../ui/Apart.js";
import { Busy } from "../../ui/Busy.js";
import { Done, type DoneNote } from "../../ui/Done.js";
import { Duration } from "../../ui/Duration.js";
import { held } from "../../ui/held.js";
import { Notice } from "../../ui/Notice.js";
import { usedTake } from "../shared/kept.js";
import { actionsOf, jobOver, waitOf } from "./actions.js";
import { Actions } from "./Actions.js";
import { Proofs } from "./Proofs.js";
import { Result } from "./Result.js";
import { createRetold } from "../shared/retold.js";
import { bondOf, fingerprint, first, readJob, readStory, refundOf, type JobNow } from "./story.js";
import { Timeline } from "./Timeline.js";
import { Refund, StateTag } from "../shared/Summary.js";
import "../shared/work.css";

export default function JobPage(props: PageProps) {
  const id = () => props.params["id"] ?? "";
  return (
    <Show when={/^\d{1,15}$/.test(id())} fallback={<Notice kind="warn" title="There is no such job">Expected a number, got {id()}. <a href="#/jobs">Go to your jobs.</a></Notice>}>
      <Show when={id()} keyed>{(text) => <Job id={whole(text)} />}</Show>
    </Show>
  );
}

function Job(props: { id: number }) {
  const { market, rpc, wallet, net } = useApp();
  const clock = new Clock(rpc);
  const contracts = () => market.snapshot()?.terms.contracts;
  const state = createPolled<JobNow & { readonly height: number }>(market, async (height) => {
    const known = contracts();
    if (!known) throw new Error("The market is not read yet.");
    return { ...(await readJob(rpc, known, props.id, height)), height };
  }, 1);
  const { story, failed: noStory } = createRetold(() => {
    const now = state.value();
    return now && contracts() ? fingerprint(now) : undefined;
  }, async () => {
    const known = contracts();
    return known ? readStory(rpc, clock, known, props.id) : [];
  }, []);
  const [done, setDone] = createSignal<DoneNote | undefined>();
  // What was done is told while the job stands as that left it.
  createEffect(on([done, state.value], ([note, now], _, left: { readonly note: DoneNote; readonly print: string } | undefined) => {
    if (!note || !now || now.height < note.sent.height) return undefined;
    if (left?.note !== note) return { note, print: fingerprint(now) };
    if (left.print !== fingerprint(now)) setDone(undefined);
    return left;
  }));

  const happened = () => held(story) ?? [];
  const request = () => first(happened(), "request_job")?.event.attributes;
  const open = () => state.value()?.job.open ?? undefined;
  const name = () => open()?.class ?? request()?.["class"];
  const view = () => market.snapshot()?.classes.find((one) => one.id === name());
  const method = () => {
    const number = open() ? `${open()?.method}` : request()?.["method"];
    return market.snapshot()?.terms.methods.find((one) => `${one.method}` === number);
  };
  const kept = () => {
    const job = open();
    // No answer names the class's target at the request: that of now is the same unless governance has changed it meanwhile.
    return job ? usedTake(toBigInt(job.take), BigInt(job.work), BigInt(job.added), view()?.occupancy?.terms.take.target_bps ?? 10_000, market.now() - job.requested_at) : 0n;
  };
  const chain = () => {
    const now = market.snapshot();
    return now && { height: now.status.height, millis: now.terms.jobs.params.block_millis };
  };
  const place = () => ({
    now: market.now(), chain: chain(), story: happened(), paused: view()?.entry.paused.accept ?? false,
  });
  const waits = () => {
    const [now, job] = [state.value(), open()];
    return now && job ? { what: waitOf(now, method()), until: job.deadline, over: jobOver(now, job, place()) } : undefined;
  };
  const actions = createMemo(() => {
    const now = state.value();
    return now ? actionsOf(now, {
      ...place(), me: wallet.account()?.address, method: method(), kept: kept(),
      net: (amount) => `${formatExact(amount, net.decimals)} ${net.symbol}`,
    }) : [];
  });
  const ended = () => first(happened(), "end_job");
  const submitted = () => first(happened(), "submit_result")?.event.attributes;
  const role = () => {
    const me = wallet.account()?.address;
    const [owner, provider] = [open()?.owner ?? request()?.["owner"], open()?.provider ?? ended()?.event.attributes["provider"]];
    return me === undefined ? "" : me === owner ? "It is yours." : me === provider ? "You are its provider." : "";
  };

  return (
    <>
      <div class="head-line"><h1>Job {formatWhole(props.id)}</h1><Show when={state.value()}>{(now) => <StateTag job={now().job} />}</Show></div>
      <Show when={state.value()} fallback={
        <Show when={state.error()} fallback={<p class="muted"><Busy>Reading the job…</Busy></p>}>{(error) => <Notice kind="warn" title="The job could not be read">{error()}</Notice>}</Show>
      }>{(now) => (
        <>
          <Show when={role()}><p class="lead">{role()}</p></Show>
          <Done note={done()} />
          <div class="columns detail">
            <section aria-label="What happened">
              <h2>What happened</h2>
              <Show when={noStory()}><Notice kind="warn" title="The events could not be read">{noStory()} The job's state is shown all the same.</Notice></Show>
              <Apart what="What happened"><Timeline story={happened()} waits={waits()} /></Apart>
              <Show when={now().job.output ?? submitted()?.["output"]}>{(output) => (
                <Result output={String(output())} locator={submitted()?.["output_locator"]} timeUsed={submitted()?.["time_used"] === "true"} counts={countsOf(now())} />
              )}</Show>
              <Apart what="The proof"><Proofs job={props.id} story={happened()} method={method()?.method} /></Apart>
            </section>
            <div>
              <section aria-label="What you can do">
                <h2>What you can do</h2>
                <Show when={actions().length > 0} fallback={<p class="muted">{!open() ? "Nothing: it is over." : wallet.account() ? "Nothing now." : "Nothing now. Connect a wallet to see what you may do."}</p>}>
                  <Actions now={now()} actions={actions()} onSent={(action, sent) => { setDone({ text: action.done, sent }); void state.refresh(); }} />
                </Show>
              </section>
              <Show when={open() ?? request() ?? ended()}>
                <section aria-label="Terms">
                  <h2>Terms</h2>
                  <dl class="facts">
                    <Show when={name()}>{(text) => <div><dt>Hardware class</dt><dd>{text()}</dd></div>}</Show>
                    <Show when={open()?.owner ?? request()?.["owner"]}>{(owner) => <div><dt>Owner</dt><dd><Address address={owner()} /></dd></div>}</Show>
                    <Show when={open()?.provider ?? ended()?.event.attributes["provider"]}>{(provider) => <div><dt>Provider</dt><dd><Address address={provider()} /></dd></div>}</Show>
                    <Show when={now().call}>{(call) => <div><dt>Called on</dt><dd><Address address={call().provider} /></dd></div>}</Show>
                    <Show when={method()}>{(one) => <div><dt>Verified by</dt><dd>{one().method} · {one().params.name}</dd></div>}</Show>
                    <Show when={open()}>{(job) => (
                      <>
                        <div><dt>GPUs and time</dt><dd>{job().gpus} × <Duration seconds={job().seconds} /></dd></div>
                        <div><dt>Time to deliver</dt><dd><Duration seconds={job().run_within} /></dd></div>
                        <div><dt>Credits cost</dt><dd><Net value={toBigInt(job().cost)} exact /></dd></div>
                        <div><dt>Take held</dt><dd><Net value={toBigInt(job().take)} exact /></dd></div>
                        <Show when={toBigInt(job().tip) > 0n}><div><dt>Tip held</dt><dd><Net value={toBigInt(job().tip)} exact /></dd></div></Show>
                      </>
                    )}</Show>
                    <Show when={now().lock}>{(lock) => (
                      <>
                        <div><dt>The provider's own lock</dt><dd><Net value={lock().amount} exact /></dd></div>
                        <Show when={lock().backed > 0n}><div><dt>Others' stake that backs it</dt><dd>counts as <Net value={lock().backed} exact />: it burns too if the result is proven false, and pays you nothing</dd></div></Show>
                      </>
                    )}</Show>
                    <Show when={!now().lock && toBigInt(open()?.min_backing ?? NONE) > 0n}><div><dt>Asks for others' stake</dt><dd>at least <Net value={toBigInt(open()?.min_backing ?? NONE)} exact /> must back it</dd></div></Show>
                    <Show when={open()?.program ?? request()?.["program"]}>{(program) => <div><dt>Program</dt><dd><code class="digest">{String(program())}</code></dd></div>}</Show>
                    <Show when={request()?.["input"]}>{(input) => <div><dt>Input</dt><dd><code class="digest">{input()}</code></dd></div>}</Show>
                  </dl>
                </section>
              </Show>
              <Apart what="What came back"><Show when={ended()}>{(end) => <Refund refund={refundOf(end().event, end().registry, bondOf(happened()))} settled={end().event.attributes["state"] === "settled"} />}</Show></Apart>
            </div>
          </div>
        </>
      )}</Show>
    </>
  );
}

const NONE = uint128(0n);

function countsOf({ job }: JobNow): string {
  if (job.state === "settled") return "It was verified under the job's method, and paid for.";
  if (job.fault === "fraud") return "It was found false. Do not use it.";
  return job.open ? "It is delivered, and not verified yet." : "It was delivered, and never verified.";
}
