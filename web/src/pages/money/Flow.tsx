import { Show } from "solid-js";
import { toBigInt } from "compute-amm";
import { useApp } from "../../app.js";
import { formatBps, formatShare } from "../../money/amounts.js";
import { formatDay } from "../../money/time.js";
import { href } from "../../router.js";
import { Address } from "../../ui/Address.js";
import { Net } from "../../ui/Amount.js";
import { Proof } from "../../ui/Proof.js";
import { Bar } from "../../ui/Stat.js";
import { Table, type Column } from "../../ui/Table.js";
import { earned, spent, turnover, WINDOWS, type Line, type WindowName } from "./model.js";
import type { Books } from "./reads.js";

const said = (window: WindowName) => WINDOWS.find(({ value }) => value === window)?.said ?? "";

/** part of whole in basis points, at most 10,000. */
function share(part: bigint, whole: bigint): number {
  // no-float: basis points of a bar's width.
  return whole > 0n ? Number((part * 10_000n) / whole) : 0;
}

const name: Column<Line> = { head: "To", main: true, cell: (line) => <>{line.name} <small>{line.note}</small></> };
const amount: Column<Line> = { head: "Amount", right: true, cell: (line) => <Net value={line.amount} exact /> };
const field: Column<Line> = { head: "Proven by", cell: (line) => <code>{line.field}</code> };

function figures(whole: bigint): readonly Column<Line>[] {
  return [
    amount,
    { head: "Share", right: true, cell: (line) => <>{formatShare(line.amount, whole)}<Bar bps={share(line.amount, whole)} label={`${formatShare(line.amount, whole)} of the whole`} /></> },
  ];
}

export function WorkSection(props: { books: Books; window: WindowName }) {
  const { market, net } = useApp();
  const metrics = () => props.books.metrics[props.window];
  return (
    <section>
      <h2>What the work was worth</h2>
      <p>
        Jobs and leases worth <Net value={toBigInt(metrics().volume)} exact usd /><Today /> were finished {said(props.window)}, from {formatDay(metrics().from_day)} to{" "}
        {formatDay(metrics().to_day)} (days of UTC). Pools earn of every trade, be it for work or not; so these two lines have fees in common, and are no sum.
      </p>
      <Table caption={`What the work was worth ${said(props.window)}`} columns={[{ ...name, head: "What" }, amount, field]} rows={turnover(metrics(), net.symbol)} />
      <MetricsProof books={props.books} window={props.window} fees={market.snapshot()?.terms.contracts.fees ?? ""} />
    </section>
  );
}

export function EarnedSection(props: { books: Books; window: WindowName }) {
  const { market, net } = useApp();
  const account = () => earned(props.books.metrics[props.window], net.symbol);
  return (
    <section>
      <h2>What the protocol earned</h2>
      <p>
        Its revenue was <Net value={account().all} exact usd /><Today /> {said(props.window)}. Amounts that wait in pools and markets count once somebody collects them.
      </p>
      <Table caption={`Where the revenue came from ${said(props.window)}`} columns={[{ ...name, head: "From" }, ...figures(account().all), field]} rows={account().lines} />
      <AddsUp ok={account().addsUp} what="These lines add up to revenue" />
      <MetricsProof books={props.books} window={props.window} fees={market.snapshot()?.terms.contracts.fees ?? ""} />
    </section>
  );
}

/** Beside dollars of what was earned before: no day's own price is known. */
export function Today() {
  const { market } = useApp();
  return <Show when={market.snapshot()?.usd}> at today's price</Show>;
}

export function SpentSection(props: { books: Books; window: WindowName }) {
  const { config, market, net } = useApp();
  const account = () => spent(props.books.metrics[props.window], props.books.config.split, props.window, net.symbol);
  const governed: Column<Line & { readonly bps: number | null }> = {
    head: "By rule", right: true, cell: (line) => (line.bps === null ? "–" : formatBps(line.bps)),
  };
  const columns = () => [name, governed, ...figures(account().all), field];
  return (
    <section>
      <h2>What the protocol did with it</h2>
      <p>
        A rule splits the revenue of <Net value={account().all} exact /> {said(props.window)}. At least half is burned, whatever split governance
        sets: only new code of the contract could burn less. Governance names who gets the stakers' share, which is
        now <Show when={config.staking === props.books.config.stakers} fallback={<Address address={props.books.config.stakers} />}>the <a href={href("/stake")}>stake pool</a></Show>.
      </p>
      <Table caption={`What became of the revenue ${said(props.window)}`} columns={columns()} rows={account().lines} />
      <Show when={account().addsUp !== null} fallback={
        <p class="muted">A burn counts on its own day, so within a window these lines need not add up to the revenue. Since the start they do.</p>
      }><AddsUp ok={account().addsUp ?? false} what="These lines add up to revenue" /></Show>
      <MetricsProof books={props.books} window={props.window} fees={market.snapshot()?.terms.contracts.fees ?? ""} />
    </section>
  );
}

/** The page recomputes what the contract promises, and says if it does not hold. */
export function AddsUp(props: { ok: boolean; what: string }) {
  return <p class={`check-sum ${props.ok ? "muted" : "bad"}`}>{props.ok ? `✓ ${props.what}, to the unit.` : `✕ Expected: ${props.what}. They do not; please report it.`}</p>;
}

export function MetricsProof(props: { books: Books; window: WindowName; fees: string }) {
  return <Proof of="the fee-collector" contract={props.fees} query={{ metrics: { window: props.window } }} height={props.books.height} />;
}
