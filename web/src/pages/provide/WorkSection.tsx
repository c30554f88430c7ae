// Jobs and leases in hand, with what is due when. Loaded once there is a provider: see Past.
import { createSignal, Show } from "solid-js";
import { toBigInt, type jobMarket, type leaseMarket } from "compute-amm";
import { useApp } from "../../app.js";
import { formatHours } from "../../money/gpu.js";
import { formatDuration } from "../../money/time.js";
import { href } from "../../router.js";
import { execute } from "../../wallet/messages.js";
import { Net } from "../../ui/Amount.js";
import { Done, type DoneNote } from "../../ui/Done.js";
import { Time, When } from "../../ui/Duration.js";
import { Notice } from "../../ui/Notice.js";
import { Send } from "../../ui/Send.js";
import { Table, type Column } from "../../ui/Table.js";
import { maybeEarly, overOf } from "../shared/deadline.js";
import { ReadOn } from "../shared/ReadOn.js";
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
  const { market } = useApp();
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
  const over = ({ live }: Lease) => live.running.end <= market.now();
  const due = () => (work()?.leases ?? []).filter((one) => over(one) || toBigInt(one.live.running.due) > 0n).slice(0, MOST);
  const ended = () => (work()?.jobs ?? []).filter(({ state, open }) => ENDABLE.has(state) && late(open) !== "no").slice(0, MOST);
  return (
    <section aria-labelledby="work">
      <h2 id="work">Work in hand</h2>
      <Show when={work()} fallback={<p class="muted">{providing.work.error() ?? "Reading…"}</p>}>{(found) => (
        <>
          <Table caption="Jobs that you accepted" showCaption columns={jobs} rows={found().jobs} empty={found().more ? "None was found yet." : "You have no job in hand."} />
          <ReadOn more={found().more} onMore={props.onMore} />
          <Done note={done()} />
          <Show when={ended().length > 0}>
            <p>
              {ended().length === 1 ? `Nobody answered in time about job ${ended()[0]?.job_id}.` : `Nobody answered in time about ${ended().length} of these jobs.`} A client's silence
              approves, missing input ends a job without a fault. Anybody may end it now.{ended().some(({ open }) => late(open) === "perhaps") ? ` ${maybeEarly(false)}` : ""}
            </p>
            <Send onSent={(sent) => { setDone({ text: "Ended. What it paid is in your account.", sent }); providing.refresh(); }}
              messages={() => ended().map(({ job_id }) => execute<jobMarket.ExecuteMsg>(providing.snapshot.terms.contracts.jobMarket, { timeout_job: { job_id } }))}>
              End what nobody answered
            </Send>
          </Show>
          <Show when={found().leases.length > 0}>
            <Table caption="Leases that you serve" showCaption columns={leases} rows={found().leases} />
            <Show when={found().clock}>{(clock) => <Clock clock={clock()} />}</Show>
            <div class="row">
              <Send kind="plain" onSent={providing.refresh} done="The machines are said to run."
                messages={() => [execute<leaseMarket.ExecuteMsg>(leaseMarket(), { heartbeat: {} })]}>Say that the machines run</Send>
              <Send disabled={due().length === 0} onSent={providing.refresh} done="Claimed. The credits are in your account."
                messages={() => due().map((one) => execute<leaseMarket.ExecuteMsg>(leaseMarket(),
                  over(one) ? { close: { lease_id: one.lease_id } } : { claim: { lease_id: one.lease_id } }))}>
                Claim what leases owe you
              </Send>
            </div>
          </Show>
        </>
      )}</Show>
    </section>
  );
}

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
