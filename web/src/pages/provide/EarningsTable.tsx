// What work brought and cost.
import { createMemo, createSignal, Show } from "solid-js";
import { useApp } from "../../app.js";
import { createPolled } from "../../chain/polled.js";
import { formatWhole, worth } from "../../money/amounts.js";
import { least } from "../../money/ratio.js";
import { formatHours } from "../../money/gpu.js";
import { href } from "../../router.js";
import { TxHash } from "../../ui/Address.js";
import { Net } from "../../ui/Amount.js";
import { Busy } from "../../ui/Busy.js";
import { Notice } from "../../ui/Notice.js";
import { Stat } from "../../ui/Stat.js";
import { Table, type Column } from "../../ui/Table.js";
import type { Providing } from "./context.js";
import { readEarnings, readPast, type Earning, type Earnings } from "./earnings.js";
import { HOW } from "./how.js";

/** So many at first. */
const SHOWN = 25;

export function EarningsTable({ providing }: { providing: Providing }) {
  const app = useApp();
  const { market, net, rpc, wallet } = app;
  const [all, setAll] = createSignal(false);
  const earnings = createPolled<Earnings, string>(market, (_, owner) =>
    readPast(app, owner, readEarnings(rpc, providing.snapshot.terms.contracts, owner)), 20, () => wallet.account()?.address);
  const found = () => earnings.value();
  const rows = createMemo(() => (found()?.rows ?? []).filter((row) => row.class === providing.view.id));
  const sum = (of: (row: Earning) => bigint) => rows().reduce((total, row) => total + of(row), 0n);
  const archived = () => rows().some(({ hash }) => hash === "");
  const atLeast = () => (archived() ? ", at least" : "");
  const columns: readonly Column<Earning>[] = [
    { head: "Work", main: true, cell: ({ kind, id }) => (kind === "job" ? <a href={href("/jobs", id)}>Job {id}</a> : <a href={href("/leases", id)}>Lease {id}</a>) },
    { head: "How it ended", cell: ({ how }) => <span class="tag" data-kind={HOW[how]?.[1]}>{HOW[how]?.[0] ?? how}</span> },
    { head: "GPU time paid", right: true, cell: ({ credits, redeemed }) => (
      <>{credits > 0n ? formatHours(credits) : "–"}<Show when={redeemed > 0n}><br /><span class="muted">{formatHours(redeemed)} redeemed your debt</span></Show></>
    ) },
    { head: net.symbol, right: true, cell: (row) => (row.net > 0n ? <Net value={row.net} /> : "–") },
    { head: "Lost", right: true, cell: ({ lost }) => <Show when={lost > 0n} fallback="–"><span class="bad"><Net value={lost} /></span></Show> },
    { head: "Transaction", cell: ({ hash }) => <Show when={hash} fallback="–"><TxHash hash={hash} /></Show> },
  ];
  return (
    <section aria-labelledby="earnings">
      <h2 id="earnings">Earnings in {providing.view.id}</h2>
      <Show when={earnings.error()}>{(why) => <Notice kind="info" title="Earnings are not known">{why()}</Notice>}</Show>
      <Show when={found()} fallback={<p class="muted"><Busy>Reading events…</Busy></p>}>
        <dl class="stats">
          <Stat name="GPU time paid" note={<Show when={providing.view.spot}>{(spot) => <>worth <Net value={least(worth(sum(({ credits }) => credits), spot()), providing.view.pool?.reserve1 ?? 0n)} usd /> now, and no more than its pool holds</>}</Show>}>
            {formatHours(sum(({ credits }) => credits))}
          </Stat>
          <Stat name={`of it redeemed${atLeast()}`}>{formatHours(sum(({ redeemed }) => redeemed))}</Stat>
          <Stat name={`Tips and sales in ${net.symbol}${atLeast()}`}><Net value={sum((row) => row.net)} /></Stat>
          <Stat name="Slashed"><Net value={sum(({ lost }) => lost)} /></Stat>
        </dl>
        <Table caption="Ends and payments, the newest first" columns={columns} rows={all() ? rows() : rows().slice(0, SHOWN)} empty="No job or lease has ended yet." />
        <Show when={rows().length > SHOWN && !all()}>
          <p class="check-sum"><button type="button" onClick={() => setAll(true)}>Show all {formatWhole(rows().length)}</button></p>
        </Show>
        <p class="muted">
          Out of the chain's events, as far as this node keeps them.
          <Show when={archived()} fallback={<Show when={found()?.more}> Older ones are left out.</Show>}>
            {" "}Those without a transaction are from the history files, which do not say what was redeemed or sold.
          </Show>
        </p>
      </Show>
    </section>
  );
}
