// Somebody's jobs and leases.
import { createEffect, createResource, createSignal, on, Show, untrack } from "solid-js";
import { toBigInt, type jobMarket, type leaseMarket } from "compute-amm";
import { useApp } from "../../app.js";
import { messageOf } from "../../chain/errors.js";
import { amountOf, type ChainEvent } from "../../chain/events.js";
import { createPolled } from "../../chain/polled.js";
import { whole } from "../../chain/rpc.js";
import { formatWhole } from "../../money/amounts.js";
import { go, href, search } from "../../router.js";
import { Address, shorten } from "../../ui/Address.js";
import { Net } from "../../ui/Amount.js";
import { Busy } from "../../ui/Busy.js";
import { Duration, When } from "../../ui/Duration.js";
import { Field } from "../../ui/Field.js";
import { held } from "../../ui/held.js";
import { Notice } from "../../ui/Notice.js";
import { Table, type Column } from "../../ui/Table.js";
import { openJobs, openLeases, STEP, type Followed } from "../shared/open.js";
import { ReadOn } from "../shared/ReadOn.js";
import { StateTag } from "../shared/Summary.js";
import { eventPage, pagesOf, type EventPage } from "./list.js";
import { Pager } from "./Pager.js";
import { STATES } from "../shared/leases.js";
import "../shared/work.css";

export default function JobsPage() {
  const { wallet, config, market, askWallet } = useApp();
  const [typed, setTyped] = createSignal("");
  const owner = () => search()["of"] ?? wallet.account()?.address;
  const own = () => search()["of"] === undefined || search()["of"] === wallet.account()?.address;
  const valid = (text: string) => text.startsWith(`${config.prefix}1`) && text.length > 40;
  return (
    <>
      <h1>{own() ? "Your jobs and leases" : "Jobs and leases"}</h1>
      <Show when={owner()} fallback={
        <Notice kind="info" title="Whose?" action={{ label: "Connect a wallet", run: askWallet }}>Connect a wallet to see your jobs and leases, or look up an address below.</Notice>
      }>{(who) => <p class="lead">Of <Address address={who()} /> <a href="#/get">Get compute</a></p>}</Show>
      <Show when={market.snapshot() && owner()} keyed>{(who) => <Lists owner={who} />}</Show>
      <form class="form" onSubmit={(event) => { event.preventDefault(); if (valid(typed().trim())) go(`#/jobs?of=${encodeURIComponent(typed().trim())}`); }}>
        <h2>Look up another address</h2>
        <Field label="Address" mono value={typed()} onInput={setTyped} error={typed() && !valid(typed().trim()) ? `Expected an address that begins with ${config.prefix}1.` : undefined} />
        <div><button type="submit" disabled={!valid(typed().trim())}>Show its jobs and leases</button></div>
      </form>
    </>
  );
}

function Lists(props: { owner: string }) {
  const { config } = useApp();
  return (
    <>
      <OpenJobs owner={props.owner} />
      <Show when={config.lease_market}>{(contract) => <OpenLeases owner={props.owner} contract={contract()} />}</Show>
      <Past owner={props.owner} title="Jobs that have ended" contract={config.job_market} type="end_job" where={{ owner: props.owner }} columns={ENDED_JOBS} empty="No job has ended yet." />
      <Show when={config.lease_market}>{(contract) => <Past owner={props.owner} title="Leases that were requested" contract={contract()} type="request_lease" where={{ client: props.owner }} columns={LEASES} empty="No lease was requested yet." />}</Show>
    </>
  );
}

const JOBS: readonly Column<jobMarket.JobResponse>[] = [
  { head: "Job", main: true, cell: (one) => <a href={href("/jobs", one.job_id)}>{formatWhole(one.job_id)}</a> },
  { head: "State", cell: (one) => <StateTag job={one} /> },
  { head: "GPUs", cell: (one) => <>{one.open?.gpus} × <Duration seconds={one.open?.seconds ?? 0} /> of {one.open?.class}</> },
  { head: "Cost and take", right: true, cell: (one) => <Net value={one.open ? toBigInt(one.open.cost) + toBigInt(one.open.take) : 0n} /> },
  { head: "Its wait ends", right: true, cell: (one) => <When at={one.open?.deadline ?? 0} /> },
];

function OpenJobs(props: { owner: string }) {
  const { rpc, market, config } = useApp();
  const [pages, setPages] = createSignal(STEP);
  const jobs = createPolled<Followed<jobMarket.JobResponse>>(market, (height) => openJobs(rpc, config.job_market, { owner: props.owner }, height, untrack(pages)), 3);
  return (
    <section aria-label="Open jobs">
      <h2>Open jobs</h2>
      <Show when={jobs.value()} fallback={<p class="muted">{jobs.error() ?? <Busy>Reading…</Busy>}</p>}>{(now) => (
        <>
          <Table caption="Jobs that have not ended" columns={JOBS} rows={now().found} empty={now().more ? "None was found yet." : "None is open."} />
          <ReadOn more={now().more} onMore={() => { setPages((before) => before + STEP); void jobs.refresh(); }} />
        </>
      )}</Show>
    </section>
  );
}

const OPEN_LEASES: readonly Column<leaseMarket.LeaseResponse>[] = [
  { head: "Lease", main: true, cell: (one) => <a href={href("/leases", one.lease_id)}>{formatWhole(one.lease_id)}</a> },
  { head: "State", cell: (one) => <span class="tag" data-kind={STATES[one.state].kind}>{STATES[one.state].name}</span> },
  { head: "GPUs", cell: (one) => <>{one.live?.gpus} × <Duration seconds={one.live?.seconds ?? 0} /> of {one.live?.class}</> },
  { head: "Cost and take", right: true, cell: (one) => <Net value={one.live ? toBigInt(one.live.cost) + toBigInt(one.live.take) : 0n} /> },
  { head: "Ends, or must be started", right: true, cell: (one) => <When at={one.live?.running?.end ?? one.live?.start_by ?? 0} /> },
];

function OpenLeases(props: { owner: string; contract: string }) {
  const { rpc, market } = useApp();
  const [pages, setPages] = createSignal(STEP);
  const leases = createPolled<Followed<leaseMarket.LeaseResponse>>(market, (height) => openLeases(rpc, props.contract, { client: props.owner }, height, untrack(pages)), 3);
  return (
    <section aria-label="Open leases">
      <h2>Open leases</h2>
      <Show when={leases.value()} fallback={<p class="muted">{leases.error() ?? <Busy>Reading…</Busy>}</p>}>{(now) => (
        <>
          <Table caption="Leases that are not over" columns={OPEN_LEASES} rows={now().found} empty={now().more ? "None was found yet." : "None is open."} />
          <ReadOn more={now().more} onMore={() => { setPages((before) => before + STEP); void leases.refresh(); }} />
        </>
      )}</Show>
    </section>
  );
}

const ENDED_JOBS: readonly Column<ChainEvent>[] = [
  { head: "Job", main: true, cell: ({ attributes }) => <a href={href("/jobs", attributes["job_id"] ?? "")}>{formatWhole(whole(attributes["job_id"] ?? ""))}</a> },
  { head: "Ended", cell: ({ attributes }) => <StateTag job={{ state: attributes["state"] as jobMarket.JobState, fault: (attributes["fault"] ?? null) as jobMarket.JobFault | null }} /> },
  { head: "Provider", cell: ({ attributes }) => (attributes["provider"] ? <code title={attributes["provider"]}>{shorten(attributes["provider"])}</code> : "nobody") },
  { head: "Take kept", right: true, cell: (event) => <Net value={amountOf(event, "earned")} /> },
  { head: "Block", right: true, cell: ({ height }) => formatWhole(height) },
];

/** How a lease stands: its events do not say it in one place. */
function LeaseTag(props: { id: number }) {
  const { rpc, config } = useApp();
  const [lease] = createResource(() => props.id, (id) => rpc.query<leaseMarket.LeaseResponse>(config.lease_market ?? "", { lease: { lease_id: id } } satisfies leaseMarket.QueryMsg).catch(() => undefined));
  return <Show when={held(lease)} fallback={<Busy>…</Busy>}>{(one) => <span class="tag" data-kind={STATES[one().state].kind}>{STATES[one().state].name}</span>}</Show>;
}

const LEASES: readonly Column<ChainEvent>[] = [
  { head: "Lease", main: true, cell: ({ attributes }) => <a href={href("/leases", attributes["lease_id"] ?? "")}>{formatWhole(whole(attributes["lease_id"] ?? ""))}</a> },
  { head: "State", cell: ({ attributes }) => <LeaseTag id={whole(attributes["lease_id"] ?? "")} /> },
  { head: "GPUs", cell: ({ attributes }) => <>{attributes["gpus"]} × <Duration seconds={whole(attributes["seconds"] ?? "0")} /> of {attributes["class"]}</> },
  { head: "Cost and take", right: true, cell: (event) => <Net value={amountOf(event, "cost") + amountOf(event, "take")} /> },
  { head: "Block", right: true, cell: ({ height }) => formatWhole(height) },
];

/** A paged list of events. */
function Past(props: { owner: string; title: string; contract: string; type: string; where: Record<string, string>; columns: readonly Column<ChainEvent>[]; empty: string }) {
  const { rpc, market } = useApp();
  const [page, setPage] = createSignal(1);
  const [found, { refetch }] = createResource(page, (number): Promise<EventPage | { readonly error: string }> =>
    eventPage(rpc, props.contract, props.type, props.where, number).catch((error: unknown) => ({ error: messageOf(error) })));
  // Every few blocks; the first page only, as the others change little.
  createEffect(on(() => market.snapshot()?.status.height, (height) => height !== undefined && height % 5 === 0 && page() === 1 && void refetch(), { defer: true }));
  const shown = () => {
    const now = held(found);
    return now && "events" in now ? now : undefined;
  };
  const error = () => {
    const now = held(found);
    return now && "error" in now ? now.error : undefined;
  };
  return (
    <section aria-label={props.title}>
      <h2>{props.title}</h2>
      <Show when={shown()} fallback={<p class="muted">{error() ?? <Busy>Reading…</Busy>}</p>}>{(now) => (
        <>
          <Table caption={props.title} columns={props.columns} rows={now().events} empty={props.empty} />
          <Pager what={props.title} page={page()} pages={pagesOf(now().total)} onPage={setPage} />
        </>
      )}</Show>
    </section>
  );
}
