import { createSignal, Show } from "solid-js";
import { toBigInt, type providerRegistry } from "compute-amm";
import { useApp } from "../../../app.js";
import { holdingOf } from "../../../chain/holdings.js";
import { formatExact, tryAmount } from "../../../money/amounts.js";
import { amount, execute } from "../../../wallet/messages.js";
import { Net } from "../../../ui/Amount.js";
import { AmountField } from "../../../ui/AmountField.js";
import { PayFrom, type Place } from "../../../ui/Place.js";
import { Send } from "../../../ui/Send.js";
import { useProviding } from "../context.js";
import { Explained } from "./Explained.js";

export function Bond(props: { open: boolean }) {
  const { net } = useApp();
  const providing = useProviding();
  const [text, setText] = createSignal("");
  const [from, setFrom] = createSignal<Place>("wallet");
  const denom = () => providing.snapshot.terms.networkDenom;
  const value = () => tryAmount(text(), net.decimals) ?? 0n;
  const holding = () => holdingOf(providing.holdings.value(), denom());
  const short = () => providing.holdings.value() !== undefined && holding()[from()] < value();
  const lockMin = () => toBigInt(providing.snapshot.terms.registry.params.lock_min);
  const active = () => providing.standing.value()?.provider?.active ?? false;
  return (
    <Explained open={props.open} form={`Add to your bond in ${providing.view.id}`}
      what={<>You put {net.symbol} at stake in {providing.view.id}. Jobs lock parts of it, and minted credits are backed by it. A GPU counts if <Net value={lockMin()} /> stand behind it.</>}
      locks="Nothing yet: all of it is free bond, and you may take it back in any block."
      risks="Nothing by itself. What is locked later can be slashed; free bond cannot.">
      <AmountField label="Amount to bond" value={text()} onInput={setText} unit={net}
        error={short() ? `There are ${formatExact(holding()[from()], net.decimals)} ${net.symbol}.` : undefined}
        hint={<>You have <Net value={providing.position.bond} /> in this class. With 8 GPUs at least <Net value={8n * lockMin()} /> let all of them count.</>} />
      <PayFrom holding={holding()} value={from()} onChange={setFrom} />
      <Show when={!active()}><p class="muted">Register first.</p></Show>
      <Send disabled={value() === 0n || short() || !active()} onSent={() => { setText(""); providing.refresh(); }} done="Bonded. Next: offer GPUs."
        messages={() => [execute<providerRegistry.ExecuteMsg>(providing.snapshot.terms.contracts.registry,
          { bond: { class: providing.view.id, ...(from() === "account" ? { from: { account: { amount: amount(value()) } } } : {}) } },
          from() === "wallet" ? [{ denom: denom(), amount: value() }] : [])]}>
        Bond
      </Send>
    </Explained>
  );
}
