// Sells or buys, with the exact quote, and what it can be at worst.
import { createEffect, createMemo, createSignal, on, Show } from "solid-js";
import { useApp } from "../../app.js";
import { holdingOf, type Holdings } from "../../chain/holdings.js";
import type { Polled } from "../../chain/polled.js";
import type { Snapshot } from "../../chain/snapshot.js";
import { formatExact, tryAmount } from "../../money/amounts.js";
import { atLeast, atMost } from "../../money/limits.js";
import { search } from "../../router.js";
import { AmountField } from "../../ui/AmountField.js";
import { Select } from "../../ui/Field.js";
import { createAgreement, Moved } from "../../ui/Moved.js";
import { Notice } from "../../ui/Notice.js";
import { PayFrom, PayTo, type Place } from "../../ui/Place.js";
import { Send } from "../../ui/Send.js";
import { Slack } from "../../ui/Slack.js";
import { buy, sell, type Swap as Terms } from "../shared/trade/messages.js";
import { attempt, quoteOf, quotes } from "../shared/trade/quotes.js";
import { best } from "../shared/trade/routes.js";
import { pairOf, type Chosen } from "./pair.js";
import { Refused } from "./Refused.js";
import { SwapFacts } from "./SwapFacts.js";

export function Swap(props: { snapshot: Snapshot; holdings: Polled<Holdings> }) {
  const { unit } = useApp();
  const net = () => props.snapshot.terms.networkDenom;
  const [chosen, choose] = createSignal<Chosen>({ from: search()["from"] ?? "", to: search()["to"] ?? "" });
  const pair = createMemo(() => pairOf(props.snapshot.pools, net(), chosen()));
  const [from, to] = [() => pair().from, () => pair().to];
  const [kind, setKind] = createSignal<"sell" | "buy">(search()["say"] === "pay" ? "sell" : "buy");
  const [text, setText] = createSignal("");
  const [payFrom, setPayFrom] = createSignal<Place>(from().startsWith("cw20:") ? "account" : "wallet");
  const [payTo, setPayTo] = createSignal<Place>("account");
  const [slack, setSlack] = createSignal(50);

  const typed = createMemo(() => (kind() === "sell" ? from() : to()));
  const instead = createMemo(() => pair().instead);
  // A number is of the unit that it was typed in, and of the pair that stood there.
  createEffect(on(typed, () => setText(""), { defer: true }));
  createEffect(() => instead() && setText(""));
  /** Whoever types means the pair that is shown: it changes no more when a pool comes back. */
  const type = (value: string) => {
    choose({ from: from(), to: to() });
    setText(value);
  };
  const amount = createMemo(() => tryAmount(text(), unit(typed()).decimals));
  const found = createMemo(() => {
    const value = amount();
    const ready = value ? quotes() : undefined;
    if (!ready || !value) return undefined;
    return attempt(() => best(ready, props.snapshot.pools, from(), to(), kind(), value));
  });
  const agreement = createAgreement(() => [kind(), from(), to(), amount(), slack()].join(" "), () => quoteOf(found()), ({ paid, received }) =>
    [kind() === "sell" ? { now: -received, limit: -atLeast(received, slack()) } : { now: paid, limit: atMost(paid, slack()) }]);
  const way = agreement.quote;
  const limit = () => agreement.limits()?.[0] ?? 0n;
  const most = () => (kind() === "sell" ? (way()?.paid ?? 0n) : limit());
  const least = () => (kind() === "sell" ? -limit() : (way()?.received ?? 0n));
  const holding = () => holdingOf(props.holdings.value(), from());
  const held = () => (payFrom() === "wallet" ? holding().wallet : holding().account);
  const short = () => props.holdings.value() !== undefined && way() !== undefined && held() < most();
  const messages = () => {
    const terms: Terms = {
      contract: props.snapshot.terms.contracts.pool, offer: from(), pools: way()?.pools ?? [], from: payFrom(), to: payTo(),
    };
    return [kind() === "sell" ? sell(terms, most(), least()) : buy(terms, least(), most())];
  };
  const turn = () => {
    choose({ from: to(), to: from() });
    setText("");
  };
  const named = ({ from: pays, to: gets }: Chosen) => [pays, gets].filter((key) => key !== "").map((key) => unit(key).symbol).join(" for ");
  const option = (key: string) => ({ value: key, label: unit(key).symbol });

  return (
    <div class="columns">
      <div class="form">
        <div class="form-row">
          <Select label="You pay with" value={from()} options={pair().traded.map(option)}
            onChange={(key) => (key === to() ? turn() : choose({ from: key, to: to() }))} />
          <Select label="You get" value={to()} onChange={(key) => choose({ from: from(), to: key })} options={pair().targets.map(option)} />
        </div>
        <Show when={instead()}>
          <Notice kind="warn" title="Other assets than you chose">
            No pool trades {named(chosen())} now. You pay with {unit(from()).symbol} and get {unit(to()).symbol}: choose, and type the amount anew.
          </Notice>
        </Show>
        <div><button type="button" class="quiet" onClick={turn}>⇄ The other way round</button></div>
        <div class="form-row">
          <Select label="I say" value={kind()} onChange={(value) => setKind(value === "sell" ? "sell" : "buy")} options={[
            { value: "buy", label: "how much I get" }, { value: "sell", label: "how much I pay" },
          ]} />
          <AmountField label={kind() === "sell" ? "Amount to pay" : "Amount to get"} value={text()} onInput={type}
            unit={unit(typed())} />
        </div>
        <div class="form-row">
          <PayFrom holding={holding()} value={payFrom()} onChange={setPayFrom} />
          <PayTo value={payTo()} onChange={setPayTo} hint="Jobs that are paid from the account cost less gas." />
        </div>
        <Slack value={slack()} onChange={setSlack} />
      </div>
      <div class="panel">
        <Moved agreement={agreement} short={short()} />
        <Refused title="This swap is not possible" found={found()} />
        <Show when={found()} fallback={<p class="muted">Type an amount to see the exact quote.</p>}>
          <Show when={way()}>{(chosen) => (
            <SwapFacts way={chosen()} snapshot={props.snapshot} from={from()} to={to()} kind={kind()} most={most()} least={least()} />
          )}</Show>
        </Show>
        <Show when={short()}>
          <Notice kind="warn" title="Too little to pay with">
            It may take {formatExact(most(), unit(from()).decimals)} {unit(from()).symbol}, and there {payFrom() === "wallet" ? "in the wallet" : "in the account"} are{" "}
            {formatExact(held(), unit(from()).decimals)}.
          </Notice>
        </Show>
        <Send disabled={!way() || short()} agreement={agreement} messages={messages} onSent={() => { setText(""); void props.holdings.refresh(); }}
          done={`Swapped. What you got is in your ${payTo()}.`}>
          {kind() === "sell" ? "Sell" : "Buy"}
        </Send>
      </div>
    </div>
  );
}
