// LP shares for their part of both reserves.
import { createMemo, createSignal, For, Show } from "solid-js";
import { toBigInt } from "compute-amm";
import { useApp } from "../../app.js";
import type { Pool } from "../../chain/pools.js";
import type { Snapshot } from "../../chain/snapshot.js";
import { formatExact, formatPlain, tryAmount } from "../../money/amounts.js";
import { atLeast } from "../../money/limits.js";
import { mulDiv } from "../../money/ratio.js";
import { amount as uint } from "../../wallet/messages.js";
import { Amount } from "../../ui/Amount.js";
import { AmountField } from "../../ui/AmountField.js";
import { createAgreement, Moved } from "../../ui/Moved.js";
import { PayTo, type Place } from "../../ui/Place.js";
import { Send } from "../../ui/Send.js";
import { Slack } from "../../ui/Slack.js";
import { withdrawShares } from "../shared/trade/messages.js";
import { SHARES } from "../shared/pool-names.js";
import { attempt, quoteOf, quotes } from "../shared/trade/quotes.js";
import { Refused } from "./Refused.js";

const PARTS = [25n, 50n, 100n];

export function Withdraw(props: { pool: Pool; snapshot: Snapshot; shares: bigint; onSent: () => void }) {
  const { unit } = useApp();
  const [text, setText] = createSignal("");
  const [to, setTo] = createSignal<Place>("account");
  const [slack, setSlack] = createSignal(50);
  const value = () => tryAmount(text(), SHARES.decimals) ?? 0n;
  const answer = createMemo(() => {
    const ready = value() === 0n ? undefined : quotes();
    if (!ready) return undefined;
    return attempt(() => ready.withdraw([props.pool.answer], { pool_id: props.pool.id, shares: uint(value()) }));
  });
  const agreement = createAgreement(() => `${props.pool.id} ${value()} ${slack()}`, () => quoteOf(answer()), (quote) =>
    [toBigInt(quote.amount_0), toBigInt(quote.amount_1)].map((amount) => ({ now: -amount, limit: -atLeast(amount, slack()) })));
  const { quote } = agreement;
  const got = () => [toBigInt(quote()?.amount_0 ?? uint(0n)), toBigInt(quote()?.amount_1 ?? uint(0n))] as const;
  const least = () => {
    const [first = 0n, second = 0n] = agreement.limits() ?? [];
    return [-first, -second] as const;
  };
  const short = () => value() > props.shares;
  return (
    <div class="columns">
      <div class="form">
        <AmountField label="LP shares to give back" value={text()} onInput={setText} unit={SHARES}
          error={short() ? `You have ${formatExact(props.shares, SHARES.decimals)} in your wallet.` : undefined} />
        <div class="row" role="group" aria-label="Part of your shares">
          <For each={PARTS}>{(part) => (
            <button type="button" disabled={props.shares === 0n} onClick={() => setText(formatPlain(mulDiv(props.shares, part, 100n), SHARES.decimals))}>
              {`${part}`} %
            </button>
          )}</For>
        </div>
        <PayTo value={to()} onChange={setTo} />
        <Slack value={slack()} onChange={setSlack} hint="If either asset would be so much less, nothing happens." />
      </div>
      <div class="panel">
        <Moved agreement={agreement} />
        <Refused found={answer()} />
        <Show when={answer()} fallback={<p class="muted">Type a number of shares to see the exact quote.</p>}>
          <Show when={quote()}>
            <dl class="facts">
              <div><dt>You get now</dt><dd><Amount value={got()[0]} unit={unit(props.pool.asset0)} exact /></dd></div>
              <div><dt>and</dt><dd><Amount value={got()[1]} unit={unit(props.pool.asset1)} exact /></dd></div>
              <div><dt>You get at least</dt><dd><Amount value={least()[0]} unit={unit(props.pool.asset0)} exact /></dd></div>
              <div><dt>and</dt><dd><Amount value={least()[1]} unit={unit(props.pool.asset1)} exact /></dd></div>
            </dl>
            <p class="muted">There is no fee and no waiting time. After a swap in the same block you are paid at the price before it, which may be a little less.</p>
          </Show>
        </Show>
        <Send disabled={!quote() || short()} agreement={agreement} done={`Withdrawn, to your ${to()}.`} onSent={() => { setText(""); props.onSent(); }}
          messages={() => [withdrawShares(props.snapshot.terms.contracts.pool, props.pool.lpToken, props.pool.id, value(), least(), to())]}>
          Withdraw
        </Send>
      </div>
    </div>
  );
}
