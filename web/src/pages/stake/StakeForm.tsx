// NET for receipts.
import { createMemo, createSignal, Show } from "solid-js";
import { useApp } from "../../app.js";
import { STNET, sharesFor, type Stakes } from "../../chain/staking.js";
import { formatExact, formatShare, tryAmount } from "../../money/amounts.js";
import { atLeast } from "../../money/limits.js";
import { mostFee } from "../../wallet/gas.js";
import { Amount } from "../../ui/Amount.js";
import { AmountField } from "../../ui/AmountField.js";
import { createAgreement, Moved } from "../../ui/Moved.js";
import { Send } from "../../ui/Send.js";
import { Slack } from "../../ui/Slack.js";
import { stake } from "./messages.js";

export function StakeForm(props: { contract: string; stakes: Stakes; own: bigint; wallet: bigint | undefined; onSent: () => void }) {
  const { config, net } = useApp();
  const [text, setText] = createSignal("");
  const [slack, setSlack] = createSignal(50);
  const value = () => tryAmount(text(), net.decimals) ?? 0n;
  const found = createMemo(() => (value() > 0n ? sharesFor(props.stakes, value()) : 0n));
  const agreement = createAgreement(() => `${value()} ${slack()}`, () => found() || undefined, (shares) => [{ now: -shares, limit: -atLeast(shares, slack()) }]);
  const shares = () => agreement.quote() ?? 0n;
  const least = () => -(agreement.limits()?.[0] ?? 0n);
  const kept = () => mostFee(config.gas_price, config.denom);
  const short = () => props.wallet !== undefined && value() + kept() > props.wallet;
  return (
    <div class="form">
      <AmountField label={`${net.symbol} to stake`} value={text()} onInput={setText} unit={net}
        error={short() ? `There are ${formatExact(props.wallet ?? 0n, net.decimals)} in the wallet, of which ${formatExact(kept(), net.decimals)} stay there for fees.` : undefined} />
      <Slack value={slack()} onChange={setSlack} hint="Income that comes until your message raises the price of a receipt. If you would get so much less, nothing happens." />
      <Moved agreement={agreement} short={short()} />
      <Show when={shares() > 0n} fallback={<p class="muted">{value() > 0n ? "So little brings no receipt: the contract refuses it." : "Type an amount to see what you get."}</p>}>
        <dl class="facts">
          <div><dt>You get</dt><dd><Amount value={shares()} unit={STNET} exact /></dd></div>
          <div><dt>at least</dt><dd><Amount value={least()} unit={STNET} exact /></dd></div>
          <div><dt>Your part of all stakes then</dt><dd>{formatShare(props.own + shares(), props.stakes.shares + shares())}</dd></div>
        </dl>
      </Show>
      <Send disabled={shares() === 0n || short()} agreement={agreement} done="Staked. The receipts are in your wallet." onSent={() => { setText(""); props.onSent(); }}
        messages={() => [stake(props.contract, config.denom, value(), least())]}>
        Stake
      </Send>
    </div>
  );
}
