// What pays, and how much more than the quote it may be.
import { Show, type JSX } from "solid-js";
import { useApp } from "../../../app.js";
import type { ClassView } from "../../../chain/snapshot.js";
import { Amount } from "../../../ui/Amount.js";
import { Field, Select } from "../../../ui/Field.js";
import { HighLimit } from "../../../ui/HighLimit.js";
import { highLimit } from "../fields.js";
import { dollarRoute, payKey, type Holdings, type Pay, type PayAsset } from "./payment.js";

/** Asset, place, limit. `onPay` and `onLimit` are told of changes. */
export function PayFields(props: {
  pay: Pay; onPay: (pay: Pay) => void;
  limit: string; onLimit: (limit: string) => void; limitError: string | undefined;
  view: ClassView | undefined; holdings: Holdings; connected: boolean;
  children?: JSX.Element;
}) {
  const { config, market, unit } = useApp();
  const canDollar = () => {
    const snapshot = market.snapshot();
    return snapshot !== undefined && dollarRoute(snapshot, config) !== undefined;
  };
  const options = () => [
    { value: "net", label: config.symbol },
    ...(config.usd && canDollar() ? [{ value: "usd", label: config.usd.symbol }] : []),
    { value: "credits", label: "Credits of this class (GPU-seconds)" },
  ];
  const key = () => {
    const snapshot = market.snapshot();
    return snapshot && props.view ? payKey(props.pay.asset, snapshot, config, props.view) : "";
  };
  const held = () => props.holdings[props.pay.from].get(key()) ?? 0n;
  return (
    <>
      <div class="form-row">
        <Select label="Pay with" value={props.pay.asset} options={options()}
          onChange={(asset) => props.onPay({ ...props.pay, asset: asset as PayAsset })} />
        <Select label="From" value={props.pay.from} onChange={(from) => props.onPay({ ...props.pay, from: from as Pay["from"] })}
          options={[{ value: "wallet", label: "Wallet" }, { value: "account", label: "Account in the pool contract" }]}
          hint={<Show when={props.connected && key()} fallback="What came back of earlier requests lies in your account.">
            There {held() === 0n ? "is nothing of it" : <>are <Amount value={held()} unit={unit(key())} /></>} there.
          </Show>} />
      </div>
      <div class="form-row">
        <Field label="Price limit" value={props.limit} onInput={props.onLimit} mode="decimal" unit="%" error={props.limitError}
          hint="How much more than the quote it may cost if others trade before your request is in a block. Beyond it the request is refused, and costs only the network fee." />
        {props.children}
      </div>
      <Show when={highLimit(props.limit)}><HighLimit percent={props.limit} /></Show>
    </>
  );
}
