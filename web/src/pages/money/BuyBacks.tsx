import { toBigInt, type feeCollector } from "compute-amm";
import { Show } from "solid-js";
import { useApp } from "../../app.js";
import { assetKey } from "../../chain/assets.js";
import { formatShare } from "../../money/amounts.js";
import { Amount, Net } from "../../ui/Amount.js";
import { Proof } from "../../ui/Proof.js";
import { Table, type Column } from "../../ui/Table.js";
import { At, Proven } from "./Burns.js";
import type { BuyBack } from "./model.js";
import type { Books, Trail } from "./reads.js";

const SHOWN = 10;

export function BuyBackSection(props: { books: Books; trail: Trail | undefined; error: string | undefined }) {
  const { market, unit, net } = useApp();
  const sums: readonly Column<feeCollector.WaitingAsset>[] = [
    { head: "Sold", main: true, cell: (row) => <Amount value={toBigInt(row.sold)} unit={unit(assetKey(row.asset))} /> },
    { head: "Brought", right: true, cell: (row) => <Net value={toBigInt(row.bought)} /> },
    { head: "Worth at the mean", right: true, cell: (row) => <Net value={toBigInt(row.at_mean)} /> },
    { head: "Of the mean", right: true, cell: (row) => formatShare(toBigInt(row.bought), toBigInt(row.at_mean)) },
    { head: "To senders", right: true, cell: (row) => <Net value={toBigInt(row.tips)} /> },
    { head: "Proven by", cell: () => <code>bought, at_mean</code> },
  ];
  const single: readonly Column<BuyBack>[] = [
    { head: "When", main: true, cell: (row) => <At of={row} /> },
    { head: "Sold", right: true, cell: (row) => <Amount value={row.sold} unit={unit(row.asset)} /> },
    { head: "Brought", right: true, cell: (row) => <Net value={row.bought} /> },
    { head: "Of the mean", right: true, cell: (row) => formatShare(row.bought, row.atMean) },
    { head: "Proven by transaction", label: "Transaction", cell: (row) => <Proven of={row} /> },
  ];
  const sold = () => props.books.waiting.filter((row) => toBigInt(row.sold) > 0n);
  const trades = () => props.trail?.buyBacks ?? [];
  return (
    <section>
      <h2>Buy-backs</h2>
      <p>
        Revenue in other assets is sold for {net.symbol}, and then split like the rest. Each sale is compared with the pool's mean price of 30
        minutes: what it brings is less by the pool's fee and by what the sale itself moves the price. Anybody may send it, for a tip.
      </p>
      <Table caption="All buy-backs, by asset" columns={sums} rows={sold()} empty="There has been none yet." />
      <Show when={trades().length > 0}>
        <h3>The latest</h3>
        <Table caption="Buy-backs, newest first" columns={single} rows={trades().slice(0, SHOWN)} />
      </Show>
      <Show when={props.error}><p class="muted">No transactions: {props.error}</p></Show>
      <Proof of="the fee-collector" contract={market.snapshot()?.terms.contracts.fees ?? ""} query={{ waiting: { limit: 100 } }} height={props.books.height} />
    </section>
  );
}
