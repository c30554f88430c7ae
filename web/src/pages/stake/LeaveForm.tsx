// Receipts back for NET.
import { createMemo, createSignal, Show } from "solid-js";
import { useApp } from "../../app.js";
import { netFor, STNET, type Stakes } from "../../chain/staking.js";
import { formatExact, formatPlain, tryAmount } from "../../money/amounts.js";
import { atLeast } from "../../money/limits.js";
import { Net } from "../../ui/Amount.js";
import { AmountField } from "../../ui/AmountField.js";
import { createAgreement, Moved } from "../../ui/Moved.js";
import { Send } from "../../ui/Send.js";
import { Slack } from "../../ui/Slack.js";
import { unstake } from "./messages.js";

export function LeaveForm(props: { contract: string; stakes: Stakes; own: bigint | undefined; onSent: () => void }) {
  const { net } = useApp();
  const [text, setText] = createSignal("");
  const [slack, setSlack] = createSignal(50);
  const value = () => tryAmount(text(), STNET.decimals) ?? 0n;
  const found = createMemo(() => (value() > 0n ? netFor(props.stakes, value()) : 0n));
  const agreement = createAgreement(() => `${value()} ${slack()}`, () => found() || undefined, (amount) => [{ now: -amount, limit: -atLeast(amount, slack()) }]);
  const out = () => agreement.quote() ?? 0n;
  const least = () => -(agreement.limits()?.[0] ?? 0n);
  const short = () => props.own !== undefined && value() > props.own;
  return (
    <div class="form">
      <AmountField label="Receipts to give back" value={text()} onInput={setText} unit={STNET} error={short() ? `You have ${formatExact(props.own ?? 0n, STNET.decimals)}.` : undefined}
        hint={<Show when={props.own}>{(own) => <>You have {formatExact(own(), STNET.decimals)}. <button type="button" class="copy" onClick={() => setText(formatPlain(own(), STNET.decimals))}>All</button></>}</Show>} />
      <Slack value={slack()} onChange={setSlack} hint="If you would get so much less, nothing happens." />
      <Moved agreement={agreement} short={short()} />
      <Show when={out() > 0n} fallback={<p class="muted">{value() > 0n ? "So few receipts redeem for nothing: the contract refuses them." : "Type a number of receipts to see what they redeem for."}</p>}>
        <dl class="facts">
          <div><dt>You get</dt><dd><Net value={out()} exact usd /></dd></div>
          <div><dt>at least</dt><dd><Net value={least()} exact /></dd></div>
        </dl>
      </Show>
      <Send disabled={out() === 0n || short()} agreement={agreement} done={`Redeemed. The ${net.symbol} is in your wallet.`} onSent={() => { setText(""); props.onSent(); }}
        messages={() => [unstake(props.contract, props.stakes.token, value(), least())]}>
        Leave
      </Send>
    </div>
  );
}
