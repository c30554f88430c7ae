// Pay for those who stand behind a provider, over some days.
import { createMemo, createSignal, Show } from "solid-js";
import { useApp } from "../../../app.js";
import type { Unit } from "../../../chain/assets.js";
import { LEAST_EARNING } from "../../../chain/staking.js";
import { isOpen, perDay, RECEIPT, type Vault } from "../../../chain/vaults.js";
import { formatPlain, tryAmount } from "../../../money/amounts.js";
import { formatTime } from "../../../money/time.js";
import { mostFee } from "../../../wallet/gas.js";
import { Amount } from "../../../ui/Amount.js";
import { AmountField } from "../../../ui/AmountField.js";
import { Field } from "../../../ui/Field.js";
import { Send } from "../../../ui/Send.js";
import { fund } from "./messages.js";
import { amountWrong, shortOf, streamSeconds } from "./model.js";

export function FundForm(props: { contract: string; vault: Vault; asset: Unit; wallet: bigint | undefined; onSent: () => void }) {
  const { config, market } = useApp();
  const [text, setText] = createSignal("");
  const [days, setDays] = createSignal("30");
  const value = () => tryAmount(text(), props.asset.decimals) ?? 0n;
  const kept = () => (props.vault.asset === config.denom ? mostFee(config.gas_price, config.denom) : 0n);
  const short = () => shortOf(value(), props.wallet, kept(), props.asset);
  const wrong = createMemo(() => amountWrong(props.vault, text(), props.asset));
  const now = () => market.snapshot()?.status.time ?? 0;
  const length = createMemo((): { readonly seconds: number } | { readonly wrong: string } => {
    try {
      return { seconds: streamSeconds(props.vault, value(), days(), now()) };
    } catch (error) {
      return { wrong: error instanceof Error ? error.message : String(error) };
    }
  });
  const seconds = () => { const found = length(); return "seconds" in found ? found.seconds : 0; };
  const after = () => ({ left: props.vault.left + value(), end: now() + seconds() });
  return (
    <div class="form">
      <p>
        Who pays gives this away: it comes to those who hold receipts, evenly, and nothing brings it back. With it streams what is left of earlier pay; nobody can make that slower,
        nor shorter without a thousand times as much. A provider that wants to be backed pays here; so may anybody.
      </p>
      <AmountField label={`${props.asset.symbol} to pay`} value={text()} onInput={setText} unit={props.asset}
        error={wrong() ?? short()} />
      <Field label="Over how many days" mode="numeric" value={days()} onInput={setDays} unit="days" hint="From now, 1 to 90."
        error={value() > 0n ? (length() as { wrong?: string }).wrong : undefined} />
      <Show when={value() > 0n && seconds() > 0} fallback={<p class="muted">Type an amount to see what it pays.</p>}>
        <dl class="facts">
          <div><dt>It pays in a day then</dt><dd><Amount value={perDay(after(), now())} unit={props.asset} /></dd></div>
          <div><dt>until</dt><dd>{formatTime(after().end)}</dd></div>
        </dl>
        <Show when={props.vault.shares < LEAST_EARNING}><p class="muted">It waits until there are {formatPlain(LEAST_EARNING, RECEIPT.decimals)} receipts.</p></Show>
        <Show when={!isOpen(props.vault)}><p class="muted">The vault lost nearly all. It takes no deposits until pay has come, and what you pay comes to those who hold its receipts now.</p></Show>
      </Show>
      <Send disabled={value() === 0n || seconds() === 0 || short() !== undefined || wrong() !== undefined} done={props.vault.shares < LEAST_EARNING ? "Paid. It waits for more deposits." : "Paid. It streams to the stakes."} onSent={() => { setText(""); props.onSent(); }}
        messages={() => [fund(props.contract, props.vault, value(), seconds())]}>
        Pay
      </Send>
    </div>
  );
}
