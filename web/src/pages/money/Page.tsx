// Where the money goes: who paid, who got it, what was burned; each figure with the query or the transaction that proves it.
import { createSignal, Show, untrack } from "solid-js";
import { useApp } from "../../app.js";
import { createPolled } from "../../chain/polled.js";
import { formatShare, formatShort, formatWhole } from "../../money/amounts.js";
import { Net, Usd } from "../../ui/Amount.js";
import { IndexOnly } from "../../ui/IndexOnly.js";
import { Notice } from "../../ui/Notice.js";
import { Segments } from "../../ui/Segments.js";
import { archiveOf } from "../shared/archived.js";
import { BurnsSection, SupplySection } from "./Burns.js";
import { BuyBackSection } from "./BuyBacks.js";
import { DaysSection } from "./Days.js";
import { PaidSection, SpentSection } from "./Flow.js";
import { HonestSection, TreasurySection, WaitingSection } from "./Rest.js";
import { burnedOf, paid, WINDOWS, type WindowName } from "./model.js";
import { readBooks, readTrail, type Books } from "./reads.js";

export default function MoneyPage() {
  const app = useApp();
  const { rpc, market } = app;
  const [window, setWindow] = createSignal<WindowName>("all");
  const books = createPolled(market, async (height) => {
    const terms = untrack(market.snapshot)?.terms;
    return terms ? readBooks(rpc, terms.contracts, terms.networkDenom, height) : undefined;
  });
  const trail = createPolled(market, async (height) => {
    const terms = untrack(market.snapshot)?.terms;
    return terms ? readTrail(rpc, terms.contracts.fees, archiveOf(app), height) : undefined;
  }, 30);
  return (
    <>
      <h1>Where the money goes</h1>
      <Show when={books.value()} fallback={<Loading error={books.error()} />}>{(now) => (
        <>
          <Summary books={now()} />
          <Segments legend="Time span of the accounts below" options={WINDOWS} value={window()} onChange={setWindow} />
          <PaidSection books={now()} window={window()} />
          <SpentSection books={now()} window={window()} />
          <DaysSection books={now()} trail={trail.value()} window={window()} />
          <SupplySection books={now()} window={window()} />
          <BurnsSection books={now()} trail={trail.value()} error={trail.error()} />
          <BuyBackSection books={now()} trail={trail.value()} error={trail.error()} />
          <IndexOnly when={app.config.history !== null && trail.value() !== undefined && trail.value()?.days === undefined} />
          <WaitingSection books={now()} />
          <TreasurySection books={now()} />
          <HonestSection books={now()} window={window()} />
        </>
      )}</Show>
    </>
  );
}

function Loading(props: { error: string | undefined }) {
  return (
    <Show when={props.error} fallback={<p class="muted" role="status">Reading the books…</p>}>
      <Notice kind="warn" title="The books could not be read">{props.error} The page tries again with the next block.</Notice>
    </Show>
  );
}

/** The page in four sentences. */
function Summary(props: { books: Books }) {
  const { net } = useApp();
  const all = () => props.books.metrics.all;
  const bill = () => paid(all(), net.symbol);
  const protocol = () => bill().lines.slice(2).reduce((sum, { amount }) => sum + amount, 0n);
  const amount = (value: bigint) => `${formatShort(value, net.decimals)} ${net.symbol}`;
  return (
    <>
      <p class="lead">
        Since the market began its users have paid {amount(bill().all)}<Usd net={bill().all} />.
        Of that, {formatShare(bill().all - protocol(), bill().all)} went to those who provide GPUs and liquidity,
        and {formatShare(protocol(), bill().all)} to the protocol.
        The protocol has burned {amount(burnedOf(all()))}; it mints nothing.
      </p>
      <dl class="stats">
        <div class="stat large"><dt>Paid by users</dt><dd><Net value={bill().all} /></dd><dd class="note">for {formatWhole(all().jobs)} jobs and leases</dd></div>
        <div class="stat large"><dt>To providers</dt><dd><Net value={bill().all - protocol()} /></dd><dd class="note">{formatShare(bill().all - protocol(), bill().all)}</dd></div>
        <div class="stat large"><dt>The protocol's revenue</dt><dd><Net value={protocol()} /></dd><dd class="note">{formatShare(protocol(), bill().all)}</dd></div>
        <div class="stat large"><dt>Burned</dt><dd><Net value={burnedOf(all())} /></dd><dd class="note">of a supply of {amount(props.books.supply)}</dd></div>
      </dl>
    </>
  );
}
