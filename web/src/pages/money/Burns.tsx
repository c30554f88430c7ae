import { toBigInt } from "compute-amm";
import { createSignal, Show } from "solid-js";
import { useApp } from "../../app.js";
import { formatFixed, formatShare, formatWhole } from "../../money/amounts.js";
import { TxHash } from "../../ui/Address.js";
import { Net } from "../../ui/Amount.js";
import { Busy } from "../../ui/Busy.js";
import { Time } from "../../ui/Duration.js";
import { Stat } from "../../ui/Stat.js";
import { Table, type Column } from "../../ui/Table.js";
import { AddsUp } from "./Flow.js";
import { burnedOf, multiple, signed, type Burn, type Placed, type WindowName } from "./model.js";
import type { Books, Trail } from "./reads.js";

const YEAR_NOTE = "none before 30 days of history";

export function SupplySection(props: { books: Books; window: WindowName }) {
  const { net } = useApp();
  const all = () => props.books.metrics.all;
  const change = () => signed(all().net_supply_change);
  const here = () => props.books.metrics[props.window];
  const ratio = (bps: ReturnType<typeof multiple>) => (bps === null ? "–" : `${formatFixed(bps, 2, 2)}×`);
  return (
    <section>
      <h2>{net.symbol}'s supply and price</h2>
      <dl class="stats wide">
        <Stat name={`All ${net.symbol} there is`} note={<>bank query <code>SupplyOf</code></>}><Net value={props.books.supply} digits={9} /></Stat>
        <Stat name="Change by this market" note={<><code>net_supply_change</code>: burned, nothing minted</>}>
          {change() < 0n ? "−" : ""}<Net value={change() < 0n ? -change() : change()} exact />
        </Stat>
        <Stat name="… of all that there ever was" note="burned / (supply + burned)">{formatShare(burnedOf(all()), props.books.supply + burnedOf(all()))}</Stat>
        <Stat name="Price to sales" note={multiple(here().price_to_sales_bps) === null ? YEAR_NOTE : <><code>price_to_sales_bps</code>: supply / a year's volume</>}>
          {ratio(multiple(here().price_to_sales_bps))}
        </Stat>
        <Stat name="Price to revenue" note={multiple(here().price_to_fees_bps) === null ? YEAR_NOTE : <><code>price_to_fees_bps</code>: supply / a year's revenue</>}>
          {ratio(multiple(here().price_to_fees_bps))}
        </Stat>
      </dl>
      <p class="muted">
        Both ratios compare all {net.symbol} with what the market turns over in a year, in {net.symbol} on both sides, so no outside price enters.
        The year is the chosen time span, scaled to 365 days.
      </p>
    </section>
  );
}

const SHOWN = 10;

const COLUMNS: readonly Column<Burn>[] = [
  { head: "When", main: true, cell: (row) => <At of={row} /> },
  { head: "Burned", right: true, cell: ({ amount }) => <Net value={amount} exact /> },
  { head: "From", cell: ({ why }) => why },
  { head: "Proven by transaction", label: "Transaction", cell: (row) => <Proven of={row} /> },
];

/** When a block was made, where that is known, and its height. */
export function At(props: { of: Placed }) {
  return (
    <Show when={props.of.time} fallback={`block ${formatWhole(props.of.height)}`}>
      {(time) => <><Time at={time()} utc /> <small>block {formatWhole(props.of.height)}</small></>}
    </Show>
  );
}

/** The transaction; governance needs none. */
export function Proven(props: { of: Placed }) {
  return <Show when={props.of.hash} fallback="none: governance did it">{(hash) => <TxHash hash={hash()} />}</Show>;
}

export function BurnsSection(props: { books: Books; trail: Trail | undefined; error: string | undefined }) {
  const [all, setAll] = createSignal(false);
  const burns = () => props.trail?.burns ?? [];
  const known = () => burns().filter(({ height }) => height <= (props.trail?.burned?.height ?? 0));
  const total = () => known().reduce((sum, { amount }) => sum + amount, 0n);
  const metrics = () => props.books.metrics.all;
  const ofRevenue = () => toBigInt(metrics().burned_revenue) + toBigInt(metrics().burned_donations);
  return (
    <section>
      <h2>Every burn, with its transaction</h2>
      <p>
        Of <Net value={burnedOf(metrics())} exact /> that were burned, <Net value={ofRevenue()} exact /> were a share of revenue and gifts. The rest is no revenue:
      </p>
      <dl class="bill">
        <div><dt>Faults of providers, and lost bonds <small>fee-collector, <code>burned_slashes</code></small></dt><dd><Net value={toBigInt(metrics().burned_slashes)} exact /></dd></div>
        <div><dt>Others' stake behind a provider that cheated <small>fee-collector, <code>burned_backing</code></small></dt><dd><Net value={toBigInt(metrics().burned_backing)} exact /></dd></div>
      </dl>
      <Show when={props.trail} fallback={<p class="muted">{props.error ? `No transactions: ${props.error}` : <Busy>Reading the transactions…</Busy>}</p>}>
        <Table caption="Burns, newest first" columns={COLUMNS} rows={all() ? burns() : burns().slice(0, SHOWN)} empty="Nothing has been burned yet." />
        <Show when={burns().length > SHOWN && !all()}>
          <p class="check-sum"><button type="button" onClick={() => setAll(true)}>Show all {formatWhole(burns().length)}</button></p>
        </Show>
        <Show when={props.trail?.burned} fallback={<p class="muted">{props.trail?.days ? "There may be others than these." : "The node's index has older ones than these."}</p>}>{(all) => (
          <Show when={total() > 0n}>
            <AddsUp ok={total() === all().amount} what={`The ${formatWhole(known().length)} burns add up to all that was burned`} />
          </Show>
        )}</Show>
      </Show>
    </section>
  );
}
