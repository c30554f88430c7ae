// Both assets, in the pool's proportion.
import { createMemo, createSignal, Show } from "solid-js";
import { toBigInt, type pool } from "compute-amm";
import { useApp } from "../../app.js";
import { holdingOf, type Holdings } from "../../chain/holdings.js";
import type { Polled } from "../../chain/polled.js";
import type { Pool } from "../../chain/pools.js";
import { atomics, type Snapshot } from "../../chain/snapshot.js";
import { formatPlain, formatShare, tryAmount } from "../../money/amounts.js";
import { atLeast } from "../../money/limits.js";
import { mulDiv, mulDivUp } from "../../money/ratio.js";
import { amount as uint } from "../../wallet/messages.js";
import { Amount, Net } from "../../ui/Amount.js";
import { AmountField } from "../../ui/AmountField.js";
import { createAgreement, Moved } from "../../ui/Moved.js";
import { Notice } from "../../ui/Notice.js";
import { PayFrom, type Place } from "../../ui/Place.js";
import { Send } from "../../ui/Send.js";
import { Slack } from "../../ui/Slack.js";
import { createAnswer } from "../shared/answer.js";
import { provide, restOf, type Side } from "../shared/trade/messages.js";
import { SHARES } from "../shared/pool-names.js";
import { PoolPrice } from "./PoolPrice.js";
import { Refused } from "./Refused.js";
import { attempt, quoteOf, reasonOf, quotes, type Quoted } from "../shared/trade/quotes.js";

type Answer = Quoted<pool.ProvideQuoteResponse>;

export function Provide(props: { pool: Pool; snapshot: Snapshot; holdings: Polled<Holdings> }) {
  const { unit, rpc } = useApp();
  const [text0, setText0] = createSignal("");
  const [text1, setText1] = createSignal("");
  const [from0, setFrom0] = createSignal<Place>(props.pool.asset0.startsWith("cw20:") ? "account" : "wallet");
  const [from1, setFrom1] = createSignal<Place>("wallet");
  const [slack, setSlack] = createSignal(100);
  const empty = () => props.pool.lpSupply === 0n;
  /** A launch pool that nobody has bought from takes credits alone. */
  const alone = () => props.pool.launch && props.pool.reserve1 === 0n;
  const decimals0 = () => unit(props.pool.asset0).decimals;
  const decimals1 = () => unit(props.pool.asset1).decimals;

  // Whoever types one amount sees the other that belongs to it.
  const type0 = (text: string) => {
    setText0(text);
    const value = tryAmount(text, decimals0());
    if (value !== null && !empty() && !alone()) setText1(formatPlain(mulDivUp(value, props.pool.reserve1, props.pool.reserve0), decimals1()));
  };
  const type1 = (text: string) => {
    setText1(text);
    const value = tryAmount(text, decimals1());
    if (value !== null && !empty() && props.pool.reserve1 > 0n) {
      setText0(formatPlain(mulDiv(value, props.pool.reserve0, props.pool.reserve1), decimals0()));
    }
  };
  const sides = createMemo((): readonly [Side, Side] | undefined => {
    const [most0, most1] = [tryAmount(text0(), decimals0()), alone() ? 0n : tryAmount(text1(), decimals1())];
    if (!most0 || most1 === null || (most1 === 0n && !alone())) return undefined;
    return [{ key: props.pool.asset0, most: most0, from: from0() }, { key: props.pool.asset1, most: most1, from: from1() }];
  });
  const asked = () => {
    const [side0, side1] = sides() ?? [];
    return side0 && side1 ? { pool_id: props.pool.id, max_0: uint(side0.most), max_1: uint(side1.most) } : undefined;
  };
  // The first deposit follows from the reference price, which a quote in the browser does not know.
  const first = createAnswer(() => (empty() && asked() ? JSON.stringify(asked()) : undefined), async () =>
    rpc.query<pool.ProvideQuoteResponse>(props.snapshot.terms.contracts.pool, { quote_provide: asked() }));
  /** Whether what is shown answers other amounts than those that are typed. */
  const stale = () => empty() && first.stale();
  const answer = createMemo((): Answer | undefined => {
    const question = asked();
    if (!question) return undefined;
    if (!empty()) {
      const ready = quotes();
      return ready && attempt(() => ready.provide([props.pool.answer], question));
    }
    const [reason, found] = [first.error(), first.shown()];
    return reason !== undefined ? { reason: reasonOf(reason) } : found && { quote: found };
  });
  const agreement = createAgreement(() => JSON.stringify([asked(), slack()]), () => (stale() ? undefined : quoteOf(answer())), ({ shares }) =>
    [{ now: -toBigInt(shares), limit: -atLeast(toBigInt(shares), slack()) }]);
  const quote = () => agreement.quote() ?? quoteOf(answer());
  const shares = () => toBigInt(quote()?.shares ?? uint(0n));
  const minShares = () => -(agreement.limits()?.[0] ?? -atLeast(shares(), slack()));
  const messages = () => {
    const most = sides();
    if (!most || !quote() || stale()) throw new Error("The quote is not there yet.");
    return provide(props.snapshot.terms.contracts.pool, props.pool.id, most, minShares());
  };
  /** Where what is left of each asset lies then, in words. */
  const rests = () => {
    const all = sides() ?? [];
    return all.filter(({ most }) => most > 0n).map((side) => `${unit(side.key).symbol} ${restOf(all, side) === "wallet" ? "comes back to your wallet"
      : side.from === "wallet" ? "of your wallet is deposited first, and the rest stays in your account" : "stays in your account"}`).join("; ");
  };
  const holding = (key: string) => holdingOf(props.holdings.value(), key);
  const short = () => props.holdings.value() !== undefined && sides()?.some(({ key, most, from }) => holding(key)[from] < most);

  return (
    <div class="columns">
      <div class="form">
        <Show when={empty()}><FirstDeposit pool={props.pool} /></Show>
        <AmountField label={`Amount of ${unit(props.pool.asset0).symbol}`} value={text0()} onInput={type0} unit={unit(props.pool.asset0)} />
        <PayFrom label={`${unit(props.pool.asset0).symbol} from`} holding={holding(props.pool.asset0)} value={from0()} onChange={setFrom0} />
        <Show when={!alone()} fallback={<p class="muted">Nobody has bought from this launch pool yet, so it takes credits alone.</p>}>
          <AmountField label={`Amount of ${unit(props.pool.asset1).symbol}`} value={text1()} onInput={type1} unit={unit(props.pool.asset1)} />
          <PayFrom label={`${unit(props.pool.asset1).symbol} from`} holding={holding(props.pool.asset1)} value={from1()} onChange={setFrom1} />
        </Show>
        <Slack value={slack()} onChange={setSlack} hint="If you would get so many fewer shares, nothing happens." />
      </div>
      <div class="panel" aria-busy={stale()}>
        <Moved agreement={agreement} short={short()} />
        <Refused found={answer()} />
        <Show when={answer()} fallback={<p class="muted">{asked() ? "Asking the pool…" : "Type an amount to see the exact quote."}</p>}>
          <Show when={quote()}>{(found) => (
            <>
              <dl class="facts" classList={{ stale: stale() }}>
                <div><dt>It takes</dt><dd><Amount value={toBigInt(found().used_0)} unit={unit(props.pool.asset0)} exact /></dd></div>
                <Show when={!alone()}>
                  <div><dt>and</dt><dd><Amount value={toBigInt(found().used_1)} unit={unit(props.pool.asset1)} exact /></dd></div>
                </Show>
                <div><dt>You get</dt><dd><Amount value={shares()} unit={SHARES} exact /></dd></div>
                <div><dt>at least</dt><dd><Amount value={minShares()} unit={SHARES} exact /></dd></div>
                <div><dt>Share of the pool then</dt><dd>{formatShare(shares() + (props.holdings.value()?.shares.get(props.pool.id) ?? 0n), props.pool.lpSupply + shares())}</dd></div>
              </dl>
              <p class="muted">
                It takes at most the amounts that you typed. What the pool does not use stays yours: {rests()}.
              </p>
            </>
          )}</Show>
        </Show>
        <Show when={short()}><Notice kind="warn" title="Too little to pay with">Look at what is in the wallet and in the account.</Notice></Show>
        <Send disabled={!quote() || stale() || (short() ?? false) || props.pool.providePaused} agreement={agreement} done="Provided. The LP shares are in your wallet."
          onSent={() => { setText0(""); setText1(""); void props.holdings.refresh(); }}
          messages={messages}>
          Provide
        </Send>
      </div>
    </div>
  );
}

function FirstDeposit(props: { pool: Pool }) {
  const { market } = useApp();
  const least = () => toBigInt(market.snapshot()!.terms.pools.least);
  return (
    <Notice kind="info" title="This pool is empty">
      Yours is the first deposit. <Show when={!props.pool.launch} fallback="It begins at">Its price must be within 20 % of</Show> the reference price,{" "}
      <PoolPrice pool={props.pool} price={atomics(props.pool.answer.reference)} />, and it must bring at least <Net value={least()} />. A few shares are
      locked in the pool for good, so that its price always holds.
    </Notice>
  );
}
