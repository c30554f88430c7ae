// Jobs and leases in hand, with what is due when. Loaded once there is a provider: see Past.
import { createResource, createSignal, For, Show } from "solid-js";
import { toBigInt, type jobMarket, type leaseMarket } from "compute-amm";
import { useApp } from "../../app.js";
import { formatHours } from "../../money/gpu.js";
import { formatDuration } from "../../money/time.js";
import { href } from "../../router.js";
import { execute } from "../../wallet/messages.js";
import { Net } from "../../ui/Amount.js";
import { Busy } from "../../ui/Busy.js";
import { Done, type DoneNote } from "../../ui/Done.js";
import { Time, When } from "../../ui/Duration.js";
import { held } from "../../ui/held.js";
import { Notice } from "../../ui/Notice.js";
import { Send } from "../../ui/Send.js";
import { stable } from "../../ui/stable.js";
import { Table, type Column } from "../../ui/Table.js";
import type { Sent } from "../../wallet/send.js";
import { maybeEarly, overOf, type Over } from "../shared/deadline.js";
import { hasRun } from "../shared/leases.js";
import { ReadOn } from "../shared/ReadOn.js";
import { beginningsOf } from "./beginnings.js";
import type { Providing } from "./context.js";
import type { Work } from "./reads.js";

type Job = Work["jobs"][number];
type Lease = Work["leases"][number];

/** Messages in one transaction. */
const MOST = 10;

/** Whose silence ends a job without the provider's fault: from the deadline on, anybody may end it. */
const ENDABLE: ReadonlySet<string> = new Set(["awaiting_input", "submitted", "disputed"]);
const DUE: Readonly<Record<string, string>> = {
  assigned: "result due", awaiting_input: "input awaited until", submitted: "verdict by", disputed: "arbiter judges by", challenged: "proof due",
};
const STATE: Readonly<Record<string, string>> = {
  assigned: "work on it", awaiting_input: "waits for its input", submitted: "delivered, waits for its verdict", disputed: "its client disputes it",
  challenged: "challenged: prove it",
};

/** `onMore` reads further pages of the lists. */
export default function WorkSection(props: { providing: Providing; onMore: () => void }) {
  const { market, rpc } = useApp();
  const { providing } = props;
  const work = () => providing.work.value();
  const late = ({ deadline }: { deadline: number }) => overOf({ deadline }, market.now());
  const [done, setDone] = createSignal<DoneNote | undefined>();
  const jobs: readonly Column<Job>[] = [
    { head: "Job", main: true, cell: ({ job_id }) => <a href={href("/jobs", job_id)}>{job_id}</a> },
    { head: "Class", cell: ({ open }) => open.class },
    { head: "GPUs", right: true, cell: ({ open }) => open.gpus },
    { head: "State", cell: ({ state, open }) => <>{STATE[state] ?? state}{open.called ? " (called)" : ""}</> },
    { head: "Next", cell: ({ state, open }) => (
      <span classList={{ bad: late(open) !== "no" }}>{DUE[state] ?? "by"} <When at={open.deadline} /></span>
    ) },
    { head: "Pays", right: true, cell: ({ open }) => (
      <>{formatHours(BigInt(open.gpus) * BigInt(open.seconds) * 1_000_000n)}, cost <Net value={toBigInt(open.cost)} /></>
    ) },
  ];
  const leases: readonly Column<Lease>[] = [
    { head: "Lease", main: true, cell: ({ lease_id }) => <a href={href("/leases", lease_id)}>{lease_id}</a> },
    { head: "Class", cell: ({ live }) => live.class },
    { head: "GPUs", right: true, cell: ({ live }) => live.gpus },
    { head: "Ends", cell: ({ live }) => <span title={live.interruptible ? "interruptible" : ""}><When at={live.running.end} /></span> },
    { head: "Pledged", right: true, cell: ({ live }) => <Net value={toBigInt(live.pledge)} /> },
    { head: "Paid so far", right: true, cell: ({ live }) => formatHours(toBigInt(live.running.paid)) },
    { head: "Due now", right: true, cell: ({ live }) => formatHours(toBigInt(live.running.due)) },
  ];
  const leaseMarket = () => providing.snapshot.terms.contracts.leaseMarket ?? "";
  const ran = ({ live }: Lease) => hasRun(live.running, providing.snapshot.status.time);
  const due = () => (work()?.leases ?? []).filter((one) => ran(one) || toBigInt(one.live.running.due) > 0n).slice(0, MOST);
  const waited = () => (work()?.jobs ?? []).filter(({ state, open }) => ENDABLE.has(state) && late(open) !== "no").slice(0, MOST);
  const [begun] = createResource(() => JSON.stringify(waited().map(({ job_id, state }) => [job_id, state])),
    () => beginningsOf(rpc, providing.snapshot.terms.contracts.jobMarket, waited()));
  const over = (how: Over) => waited().filter(({ job_id, open: { deadline } }) => {
    const { status: { height }, terms: { jobs: { params } } } = providing.snapshot;
    const mark = held(begun)?.get(job_id);
    return overOf({ deadline, blocks: mark && { begun: mark, height, millis: params.block_millis } }, market.now()) === how;
  });
  const perhaps = stable(() => over("perhaps"), ({ job_id }) => `${job_id}`);
  const ending = (jobs: readonly Job[]) => jobs.map(({ job_id }) => execute<jobMarket.ExecuteMsg>(providing.snapshot.terms.contracts.jobMarket, { timeout_job: { job_id } }));
  const onEnded = (sent: Sent) => {
    setDone({ text: "Ended. What it paid is in your account.", sent });
    providing.refresh();
  };
  return (
    <section aria-labelledby="work">
      <h2 id="work">Work in hand</h2>
      <Show when={work()} fallback={<p class="muted">{providing.work.error() ?? <Busy>Reading…</Busy>}</p>}>{(found) => (
        <>
          <Table caption="Jobs that you accepted" showCaption columns={jobs} rows={found().jobs} empty={found().more ? "None was found yet." : "You have no job in hand."} />
          <ReadOn more={found().more} onMore={props.onMore} />
          <Done note={done()} />
          <Show when={over("yes").length + perhaps().length > 0}>
            <p>Nobody answered in time about {counted(over("yes").length + perhaps().length)}. A client's silence approves, missing input ends a job without a fault. Anybody may end it now.</p>
            <Show when={over("yes").length > 0}>
              <Send onSent={onEnded} messages={() => ending(over("yes"))}>End what nobody answered</Send>
            </Show>
            {/* One that is refused would have all of its transaction refused. */}
            <Show when={perhaps().length > 0}>
              <p class="muted">{maybeEarly(false)} So each is ended by itself.</p>
              <For each={perhaps()}>{(job) => <Send kind="plain" onSent={onEnded} messages={() => ending([job])}>End job {job.job_id}</Send>}</For>
            </Show>
          </Show>
          <Show when={found().leases.length > 0}>
            <Table caption="Leases that you serve" showCaption columns={leases} rows={found().leases} />
            <Show when={found().clock}>{(clock) => <Clock clock={clock()} />}</Show>
            <div class="row">
              <Send kind="plain" onSent={providing.refresh} done="The machines are said to run."
                messages={() => [execute<leaseMarket.ExecuteMsg>(leaseMarket(), { heartbeat: {} })]}>Say that the machines run</Send>
              <Send disabled={due().length === 0} onSent={providing.refresh} done="Claimed. The credits are in your account."
                messages={() => due().map((one) => execute<leaseMarket.ExecuteMsg>(leaseMarket(),
                  ran(one) ? { close: { lease_id: one.lease_id } } : { claim: { lease_id: one.lease_id } }))}>
                Claim what leases owe you
              </Send>
            </div>
          </Show>
        </>
      )}</Show>
    </section>
  );
}

const counted = (jobs: number) => (jobs === 1 ? "one of these jobs" : `${jobs} of these jobs`);

function Clock(props: { clock: leaseMarket.ClockResponse }) {
  const { market } = useApp();
  const until = () => props.clock.seen_at + props.clock.covers;
  const closable = () => props.clock.seen_at + 3 * props.clock.covers;
  return (
    <Show when={until() > market.now()} fallback={
      <Notice kind="bad" title="Seconds of your leases are not paid now">
        Your last heartbeat was <When at={props.clock.seen_at} /> and covered {formatDuration(props.clock.covers)}. Every second until the next one is lost, and{" "}
        {closable() > market.now() ? <>from <Time at={closable()} seconds /> on anybody may</> : "anybody may now"} close the leases at your slash.
      </Notice>
    }>
      <p class="muted">Your last heartbeat covers the leases for {formatDuration(until() - market.now())} more. The agent sends the next one in time.</p>
    </Show>
  );
}
