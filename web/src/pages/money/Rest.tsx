// What waits to be collected, what the protocol owns, and how much the figures can be trusted.
import { toBigInt, type feeCollector } from "compute-amm";
import { For, Show } from "solid-js";
import { useApp } from "../../app.js";
import { assetKey } from "../../chain/assets.js";
import type { Pool } from "../../chain/pools.js";
import { formatBps, formatShort, formatWhole } from "../../money/amounts.js";
import { Amount, Net } from "../../ui/Amount.js";
import { Proof } from "../../ui/Proof.js";
import { Stat } from "../../ui/Stat.js";
import { Table, type Column } from "../../ui/Table.js";
import type { WindowName } from "./model.js";
import type { Books } from "./reads.js";

/** What of an asset waits in pools: fees and spread. */
function waitsInPools(pools: readonly Pool[]): Map<string, bigint> {
  const sums = new Map<string, bigint>();
  const add = (asset: string, amount: bigint) => amount > 0n && sums.set(asset, (sums.get(asset) ?? 0n) + amount);
  for (const { asset0, asset1, answer } of pools) {
    add(asset0, toBigInt(answer.accrued_0) + toBigInt(answer.spread_0));
    add(asset1, toBigInt(answer.accrued_1) + toBigInt(answer.spread_1));
  }
  return sums;
}

export function WaitingSection(props: { books: Books }) {
  const { market, unit } = useApp();
  const inPools = () => [...waitsInPools(market.snapshot()?.pools ?? [])];
  const waiting = () => props.books.waiting.filter((row) => toBigInt(row.amount) > 0n);
  return (
    <section>
      <h2>What waits</h2>
      <p>Nobody needs to be trusted with collecting it: each of these moves on when anybody sends the message, and a keeper does so.</p>
      <div class="pair">
        <dl class="bill">
          <div><dt>Fees of jobs <small>job-market, <code>holdings</code></small></dt><dd><Net value={toBigInt(props.books.jobs.take)} exact /></dd></div>
          <Show when={props.books.leases}>{(leases) => (
            <div><dt>Fees of leases <small>lease-market, <code>holdings</code></small></dt><dd><Net value={toBigInt(leases().take)} exact /></dd></div>
          )}</Show>
          <For each={inPools()}>{([asset, amount]) => (
            <div><dt>In pools <small>pool contract, <code>accrued</code> and <code>spread</code></small></dt><dd><Amount value={amount} unit={unit(asset)} exact /></dd></div>
          )}</For>
        </dl>
        <dl class="bill">
          <For each={waiting()}>{(row) => (
            <div><dt>To be bought back <small>fee-collector, <code>waiting</code></small></dt><dd><Amount value={toBigInt(row.amount)} unit={unit(assetKey(row.asset))} exact /></dd></div>
          )}</For>
          <div><dt>To be split <small>fee-collector, <code>pending</code></small></dt><dd><Net value={toBigInt(props.books.balances.pending)} exact /></dd></div>
          <div><dt>The stakers' share waits <small>fee-collector, <code>stakers</code></small></dt><dd><Net value={toBigInt(props.books.balances.stakers)} exact /></dd></div>
          <div><dt>Goes to pools next <small>fee-collector, <code>liquidity</code></small></dt><dd><Net value={toBigInt(props.books.balances.liquidity)} exact /></dd></div>
        </dl>
      </div>
      <Proof of="the fee-collector" contract={market.snapshot()?.terms.contracts.fees ?? ""} query={{ balances: {} }} height={props.books.height} />
    </section>
  );
}

export function TreasurySection(props: { books: Books }) {
  const { market } = useApp();
  const owned = () => props.books.treasury.filter((row) => toBigInt(row.shares) > 0n);
  const name = (id: number) => market.snapshot()?.classes.find((one) => one.pool?.id === id)?.id ?? `pool ${id}`;
  const columns: readonly Column<feeCollector.TreasuryPool>[] = [
    { head: "Pool", main: true, cell: (row) => name(row.pool_id) },
    { head: "Put in", right: true, cell: (row) => <Net value={toBigInt(row.put_in)} /> },
    { head: "Worth now", right: true, cell: (row) => (row.worth === null || row.worth === undefined ? "–" : <Net value={toBigInt(row.worth)} />) },
    { head: "Earned", right: true, cell: (row) => (row.worth === null || row.worth === undefined ? "–" : <Net value={toBigInt(row.worth) - toBigInt(row.put_in)} />) },
    { head: "Proven by", cell: () => <code>put_in, worth</code> },
  ];
  return (
    <section>
      <h2>What the protocol owns</h2>
      <p class="muted">Its share for liquidity goes to pools. It is worth what it would bring at the mean price of 30 minutes.</p>
      <Table caption="Liquidity of the protocol" columns={columns} rows={owned()} empty="Nothing yet: the share waits, or no pool has taken any." />
      <Proof of="the fee-collector" contract={market.snapshot()?.terms.contracts.fees ?? ""} query={{ treasury: {} }} height={props.books.height} />
    </section>
  );
}

export function HonestSection(props: { books: Books; window: WindowName }) {
  const metrics = () => props.books.metrics[props.window];
  const used = () => metrics().utilisation_bps;
  return (
    <section>
      <h2>How far to trust these figures</h2>
      <p>
        A provider that buys its own work adds to the volume, and pays nothing for it but the fees. The contract counts what it can see of that. Somebody with two addresses is not seen,
        so both figures are lower bounds.
      </p>
      <dl class="stats">
        <Stat name="Paid to oneself" note={<><code>self_dealing_bps</code>: volume whose payer was its provider</>}>{formatBps(metrics().self_dealing_bps)}</Stat>
        <Stat name="Largest payer" note={<><code>top_payer_bps</code>: of the fees, at most {formatBps(metrics().top_payer_error_bps)} too low</>}>{formatBps(metrics().top_payer_bps)}</Stat>
        <Stat name="Jobs and leases" note={<><code>jobs</code>, {formatShort(toBigInt(metrics().gpu_seconds) / 3_600n, 0)} GPU-hours</>}>{formatWhole(metrics().jobs)}</Stat>
        <Stat name="Proven GPUs at work" note={<><code>utilisation_bps</code>: an estimate: leases count too, and GPUs not proven yet</>}>{used() === null || used() === undefined ? "–" : formatBps(used() ?? 0)}</Stat>
      </dl>
    </section>
  );
}
