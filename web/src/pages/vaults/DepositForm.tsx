// An asset for receipts of a vault.
import { createMemo, createSignal, Show } from "solid-js";
import { toBigInt, type restaking } from "compute-amm";
import { useApp } from "../../app.js";
import type { Unit } from "../../chain/assets.js";
import { LEAST_EARNING } from "../../chain/staking.js";
import { RECEIPT, type Vault, type VaultTerms } from "../../chain/vaults.js";
import { formatPlain, formatShare, tryAmount } from "../../money/amounts.js";
import { atLeast } from "../../money/limits.js";
import { mulDiv } from "../../money/ratio.js";
import { mostFee } from "../../wallet/gas.js";
import { amount } from "../../wallet/messages.js";
import { Amount } from "../../ui/Amount.js";
import { AmountField } from "../../ui/AmountField.js";
import { createAgreement, Moved } from "../../ui/Moved.js";
import { Send } from "../../ui/Send.js";
import { Slack } from "../../ui/Slack.js";
import { deposit } from "../shared/vaults/messages.js";
import { amountWrong, shortOf } from "../shared/vaults/model.js";
import { createPreview, Preview } from "./Preview.js";

export function DepositForm(props: {
  contract: string; vault: Vault; terms: VaultTerms; asset: Unit; own: { readonly shares: bigint; readonly coins: bigint } | undefined; onSent: () => void;
}) {
  const { config } = useApp();
  const [text, setText] = createSignal("");
  const [slack, setSlack] = createSignal(50);
  const value = () => tryAmount(text(), props.asset.decimals) ?? 0n;
  const kept = () => (props.vault.asset === config.denom ? mostFee(config.gas_price, config.denom) : 0n);
  const short = () => shortOf(value(), props.own?.coins, kept(), props.asset);
  const wrong = createMemo(() => amountWrong(props.vault, text(), props.asset, props.terms.least));
  const found = createPreview<restaking.PreviewDepositResponse>(props.contract, () => (value() > 0n && !wrong()
    ? { preview_deposit: { provider: props.vault.provider, class: props.vault.class, amount: amount(value()) } } : undefined));
  const agreement = createAgreement(() => `${value()} ${slack()}`, () => { const answer = found.answer(); return answer && toBigInt(answer.shares); }, (shares) => [{ now: -shares, limit: -atLeast(shares, slack()) }]);
  const shares = () => agreement.quote() ?? 0n;
  const least = () => -(agreement.limits()?.[0] ?? 0n);
  const mine = () => (props.own?.shares ?? 0n) + shares();
  const all = () => props.vault.shares + shares();
  return (
    <div class="form">
      <AmountField label={`${props.asset.symbol} to deposit`} value={text()} onInput={setText} unit={props.asset}
        error={wrong() ?? short()} />
      <Slack value={slack()} onChange={setSlack} hint="What streams until your message raises the price of a receipt. If you would get so much less, nothing happens." />
      <Moved agreement={agreement} short={short() !== undefined} />
      <Preview of={found} empty="Type an amount to see what you get.">
        <dl class="facts">
          <div><dt>You get</dt><dd><Amount value={shares()} unit={RECEIPT} exact /></dd></div>
          <div><dt>at least</dt><dd><Amount value={least()} unit={RECEIPT} exact /></dd></div>
          <div><dt>Your part of the vault then</dt><dd>{formatShare(mine(), all())}</dd></div>
          <Show when={props.vault.left > 0n && all() >= LEAST_EARNING} fallback={<Show when={props.vault.left > 0n && shares() > 0n}>
            <div><dt>Streams to you</dt><dd>nothing, before there are {formatPlain(LEAST_EARNING, RECEIPT.decimals)} receipts</dd></div>
          </Show>}>
            <div><dt>Streams to you, if nobody comes or goes</dt><dd><Amount value={mulDiv(props.vault.left, mine(), all())} unit={props.asset} /></dd></div>
          </Show>
        </dl>
      </Preview>
      <Send disabled={shares() === 0n || short() !== undefined || wrong() !== undefined} agreement={agreement} done="Deposited. The receipts are in your wallet." onSent={() => { setText(""); props.onSent(); }}
        messages={() => [deposit(props.contract, props.vault, value(), least())]}>
        Deposit
      </Send>
    </div>
  );
}
