// The forms of the step Leave: loaded when somebody opens it.
import { createSignal, For, Show } from "solid-js";
import type { providerRegistry } from "compute-amm";
import { useApp } from "../../../app.js";
import { formatExact, formatPlain, tryAmount } from "../../../money/amounts.js";
import { formatHours, gpusText } from "../../../money/gpu.js";
import { amount, execute } from "../../../wallet/messages.js";
import type { Sent } from "../../../wallet/send.js";
import { Net } from "../../../ui/Amount.js";
import { AmountField } from "../../../ui/AmountField.js";
import { PayTo, type Place } from "../../../ui/Place.js";
import { Send } from "../../../ui/Send.js";
import { useProviding } from "../context.js";
import { leastGpus, owed, toStandard } from "../model.js";

export default function LeaveForm(props: { onSent: (text: string, sent: Sent) => void }) {
  const told = (text: string) => (sent: Sent) => props.onSent(text, sent);
  return (
    <>
      <Gpus onSent={told("The GPUs are withdrawn: no new job finds them.")} />
      <Withdraw onSent={told("The bond is withdrawn.")} />
      <Goodbye onSent={told("You have left the market. Bond that is left can still be withdrawn.")} />
    </>
  );
}

interface Part {
  readonly onSent: (sent: Sent) => void;
}

function Gpus(props: Part) {
  const providing = useProviding();
  const floor = () => leastGpus(providing.position, providing.view.entry.params.horizon, toStandard(providing.view.entry.standard));
  const why = () => ({ busy: "so many are busy", debt: "your debt needs so many within the horizon", standard: "while you owe, a standard job needs so many", none: "" })[floor().by];
  return (
    <Show when={providing.position.gpus > 0} fallback={<p class="muted">You offer no GPUs in {providing.view.id}.</p>}>
      <p>
        You offer {gpusText(providing.position.gpus)}. <Show when={floor().gpus > 0} fallback="You may take all of them back now.">At least {floor().gpus} must stay: {why()}.</Show>
      </p>
      <Send kind="plain" disabled={floor().gpus >= providing.position.gpus} onSent={(sent) => { props.onSent(sent); providing.refresh(); }}
        messages={() => [execute<providerRegistry.ExecuteMsg>(providing.snapshot.terms.contracts.registry, { offer_gpus: { class: providing.view.id, gpus: floor().gpus } })]}>
        {floor().gpus > 0 ? `Withdraw all but ${gpusText(floor().gpus)}` : "Withdraw all GPUs"}
      </Send>
    </Show>
  );
}

function Withdraw(props: Part) {
  const { net } = useApp();
  const providing = useProviding();
  const [text, setText] = createSignal("");
  const [to, setTo] = createSignal<Place>("wallet");
  const value = () => tryAmount(text(), net.decimals) ?? 0n;
  const free = () => providing.position.free;
  const bound = () => providing.position.bond - free();
  return (
    <Show when={providing.position.bond > 0n} fallback={<p class="muted">You have no bond in {providing.view.id}.</p>}>
      <AmountField label="Bond to withdraw" value={text()} onInput={setText} unit={net}
        error={value() > free() ? `${formatExact(free(), net.decimals)} ${net.symbol} are free.` : undefined}
        hint={<>
          <Net value={free()} exact /> are free.<Show when={bound() > 0n}> <Net value={bound()} /> are bound to work and debts until these end.</Show>{" "}
          <button type="button" class="copy" onClick={() => setText(formatPlain(free(), net.decimals))}>All that is free</button>
        </>} />
      <PayTo value={to()} onChange={setTo} />
      <Send kind="plain" disabled={value() === 0n || value() > free()} onSent={(sent) => { setText(""); props.onSent(sent); providing.refresh(); }}
        messages={() => [execute<providerRegistry.ExecuteMsg>(providing.snapshot.terms.contracts.registry,
          { withdraw_bond: { class: providing.view.id, amount: amount(value()), payout: to() } })]}>
        Withdraw bond
      </Send>
    </Show>
  );
}

function Goodbye(props: Part) {
  const providing = useProviding();
  const bound = () => (providing.standing.value()?.positions ?? []).filter((one) => owed(one) > 0n || one.locked > 0n || one.gpus > 0 || one.busy > 0);
  const bonds = () => (providing.standing.value()?.positions ?? []).filter(({ bond }) => bond > 0n);
  const active = () => providing.standing.value()?.provider?.active ?? false;
  return (
    <Show when={active()} fallback={<p class="muted">You are not registered.</p>}>
      <Show when={bound().length > 0} fallback={
        <p>Nothing binds you. <Show when={bonds().length > 0}>Bond that you leave behind stays yours: you may withdraw it later, too.</Show></p>
      }>
        <p>Before you can leave the market:</p>
        <ul>
          <For each={bound()}>{(one) => (
            <li>
              {one.class}: {[
                owed(one) > 0n ? `redeem ${formatHours(owed(one))}` : "", one.locked > 0n ? "end the work that locks bond" : "", one.gpus > 0 ? `withdraw ${gpusText(one.gpus)}` : "",
              ].filter(Boolean).join(", ")}
            </li>
          )}</For>
        </ul>
      </Show>
      <Send kind="danger" disabled={bound().length > 0} onSent={(sent) => { props.onSent(sent); providing.refresh(); }}
        messages={() => [execute<providerRegistry.ExecuteMsg>(providing.snapshot.terms.contracts.registry, { leave: {} })]}>
        Leave the market
      </Send>
    </Show>
  );
}
