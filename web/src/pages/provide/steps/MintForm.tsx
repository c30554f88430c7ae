// The form of the step Mint: loaded when somebody opens it.
import { createMemo, createSignal, Show } from "solid-js";
import { toAtomics, toBigInt, type providerRegistry } from "compute-amm";
import { useApp } from "../../../app.js";
import { formatExact, formatWhole, tryAmount } from "../../../money/amounts.js";
import { formatHours, gpusText } from "../../../money/gpu.js";
import { atMost } from "../../../money/limits.js";
import { CREDIT, HOUR, least, mulDivUp } from "../../../money/ratio.js";
import { formatDuration } from "../../../money/time.js";
import { amount, execute } from "../../../wallet/messages.js";
import { Net, NetPrice } from "../../../ui/Amount.js";
import { AmountField } from "../../../ui/AmountField.js";
import { PayTo, type Place } from "../../../ui/Place.js";
import { createAgreement, Moved } from "../../../ui/Moved.js";
import { Send } from "../../../ui/Send.js";
import { Slack } from "../../../ui/Slack.js";
import { useProviding } from "../context.js";
import { collateralOf, mintRoom, owed, tooSmall, toStandard } from "../model.js";
import { createPrice } from "../price.js";

const BY = { gpus: "your GPUs can serve no more within the horizon", bond: "your free bond covers no more", cap: "the class may owe no more while its pool is young or small" };

export default function MintForm() {
  const { market, net, unit } = useApp();
  const providing = useProviding();
  const price = createPrice();
  const [text, setText] = createSignal("");
  const [to, setTo] = createSignal<Place>("account");
  const [slack, setSlack] = createSignal(100);
  const entry = () => providing.view.entry;
  const standard = () => toStandard(entry().standard);
  const credits = () => tryAmount(text(), 6) ?? 0n;
  const mintPrice = () => (price.value() ? toAtomics(price.value()!.mint) : 0n);
  const cap = () => {
    if (!price.value()?.capped) return null;
    const [most, all] = [toBigInt(entry().params.mint_cap), toBigInt(entry().owed)];
    return most > all ? most - all : 0n;
  };
  const room = createMemo(() => mintRoom(providing.position,
    { horizon: entry().params.horizon, coverageBps: entry().params.coverage_bps, price: mintPrice(), cap: cap() }));
  const agreement = createAgreement(() => [providing.view.id, credits(), slack()].join(" "), () => (credits() > 0n && price.value()
    ? { price: mintPrice(), collateral: collateralOf(credits(), mintPrice(), entry().params.coverage_bps) } : undefined),
  ({ collateral }) => [{ now: collateral, limit: least(atMost(collateral, slack()), providing.position.free) }]);
  const collateral = () => agreement.quote()?.collateral ?? 0n;
  const limit = () => agreement.limits()?.[0] ?? 0n;
  const jailed = () => (providing.standing.value()?.provider?.jailed_until ?? 0) > 0;
  const wrong = () => {
    if (credits() === 0n) return undefined;
    if (credits() > room().credits) return `At most ${formatExact(room().credits, 6)}: ${BY[room().by]}.`;
    const needed = tooSmall(providing.position.open + credits(), standard());
    if (needed) return `Your open debt must be at least the largest standard job, ${formatExact(needed, 6)} GPU-seconds.`;
    if (standard() && providing.position.gpus < standard()!.gpus) return `A standard job needs ${gpusText(standard()!.gpus)}; you offer ${providing.position.gpus}.`;
    return undefined;
  };
  const after = () => owed(providing.position) + credits();
  /** How long all GPUs would work for what is owed then. */
  const days = () => {
    const gpus = BigInt(providing.position.gpus);
    return gpus > 0n ? asSeconds(mulDivUp(after(), 1n, gpus * CREDIT)) : 0;
  };
  return (
    <>
      <AmountField label="GPU-seconds to mint" value={text()} onInput={setText} unit={unit(providing.view.credit)} error={wrong()}
        hint={<>You can mint up to {formatWhole(room().credits / CREDIT)} now: {BY[room().by]}. An hour of one GPU is 3,600.</>} />
      <PayTo value={to()} onChange={setTo} hint="From the account you can sell or supply them with the next message." />
      <Slack value={slack()} onChange={setSlack} hint="If the price rises by more before your message, the mint fails and costs you nothing." />
      <Moved agreement={agreement} />
      <Show when={agreement.quote()}>{(quote) => (
        <dl class="facts">
          <div><dt>You will owe</dt><dd>{formatHours(after())}</dd></div>
          <div><dt>All your GPUs would serve that in</dt><dd>{formatDuration(days())}</dd></div>
          <div><dt>Price that counts</dt><dd><NetPrice atomics={quote().price * HOUR} /> per GPU-hour</dd></div>
          <div><dt>Collateral now</dt><dd><Net value={collateral()} exact /></dd></div>
          <div><dt>at most</dt><dd><Net value={limit()} exact /></dd></div>
          <div><dt>Free bond then</dt><dd><Net value={providing.position.free > collateral() ? providing.position.free - collateral() : 0n} /></dd></div>
          <div><dt>Worst case</dt><dd>All {formatExact(limit(), net.decimals)} {net.symbol} of collateral, if you serve no call</dd></div>
        </dl>
      )}</Show>
      <Show when={jailed() && market.snapshot()}><p class="muted">In jail nothing can be minted.</p></Show>
      <Send disabled={credits() === 0n || wrong() !== undefined || !price.value() || jailed()} agreement={agreement} onSent={() => { setText(""); providing.refresh(); }}
        done={`Minted, to your ${to()}. You owe that GPU time from now on. Next: sell the credits, or supply them.`}
        messages={() => [execute<providerRegistry.ExecuteMsg>(providing.snapshot.terms.contracts.registry,
          { mint_credits: { class: providing.view.id, amount: amount(credits()), max_collateral: amount(limit()), payout: to() } })]}>
        Mint
      </Send>
    </>
  );
}

// no-float: seconds of work, at most 90 days.
const asSeconds = (seconds: bigint): number => Number(seconds);
