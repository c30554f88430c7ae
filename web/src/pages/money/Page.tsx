// Where the money goes: what work was worth, what the protocol earned, what was burned; each figure with the query or the transaction that proves it.
import { createSignal, Show, untrack } from "solid-js";
import { toBigInt } from "compute-amm";
import { useApp } from "../../app.js";
import { createPolled } from "../../chain/polled.js";
import { formatShort, formatWhole } from "../../money/amounts.js";
import { Net, Usd } from "../../ui/Amount.js";
import { Busy } from "../../ui/Busy.js";
import { IndexOnly } from "../../ui/IndexOnly.js";
import { Notice } from "../../ui/Notice.js";
import { Segments } from "../../ui/Segments.js";
import { archiveOf } from "../shared/archived.js";
import { BurnsSection, SupplySection } from "./Burns.js";
import { BuyBackSection } from "./BuyBacks.js";
import { DaysSection } from "./Days.js";
import { EarnedSection, SpentSection, Today, WorkSection } from "./Flow.js";
import { HonestSection, TreasurySection, WaitingSection } from "./Rest.js";
import { burnedOf, WINDOWS, type WindowName } from "./model.js";
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
          <WorkSection books={now()} window={window()} />
          <EarnedSection books={now()} window={window()} />
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
    <Show when={props.error} fallback={<p class="muted" role="status"><Busy>Reading the books…</Busy></p>}>
      <Notice kind="warn" title="The books could not be read">{props.error} The page tries again with the next block.</Notice>
    </Show>
  );
}

/** The page in three sentences. */
function Summary(props: { books: Books }) {
  const { net } = useApp();
  const all = () => props.books.metrics.all;
  const [volume, revenue, liquidity] = [() => toBigInt(all().volume), () => toBigInt(all().revenue), () => toBigInt(all().lp_fees)];
  const amount = (value: bigint) => `${formatShort(value, net.decimals)} ${net.symbol}`;
  return (
    <>
      <p class="lead">
        Since the market began jobs and leases worth {amount(volume())}<Usd net={volume()} /><Today /> were finished.
        The protocol earned {amount(revenue())}: fees on top of that work, and its part of the fees of all trades.
        It has burned {amount(burnedOf(all()))}, and mints nothing.
      </p>
      <dl class="stats">
        <div class="stat large"><dt>Work done</dt><dd><Net value={volume()} /></dd><dd class="note">{formatWhole(all().jobs)} jobs and leases, pool fees included</dd></div>
        <div class="stat large"><dt>Earned by liquidity</dt><dd><Net value={liquidity()} /></dd><dd class="note">of all trades, those for work among them</dd></div>
        <div class="stat large"><dt>The protocol's revenue</dt><dd><Net value={revenue()} /></dd><dd class="note">burned, staked and pooled by rule</dd></div>
        <div class="stat large"><dt>Burned</dt><dd><Net value={burnedOf(all())} /></dd><dd class="note">of a supply of {amount(props.books.supply)}</dd></div>
      </dl>
    </>
  );
}
