// The form of the step Redeem: loaded when somebody opens it.
import { createMemo, createSignal, Show } from "solid-js";
import { toBinary, type pool, type providerRegistry } from "compute-amm";
import { useApp } from "../../../app.js";
import { holdingOf } from "../../../chain/holdings.js";
import { formatExact, formatPlain, tryAmount } from "../../../money/amounts.js";
import { formatHours } from "../../../money/gpu.js";
import { atMost } from "../../../money/limits.js";
import { least } from "../../../money/ratio.js";
import { amount, execute } from "../../../wallet/messages.js";
import type { Sent } from "../../../wallet/send.js";
import { Net } from "../../../ui/Amount.js";
import { AmountField } from "../../../ui/AmountField.js";
import { Select } from "../../../ui/Field.js";
import { createAgreement, Moved } from "../../../ui/Moved.js";
import { Send } from "../../../ui/Send.js";
import { Slack } from "../../../ui/Slack.js";
import { assetOf } from "../../../chain/assets.js";
import { sendToken } from "../../shared/trade/messages.js";
import { attempt, quoteOf, quotes } from "../../shared/trade/quotes.js";
import { best } from "../../shared/trade/routes.js";
import { useProviding } from "../context.js";
import { freedBy, tooSmall, toStandard } from "../model.js";

type From = "account" | "wallet" | "pool";

export default function RedeemForm(props: { onSent: (sent: Sent) => void }) {
  const { net, unit } = useApp();
  const providing = useProviding();
  const [text, setText] = createSignal("");
  const [from, setFrom] = createSignal<From>("account");
  const [slack, setSlack] = createSignal(50);
  const position = () => providing.position;
  const holding = () => holdingOf(providing.holdings.value(), providing.view.credit);
  const coins = () => holdingOf(providing.holdings.value(), providing.snapshot.terms.networkDenom);
  const credits = () => tryAmount(text(), 6) ?? 0n;
  const quoted = createMemo(() => {
    const ready = from() === "pool" && credits() > 0n ? quotes() : undefined;
    if (!ready) return undefined;
    const own = providing.snapshot.pools.filter(({ id }) => id === providing.view.pool?.id);
    return attempt(() => best(ready, own, providing.snapshot.terms.networkDenom, providing.view.credit, "buy", credits()));
  });
  const agreement = createAgreement(() => [from(), providing.view.id, credits(), slack()].join(" "), () => quoteOf(quoted()), ({ paid }) =>
    [{ now: paid, limit: atMost(paid, slack()) }]);
  const way = agreement.quote;
  const most = () => agreement.limits()?.[0] ?? 0n;
  const all = () => (from() === "pool" ? position().open : least(position().open, holding()[from() as "account" | "wallet"]));
  const wrong = () => {
    if (credits() === 0n) return undefined;
    if (credits() > position().open) return `You owe ${formatExact(position().open, 6)} that are not called.`;
    const needed = tooSmall(position().open - credits(), toStandard(providing.view.entry.standard));
    if (needed) return `Redeem all, or leave at least the largest standard job, ${formatExact(needed, 6)} GPU-seconds.`;
    if (from() !== "pool" && credits() > holding()[from() as "account" | "wallet"]) return `There are ${formatExact(holding()[from() as "account" | "wallet"], 6)}.`;
    const one = quoted();
    if (one && "reason" in one) return one.reason;
    if (from() === "pool" && most() > coins().wallet) return `That may cost ${formatExact(most(), net.decimals)} ${net.symbol}; there are ${formatExact(coins().wallet, net.decimals)} in the wallet.`;
    return undefined;
  };
  const messages = () => {
    const { registry, pool: pools } = providing.snapshot.terms.contracts;
    const redeem: providerRegistry.ReceiveMsg = { redeem: { class: providing.view.id } };
    if (from() === "account") {
      return [execute<providerRegistry.ExecuteMsg>(registry, { redeem_credits: { class: providing.view.id, amount: amount(credits()) } })];
    }
    if (from() === "wallet") return [sendToken<providerRegistry.ReceiveMsg>(providing.view.credit.slice(5), registry, credits(), redeem)];
    const denom = providing.snapshot.terms.networkDenom;
    return [execute<pool.ExecuteMsg>(pools, { swap_exact_out: {
      offer: assetOf(denom), legs: [{ pools: [...(way()?.pools ?? [])], amount_out: amount(credits()) }],
      to: { call: { contract: registry, msg: toBinary<providerRegistry.ReceiveMsg>(redeem) } },
    } }, [{ denom, amount: most() }])];
  };
  return (
    <Show when={position().open > 0n} fallback={<p class="muted">You owe nothing that could be redeemed in this class.</p>}>
      <AmountField label="GPU-seconds to redeem" value={text()} onInput={setText} unit={unit(providing.view.credit)} error={wrong()}
        hint={<>You owe {formatExact(position().open, 6)}. <button type="button" class="copy" onClick={() => setText(formatPlain(all(), 6))}>All that is possible</button></>} />
      <Select label="Credits from" value={from()} onChange={(value) => setFrom(value as From)} options={[
        { value: "account", label: `Account (${formatExact(holding().account, 6)})` },
        { value: "wallet", label: `Wallet (${formatExact(holding().wallet, 6)})` },
        { value: "pool", label: `Buy them now for ${net.symbol} of the wallet` },
      ]} />
      <Show when={from() === "pool"}><Slack value={slack()} onChange={setSlack} /></Show>
      <Moved agreement={agreement} />
      <Show when={credits() > 0n && !wrong()}>
        <dl class="facts">
          <div><dt>You will owe</dt><dd>{formatHours(position().open - credits() + position().called)}</dd></div>
          <div><dt>Free bond again</dt><dd><Net value={freedBy(position(), credits())} exact /></dd></div>
          <Show when={way()}>{(found) => (
            <>
              <div><dt>The credits cost now</dt><dd><Net value={found().paid} exact /></dd></div>
              <div><dt>at most</dt><dd><Net value={most()} exact /> <span class="muted">taken from your wallet; what they cost less goes to your account in the pool contract</span></dd></div>
            </>
          )}</Show>
        </dl>
      </Show>
      <Send disabled={credits() === 0n || wrong() !== undefined || (from() === "pool" && !way())} agreement={agreement} onSent={(sent) => { setText(""); props.onSent(sent); providing.refresh(); }}
        messages={messages}>
        Redeem
      </Send>
    </Show>
  );
}
