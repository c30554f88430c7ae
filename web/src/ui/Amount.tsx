import { Show } from "solid-js";
import { useApp } from "../app.js";
import type { Unit } from "../chain/assets.js";
import { inUsd } from "../chain/snapshot.js";
import { formatExact, formatPrice, formatShort } from "../money/amounts.js";

/** An amount of base units with its unit: cut to some digits, the exact one in its title. `exact` shows all digits. */
export function Amount(props: { value: bigint; unit: Unit; digits?: number; exact?: boolean }) {
  const exact = () => formatExact(props.value, props.unit.decimals);
  return (
    <span class="amount" title={`${exact()} ${props.unit.symbol}`}>
      {props.exact ? exact() : formatShort(props.value, props.unit.decimals, props.digits ?? 5)}{" "}
      <span class="unit">{props.unit.symbol}</span>
    </span>
  );
}

/** An amount of NET. With `usd` the dollars that it is worth now stand behind it, where there is such a pool. */
export function Net(props: { value: bigint; digits?: number; exact?: boolean; usd?: boolean }) {
  const { net } = useApp();
  return (
    <>
      <Amount value={props.value} unit={net} {...(props.digits === undefined ? {} : { digits: props.digits })} exact={props.exact ?? false} />
      <Show when={props.usd}><Usd net={props.value} /></Show>
    </>
  );
}

/** A price of NET base units in atomics (×10^18), for one of something. */
export function NetPrice(props: { atomics: bigint; digits?: number }) {
  const { net } = useApp();
  return (
    <span class="amount" title={`${formatExact(props.atomics, net.decimals + 18)} ${net.symbol}`}>
      {formatPrice(props.atomics, net.decimals, props.digits ?? 5)} <span class="unit">{net.symbol}</span>
    </span>
  );
}

/** What an amount of NET base units is worth in dollars now; nothing where no pool says. `atomics`: the amount is ×10^18. */
export function Usd(props: { net: bigint; atomics?: boolean; bare?: boolean; digits?: number }) {
  const { market, config } = useApp();
  const worth = () => {
    const snapshot = market.snapshot();
    return snapshot && config.usd ? inUsd(snapshot, props.net) : null;
  };
  const decimals = () => (config.usd?.decimals ?? 0) + (props.atomics ? 18 : 0);
  return (
    <Show when={worth() !== null}>
      <span class={props.bare ? "amount" : "amount muted"}>
        {props.bare ? "" : " ≈ "}{formatShort(worth() ?? 0n, decimals(), props.digits ?? 3)} <span class="unit">{config.usd?.symbol}</span>
      </span>
    </Show>
  );
}
