// Receipts back: they become tickets, which are paid once the jobs that they back have ended.
import { createSignal, Show } from "solid-js";
import { toBigInt, uint128, type restaking } from "compute-amm";
import type { Unit } from "../../chain/assets.js";
import { RECEIPT, type Vault } from "../../chain/vaults.js";
import { formatExact, formatPlain, tryAmount } from "../../money/amounts.js";
import { amount } from "../../wallet/messages.js";
import { Amount } from "../../ui/Amount.js";
import { AmountField } from "../../ui/AmountField.js";
import { Send } from "../../ui/Send.js";
import { exit, rotate } from "../shared/vaults/messages.js";
import { createPreview, Preview } from "./Preview.js";

const NONE = uint128(0n);

export function ExitForm(props: { contract: string; vault: Vault; asset: Unit; own: bigint | undefined; onSent: () => void }) {
  const [text, setText] = createSignal("");
  const value = () => tryAmount(text(), RECEIPT.decimals) ?? 0n;
  const short = () => props.own !== undefined && value() > props.own;
  const found = createPreview<restaking.PreviewExitResponse>(props.contract, () => (value() > 0n && !short()
    ? { preview_exit: { provider: props.vault.provider, class: props.vault.class, shares: amount(value()) } } : undefined));
  const out = () => toBigInt(found.answer()?.amount ?? NONE);
  return (
    <div class="form">
      <p>
        What leaves goes on backing the jobs that are accepted before the next generation of exits begins, and burns with them. It is yours to claim once two have begun: the
        next one begins when no job of the one before runs. Jobs that are accepted after it do not prolong that. Nothing stops an exit, and it cannot be taken back.
      </p>
      <AmountField label="Receipts to give back" value={text()} onInput={setText} unit={RECEIPT} error={short() ? `You have ${formatExact(props.own ?? 0n, RECEIPT.decimals)}.` : undefined}
        hint={<Show when={props.own}>{(own) => <>You have {formatExact(own(), RECEIPT.decimals)}. <button type="button" class="copy" onClick={() => setText(formatPlain(own(), RECEIPT.decimals))}>All</button></>}</Show>} />
      <Preview of={found} empty="Type a number of receipts to see what they are worth.">
        <dl class="facts">
          <div><dt>You can claim later</dt><dd><Amount value={out()} unit={props.asset} exact /></dd></div>
        </dl>
        <p class="muted">If none of it burns until then. What streams until your message adds to it.</p>
        <Show when={props.vault.waits} fallback={<p>Your transaction begins the next generation as well, so no job that is accepted after it can burn what leaves.</p>}>
          <p>A job of the generation before runs, so the next one cannot begin yet. Until it has begun, new jobs can burn what leaves.</p>
        </Show>
      </Preview>
      <Send disabled={out() === 0n || short()} done={`You are leaving. Your tickets stand above.${props.vault.waits ? " Begin the next generation there as soon as you can: until then new jobs can burn what leaves." : ""}`} onSent={() => { setText(""); props.onSent(); }}
        messages={() => [exit(props.contract, props.vault.token, value()), ...(props.vault.waits ? [] : [rotate(props.contract, props.vault)])]}>
        Leave
      </Send>
    </div>
  );
}
