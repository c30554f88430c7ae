import { createUniqueId, For } from "solid-js";

/** One of a few, side by side; arrow keys go from one to the next. */
export function Segments<Value extends string>(props: {
  legend: string;
  options: readonly { readonly value: Value; readonly label: string }[];
  value: Value;
  onChange: (value: Value) => void;
}) {
  const name = createUniqueId();
  return (
    <fieldset class="segments">
      <legend>{props.legend}</legend>
      <For each={props.options}>{({ value, label }) => (
        <label><input type="radio" name={name} value={value} checked={props.value === value} onChange={() => props.onChange(value)} /><span>{label}</span></label>
      )}</For>
    </fieldset>
  );
}
