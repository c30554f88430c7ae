import type { JSX } from "solid-js";
import type { Unit } from "../chain/assets.js";
import { amountFault, amountHint } from "../money/amounts.js";
import { Field } from "./Field.js";

/** A line for an amount of a unit. It says itself what is wrong with how the number is written; `error` is what is wrong with the number. */
export function AmountField(props: {
  label: string; value: string; onInput: (value: string) => void; unit: Unit; hint?: JSX.Element; error?: string | undefined;
}) {
  return (
    <Field label={props.label} value={props.value} onInput={props.onInput} mode="decimal" unit={props.unit.symbol}
      error={amountFault(props.value, props.unit.decimals) ?? props.error} hint={<>{props.hint} {amountHint(props.value, props.unit.decimals)}</>} />
  );
}
