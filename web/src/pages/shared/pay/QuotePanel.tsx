// What a request costs, to the unit; the most that it can cost; and what comes back.
import { For, Show, type JSX } from "solid-js";
import { useApp } from "../../../app.js";
import { formatShare, formatWhole } from "../../../money/amounts.js";
import { CREDIT } from "../../../money/ratio.js";
import { Amount, Net, NetPrice, Usd } from "../../../ui/Amount.js";
import { Moved } from "../../../ui/Moved.js";
import { Notice } from "../../../ui/Notice.js";
import { Stat } from "../../../ui/Stat.js";
import type { Quoted } from "./live.js";
import { missing, type Holdings, type Sum } from "./payment.js";
import type { Quote } from "./quote.js";

const PLACES = { wallet: "your wallet", account: "your account" } as const;

/** The quote with its worst case. `surplus` is where what is over goes; `empty` says why nothing is quoted yet. */
export function QuotePanel(props: {
  quoted: Quoted; surplus: "wallet" | "account"; empty: JSX.Element;
  /** What the provider puts at stake; left out where that does not change. */
  stake?: { readonly name: string; readonly note: string };
}) {
  return (
    <div aria-busy={props.quoted.stale()}>
      <Moved agreement={props.quoted.agreement} />
      <div aria-live="polite">
        <Show when={props.quoted.error()}>{(error) => <Notice kind="warn" title="There is no price for this">{error()}</Notice>}</Show>
      </div>
      <Show when={props.quoted.shown()} fallback={<Show when={!props.quoted.error()}><p class="muted">{props.empty}</p></Show>}>{(quote) => (
        <Figures quote={quote()} surplus={props.surplus} stale={props.quoted.stale()} beyond={props.quoted.agreement.beyond()} stake={props.stake} />
      )}</Show>
    </div>
  );
}

function Figures(props: { quote: Quote; surplus: "wallet" | "account"; stale: boolean; beyond: boolean; stake: { readonly name: string; readonly note: string } | undefined }) {
  const { net, unit } = useApp();
  const from = () => props.quote.most.map((sum) => `${unit(sum.asset).symbol} from ${PLACES[sum.from]}`).join(", ");
  const inNet = () => props.quote.pay.asset === "net";
  const total = () => props.quote.cost + props.quote.take + props.quote.tip;
  return (
    <>
      <dl class="stats quote" classList={{ stale: props.stale }}>
        <Stat large name="You pay" note={<><Show when={inNet()}><Usd net={total()} />, </Show>by the prices of block {formatWhole(props.quote.height)}; a network fee comes on top, which your wallet shows</>}>
          <Sums sums={props.quote.pays} />
        </Stat>
        <Stat name="At most" note={props.beyond ? "This is the limit that you looked at. The price above is beyond it, so nothing can be sent." : <>Taken at first: {from()}. Whatever happens before your request is in a block, it costs no more.</>}>
          <Sums sums={props.quote.most} />
        </Stat>
      </dl>
      <dl class="facts">
        <div><dt>GPU time</dt><dd><Amount value={props.quote.credits} unit={{ symbol: "GPU-seconds", decimals: 6 }} exact /></dd></div>
        <div><dt>{props.quote.pay.asset === "credits" ? "Worth now" : "Bought in its pool for"}</dt><dd><Net value={props.quote.cost} exact /></dd></div>
        <div><dt>Take of the protocol, {formatShare(props.quote.take, props.quote.worth)}</dt><dd><Net value={props.quote.take} exact /></dd></div>
        <Show when={props.quote.tip > 0n}><div><dt>Tip for the provider</dt><dd><Net value={props.quote.tip} exact /></dd></div></Show>
        <div><dt>For a GPU-hour, all in</dt><dd><NetPrice atomics={hourly(props.quote)} /></dd></div>
        <Show when={props.quote.back.length > 0}>
          <div><dt>Comes back at this price</dt><dd>
            <For each={props.quote.back}>{(sum, index) => <>{index() > 0 ? " and " : ""}<Sums sums={[sum]} /> to {PLACES[sum.to ?? props.surplus]}</>}</For>
          </dd></div>
        </Show>
        <Show when={props.quote.stake !== null && props.stake}>{(stake) => (
          <div><dt>{stake().name}</dt><dd><Amount value={props.quote.stake ?? 0n} unit={net} exact /> <span class="muted">{stake().note}</span></dd></div>
        )}</Show>
      </dl>
    </>
  );
}

/** NET base units for 3,600 GPU-seconds ×10^18, ⌈⌉. */
function hourly({ cost, take, tip, credits }: Quote): bigint {
  return credits > 0n ? ((cost + take + tip) * 3_600n * CREDIT * 10n ** 18n + credits - 1n) / credits : 0n;
}

/** Amounts joined by “and”. */
export function Sums(props: { sums: readonly Sum[] }) {
  const { unit } = useApp();
  return <For each={props.sums}>{(sum, index) => <>{index() > 0 ? " and " : ""}<Amount value={sum.amount} unit={unit(sum.asset)} exact /></>}</For>;
}

/** What is missing in the wallet or account. Nothing while nobody is connected, or nothing is missing. `topsUp` is NET that the page moves from the wallet to the account first. */
export function shortOf(quote: Quote | undefined, held: Holdings | undefined, net: string, topsUp = 0n): Sum[] {
  if (!quote || !held) return [];
  return missing(quote.most.map((sum) => (sum.asset === net && sum.from === "account" && topsUp > 0n
    ? { asset: net, amount: topsUp, from: "wallet" as const } : sum)), held);
}

/** Says so. */
export function Shortage(props: { quote: Quote | undefined; short: readonly Sum[] }) {
  const { config } = useApp();
  return (
    <Show when={props.short.length > 0}>
      <Notice kind="warn" title="You hold too little for this">
        <Sums sums={props.short} /> are missing. {props.quote?.pay.asset === "net" ? `Get more ${config.symbol}, ask for less time, or pay with something else.` : "Pay with something else, or ask for less time."}
      </Notice>
    </Show>
  );
}
