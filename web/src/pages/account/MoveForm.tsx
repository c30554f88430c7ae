// Into the account, out of it, or to somebody else's.
import { createMemo, createSignal, Show } from "solid-js";
import { type pool } from "compute-amm";
import { useApp } from "../../app.js";
import { assetOf } from "../../chain/assets.js";
import { holdingOf, type Holdings } from "../../chain/holdings.js";
import type { Polled } from "../../chain/polled.js";
import type { Snapshot } from "../../chain/snapshot.js";
import { formatExact, formatPlain, tryAmount } from "../../money/amounts.js";
import { mostFee } from "../../wallet/gas.js";
import { amount, execute } from "../../wallet/messages.js";
import { AmountField } from "../../ui/AmountField.js";
import { Field, Select } from "../../ui/Field.js";
import { Send } from "../../ui/Send.js";
import { deposit } from "../shared/trade/messages.js";
import { mayBeAddress } from "./model.js";

export type Move = "deposit" | "withdraw" | "transfer";

const WORDS: Readonly<Record<Move, { readonly button: string; readonly done: string; readonly says: string }>> = {
  deposit: {
    button: "Deposit", done: "Deposited.",
    says: "From your wallet into your account in the pool contract. You can draw it in any block; no pause stops that.",
  },
  withdraw: { button: "Withdraw", done: "Withdrawn.", says: "From your account to a wallet. No pause stops it, also not of a delisted asset." },
  transfer: {
    button: "Transfer", done: "Transferred.",
    says: "From your account to somebody else's, inside the pool contract. It cannot be taken back. A contract that cannot draw would hold it for ever.",
  },
};

export function MoveForm(props: { move: Move; snapshot: Snapshot; holdings: Polled<Holdings> }) {
  const { unit, config, wallet } = useApp();
  const [chosen, setChosen] = createSignal("");
  const [text, setText] = createSignal("");
  const [to, setTo] = createSignal("");
  const place = () => (props.move === "deposit" ? "wallet" : "account");
  const options = createMemo(() => (props.holdings.value()?.assets ?? []).filter(({ listed }) => listed || props.move !== "deposit"));
  const key = () => (options().some((one) => one.key === chosen()) ? chosen() : props.snapshot.terms.networkDenom);
  const held = () => holdingOf(props.holdings.value(), key())[place()];
  /** Stays in the wallet for the fees of this message and of the next ones. */
  const kept = () => (props.move === "deposit" ? mostFee(config.gas_price, key()) : 0n);
  const all = () => (held() > kept() ? held() - kept() : 0n);
  const value = () => tryAmount(text(), unit(key()).decimals);
  const wrong = () => {
    return (value() ?? 0n) > held() ? `There are ${formatExact(held(), unit(key()).decimals)}.` : undefined;
  };
  const wrongTo = () => {
    const receiver = to().trim();
    if (receiver === "") return undefined;
    if (!mayBeAddress(receiver, config.prefix)) return `Expected an address that begins with ${config.prefix}1.`;
    return props.move === "transfer" && receiver === wallet.account()?.address ? "That is your own account." : undefined;
  };
  const ready = () => (value() ?? 0n) > 0n && !wrong() && !wrongTo() && (props.move !== "transfer" || to().trim() !== "");
  const message = () => {
    const { pool: contract } = props.snapshot.terms.contracts;
    const sum = value() ?? 0n;
    if (props.move === "deposit") return deposit(contract, key(), sum);
    const asset = assetOf(key());
    const receiver = to().trim();
    return execute<pool.ExecuteMsg>(contract, props.move === "transfer"
      ? { transfer: { items: [{ asset, amount: amount(sum), to: receiver }] } }
      : { withdraw: { asset, amount: amount(sum), ...(receiver === "" ? {} : { receiver }) } });
  };
  return (
    <div class="form">
      <p class="muted">{WORDS[props.move].says}</p>
      <div class="form-row">
        <Select label="Asset" value={key()} onChange={(one) => { setChosen(one); setText(""); }} options={options().map((one) => ({ value: one.key, label: unit(one.key).symbol }))} />
        <AmountField label="Amount" value={text()} onInput={setText} unit={unit(key())} error={wrong()}
          hint={<>{formatExact(held(), unit(key()).decimals)} in the {place()}. <button type="button" class="copy" onClick={() => setText(formatPlain(all(), unit(key()).decimals))}>All</button>
            <Show when={kept() > 0n}> but {formatExact(kept(), unit(key()).decimals)}, which stay there for fees</Show></>} />
      </div>
      <Show when={props.move !== "deposit"}>
        <Field label={props.move === "transfer" ? "To the account of" : "To the wallet of"} value={to()} onInput={setTo} mono error={wrongTo()}
          placeholder={`${config.prefix}1…`} hint={props.move === "withdraw" ? "Your own, if you leave it empty." : "An address of this chain."} />
      </Show>
      <Send disabled={!ready()} done={WORDS[props.move].done} onSent={() => { setText(""); void props.holdings.refresh(); }} messages={() => [message()]}>
        {WORDS[props.move].button}
      </Send>
    </div>
  );
}
