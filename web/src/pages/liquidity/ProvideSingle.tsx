// One asset alone: a part of it is swapped for the other first.
import { createMemo, createSignal, Show } from "solid-js";
import { toBigInt } from "compute-amm";
import { useApp } from "../../app.js";
import { assetOf } from "../../chain/assets.js";
import { holdingOf, type Holdings } from "../../chain/holdings.js";
import type { Polled } from "../../chain/polled.js";
import type { Pool } from "../../chain/pools.js";
import type { Snapshot } from "../../chain/snapshot.js";
import { formatShare, tryAmount } from "../../money/amounts.js";
import { atLeast } from "../../money/limits.js";
import { amount as uint } from "../../wallet/messages.js";
import { Amount } from "../../ui/Amount.js";
import { AmountField } from "../../ui/AmountField.js";
import { Select } from "../../ui/Field.js";
import { createAgreement, Moved } from "../../ui/Moved.js";
import { Notice } from "../../ui/Notice.js";
import { PayFrom, type Place } from "../../ui/Place.js";
import { Send } from "../../ui/Send.js";
import { Slack } from "../../ui/Slack.js";
import { provideSingle } from "../shared/trade/messages.js";
import { SHARES } from "../shared/pool-names.js";
import { attempt, quoteOf, quotes } from "../shared/trade/quotes.js";
import { Refused } from "./Refused.js";

export function ProvideSingle(props: { pool: Pool; snapshot: Snapshot; holdings: Polled<Holdings> }) {
  const { unit } = useApp();
  const [key, setKey] = createSignal(props.pool.asset1);
  const [text, setText] = createSignal("");
  const [from, setFrom] = createSignal<Place>("wallet");
  const [slack, setSlack] = createSignal(100);
  const value = () => tryAmount(text(), unit(key()).decimals) ?? 0n;
  const answer = createMemo(() => {
    const ready = value() === 0n ? undefined : quotes();
    if (!ready) return undefined;
    return attempt(() => ready.provideSingle([props.pool.answer], { pool_id: props.pool.id, asset: assetOf(key()), amount: uint(value()) }));
  });
  const agreement = createAgreement(() => [props.pool.id, key(), value(), slack()].join(" "), () => quoteOf(answer()), ({ shares }) =>
    [{ now: -toBigInt(shares), limit: -atLeast(toBigInt(shares), slack()) }]);
  const { quote } = agreement;
  const shares = () => toBigInt(quote()?.shares ?? uint(0n));
  const minShares = () => -(agreement.limits()?.[0] ?? 0n);
  const used = () => toBigInt((key() === props.pool.asset0 ? quote()?.used_0 : quote()?.used_1) ?? uint(0n));
  const holding = () => holdingOf(props.holdings.value(), key());
  const short = () => props.holdings.value() !== undefined && holding()[from()] < value();
  return (
    <div class="columns">
      <div class="form">
        <Select label="Asset" value={key()} onChange={(chosen) => { setKey(chosen); setText(""); }}
          options={[props.pool.asset0, props.pool.asset1].map((one) => ({ value: one, label: unit(one).symbol }))} />
        <AmountField label="Amount" value={text()} onInput={setText} unit={unit(key())} />
        <PayFrom holding={holding()} value={from()} onChange={setFrom} />
        <Slack value={slack()} onChange={setSlack} hint="If you would get so many fewer shares, nothing happens." />
      </div>
      <div class="panel">
        <Moved agreement={agreement} short={short()} />
        <Refused found={answer()} />
        <Show when={answer()} fallback={<p class="muted">Type an amount to see the exact quote.</p>}>
          <Show when={quote()}>{(found) => (
            <>
              <dl class="facts">
                <div><dt>It takes</dt><dd><Amount value={used()} unit={unit(key())} exact /></dd></div>
                <div><dt>of which fees of the swap</dt><dd><Amount value={toBigInt(found().lp_fee) + toBigInt(found().protocol_fee)} unit={unit(key())} exact /></dd></div>
                <div><dt>You get</dt><dd><Amount value={shares()} unit={SHARES} exact /></dd></div>
                <div><dt>at least</dt><dd><Amount value={minShares()} unit={SHARES} exact /></dd></div>
                <div><dt>Share of the pool then</dt><dd>{formatShare(shares() + (props.holdings.value()?.shares.get(props.pool.id) ?? 0n), props.pool.lpSupply + shares())}</dd></div>
              </dl>
              <p class="muted">
                About half of it is swapped for the other asset, which pays the pool's fee and moves its price; the rest is provided with what that brought. Both
                assets together cost no fee.
              </p>
            </>
          )}</Show>
        </Show>
        <Show when={short()}><Notice kind="warn" title="Too little to pay with">Look at what is in the wallet and in the account.</Notice></Show>
        <Send disabled={!quote() || short() || props.pool.providePaused} agreement={agreement} done="Provided. The LP shares are in your wallet."
          onSent={() => { setText(""); void props.holdings.refresh(); }}
          messages={() => [provideSingle(props.snapshot.terms.contracts.pool, props.pool.id, { key: key(), most: value(), from: from() }, minShares())]}>
          Provide one asset
        </Send>
      </div>
    </div>
  );
}
